"""Makes the records of an import speak of each other: diplomas, épreuves, zeros lost in references."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from scheduler.exchange.cells import fold, quoted
from scheduler.exchange.epreuve_codes import EpreuveCodes, UnknownEpreuveError
from scheduler.exchange.folder import Folder

EVERY = "*"
NUMBER_DIGITS = 10
"""Digits of a candidate's number in Cyclades."""


_SPECIALITY = re.compile("[0-9]{4,8}")
"""A speciality's code of Cyclades."""


def resolve(folder: Folder) -> None:
    """Qualify the épreuves and put back what spreadsheets took away; problems go to the folder."""
    restore_numbers(folder)
    if folder.regulation is None:
        return
    resolve_diplomas(folder)
    diplomas = folder.diplomas()
    codes = EpreuveCodes(folder.regulation, diplomas, sure=bool(diplomas) and folder.whole("candidats"))
    _resolve_candidate_epreuves(folder, codes)
    _resolve_session_epreuves(folder, codes)
    _resolve_phases(folder, codes)


def restore_numbers(folder: Folder) -> None:
    """Give back their zeros to the numbers that lost them, where most numbers have ten digits."""
    lines = folder.lines("candidats")
    whole = sum(
        len(line.record.number) == NUMBER_DIGITS and line.record.number.isdecimal() for line in lines
    )
    if whole * 2 > len(lines):
        for line in lines:
            if _lost_zeros(line.record.number):
                line.record = replace(
                    line.record,
                    number=_warned(folder, "candidats", line.row, "numero", line.record.number),
                )
    known = {one.number for one in folder.records("candidats")}
    for table in ("inscriptions", "amenagements", "incompatibilites"):
        for line in folder.lines(table):
            number = line.record.candidate
            if number not in known and number.zfill(NUMBER_DIGITS) in known:
                line.record = replace(
                    line.record, candidate=_warned(folder, table, line.row, "candidat", number)
                )


def _lost_zeros(number: str) -> bool:
    return number.isdecimal() and NUMBER_DIGITS - 3 <= len(number) < NUMBER_DIGITS


def _warned(folder: Folder, table: str, row: int, column: str, number: str) -> str:
    whole = number.zfill(NUMBER_DIGITS)
    folder.warning(
        table,
        row,
        column,
        (
            f"{quoted(number)} a perdu ses zéros de gauche, lu {quoted(whole)} ; mettez la colonne "
            f"au format Texte"
        ),
    )
    return whole


def resolve_diplomas(folder: Folder) -> None:
    """Write each candidate's diploma as the texts do."""
    if folder.regulation is None:
        return
    known = {fold(code): code for code in folder.regulation.diplomas}
    specialities = {
        code: one.code for one in folder.regulation.diplomas.values() for code in one.specialities
    }
    for line in folder.lines("candidats"):
        written = line.record.diploma
        code = known.get(fold(written)) or specialities.get(written)
        if code is None and _SPECIALITY.fullmatch(written):
            folder.warning(
                "candidats",
                line.row,
                "diplome",
                (
                    f"spécialité {quoted(written)} inconnue, le candidat est gardé mais rien n’est "
                    f"planifié pour lui ; "
                    f"l’un de {', '.join(known.values())} attendu"
                ),
            )
        elif code is None:
            folder.error(
                "candidats",
                line.row,
                "diplome",
                (
                    f"diplôme {quoted(line.record.diploma)} inconnu pour la session "
                    f"{folder.regulation.year} ; "
                    f"l’un de {', '.join(known.values())} attendu"
                ),
            )
        elif code != line.record.diploma:
            line.record = replace(line.record, diploma=code)


def _resolve_candidate_epreuves(folder: Folder, codes: EpreuveCodes) -> None:
    diplomas = {one.number: one.diploma for one in folder.records("candidats")}
    for table in ("inscriptions", "amenagements"):
        for line in folder.lines(table):
            diploma = diplomas.get(line.record.candidate)
            if diploma in codes.regulation.diplomas and line.record.epreuve != EVERY:
                _rewrite(folder, table, line, partial(codes.of_candidate, diploma=str(diploma)))


def _resolve_phases(folder: Folder, codes: EpreuveCodes) -> None:
    """Write the phases of aménagements as the texts do."""
    known = {
        fold(phase.id): phase.id
        for diploma in codes.regulation.diplomas.values()
        for epreuve in diploma.epreuves
        for phase in epreuve.phases
    }
    for line in folder.lines("amenagements"):
        phase = known.get(fold(line.record.phase))
        if phase is None and line.record.phase != EVERY:
            folder.error(
                "amenagements",
                line.row,
                "phase",
                (
                    f"phase {quoted(line.record.phase)} inconnue ; l’une de "
                    f"{', '.join(known.values())} ou * attendue"
                ),
            )
        elif phase is not None:
            line.record = replace(line.record, phase=phase)


def _resolve_session_epreuves(folder: Folder, codes: EpreuveCodes) -> None:
    for line in folder.lines("parametres"):
        if line.record.epreuve == EVERY:
            line.record = replace(line.record, epreuve=None)
        if line.record.epreuve is not None:
            _rewrite(folder, "parametres", line, codes.of_session)
    for line in folder.lines("calendrier"):
        found = _all_found(folder, codes, line.record.epreuves, ("calendrier", line.row, "epreuves"))
        line.record = replace(line.record, epreuves=found)
    _resolve_session(folder, codes)


def _resolve_session(folder: Folder, codes: EpreuveCodes) -> None:
    if folder.session is None or not folder.present("session"):
        return
    row = next((line.row for line in folder.lines("session") if fold(line.record.key) == "epreuves"), 1)
    found = _all_found(folder, codes, folder.session.epreuves, ("session", row, "valeur"))
    folder.session = replace(folder.session, epreuves=found)


def _all_found(
    folder: Folder, codes: EpreuveCodes, texts: tuple[str, ...], place: tuple[str, int, str]
) -> tuple[str, ...]:
    """Return the qualified codes of a list; what is wrong is noted at (table, row, column)."""
    found: list[str] = []
    for text in texts:
        if text == EVERY:
            return ()
        try:
            found.append(codes.of_session(text))
        except UnknownEpreuveError as error:
            folder.error(*place, str(error))
    return tuple(dict.fromkeys(found))


def _rewrite(folder: Folder, table: str, line: Any, find: Callable[[str], str]) -> None:
    """Replace the épreuve of a line by its qualified code."""
    try:
        line.record = replace(line.record, epreuve=find(line.record.epreuve))
    except UnknownEpreuveError as error:
        folder.error(table, line.row, "epreuve", str(error))

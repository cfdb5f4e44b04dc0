"""Examiners: what they are qualified for, when they can come."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from models.dossier.records import Availability, AvailabilityState, Examiner, HalfDayName, OpenHalfDay
from models.regulation import Regulation, language_code
from models.regulation.languages import is_language_qualification
from models.roles import Role
from scheduler.exchange.cells import fold, quoted
from scheduler.exchange.folder import Folder


def check_qualifications(folder: Folder) -> None:
    """Every qualification is in the catalogue; those of the other role are said."""
    if folder.regulation is None:
        return
    catalogue = {fold(code): code for code in folder.regulation.qualifications}
    for line in folder.lines("examinateurs"):
        codes = tuple(_code(folder, line.row, text, catalogue) for text in line.record.qualifications)
        line.record = replace(line.record, qualifications=tuple(dict.fromkeys(filter(None, codes))))
        _check_role(folder, line.row, line.record, folder.regulation)


def _code(folder: Folder, row: int, text: str, catalogue: dict[str, str]) -> str:
    """Return the code of the catalogue that a cell means, empty when there is none."""
    found = catalogue.get(fold(text))
    if found is None and is_language_qualification(language_code(text)):
        found = language_code(text)
    if found is None:
        folder.error(
            "examinateurs",
            row,
            "qualifications",
            (
                f"qualification {quoted(text)} inconnue ; un code du catalogue attendu : "
                f"{', '.join(sorted(catalogue.values()))}, ou LV- suivi d’une langue"
            ),
        )
    return found or ""


def _check_role(folder: Folder, row: int, examiner: Examiner, regulation: Regulation) -> None:
    for code in examiner.qualifications:
        known = regulation.qualifications.get(code)
        role = known.role if known else Role.ENSEIGNANT
        if role is not examiner.role:
            folder.warning(
                "examinateurs",
                row,
                "qualifications",
                (
                    f"qualification {quoted(code)} de {role} pour un {examiner.role} ; vérifiez le "
                    f"rôle ou la "
                    "qualification"
                ),
            )


def check_professionals(folder: Folder) -> None:
    """A professional who can come on no half-day is said."""
    half_days: dict[str, list[OpenHalfDay]] = {}
    for half_day in folder.records("calendrier"):
        half_days.setdefault(half_day.centre, []).append(half_day)
    said: dict[str, dict[tuple[date, HalfDayName], AvailabilityState]] = {}
    for one in folder.records("disponibilites"):
        said.setdefault(one.examiner, {})[_slot(one)] = one.state
    for row, examiner in folder.each("examinateurs"):
        if examiner.role is Role.PROFESSIONNEL and not _can_come(
            examiner, half_days, said.get(examiner.code, {})
        ):
            folder.warning(
                "examinateurs",
                row,
                "code",
                (
                    f"professionnel {quoted(examiner.code)} disponible sur aucune demi-journée "
                    f"ouverte ; complétez ses "
                    "disponibilités"
                ),
            )


def _slot(one: Availability) -> tuple[date, HalfDayName]:
    return one.day, one.half_day


def _can_come(
    examiner: Examiner,
    half_days: dict[str, list[OpenHalfDay]],
    said: dict[tuple[date, HalfDayName], AvailabilityState],
) -> bool:
    if not examiner.available_by_default and not said:
        return False
    return any(
        _is_free(examiner, half_day, said)
        for centre in (examiner.centres or half_days)
        for half_day in half_days.get(centre, ())
    )


def _is_free(
    examiner: Examiner,
    half_day: OpenHalfDay,
    said: dict[tuple[date, HalfDayName], AvailabilityState],
) -> bool:
    """A row of the half-day wins over one of the whole day, which wins over the default."""
    whole_day = said.get((half_day.day, HalfDayName.JOURNEE))
    state = said.get((half_day.day, half_day.name), whole_day)
    if state is None:
        return examiner.available_by_default
    return state is not AvailabilityState.INDISPONIBLE

"""Cyclades « Listes simples »: a list of candidates that joins a session already known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from models.dossier.records import Candidate, CandidateStatus, Dossier
from models.regulation import Regulation
from scheduler.exchange.cells import clean, fold, quoted, refusal
from scheduler.exchange.encodings import encoding_of, lines_of
from scheduler.exchange.folder import Folder
from scheduler.exchange.kinds import RefusedValueError
from scheduler.exchange.paths import checked_file, open_file
from scheduler.exchange.people_tables import CANDIDATS
from scheduler.exchange.raw import MAX_ROWS, UnreadableFileError
from scheduler.exchange.resolve import NUMBER_DIGITS
from scheduler.exchange.rows import Line, Sheet
from scheduler.exchange.time_kinds import Day

REQUIRED = (
    "N° Candidat",
    "N° Inscription",
    "Nom de famille",
    "Prénom(s)",
    "Catégorie Candidat",
    "Code Spécialité",
    "Etat",
)
_PREAMBLE = 60
"""Lines among which the header is looked for."""

_PLACE = re.compile(r"(?P<name>.*)\((?P<uai>[0-9]{7}[A-Z])\)")
_VERSION = re.compile(r"version\s*(?P<version>[0-9]{1,4})", re.IGNORECASE)
_STATUSES = {
    "SCOLAIRE": CandidateStatus.SCOLAIRE,
    "APPRENTI": CandidateStatus.APPRENTI,
    "APPRENTIE": CandidateStatus.APPRENTI,
    "APPRENTISSAGE": CandidateStatus.APPRENTI,
    "FPC": CandidateStatus.FPC,
    "FORMATION": CandidateStatus.FPC,
    "STAGIAIRE": CandidateStatus.FPC,
    "GRETA": CandidateStatus.FPC,
    "DISTANCE": CandidateStatus.DISTANCE,
    "CNED": CandidateStatus.DISTANCE,
    "ENSEIGNEMENT": CandidateStatus.DISTANCE,
    "EXPERIENCE": CandidateStatus.EXPERIENCE,
    "EXP": CandidateStatus.EXPERIENCE,
}


@dataclass(frozen=True, slots=True)
class CycladesRow:
    """One row of a list, by folded header; the version of its registration."""

    number: int
    cells: dict[str, str]

    def text(self, header: str) -> str | None:
        """Return a cell, None when it is empty or ` -`."""
        found = clean(self.cells.get(fold(header)))
        return None if found is None else str(found)

    @property
    def version(self) -> int:
        """`2` for `002 Version 2`, 0 when none is said."""
        match = _VERSION.search(self.text("N° Inscription") or "")
        return int(match["version"]) if match else 0


@dataclass(slots=True)
class CycladesList:
    """A list: the establishment and year of its preamble, and its rows."""

    name: str = ""
    uai: str = ""
    year: str = ""
    rows: Iterator[CycladesRow] = field(default_factory=lambda: iter(()))


@dataclass(slots=True)
class _Joining:
    """A list being joined: its establishment, the candidates known before, the latest row of each."""

    folder: Folder
    place: str | None
    known: dict[str, Candidate]
    latest: dict[str, tuple[int, Line]] = field(default_factory=dict)


def read_cyclades(path: Path, folder: Folder) -> Dossier | None:
    """Return the session of `folder.base` with the candidates of a list; None when something is wrong.

    Candidates that the list does not name stay; what Cyclades does not know of those it names (centre,
    languages, telephone…) stays too. Problems go to `folder`.

    Raises
    ------
    UnreadableFileError
        The file is no such list, or no session was said.

    """
    encoding = _checked_encoding(path)
    with open_file(path) as stream:
        lines = (line.decode(encoding) for line in lines_of(stream))
        found = _opened_list(enumerate(lines, start=1))
        if folder.base is None or folder.regulation is None:
            raise UnreadableFileError(
                "cette liste Cyclades ne connaît que des candidats ; dites quelle session elle "
                "rejoint (--session CODE)"
            )
        sheet = Sheet(CANDIDATS, path.name, titles=_TITLES)
        folder.sheets["candidats"] = sheet
        place = _check_preamble(folder, found)
        joining = _Joining(folder, place, {one.number: one for one in folder.base.candidates})
        for row in found.rows:
            _add(joining, row)
    sheet.lines = [line for _, line in joining.latest.values()]
    return folder.base


_TITLES = {
    "numero": "N° Candidat",
    "nom": "Nom de famille",
    "prenoms": "Prénom(s)",
    "diplome": "Code Spécialité",
    "date_naissance": "Date de Naissance",
    "statut": "Catégorie Candidat",
    "etablissement": "Etablissement",
}


def _checked_encoding(path: Path) -> str:
    with open_file(checked_file(path)) as stream:
        return encoding_of(stream)


def _opened_list(lines: Iterator[tuple[int, str]]) -> CycladesList:
    """Read the preamble up to the header, which is known by its content."""
    found = CycladesList()
    for number, line in lines:
        cells = _split(line)
        folded = [fold(cell) for cell in cells]
        if all(fold(name) in folded for name in REQUIRED):
            found.rows = _rows(lines, folded)
            return found
        _note_preamble(found, next((cell for cell in cells if cell), ""))
        if number >= _PREAMBLE:
            break
    raise UnreadableFileError(
        "en-tête d’une liste Cyclades introuvable (« N° Candidat », « Code Spécialité »…) ; un CSV "
        "seul doit être une "
        "« Liste simple » de Cyclades, les autres tables se donnent en dossier, en .zip ou en .xlsx"
    )


def _split(line: str) -> list[str]:
    """Split on `;`: quotes here are no CSV quoting; a pair of them around a cell is dropped."""
    cells = [cell.strip().strip("\ufeff") for cell in line.rstrip("\r\n").split(";")]
    return [cell[1:-1].strip() if _is_paired(cell) else cell for cell in cells]


def _is_paired(cell: str) -> bool:
    return len(cell) > 1 and cell[0] == cell[-1] and cell[0] in "'\""


def _note_preamble(found: CycladesList, text: str) -> None:
    place = _PLACE.fullmatch(text)
    if place and not found.uai:
        found.name, found.uai = place["name"].strip(), place["uai"]
    year = re.fullmatch(r"(?:session\s*:?\s*)?(20[0-9]{2})", text, re.IGNORECASE)
    if year and not found.year:
        found.year = year[1]


def _rows(lines: Iterator[tuple[int, str]], header: list[str]) -> Iterator[CycladesRow]:
    for count, (number, line) in enumerate(lines, start=1):
        cells = _split(line)
        if not any(cells):
            continue
        if count > MAX_ROWS:
            raise UnreadableFileError(f"plus de {MAX_ROWS} lignes ; découpez la liste", row=number)
        if len(cells) > len(header):
            raise UnreadableFileError(
                f"{len(cells)} cellules trouvées, {len(header)} attendues comme dans l’en-tête ; "
                "retirez le point-virgule en trop",
                row=number,
            )
        named: dict[str, str] = {}
        for name, cell in zip(header, cells, strict=False):
            named[name] = named.get(name) or cell
        yield CycladesRow(number, named)


def _check_preamble(folder: Folder, found: CycladesList) -> str | None:
    """Return the establishment of the list when the session knows it."""
    session = folder.session
    if session and found.year and found.year != str(session.year):
        folder.warning(
            "candidats",
            1,
            "-",
            (f"liste de la session {found.year}, session {session.year} attendue ; vérifiez le fichier"),
        )
    if any(one.uai == found.uai for one in folder.records("etablissements")):
        return found.uai
    if found.uai:
        folder.warning(
            "candidats",
            1,
            "etablissement",
            (
                f"établissement {quoted(f'{found.name} ({found.uai})')} inconnu de la session ; "
                f"ajoutez-le à la table "
                "« etablissements », puis importez à nouveau cette liste"
            ),
        )
    return None


def _add(joining: _Joining, row: CycladesRow) -> None:
    """Keep the candidate of a row, unless a higher version of the registration is known."""
    folder, latest = joining.folder, joining.latest
    if fold(row.text("Etat") or "") not in {"inscrit", "inscrite"}:
        folder.warning(
            "candidats",
            row.number,
            "Etat",
            (
                f"état {quoted(row.text('Etat') or '')} trouvé, « Inscrit » attendu ; {_who(row)} "
                f"est mis de côté"
            ),
        )
        return
    candidate = _candidate(joining, row)
    if candidate is None:
        return
    known = latest.get(candidate.number)
    if known is None or row.version > known[0]:
        latest[candidate.number] = (row.version, Line(row.number, candidate))
    elif row.version == known[0]:
        _note_twice(folder, row, candidate, known[1])


def _who(row: CycladesRow) -> str:
    names = f"{row.text('Prénom(s)') or ''} {row.text('Nom de famille') or ''}"
    return f"{names} (n° {row.text('N° Candidat') or '?'})"


def _note_twice(folder: Folder, row: CycladesRow, candidate: Candidate, known: Line) -> None:
    same = known.record == candidate
    note = folder.warning if same else folder.error
    note(
        "candidats",
        row.number,
        "numero",
        (
            f"{quoted(candidate.number)} déjà à la ligne {known.row}"
            + (
                ", ligne identique comptée une fois ; supprimez-la"
                if same
                else " avec un autre contenu et la même version ; gardez la bonne des deux"
            )
        ),
    )


def _candidate(joining: _Joining, row: CycladesRow) -> Candidate | None:
    """Return the candidate of a row over what is known already; None when a cell is wrong."""
    folder = joining.folder
    before = folder.problems.errors
    number, status = _number(folder, row), _status(folder, row)
    names = [_needed(folder, row, header) for header in ("Nom de famille", "Prénom(s)")]
    day = _birth_date(folder, row)
    _check_texts(folder, row)
    if folder.problems.errors > before or not number or not status:
        return None
    said: dict[str, Any] = {
        "number": number,
        "family_name": names[0],
        "first_names": names[1],
        "status": status,
        "diploma": _diploma(folder.regulation, row),
        "usage_name": row.text("Nom d'usage"),
        "birth_date": day,
        "ine": row.text("INE"),
        "division": row.text("Division de classe"),
        "establishment": joining.place,
    }
    known = joining.known.get(number)
    filled = {name: value for name, value in said.items() if value is not None}
    return replace(known, **filled) if known else Candidate(**filled)


def _needed(folder: Folder, row: CycladesRow, header: str) -> str | None:
    text = row.text(header)
    if text is None:
        folder.error(
            "candidats", row.number, header, f"{quoted(header)} vide, attendu ; complétez la liste"
        )
    return text


def _number(folder: Folder, row: CycladesRow) -> str | None:
    text = _needed(folder, row, "N° Candidat") or ""
    if text and not re.fullmatch(r"[0-9]{7,10}", text):
        folder.error(
            "candidats",
            row.number,
            "numero",
            f"{quoted(text)} trouvé, un numéro de 10 chiffres attendu ; corrigez-le",
        )
        return None
    if 0 < len(text) < NUMBER_DIGITS:
        folder.warning(
            "candidats",
            row.number,
            "numero",
            (f"{quoted(text)} a perdu ses zéros de gauche, lu {quoted(text.zfill(NUMBER_DIGITS))}"),
        )
    return text.zfill(NUMBER_DIGITS) if text else None


def _status(folder: Folder, row: CycladesRow) -> CandidateStatus | None:
    text = _needed(folder, row, "Catégorie Candidat")
    if text is None:
        return None
    words = re.findall(r"\w+", text)
    found = (
        {fold(word): status for word, status in _STATUSES.items()}.get(fold(words[0])) if words else None
    )
    if found is None:
        folder.error(
            "candidats",
            row.number,
            "statut",
            (
                f"catégorie {quoted(text)} inconnue, un premier mot parmi {', '.join(_STATUSES)} "
                f"attendu ; corrigez-la"
            ),
        )
    return found


def _birth_date(folder: Folder, row: CycladesRow) -> Any:
    text = row.text("Date de Naissance")
    try:
        return Day().read(text) if text else None
    except RefusedValueError as error:
        folder.error("candidats", row.number, "date_naissance", str(error))
        return None


def _check_texts(folder: Folder, row: CycladesRow) -> None:
    for header, text in row.cells.items():
        refused = refusal(text)
        if refused:
            folder.error("candidats", row.number, header, refused)


def _diploma(regulation: Regulation | None, row: CycladesRow) -> str:
    """Return the diploma of the speciality's code, which alone decides; an unknown code is kept."""
    code = row.text("Code Spécialité") or ""
    diplomas = regulation.diplomas.values() if regulation else ()
    return next((diploma.code for diploma in diplomas if code in diploma.specialities), code)


def joined(base: Dossier, listed: list[Candidate]) -> Dossier:
    """Return `base` with the candidates of a list, known ones in their place, the others after them."""
    candidates = {one.number: one for one in base.candidates} | {one.number: one for one in listed}
    return replace(base, candidates=tuple(candidates.values()))

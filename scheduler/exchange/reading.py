"""Reads a session folder whole, checks it whole, and says everything that is wrong in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.dossier.records import Dossier
from models.regulation import load
from scheduler.exchange.cells import fold, quoted
from scheduler.exchange.checking import check_folder, regulation_of
from scheduler.exchange.cyclades import joined, read_cyclades
from scheduler.exchange.folder import Folder
from scheduler.exchange.problems import FileProblem, Problems, Severity
from scheduler.exchange.raw import Bundle, RawTable, UnreadableFileError
from scheduler.exchange.rows import read_sheet
from scheduler.exchange.schema import Table
from scheduler.exchange.session_reading import read_session
from scheduler.exchange.sources import opened_bundle
from scheduler.exchange.tables import TABLES

HELP_SHEETS = frozenset(map(fold, ("Aide", "Listes")))
"""Sheets of the template that are no tables."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read.

    Attributes
    ----------
    dossier
        The session, None as soon as there is one error.
    problems
        Errors and warnings, at most 1,000 of each, file by file in the order of the rows.
    tables_present
        Names of the tables the import holds: only those are updated.
    omitted
        Problems that were counted beyond those.

    """

    dossier: Dossier | None
    problems: tuple[FileProblem, ...]
    tables_present: frozenset[str] = frozenset()
    omitted: int = 0

    @property
    def errors(self) -> tuple[FileProblem, ...]:
        """The problems that forbid to store anything."""
        return tuple(one for one in self.problems if one.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[FileProblem, ...]:
        """The problems that are only shown."""
        return tuple(one for one in self.problems if one.severity is Severity.WARNING)

    def lines(self) -> list[str]:
        """Return one line per problem, and a last one for those that were only counted."""
        more = (
            [f"… et {self.omitted} autres problèmes : corrigez d’abord ceux-ci."] if self.omitted else []
        )
        return [problem.line() for problem in self.problems] + more


def read_dossier(path: Path, *, base: Dossier | None = None) -> Reading:
    """Return the session that a folder, a zip, a workbook or a Cyclades list holds.

    Parameters
    ----------
    path
        A folder of CSV files, a .zip of them, an .xlsx, or the .csv of a Cyclades list.
    base
        The session that the import joins; required for a Cyclades list, which knows of candidates only.

    """
    path = Path(path)
    folder = Folder(path.name or str(path), Problems(), base=base)
    try:
        if path.suffix.lower() == ".csv" and not path.is_dir():
            return _reading(folder, _listed(folder, path))
        with opened_bundle(path, _headers()) as bundle:
            _read_tables(folder, bundle)
    except UnreadableFileError as error:
        folder.problems.error(error.file or folder.file, error.row, error.column, str(error))
        return _reading(folder, None)
    return _reading(folder, _checked(folder))


def _listed(folder: Folder, path: Path) -> Dossier | None:
    """Return the base session with the candidates of a Cyclades list."""
    if folder.base:
        folder.session = folder.base.session
        folder.regulation = load(folder.base.session.year)
    base = read_cyclades(path, folder)
    check_folder(folder)
    if base is None or folder.problems.errors:
        return None
    return joined(base, folder.records("candidats"))


def _headers() -> dict[str, frozenset[str]]:
    return {name: frozenset(table.headers) for table in TABLES for name in table.names}


def _read_tables(folder: Folder, bundle: Bundle) -> None:
    for raw in bundle.tables:
        table = next((table for table in TABLES if fold(raw.name) in table.names), None)
        if table is None:
            _set_aside(folder, raw)
        elif table.name in folder.sheets:
            other = folder.sheets[table.name].file
            folder.problems.error(
                raw.file,
                1,
                "-",
                (
                    f"deux tables {quoted(table.name)} : {quoted(other)} et {quoted(raw.file)} ; "
                    f"gardez-en une"
                ),
            )
        else:
            folder.sheets[table.name] = read_sheet(raw, table, folder.problems)
    for name in bundle.ignored:
        folder.problems.warning(name, 1, "-", "fichier inconnu, mis de côté")
    for table in TABLES:
        if table.required and table.name not in folder.sheets:
            _note_missing(folder, bundle, table)


def _set_aside(folder: Folder, raw: RawTable) -> None:
    if fold(raw.name) not in HELP_SHEETS:
        names = ", ".join(table.name for table in TABLES)
        folder.problems.warning(
            raw.file, 1, "-", f"table {quoted(raw.name)} inconnue, mise de côté ; connues : {names}"
        )


def _note_missing(folder: Folder, bundle: Bundle, table: Table) -> None:
    is_book = bundle.file.lower().endswith(".xlsx")
    file = f"{bundle.file}[{table.name}]" if is_book else f"{table.name}.csv"
    folder.problems.error(
        file,
        1,
        "-",
        (
            f"table {quoted(table.name)} absente, obligatoire ; ajoutez "
            f"{'cette feuille' if is_book else 'ce fichier'}, "
            "à partir du modèle (oraux modele)"
        ),
    )


def _checked(folder: Folder) -> Dossier | None:
    """Check the tables together; return the session when nothing is wrong."""
    folder.session = read_session(folder)
    folder.regulation = regulation_of(folder)
    check_folder(folder)
    if folder.problems.errors or folder.session is None:
        return None
    return dossier_of(folder)


def dossier_of(folder: Folder) -> Dossier:
    """Return the records of a folder that is right; tables that it leaves out are empty."""
    if folder.session is None:
        raise ValueError("a folder without session has no dossier")
    attributes: dict[str, Any] = {
        table.attribute: tuple(sheet.records)
        for table in TABLES
        if (sheet := folder.sheets.get(table.name))
    }
    return Dossier(**{**attributes, "session": folder.session})


def _reading(folder: Folder, dossier: Dossier | None) -> Reading:
    files = {problem.file: None for problem in folder.problems.kept}
    order = {file: index for index, file in enumerate(files)}
    kept = sorted(folder.problems.kept, key=lambda one: (order[one.file], one.row))
    return Reading(dossier, tuple(kept), frozenset(folder.sheets), folder.problems.omitted)

"""Checks a session as a whole, whether it comes from a file or is already stored."""

from __future__ import annotations

from models.dossier.records import Dossier
from models.regulation import Regulation, load
from scheduler.exchange.cells import fold, quoted
from scheduler.exchange.checks import CHECKS
from scheduler.exchange.duplicates import check_duplicates
from scheduler.exchange.folder import Folder
from scheduler.exchange.problems import FileProblem, Problems
from scheduler.exchange.references import check_references
from scheduler.exchange.resolve import resolve
from scheduler.exchange.rows import Line, Sheet
from scheduler.exchange.tables import TABLES
from scheduler.exchange.writing import stored_records


def problems_of(dossier: Dossier) -> tuple[FileProblem, ...]:
    """Return what is wrong in a session that is already records: merged, or edited by hand.

    The `file` of a problem is the name of the table; its `row` is that of an export, the header being
    row 1.
    """
    folder = folder_of(dossier)
    folder.regulation = regulation_of(folder)
    check_folder(folder)
    return tuple(folder.problems.kept)


def folder_of(dossier: Dossier) -> Folder:
    """Return a session that is already records as the folder that would be exported; not yet checked."""
    folder = Folder(dossier.session.code, Problems(), session=dossier.session)
    for table in TABLES:
        lines = [Line(row, one) for row, one in enumerate(stored_records(table, dossier), start=2)]
        folder.sheets[table.name] = Sheet(table, table.name, lines)
    return folder


def check_folder(folder: Folder) -> None:
    """Check the tables of a folder against each other and against the texts."""
    resolve(folder)
    check_duplicates(folder)
    check_references(folder)
    for check in CHECKS:
        check(folder)


def regulation_of(folder: Folder) -> Regulation | None:
    """Return the texts of the session's year; None when it has no year, or one without texts."""
    if folder.session is None:
        return None
    regulation = load(folder.session.year)
    if regulation.diplomas:
        return regulation
    row = next((row for row, one in folder.each("session") if fold(one.key) == "annee"), 1)
    folder.error(
        "session",
        row,
        "valeur",
        (
            f"annee : {quoted(folder.session.year)} trouvé, une année dont les textes sont connus "
            f"attendue ; corrigez-la"
        ),
    )
    return None

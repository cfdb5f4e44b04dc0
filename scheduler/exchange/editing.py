"""Rows of a stored session edited by hand: read and checked as an import is, against all the rest."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from models.dossier.records import Dossier
from scheduler.exchange.cells import fold, quoted
from scheduler.exchange.changes import label_of
from scheduler.exchange.checking import check_folder, folder_of, problems_of, regulation_of
from scheduler.exchange.folder import Folder
from scheduler.exchange.merging import without_dangling
from scheduler.exchange.problems import FileProblem, Severity
from scheduler.exchange.raw import RawTable
from scheduler.exchange.reading import dossier_of
from scheduler.exchange.references import KEYS, REFERENCES
from scheduler.exchange.rows import Line, read_sheet
from scheduler.exchange.schema import Table
from scheduler.exchange.session_reading import read_session
from scheduler.exchange.tables import TABLES
from scheduler.exchange.writing import as_written, cell_text, records_of, stored_records

BY_NAME = {table.name: table for table in TABLES}
SEPARATOR = "|"
SESSION = "session"
"""Its rows are fixed: one that is taken out is only emptied, one that was empty is found by its key."""


@dataclass(frozen=True, slots=True)
class RowEdit:
    """What is done to one row of one table.

    Attributes
    ----------
    table
        Name of the table.
    key
        The row, as `key_text` names it; None for a new one.
    cells
        What is typed, by column; other cells stay. None takes the row out, with what refers to it.

    """

    table: str
    key: str | None
    cells: Mapping[str, str] | None


@dataclass(frozen=True, slots=True)
class CellProblem:
    """What is wrong, and where: `rank` is that of the edit, None when another row is concerned."""

    rank: int | None
    table: str
    label: str
    column: str
    message: str
    severity: Severity


@dataclass(frozen=True, slots=True)
class EditedDossier:
    """The session after some edits, None when they are refused.

    Attributes
    ----------
    problems
        What is wrong now and was not before.
    keys
        What names each edited row now, in the order of the edits; None for one that was taken out.

    """

    dossier: Dossier | None
    problems: tuple[CellProblem, ...] = ()
    keys: tuple[str | None, ...] = ()


def cells_of(table: Table, record: Any) -> dict[str, str]:
    """Return the cells of a record by the names of their columns, as an export writes them."""
    written = as_written(table, record)
    return {column.name: cell_text(column, written) for column in table.columns}


def key_text(table: Table, record: Any) -> str:
    """Return what names a row: the cells of its key."""
    written = as_written(table, record)
    return SEPARATOR.join(cell_text(column, written) for column in table.keys)


def rows_by_key(table: Table, dossier: Dossier) -> dict[str, Any]:
    """Return the records of a table by `key_text`."""
    return {key_text(table, record): record for record in stored_records(table, dossier)}


def edited(dossier: Dossier, edits: Sequence[RowEdit]) -> EditedDossier:
    """Return a session after edits, all of them or none.

    Every check of an import is made on the whole; what was wrong before the edits is not held against
    them. Edits of rows that do not exist are ignored: ask `rows_by_key` first.
    """
    kept = _without_removed(dossier, edits)
    known = Counter(map(_same, problems_of(kept)))
    folder = folder_of(kept)
    writing = _Writing(folder, edits)
    writing.write()
    if not folder.problems.errors:
        _check(folder, edits)
    found = [one for one in folder.problems.kept if not _forgiven(one, known)]
    problems = tuple(map(writing.problem, found))
    if any(one.severity is Severity.ERROR for one in problems):
        return EditedDossier(None, problems)
    return EditedDossier(dossier_of(folder), problems, writing.keys())


def _check(folder: Folder, edits: Iterable[RowEdit]) -> None:
    if any(edit.table == SESSION for edit in edits):
        before = folder.session
        folder.session = read_session(folder)
        if before is not None and folder.session is not None:
            _check_same_session(folder, before.code)
    if folder.session is not None:
        folder.regulation = regulation_of(folder)
        check_folder(folder)


def _check_same_session(folder: Folder, code: str) -> None:
    """Refuse another code: it is what addresses, rights and files know the session by."""
    if folder.session is not None and folder.session.code != code:
        row = next((row for row, one in folder.each(SESSION) if fold(one.key) == "code"), 1)
        message = (
            f"le code d’une session ne se change pas, remettez {quoted(code)} ; pour repartir de ses "
            "données sous un autre code, exportez-la, changez le code dans le classeur, puis importez-le"
        )
        folder.error(SESSION, row, "valeur", message)


def _same(problem: FileProblem) -> tuple[str, str, str]:
    return problem.file, problem.column, problem.message


def _forgiven(problem: FileProblem, known: Counter[tuple[str, str, str]]) -> bool:
    """Whether it was there before; each old problem forgives one."""
    known[_same(problem)] -= 1
    return known[_same(problem)] >= 0


def _without_removed(dossier: Dossier, edits: Iterable[RowEdit]) -> Dossier:
    gone: defaultdict[str, set[str]] = defaultdict(set)
    for edit in edits:
        if edit.cells is None and edit.key is not None and edit.table != SESSION:
            gone[edit.table].add(edit.key)
    for name, keys in gone.items():
        table = BY_NAME[name]
        kept: dict[str, Any] = {
            table.attribute: tuple(
                one for one in stored_records(table, dossier) if key_text(table, one) not in keys
            )
        }
        dossier = replace(dossier, **kept)
    return without_dangling(dossier) if gone else dossier


@dataclass(slots=True)
class _Writing:
    """Puts edits into the sheets of a folder, and remembers which row is whose."""

    folder: Folder
    edits: Sequence[RowEdit]
    ranks: dict[tuple[str, int], int] = field(default_factory=dict)

    def write(self) -> None:
        """Write every edit, table by table."""
        by_table: defaultdict[str, list[int]] = defaultdict(list)
        for rank, edit in enumerate(self.edits):
            if edit.cells is not None or edit.table == SESSION:
                by_table[edit.table].append(rank)
        for name, ranks in by_table.items():
            self._write_table(BY_NAME[name], ranks)

    def keys(self) -> tuple[str | None, ...]:
        """Return the key of each edited row as the checks left it."""
        rows = {rank: place for place, rank in self.ranks.items()}
        lines = {
            (name, line.row): key_text(BY_NAME[name], line.record)
            for name in {name for name, _ in self.ranks}
            for line in self.folder.lines(name)
        }
        return tuple(lines.get(rows[rank]) if rank in rows else None for rank in range(len(self.edits)))

    def _write_table(self, table: Table, ranks: Iterable[int]) -> None:
        lines = self.folder.lines(table.name)
        at = {key_text(table, line.record): index for index, line in enumerate(lines)}
        grid: list[tuple[int, list[Any]]] = [(1, [column.name for column in table.columns])]
        for rank in ranks:
            edit = self.edits[rank]
            line = lines[at[edit.key]] if edit.key in at else None
            row = line.row if line else len(lines) + len(grid) + 1
            self.ranks[table.name, row] = rank
            cells = cells_of(table, line.record) if line else _new_cells(table, edit)
            cells |= {"valeur": ""} if edit.cells is None else edit.cells
            grid.append((row, [cells.get(column.name, "") for column in table.columns]))
        raw = RawTable(table.name, table.name, lambda: iter(grid))
        read = read_sheet(raw, table, self.folder.problems)
        places = {line.row: index for index, line in enumerate(lines)}
        for line in read.lines:
            self._put(table, line, places.get(line.row))

    def _put(self, table: Table, line: Line, place: int | None) -> None:
        """Put a row that was read in its place, or at the end."""
        lines = self.folder.lines(table.name)
        old = None if place is None else lines[place].record
        key = key_text(table, line.record)
        if old is not None and table.name == SESSION and key_text(table, old) != key:
            self._refuse(table, line, "le nom d’une information ne se change pas")
        elif (old is None or key_text(table, old) != key) and self._taken(table, key):
            self._refuse(table, line, f"{quoted(_said(key))} existe déjà dans cette table ; changez-le")
        elif old is None or place is None:
            lines.append(line)
        else:
            lines[place] = line
            self._rename(table, old, line.record)

    def _taken(self, table: Table, key: str) -> bool:
        return any(key_text(table, line.record) == key for line in self.folder.lines(table.name))

    def _refuse(self, table: Table, line: Line, message: str) -> None:
        self.folder.error(table.name, line.row, table.keys[0].name, message)

    def _rename(self, table: Table, old: Any, new: Any) -> None:
        """Rows that name a record follow it when its code changes."""
        name = KEYS.get(table.name)
        if name is None or getattr(old, name) == getattr(new, name):
            return
        for other, _, attribute, target in REFERENCES:
            if target == table.name:
                for line in self.folder.lines(other):
                    line.record = _renamed(
                        line.record, attribute, getattr(old, name), getattr(new, name)
                    )

    def problem(self, found: FileProblem) -> CellProblem:
        """Return a problem with the edit that it belongs to, or the name of the other row."""
        table = BY_NAME[found.file]
        record = next(
            (one.record for one in self.folder.lines(table.name) if one.row == found.row), None
        )
        key = [cell_text(column, record) for column in table.keys] if record else []
        return CellProblem(
            self.ranks.get((found.file, found.row)),
            found.file,
            label_of(record, key) if record else "",
            found.column,
            found.message,
            found.severity,
        )


def _new_cells(table: Table, edit: RowEdit) -> dict[str, str]:
    return {"cle": edit.key} if table.name == SESSION and edit.key else {}


def _renamed(record: Any, attribute: str, old: str, new: str) -> Any:
    value = getattr(record, attribute)
    if isinstance(value, tuple):
        swapped = tuple(new if one == old else one for one in value)
        return record if swapped == value else replace(record, **{attribute: swapped})
    return replace(record, **{attribute: new}) if value == old else record


def _said(key: str) -> str:
    return ", ".join(part for part in key.split(SEPARATOR) if part)


def dependents_of(dossier: Dossier, removed: Iterable[RowEdit]) -> dict[str, list[str]]:
    """Return what would be removed or changed with some rows: labels of records, by table."""
    gone = list(removed)
    after = _without_removed(dossier, gone)
    asked = {(edit.table, edit.key) for edit in gone}
    found: dict[str, list[str]] = {}
    for table in TABLES:
        left = Counter(records_of(table, after)) if table.name != SESSION else Counter()
        for record in stored_records(table, dossier) if table.name != SESSION else ():
            written = as_written(table, record)
            if not left[written] and (table.name, key_text(table, record)) not in asked:
                key = [cell_text(column, written) for column in table.keys]
                found.setdefault(table.name, []).append(label_of(record, key))
    return found

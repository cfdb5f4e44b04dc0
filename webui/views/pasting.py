"""Cells copied from a spreadsheet, laid over a table: the row of each line, and what changes."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from models.dossier import Dossier
from models.french import counted
from scheduler.errors import OrauxError
from scheduler.exchange.cells import fold
from scheduler.exchange.editing import SEPARATOR, CellProblem, RowEdit, cells_of, edited, key_text
from scheduler.exchange.kinds import RefusedValueError, Repaired
from scheduler.exchange.schema import Column, Table
from scheduler.exchange.titles import column_title
from scheduler.services.edit_data import problem_sentence

Words = Mapping[str, Mapping[str, str]]
"""By column, the code of each folded word that pages say: « Scolaire » is `SCOLAIRE`."""
MOST_NAMED = 10
"""Codes that are not in the table which one sentence names."""


class UnreadablePasteError(OrauxError):
    """What was pasted cannot be laid over the table; says why and what to do."""

    code = 422


@dataclass(frozen=True, slots=True)
class Pasted:
    """Lines laid over rows: one edit for each row, and whether rows were found by their code."""

    edits: tuple[RowEdit, ...]
    columns: tuple[str, ...]
    by_key: bool
    headed: bool


@dataclass(frozen=True, slots=True)
class ChangedCell:
    """One cell of the preview: what it holds, what it would hold, what is wrong with that."""

    key: str
    column: str
    before: str
    after: str
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """What storing would change; `problems` belong to no cell that was pasted."""

    cells: tuple[ChangedCell, ...]
    problems: tuple[str, ...]
    refused: bool


def lines_of(text: str) -> list[list[str]]:
    """Return the cells that a spreadsheet puts on the clipboard; a blank line is an empty cell."""
    lines = [line or [""] for line in csv.reader(io.StringIO(text, newline=""), delimiter="\t")]
    while lines and not any(cell.strip() for cell in lines[-1]):
        lines.pop()
    return lines


def laid(
    table: Table,
    text: str,
    *,
    columns: Sequence[str],
    below: Sequence[str],
    every: Collection[str],
    words: Words,
) -> Pasted:
    """Lay what was pasted over the rows `below`, from the first of `columns` to the right.

    A first line of titles says the columns instead; columns that hold the whole code of a row say which
    row each line goes to, whatever the order.

    Parameters
    ----------
    table, text
        The table, and the clipboard.
    columns
        Names of the columns that are shown, from the one where the pasting starts.
    below
        Keys of the rows from the one that was pasted on, in the order that is shown.
    every
        Keys of the whole table.
    words
        What may be pasted as pages say it.

    Raises
    ------
    UnreadablePasteError
        Nothing, too much, or rows that are not in the table.

    """
    titled, lines = _titles_and_lines(table, text)
    filled = titled or _from(table, columns, max(map(len, lines)))
    codes = [_codes(filled, line, words) for line in lines]
    by_key = all(one in filled for one in table.keys)
    keys = _keys_said(table, every, codes) if by_key else _keys_below(table, filled, below, len(lines))
    kept = [one for one in filled if not one.key]
    if not kept:
        raise UnreadablePasteError(
            "Seuls les codes des lignes sont collés : ajoutez la colonne à remplir à côté d’eux."
        )
    edits = tuple(
        RowEdit(table.name, key, {one.name: cells[one.name] for one in kept if one.name in cells})
        for key, cells in zip(keys, codes, strict=True)
    )
    return Pasted(edits, tuple(one.name for one in kept), by_key, titled is not None)


def _titles_and_lines(table: Table, text: str) -> tuple[list[Column] | None, list[list[str]]]:
    lines = lines_of(text)
    titled = _titles(table, lines[0]) if lines else None
    lines = lines[1:] if titled else lines
    if not lines:
        raise UnreadablePasteError(
            "Rien n’est collé : copiez des cellules dans le tableur, puis recommencez."
        )
    return titled, lines


def preview_of(table: Table, dossier: Dossier, pasted: Pasted) -> Preview:
    """Return what storing would change, judged as an import is; nothing is stored."""
    result = edited(dossier, pasted.edits)
    before = {key_text(table, one): cells_of(table, one) for one in getattr(dossier, table.attribute)}
    wrong: dict[tuple[int, str], str] = {}
    others = []
    for one in result.problems:
        if one.rank is not None and one.column in pasted.columns:
            wrong[one.rank, one.column] = _at_cell(one)
        else:
            others.append(problem_sentence(one))
    after = _stored(table, result.dossier, pasted, result.keys)
    cells = tuple(_changed(pasted, before, after, wrong))
    return Preview(cells, tuple(dict.fromkeys(others)), refused=result.dossier is None)


def _at_cell(problem: CellProblem) -> str:
    return problem_sentence(problem).partition(" : ")[2]


def _stored(
    table: Table, dossier: Dossier | None, pasted: Pasted, keys: Sequence[str | None]
) -> list[Mapping[str, str]]:
    """Return the cells of each row as they would be; as they were typed when they are refused."""
    if dossier is None:
        return [one.cells or {} for one in pasted.edits]
    now = {key_text(table, one): cells_of(table, one) for one in getattr(dossier, table.attribute)}
    return [now.get(key or "", {}) for key in keys]


def _changed(
    pasted: Pasted,
    before: Mapping[str, Mapping[str, str]],
    after: Sequence[Mapping[str, str]],
    wrong: Mapping[tuple[int, str], str],
) -> Iterable[ChangedCell]:
    for rank, edit in enumerate(pasted.edits):
        key = edit.key or ""
        for name in edit.cells or {}:
            old, new = before[key][name], after[rank].get(name, "")
            problem = wrong.get((rank, name), "")
            if old != new or problem:
                yield ChangedCell(key, name, old, new, problem)


def _titles(table: Table, line: Sequence[str]) -> list[Column] | None:
    """Return the columns that a line of titles names, None when it is no such line."""
    known = {**table.headers, **{fold(column_title(one.name)): one for one in table.columns}}
    found = [known.get(fold(cell)) for cell in line]
    named = [one for one in found if one is not None]
    return named if len(named) == len(line) and len(set(map(id, named))) == len(named) else None


def _from(table: Table, columns: Sequence[str], width: int) -> list[Column]:
    known = {one.name: one for one in table.columns}
    found = [known[name] for name in columns[:width]]
    if len(found) < width:
        raise UnreadablePasteError(
            f"{counted(width, 'colonne est collée', 'colonnes sont collées')}, mais il n’y en a que "
            f"{len(found)} à partir de « {column_title(columns[0])} » : collez plus à gauche, ou copiez "
            "aussi la ligne des titres."
        )
    return found


def _codes(columns: Sequence[Column], line: Sequence[str], words: Words) -> dict[str, str]:
    """Return the cells of a line by column, words of the pages turned into codes."""
    cells = {}
    for column, text in zip(columns, line, strict=False):
        code = words.get(column.name, {}).get(fold(text), text.strip())
        cells[column.name] = _as_code(column, code) if column.key else code
    return cells


def _as_code(column: Column, text: str) -> str:
    """Return a code as it is stored: capitals, zeros put back, dates in one form."""
    try:
        value = column.kind.read(text) if text else ""
    except RefusedValueError:
        return text
    return column.kind.write(value.value if isinstance(value, Repaired) else value) if value else ""


def _keys_said(
    table: Table, known: Collection[str], codes: Sequence[Mapping[str, str]]
) -> Sequence[str]:
    keys = [SEPARATOR.join(cells.get(one.name, "") for one in table.keys) for cells in codes]
    missing = list(dict.fromkeys(key for key in keys if key not in known))
    if missing:
        said = ", ".join(key.replace(SEPARATOR, " – ") or "(vide)" for key in missing[:MOST_NAMED])
        more = f" et {len(missing) - MOST_NAMED} autres" if len(missing) > MOST_NAMED else ""
        raise UnreadablePasteError(
            f"Ces lignes ne sont pas dans la table : {said}{more}. Corrigez leur code dans le tableur, "
            "ou ajoutez-les par un import."
        )
    twice = next((key for key in keys if keys.count(key) > 1), None)
    if twice is not None:
        raise UnreadablePasteError(
            f"{twice.replace(SEPARATOR, ' – ')} est collé deux fois : gardez une seule ligne."
        )
    return keys


def _keys_below(
    table: Table, columns: Sequence[Column], rows: Sequence[str], number: int
) -> Sequence[str]:
    said = next((one for one in columns if one.key), None)
    if said is not None:
        needed = ", ".join(f"« {column_title(one.name)} »" for one in table.keys)
        raise UnreadablePasteError(
            f"« {column_title(said.name)} » désigne les lignes : pour les retrouver ainsi, collez "
            f"ensemble {needed} et la colonne à remplir."
        )
    if number > len(rows):
        raise UnreadablePasteError(
            f"{counted(number, 'ligne est collée', 'lignes sont collées')}, la table en montre "
            f"{len(rows)} à partir de celle-ci : ôtez le filtre, collez plus haut, ou copiez aussi la "
            "colonne des codes."
        )
    return rows[:number]

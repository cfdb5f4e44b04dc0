"""Finds the header of a table and what each of its cells means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice

from scheduler.exchange.cells import Cell, clean, fold, quoted, shown
from scheduler.exchange.problems import Problems
from scheduler.exchange.raw import NumberedRow
from scheduler.exchange.schema import Column, Table

_LOOKED_AT = 30
"""Rows among which a header pushed down by a title is looked for."""


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a table.

    Attributes
    ----------
    width
        Cells of the header, empty ones included.
    places
        Column at each place; None for what is kept aside.
    titles
        What is written at each place; empty for a cell without header.

    """

    width: int
    places: tuple[Column | None, ...]
    titles: tuple[str, ...]

    def title_of(self, column: Column) -> str:
        """Return the header as the file writes it, or ours when it does not have it."""
        return next(
            (self.titles[i] for i, found in enumerate(self.places) if found is column), column.name
        )


def read_header(
    table: Table,
    file: str,
    rows: Iterator[NumberedRow],
    problems: Problems,
) -> tuple[Header | None, Iterator[NumberedRow]]:
    """Return the header and the rows after it; None when the table cannot be read."""
    first = list(islice(rows, _LOOKED_AT))
    if not first:
        problems.error(
            file, 1, "-", "fichier vide, un en-tête attendu ; partez du modèle (oraux modele)"
        )
        return None, rows
    best = max(range(len(first)), key=lambda index: (_known(table, first[index][1]), -index))
    if best and _known(table, first[best][1]) < max(2, _known(table, first[0][1]) + 1):
        best = 0
    if best:
        problems.error(
            file,
            first[0][0],
            "-",
            (
                f"titre au-dessus de l’en-tête : {quoted(_first_text(first[0][1]))} trouvé, les "
                f"noms des colonnes "
                f"attendus ; supprimez les lignes avant la ligne {first[best][0]}"
            ),
        )
    row, cells = first[best]
    return _header_of(table, file, row, cells, problems), chain(first[best + 1 :], rows)


def _known(table: Table, cells: list[Cell]) -> int:
    known = table.headers
    return sum(fold(cell) in known for cell in cells if isinstance(cell, str))


def _first_text(cells: list[Cell]) -> Cell:
    return next((cell for cell in cells if cell not in {None, ""}), "")


def _header_of(
    table: Table, file: str, row: int, cells: list[Cell], problems: Problems
) -> Header | None:
    titles = tuple("" if clean(cell) is None else _tidy(shown(clean(cell))) for cell in cells)
    known = table.headers
    places = tuple(known.get(fold(title)) if title else None for title in titles)
    good = _check_duplicates(file, row, titles, places, problems)
    for title, place in zip(titles, places, strict=True):
        if title and place is None:
            problems.warning(
                file,
                row,
                title,
                f"colonne {quoted(title)} inconnue, mise de côté ; « oraux modele "
                "--aide » donne les colonnes",
            )
    missing = [column for column in table.columns if not column.missing and column not in places]
    for column in missing:
        problems.error(
            file,
            row,
            column.name,
            (f"colonne {quoted(column.name)} absente, obligatoire ; ajoutez-la à l’en-tête"),
        )
    return None if missing or not good else Header(len(cells), places, titles)


def _tidy(title: str) -> str:
    """Return a header on one line, without what would break a line of the report."""
    return " ".join(title.replace(":", " ").split())[:60]


def _check_duplicates(
    file: str,
    row: int,
    titles: tuple[str, ...],
    places: tuple[Column | None, ...],
    problems: Problems,
) -> bool:
    """Report headers that mean the same column twice; return whether there is none."""
    seen: dict[str, str] = {}
    good = True
    for title, place in zip(titles, places, strict=True):
        meaning = place.name if place else fold(title)
        if title and meaning in seen:
            good = False
            problems.error(
                file,
                row,
                title,
                (
                    f"en-tête en double : {quoted(title)} et {quoted(seen[meaning])} désignent la "
                    f"même colonne ; "
                    "supprimez ou renommez l’une des deux"
                ),
            )
        seen.setdefault(meaning, title)
    return good

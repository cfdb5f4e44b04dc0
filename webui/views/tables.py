"""Any table of records made readable: searched, filtered, sorted and cut in pages, without a script."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models.french import folded

PAGE = 200
LONGEST_CODE = 16

Target = tuple[str, str]
"""What a cell leads to: `candidat` or `examinateur`, and its code."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `text` gives what is shown, `key` what it is sorted by, `choice` offers a filter."""

    id: str
    title: str
    text: Callable[[Any], str]
    key: Callable[[Any], Any] | None = None
    numeric: bool = False
    choice: bool = False
    link: Callable[[Any], Target | None] | None = None
    look: Callable[[Any], tuple[str, str]] | None = None
    """Tone and icon of a cell that is shown as a badge."""
    raw: Callable[[Any], str] | None = None
    """What is typed to have this cell, for a column that can be edited."""
    screen_only: bool = False
    """Actions mean nothing on paper."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell shows; `look` is the tone and icon of a badge."""

    text: str
    numeric: bool
    target: Target | None
    look: tuple[str, str] | None = None
    column: str = ""
    raw: str | None = None

    @property
    def is_code(self) -> bool:
        """Whether it is one short word, not to be cut at its hyphen: « NUM-01 », « BTS-SAM/E5 »."""
        return 0 < len(self.text) <= LONGEST_CODE and not any(map(str.isspace, self.text))


@dataclass(frozen=True, slots=True)
class TableView:
    """One page of a table, with what was asked and what can be asked next."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    records: tuple[Any, ...]
    total: int
    found: int
    page: int
    pages: int
    query: str
    sort: str
    descending: bool
    choices: Mapping[str, tuple[str, ...]]
    chosen: Mapping[str, str]

    @property
    def asked(self) -> dict[str, str]:
        """Everything asked but the page and the order, as parameters of an address."""
        kept = {name: value for name, value in self.chosen.items() if value}
        return {**kept, **({"q": self.query} if self.query else {})}

    def sorted_by(self, column: Column) -> dict[str, str]:
        """Return the parameters that sort by `column`, the other way round when it is sorted already."""
        turn = self.sort == column.id and not self.descending
        return {**self.asked, "tri": column.id, **({"sens": "desc"} if turn else {})}

    def on_page(self, page: int) -> dict[str, str]:
        """Return the parameters of another page."""
        order = {"tri": self.sort, **({"sens": "desc"} if self.descending else {})} if self.sort else {}
        return {**self.asked, **order, "page": str(page)}


def found_in(columns: Sequence[Column], records: Sequence[Any], asked: Mapping[str, str]) -> list[Any]:
    """Return the records that the filters of an address leave, whatever the page."""
    chosen = {column.id: asked.get(column.id, "") for column in columns if column.choice}
    query = asked.get("q", "").strip()
    return [record for record in records if _wanted(record, columns, chosen, query)]


def ordered_in(columns: Sequence[Column], records: Sequence[Any], asked: Mapping[str, str]) -> list[Any]:
    """Return the records that the filters of an address leave, in the order that it asks for."""
    found = found_in(columns, records, asked)
    sort = _sort(columns, asked)
    if sort:
        found.sort(key=_order(sort), reverse=asked.get("sens") == "desc")
    return found


def _sort(columns: Sequence[Column], asked: Mapping[str, str]) -> Column | None:
    return next((column for column in columns if column.id == asked.get("tri")), None)


def cells(columns: Sequence[Column], record: Any) -> tuple[Cell, ...]:
    """Return the cells of one row."""
    return tuple(_cell(column, record) for column in columns)


def browse(columns: Sequence[Column], records: Sequence[Any], asked: Mapping[str, str]) -> TableView:
    """Return the page of `records` that the parameters of an address ask for."""
    choices = {column.id: _values(column, records) for column in columns if column.choice}
    chosen = {name: asked.get(name, "") for name in choices}
    query = asked.get("q", "").strip()
    found = ordered_in(columns, records, asked)
    sort = _sort(columns, asked)
    page, pages, shown = _cut(found, asked.get("page", ""))
    return TableView(
        columns=tuple(columns),
        rows=tuple(cells(columns, record) for record in shown),
        records=tuple(shown),
        total=len(records),
        found=len(found),
        page=page,
        pages=pages,
        query=query,
        sort=sort.id if sort else "",
        descending=asked.get("sens") == "desc",
        choices=choices,
        chosen=chosen,
    )


def _cell(column: Column, record: Any) -> Cell:
    text = column.text(record)
    look = column.look(record) if column.look and text else None
    return Cell(
        text,
        column.numeric,
        column.link(record) if column.link else None,
        look,
        column.id,
        column.raw(record) if column.raw else None,
    )


def _values(column: Column, records: Sequence[Any]) -> tuple[str, ...]:
    return tuple(sorted({column.text(record) for record in records} - {""}, key=folded))


def _wanted(record: Any, columns: Sequence[Column], chosen: Mapping[str, str], query: str) -> bool:
    texts = {column.id: column.text(record) for column in columns}
    if any(value and texts[name] != value for name, value in chosen.items()):
        return False
    everything = folded(" ".join(texts.values()))
    return all(part in everything for part in folded(query).split())


def _order(column: Column) -> Callable[[Any], Any]:
    if column.key:
        return column.key
    return lambda record: folded(column.text(record))


def _cut(found: Sequence[Any], asked: str) -> tuple[int, int, Sequence[Any]]:
    pages = max(1, -(-len(found) // PAGE))
    page = min(max(1, int(asked[:9])), pages) if asked.isdecimal() else 1
    return page, pages, found[(page - 1) * PAGE : page * PAGE]

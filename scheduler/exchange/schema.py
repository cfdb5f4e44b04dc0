"""What a table is: its columns, declared once for reading, writing, the template and the help."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from scheduler.exchange.cells import fold
from scheduler.exchange.kinds import Kind, Text


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes
    ----------
    name
        Name of the contract, as we write it.
    field
        Attribute of the record.
    missing
        The column may be absent from the file.
    empty
        A cell may be empty; the record's default then holds.
    key
        Part of the table's key.
    aliases
        Other headers that mean this column, compared folded.

    """

    name: str
    field: str
    kind: Kind = dataclasses.field(default_factory=Text)
    help: str = ""
    example: str = ""
    aliases: tuple[str, ...] = ()
    missing: bool = False
    empty: bool = False
    key: bool = False

    @property
    def headers(self) -> frozenset[str]:
        """Every folded header that means this column."""
        return frozenset(fold(name) for name in (self.name, *self.aliases))


@dataclass(frozen=True, slots=True)
class Table:
    """One table: a CSV file or a sheet.

    Attributes
    ----------
    name
        Name of the file and of the sheet.
    attribute
        Field of the `Dossier` that holds its records.
    record
        Makes a record of the values by field; empty cells are not passed.
    required
        The folder must have it.

    """

    name: str
    attribute: str
    record: Callable[..., Any]
    columns: tuple[Column, ...]
    help: str
    required: bool = False
    aliases: tuple[str, ...] = ()

    @property
    def headers(self) -> Mapping[str, Column]:
        """Column of each folded header."""
        return {header: column for column in self.columns for header in column.headers}

    @property
    def keys(self) -> tuple[Column, ...]:
        """Columns of the key."""
        return tuple(column for column in self.columns if column.key)

    @property
    def names(self) -> frozenset[str]:
        """Every folded name of a file or sheet that means this table."""
        return frozenset(map(fold, (self.name, *self.aliases)))

    def column(self, name: str) -> Column:
        """Return the column of this name."""
        return next(column for column in self.columns if column.name == name)

    def key_of(self, record: Any) -> tuple[Any, ...]:
        """Return the key of a record."""
        return tuple(getattr(record, column.field) for column in self.columns if column.key)


def key(name: str, attribute: str, kind: Kind | None = None, **more: Any) -> Column:
    """Return a column of the key."""
    return Column(name, attribute, kind or Text(), key=True, **more)


def needed(name: str, attribute: str, kind: Kind | None = None, **more: Any) -> Column:
    """Return a column that must be there and be filled."""
    return Column(name, attribute, kind or Text(), **more)


def maybe(name: str, attribute: str, kind: Kind | None = None, **more: Any) -> Column:
    """Return a column that may be missing or empty."""
    return Column(name, attribute, kind or Text(), missing=True, empty=True, **more)

"""A session's data as they were one day, in one small block: what a publication keeps of them.

Records are written by the names of their fields, so that a block of an older programme is still read: a
field it did not know takes its default, one that no longer exists is left out.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import MISSING, Field, fields
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from models.dossier.records import Dossier

SESSION = "session"


def frozen(dossier: Dossier) -> bytes:
    """Return a session as a block of bytes; the same session gives the same bytes."""
    tables = {
        field.name: [_row(record) for record in _records(dossier, field.name)]
        for field in fields(dossier)
    }
    return zlib.compress(json.dumps(tables, ensure_ascii=False, default=_plain).encode())


def thawed(block: bytes) -> Dossier:
    """Return the session that `frozen` wrote.

    Raises
    ------
    ValueError
        The block is no session.

    """
    try:
        tables = json.loads(zlib.decompress(block))
        held = {
            field.name: tuple(_record(_kind(field.name), row) for row in tables.get(field.name, ()))
            for field in fields(Dossier)
        }
        return Dossier(**{**held, SESSION: held[SESSION][0]})
    except (zlib.error, KeyError, IndexError, TypeError, AttributeError) as error:
        raise ValueError("these bytes hold no session") from error


def _records(dossier: Dossier, table: str) -> tuple[Any, ...]:
    """Return the records of a table; the session is the only one of its own."""
    held = getattr(dossier, table)
    return (held,) if table == SESSION else held


def _row(record: Any) -> dict[str, Any]:
    """Fields that say something."""
    named = {field.name: getattr(record, field.name) for field in fields(record)}
    return {name: value for name, value in named.items() if value is not None}


def _plain(value: object) -> str:
    """Dates and fractions as text."""
    return value.isoformat() if isinstance(value, date) else str(value)


@cache
def _kind(table: str) -> type[Any]:
    """Return the record of a table."""
    hint = get_type_hints(Dossier)[table]
    found: type[Any] = hint if table == SESSION else get_args(hint)[0]
    return found


@cache
def _types(kind: Any) -> dict[str, Any]:
    """Type of each field, None left out."""
    hints = get_type_hints(kind)
    return {field.name: _without_none(hints[field.name]) for field in fields(kind)}


def _without_none(hint: Any) -> Any:
    """`date` for `date | None`."""
    if get_origin(hint) is not UnionType:
        return hint
    return next(one for one in get_args(hint) if one is not type(None))


def _record(kind: Any, row: dict[str, Any]) -> Any:
    """Return one record."""
    types = _types(kind)
    values = {name: _value(types[name], value) for name, value in row.items() if name in types}
    missing = {field.name: None for field in fields(kind) if field.name not in values and _bare(field)}
    return kind(**missing, **values)


def _bare(field: Field[Any]) -> bool:
    """Whether a field has no default of its own."""
    return field.default is MISSING and field.default_factory is MISSING


def _value(hint: Any, value: Any) -> Any:
    """Return a value as its field has it."""
    if get_origin(hint) is tuple:
        return tuple(value)
    if hint is date:
        return date.fromisoformat(value)
    if hint is Fraction:
        return Fraction(value)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint(value)
    return value

"""What one reading has found already: it sees one state of the data, so nothing is read twice."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar, cast

from sqlalchemy.orm import Session

from models.db.limits import limits_of

FOUND = "oraux_found"
Value = TypeVar("Value")


def once_a_reading(db: Session, key: tuple[Hashable, ...], read: Callable[[], Value]) -> Value:
    """Return what `read` finds, read once by each `Database.reading` within the same limits.

    A writing session reads anew each time: it may have changed what it asks for.
    """
    found: dict[object, object] | None = db.info.get(FOUND)
    if found is None:
        return read()
    name = (*key, limits_of(db))
    if name not in found:
        found[name] = read()
    return cast("Value", found[name])

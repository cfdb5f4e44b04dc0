"""What a person limited to some centres of a session may reach: asked at the door of the database.

A limited `Session` adds a condition to every statement that reads, changes or removes rows: no page,
service or search written later can forget it. What must be judged on the whole session says so with
`whole`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, event, or_, true
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria
from sqlalchemy.orm.util import LoaderCriteriaOption
from sqlalchemy.sql import visitors

from models.db import limited_rows as rows

LIMITS = "oraux_limits"


@dataclass(frozen=True, slots=True)
class Limit:
    """The centres (UAI) that somebody has in one session; other sessions are left as they are.

    `code` is that of the session.
    """

    session_id: int
    centres: frozenset[str]
    code: str = ""


class LimitedSession(Session):
    """A session that sees, changes and removes only what its limits leave."""


def limits_of(db: Session) -> tuple[Limit, ...]:
    """Return the limits of whoever works with `db`; none for who answers for whole sessions."""
    found: tuple[Limit, ...] = db.info.get(LIMITS, ())
    return found


def limit_in(db: Session, session_id: int) -> Limit | None:
    """Return the limit that holds in one session, None without."""
    return next((one for one in limits_of(db) if one.session_id == session_id), None)


@contextmanager
def whole(db: Session) -> Iterator[None]:
    """Lift the limits of `db`, to judge or to store on the whole session what was asked within them.

    Nothing read inside may be shown without asking the limits again.
    """
    kept = db.info.pop(LIMITS, ())
    try:
        yield
    finally:
        if kept:
            db.info[LIMITS] = kept


def _tables_of(statement: Any) -> set[str]:
    """Return the names of the tables that a statement speaks of, in its subqueries too."""
    found = set()
    for part in visitors.iterate(statement):
        table = part.table if isinstance(part, Column) else part
        if isinstance(table, Table):
            found.add(table.name)
    return found


@lru_cache(maxsize=2_000)
def _criterion(entity: Any, limits: tuple[Limit, ...]) -> LoaderCriteriaOption:
    """Return the condition on the rows of one table: those of other sessions, and those within.

    Made once for each table and each limits: it names people and places by questions to the database,
    never by what they are now.
    """
    condition: ColumnElement[bool] = true()
    for limit in limits:
        kept = rows.KEPT[entity](entity, limit)
        condition = condition & or_(rows.elsewhere(entity, limit.session_id), kept)
    return with_loader_criteria(entity, condition, include_aliases=True)


@event.listens_for(LimitedSession, "do_orm_execute")
def _limit(state: ORMExecuteState) -> None:
    """Add the conditions of the tables that a statement speaks of."""
    limits = limits_of(state.session)
    if not limits or state.is_insert:
        return
    spoken_of = _tables_of(state.statement)
    criteria = [_criterion(one, limits) for one in rows.KEPT if one.__tablename__ in spoken_of]
    state.statement = state.statement.options(*criteria)

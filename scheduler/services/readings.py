"""Data and plans read from the tables once for each of their states, and kept in memory while few.

A state is told by what the same transaction reads of it (the session's revision, the plan's changes by
hand, what other sessions take), so that another process or thread never finds what is past. What is not
yet committed must not be read through here. Who reaches some centres only (`models.db.limits`) has
states apart.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import datetime
from typing import TypeAlias, TypeVar, cast

from sqlalchemy import event
from sqlalchemy.orm import Session

from models.db import PlanRow, SessionRow, limits_of
from models.dossier import Dossier
from models.planning import Plan
from scheduler.services.dossiers import load_dossier, session_row
from scheduler.services.plan_rows import read_plan_rows
from scheduler.services.sharing import Mark, mark_of_others, with_taken

Value = TypeVar("Value")
DataMark: TypeAlias = tuple[str, int, datetime, int, Mark]
"""Database, session, when it was made (an id may serve again), revision, what others take."""
PlanMark: TypeAlias = tuple[str, int, datetime, int]
"""Database, plan, when it was made, changes by hand."""


class Kept:
    """The latest values read, at most `most`, the oldest forgotten first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._known: OrderedDict[Hashable, object] = OrderedDict()
        self._guard = threading.Lock()

    def get(self, state: Hashable, read: Callable[[], Value]) -> Value:
        """Return the value of a state, read now unless it is known."""
        with self._guard:
            if state in self._known:
                self._known.move_to_end(state)
                return cast("Value", self._known[state])
        value = read()  # outside the lock: read twice at worst
        self.put(state, value)
        return value

    def put(self, state: Hashable, value: object) -> None:
        """Keep the value of a state."""
        with self._guard:
            self._known[state] = value
            self._known.move_to_end(state)
            while len(self._known) > self._most:
                self._known.popitem(last=False)


_dossiers = Kept(8)
_plans = Kept(8)


def data_mark(db: Session, session: SessionRow) -> DataMark:
    """Return what tells this state of a session's data from every other one."""
    others = mark_of_others(db, session.code)
    return _address(db), session.id, session.created_at, session.revision, others


def plan_mark(db: Session, row: PlanRow) -> PlanMark:
    """Return what tells this state of a plan from every other one."""
    return _address(db), row.id, row.created_at, row.edits


def dossier_at_hand(db: Session, code: str, *, withdrawn: bool = False) -> Dossier:
    """Return a session's data with what other sessions take or, `withdrawn`, with what was withdrawn.

    Raises
    ------
    NotFoundError
        No session has this code.

    """
    state = data_mark(db, session_row(db, code))
    if limits_of(db):  # who concerns a centre follows from every plan too
        found = load_dossier(db, code, withdrawn=withdrawn)
        return found if withdrawn else with_taken(db, found)
    if withdrawn:
        return _dossiers.get((state, withdrawn), lambda: load_dossier(db, code, withdrawn=True))
    return _dossiers.get((state, withdrawn), lambda: with_taken(db, load_dossier(db, code)))


def plan_at_hand(db: Session, row: PlanRow) -> Plan:
    """Return the plan of a row."""
    return _plans.get(plan_mark(db, row), lambda: read_plan_rows(db, row))


def keep_plan_once_stored(db: Session, row: PlanRow, plan: Plan) -> None:
    """Keep the next state of a plan, so that nobody reads it again; only if the caller commits."""
    state = plan_mark(db, row)
    event.listen(db, "after_commit", lambda _: _plans.put(state, plan), once=True)


def _address(db: Session) -> str:
    """Return the database, with the limits within which it is read."""
    limits = (f"#{one.session_id}={','.join(sorted(one.centres))}" for one in limits_of(db))
    return "".join((str(db.get_bind().engine.url), *limits))

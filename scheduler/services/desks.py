"""The desks of stored plans, kept in memory while a plan and its data stay as they are."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import event
from sqlalchemy.orm import Session

from models.db import PlanRow, SessionRow
from models.regulation import load
from scheduler.board import PlanDesk
from scheduler.errors import NotFoundError
from scheduler.services.dossiers import load_dossier
from scheduler.services.plan_rows import read_plan_rows
from scheduler.services.sharing import Mark, mark_of_others, with_taken

Key = tuple[str, int, datetime, int, int, Mark]
"""Database, plan, when it was made (an id may serve again), changes, data, what others take."""
KEPT = 4
"""Desks in memory: as many plans as are likely to be adjusted at the same time."""

_desks: OrderedDict[Key, PlanDesk] = OrderedDict()
_guard = threading.Lock()


@dataclass(frozen=True, slots=True)
class OpenDesk:
    """The desk of a stored plan; `revision` counts the plan's changes by hand."""

    plan_id: int
    session: str
    revision: int
    desk: PlanDesk


def desk_of(db: Session, plan_id: int) -> OpenDesk:
    """Return the desk of a stored plan, built once for each of its states.

    Raises
    ------
    NotFoundError
        No plan has this id.
    OrauxError
        The plan holds a passage or the code of a commission twice.

    """
    row = db.get(PlanRow, plan_id)
    if row is None:
        raise NotFoundError(
            "Ce plan n’existe pas ou n’existe plus ; repartez de la liste des plans de la session."
        )
    session = db.get_one(SessionRow, row.session_id)
    key = _key(db, row, session)
    desk = _known(key)
    if desk is None:
        desk = _built(db, row, session.code)
        _keep(key, desk)
    return OpenDesk(plan_id, session.code, row.edits, desk)


def keep_once_stored(db: Session, row: PlanRow, desk: PlanDesk) -> None:
    """Keep the desk of a plan's next state, so that nobody waits for it; only if the caller commits."""
    key = _key(db, row, db.get_one(SessionRow, row.session_id))
    event.listen(db, "after_commit", lambda _: _keep(key, desk), once=True)


def _key(db: Session, row: PlanRow, session: SessionRow) -> Key:
    address = str(db.get_bind().engine.url)
    mark = mark_of_others(db, session.code)
    return address, row.id, row.created_at, row.edits, session.revision, mark


def _built(db: Session, row: PlanRow, code: str) -> PlanDesk:
    dossier = with_taken(db, load_dossier(db, code))
    return PlanDesk(dossier, load(dossier.session.year), read_plan_rows(db, row))


def _known(key: Key) -> PlanDesk | None:
    with _guard:
        if key in _desks:
            _desks.move_to_end(key)
        return _desks.get(key)


def _keep(key: Key, desk: PlanDesk) -> None:
    with _guard:
        _desks[key] = desk
        while len(_desks) > KEPT:
            _desks.popitem(last=False)

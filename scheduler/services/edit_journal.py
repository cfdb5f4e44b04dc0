"""The journal of a plan: who changed what, and which change can be undone or done again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.db import EditKind, EditRow, PlanRow, limit_in, limits_of
from scheduler.board import Change
from scheduler.board.journal import read
from scheduler.errors import ConflictError
from scheduler.services.within import Reach, plan_change_within


@dataclass(frozen=True, slots=True)
class Edit:
    """One line of the journal: `rank` is the revision of the plan after it, `at` is UTC."""

    rank: int
    kind: EditKind
    by: str
    at: datetime
    sentence: str


def journal_of(db: Session, plan_id: int) -> list[Edit]:
    """Return every change of a plan by hand, the oldest first."""
    return [edit_of(row) for row in edits_within(db, plan_id, _rows(db, plan_id))]


@dataclass(frozen=True, slots=True)
class WaysBack:
    """What undoing and doing again would speak of now; None where there is nothing."""

    undo: Edit | None
    redo: Edit | None


def ways_back(db: Session, plan_id: int) -> WaysBack:
    """Return the change that can be undone and the one that can be done again.

    A change in a centre that `db` does not reach is not said, and nothing before it can be undone.
    """
    done, undone = (edits_within(db, plan_id, stack[-1:]) for stack in _stacks(_rows(db, plan_id)))
    return WaysBack(edit_of(done[-1]) if done else None, edit_of(undone[-1]) if undone else None)


def edits_since(db: Session, plan_id: int, revision: int) -> list[Edit]:
    """Return the changes of a plan after a revision of it, the oldest first."""
    query = select(EditRow).where(EditRow.plan_id == plan_id, EditRow.rank > revision)
    found = db.scalars(query.order_by(EditRow.rank)).all()
    return [edit_of(row) for row in edits_within(db, plan_id, found)]


@dataclass(frozen=True, slots=True)
class DetailedEdit:
    """A line of the journal with the records it replaced, and those that replaced them."""

    edit: Edit
    before: Change
    after: Change


def detailed_journal(db: Session, plan_id: int, *, limit: int) -> list[DetailedEdit]:
    """Return the latest changes of a plan with what was there before and after, the latest first."""
    query = select(EditRow).where(EditRow.plan_id == plan_id).order_by(EditRow.rank.desc())
    rows = db.scalars(query if limits_of(db) else query.limit(limit)).all()
    found = edits_within(db, plan_id, rows)[:limit]
    return [DetailedEdit(edit_of(row), *_read(row)) for row in found]


def edits_within(db: Session, plan_id: int, rows: Sequence[EditRow]) -> list[EditRow]:
    """Keep the changes that touch nothing out of the reach of `db`."""
    session_id = db.scalar(select(PlanRow.session_id).where(PlanRow.id == plan_id))
    limit = limit_in(db, session_id) if session_id is not None else None
    if limit is None:
        return list(rows)
    reach = Reach(db, limit)
    return [row for row in rows if plan_change_within(reach, *_read(row))]


def _read(row: EditRow) -> tuple[Change, Change]:
    return read(row.before), read(row.after)


def edit_of(row: EditRow) -> Edit:
    """Return a line of the journal."""
    return Edit(row.rank, row.kind, row.done_by, row.done_at, row.sentence)


def next_rank(row: PlanRow) -> int:
    """Return the revision of a plan after its next change."""
    return row.edits + 1


def undoable(db: Session, plan_id: int, kind: EditKind) -> EditRow:
    """Return the change that `kind` (UNDO or REDO) speaks of.

    Raises
    ------
    ConflictError
        There is none.

    """
    done, undone = _stacks(_rows(db, plan_id))
    found = done if kind is EditKind.UNDO else undone
    if not found:
        what = "annuler" if kind is EditKind.UNDO else "rétablir"
        raise ConflictError(f"Il n’y a rien à {what} dans ce plan.")
    return found[-1]


def undone_change(row: EditRow, kind: EditKind) -> Change:
    """Return what undoing, or doing again, a change of the journal does."""
    return read(row.before if kind is EditKind.UNDO else row.after)


def _rows(db: Session, plan_id: int) -> list[EditRow]:
    return list(db.scalars(select(EditRow).where(EditRow.plan_id == plan_id).order_by(EditRow.rank)))


def _stacks(rows: list[EditRow]) -> tuple[list[EditRow], list[EditRow]]:
    """Changes that hold and changes undone, the latest last; a new change forgets the latter."""
    done: list[EditRow] = []
    undone: list[EditRow] = []
    for row in rows:
        if row.kind is EditKind.UNDO:
            undone.append(done.pop())
        elif row.kind is EditKind.REDO:
            done.append(undone.pop())
        else:
            done.append(row)
            undone.clear()
    return done, undone

"""A change by hand written to the rows of a plan: what it touches, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from models.db import (
    LevelRow,
    MemberRow,
    PassageRow,
    PhaseRow,
    PlanRow,
    SittingRow,
    UnplacedRow,
    WatchRow,
)
from models.planning import LEVELS, Passage, Plan, Sitting, Watch
from scheduler.board import Change
from scheduler.services.plan_rows import store_passages, store_rest, store_sittings

PASSAGE = ("centre", "commission", "convocation", "locked", "start", "end", "ccf", "absent")
SITTING = ("epreuve", "centre", "room", "start", "end", "ccf")


def store_change(db: Session, row: PlanRow, change: Change) -> None:
    """Bring the rows of a draft to what a change makes of them."""
    _passages(db, row.id, change)
    _sittings(db, row.id, change.sittings)
    came = Plan(
        row.first_day,
        unplaced=tuple(one for one in change.unplaced.values() if one is not None),
        watches=tuple(new for _, new in change.watches if new is not None),
    )
    for candidate, epreuve in change.unplaced:
        found = (UnplacedRow.candidate == candidate, UnplacedRow.epreuve == epreuve)
        db.execute(delete(UnplacedRow).where(UnplacedRow.plan_id == row.id, *found))
    for old, _ in change.watches:
        if old is not None:
            db.execute(delete(WatchRow).where(WatchRow.plan_id == row.id, *_same(old)))
    store_rest(db, row.id, came, None)
    db.flush()


def store_levels(db: Session, row: PlanRow, levels: Mapping[str, int]) -> None:
    """Give the levels their new values; what was proved holds up to the first level that changes.

    A bound assumes the plan's values on the levels before: past a change it says nothing any more.
    """
    rows = {one.name: one for one in db.scalars(select(LevelRow).where(LevelRow.plan_id == row.id))}
    holds = True
    for name in LEVELS:
        if name in rows:
            one = rows[name]
            one.bound = min(one.bound, levels[name]) if holds else 0
            holds = holds and one.value == levels[name]
            one.value = levels[name]
    db.flush()


def _passages(db: Session, plan_id: int, change: Change) -> None:
    query = select(PassageRow).where(
        PassageRow.plan_id == plan_id,
        PassageRow.candidate.in_({candidate for candidate, _ in change.passages}),
    )
    known = {(one.candidate, one.epreuve): one for one in db.scalars(query)}
    new: list[Passage] = []
    for key, passage in change.passages.items():
        row = known.get(key)
        if row is None and passage is not None:
            new.append(passage)
        elif row is not None and passage is None:
            db.delete(row)
        elif row is not None and passage is not None:
            _renew(db, row, passage)
    store_passages(db, plan_id, new)


def _renew(db: Session, row: PassageRow, passage: Passage) -> None:
    """Give a stored passage its new place; its phases are written again."""
    for name in PASSAGE:
        setattr(row, name, getattr(passage, name))
    db.execute(delete(PhaseRow).where(PhaseRow.passage_id == row.id))
    for rank, phase in enumerate(passage.phases):
        db.add(
            PhaseRow(
                plan_id=row.plan_id, passage_id=row.id, rank=rank,
                phase=phase.id, start=phase.start, end=phase.end, room=phase.room,
            )
        )  # fmt: skip


def _sittings(db: Session, plan_id: int, sittings: Mapping[str, Sitting | None]) -> None:
    query = select(SittingRow).where(SittingRow.plan_id == plan_id, SittingRow.code.in_(sittings))
    known = {one.code: one for one in db.scalars(query)}
    new: list[Sitting] = []
    for code, sitting in sittings.items():
        row = known.get(code)
        if row is not None:
            db.execute(delete(MemberRow).where(MemberRow.sitting_id == row.id))
        if row is None and sitting is not None:
            new.append(sitting)
        elif row is not None and sitting is None:
            db.delete(row)
        elif row is not None and sitting is not None:
            _renew_sitting(db, row, sitting)
    store_sittings(db, plan_id, new)


def _renew_sitting(db: Session, row: SittingRow, sitting: Sitting) -> None:
    for name in SITTING:
        setattr(row, name, getattr(sitting, name))
    for rank, member in enumerate(sitting.members):
        db.add(
            MemberRow(
                plan_id=row.plan_id, sitting_id=row.id, rank=rank, examiner=member.examiner,
                role=member.role, replacement=member.replacement,
            )
        )  # fmt: skip


def _same(watch: Watch) -> Iterable[ColumnElement[bool]]:
    names = ("centre", "room", "start", "end", "peak")
    return (getattr(WatchRow, name) == getattr(watch, name) for name in names)

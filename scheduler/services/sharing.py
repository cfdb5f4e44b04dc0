"""What other sessions of the installation occupy in the rooms, and of the people, of a session.

A session that another one meets counts by its plan in force, else by its newest draft. Rooms are known
by centre and code, examiners by code and name, candidates by number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import chain

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.db import (
    CentreRow,
    ExaminerRow,
    MemberRow,
    PassageRow,
    PhaseRow,
    PlanRow,
    PlanState,
    SessionRow,
    SittingRow,
)
from models.dossier import Dossier, RoomType, Taken, TakenKind
from models.french import MINUTES_A_DAY
from scheduler.rules.names import folded

Hours = tuple[int, int]
Mark = tuple[tuple[int, int, str], ...]


@dataclass(frozen=True, slots=True)
class _Other:
    """A session with the plan it counts by."""

    row: SessionRow
    plan: PlanRow

    def taken(self, kind: TakenKind, centre: str, code: str, hours: Hours, places: int = 1) -> Taken:
        """Return something the plan occupies."""
        day, start = divmod(hours[0], MINUTES_A_DAY)
        return Taken(
            session=self.row.code,
            label=self.row.label,
            published=self.plan.state is PlanState.PUBLISHED,
            kind=kind,
            centre=centre,
            code=code,
            day=self.plan.first_day + timedelta(days=day),
            start=start,
            end=hours[1] - day * MINUTES_A_DAY,
            places=places,
        )


def with_taken(db: Session, dossier: Dossier) -> Dossier:
    """Return a session’s data with what other sessions occupy; as they are for a trial."""
    return replace(dossier, taken=tuple(_taken(db, dossier)))


def _taken(db: Session, dossier: Dossier) -> Iterator[Taken]:
    if dossier.session.shared is False or not dossier.half_days:
        return
    first = min(half.day for half in dossier.half_days) - timedelta(days=1)
    last = max(half.day for half in dossier.half_days) + timedelta(days=1)
    for other in _others(db, dossier.session.code):
        found = (read(db, dossier, other) for read in (_sittings, _seats, _passages))
        for taken in chain.from_iterable(found):
            if first <= taken.day <= last:
                yield taken


def mark_of_others(db: Session, code: str) -> Mark:
    """Return what changes whenever what other sessions occupy may: their plans, with state and edits."""
    found = ((one.plan.id, one.plan.edits, str(one.plan.state)) for one in _others(db, code))
    return tuple(found)


def _others(db: Session, code: str) -> Iterator[_Other]:
    """Sessions with a centre or an examiner in common, that have a plan."""
    here = select(SessionRow.id).where(SessionRow.code == code).scalar_subquery()
    centres = select(CentreRow.uai).where(CentreRow.session_id == here)
    people = select(ExaminerRow.code).where(ExaminerRow.session_id == here)
    shares = or_(
        SessionRow.id.in_(select(CentreRow.session_id).where(CentreRow.uai.in_(centres))),
        SessionRow.id.in_(select(ExaminerRow.session_id).where(ExaminerRow.code.in_(people))),
    )
    query = select(SessionRow).where(shares, SessionRow.code != code)
    for row in db.scalars(query.order_by(SessionRow.code)):
        plan = _plan_of(db, row) if row.shared is not False else None
        if plan is not None:
            yield _Other(row, plan)


def _plan_of(db: Session, row: SessionRow) -> PlanRow | None:
    """Return the plan in force, else the newest draft."""
    known = (PlanState.PUBLISHED, PlanState.DRAFT)
    query = select(PlanRow).where(PlanRow.session_id == row.id, PlanRow.state.in_(known))
    plans = list(db.scalars(query))
    return max(plans, key=lambda one: (one.state is PlanState.PUBLISHED, one.number), default=None)


def _sittings(db: Session, dossier: Dossier, other: _Other) -> Iterator[Taken]:
    """Jury rooms of our centres, and examiners who are ours too."""
    rooms = {(one.centre, one.code) for one in dossier.rooms}
    people = _same_people(db, dossier, other)
    members: dict[int, list[str]] = {}
    seated = select(MemberRow.sitting_id, MemberRow.examiner).where(MemberRow.plan_id == other.plan.id)
    for sitting_id, code in db.execute(seated):
        if code in people:
            members.setdefault(sitting_id, []).append(code)
    for one in db.scalars(select(SittingRow).where(SittingRow.plan_id == other.plan.id)):
        hours = (one.start, one.end)
        if (one.centre, one.room) in rooms:
            yield other.taken(TakenKind.JURY, one.centre, one.room, hours)
        for code in members.get(one.id, ()):
            yield other.taken(TakenKind.EXAMINER, one.centre, code, hours)


def _same_people(db: Session, dossier: Dossier, other: _Other) -> set[str]:
    """Codes that name the same examiner in both sessions."""
    mine = {one.code: folded(one.family_name) for one in dossier.examiners}
    query = select(ExaminerRow.code, ExaminerRow.family_name).where(
        ExaminerRow.session_id == other.row.id, ExaminerRow.code.in_(mine)
    )
    return {code for code, name in db.execute(query) if folded(name) == mine[code]}


def _seats(db: Session, dossier: Dossier, other: _Other) -> Iterator[Taken]:
    """Seats of our preparation rooms, those of the same hours together."""
    rooms = {(one.centre, one.code) for one in dossier.rooms if one.type is RoomType.PREPARATION}
    query = (
        select(PassageRow.centre, PhaseRow.room, PhaseRow.start, PhaseRow.end)
        .join(PassageRow, PassageRow.id == PhaseRow.passage_id)
        .where(PhaseRow.plan_id == other.plan.id, PhaseRow.room.in_({code for _, code in rooms}))
    )
    counts = Counter(
        (centre, room, start, end)
        for centre, room, start, end in db.execute(query)
        if (centre, room) in rooms
    )
    for (centre, room, start, end), places in sorted(counts.items()):
        yield other.taken(TakenKind.SEATS, centre, room, (start, end), places)


def _passages(db: Session, dossier: Dossier, other: _Other) -> Iterator[Taken]:
    """Passages of candidates who are ours too."""
    numbers = {one.number for one in dossier.candidates}
    query = select(PassageRow).where(PassageRow.plan_id == other.plan.id, PassageRow.absent.is_(False))
    for one in db.scalars(query):
        if one.candidate in numbers:
            yield other.taken(TakenKind.CANDIDATE, one.centre, one.candidate, (one.start, one.end))

"""Plans and rows of the tables: stored in one place, read back in one place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from models.db import (
    LevelRow,
    MemberRow,
    PassageRow,
    PhaseRow,
    PlanRow,
    PlanState,
    SessionRow,
    SittingRow,
    UnplacedRow,
    VerdictRow,
    WatchRow,
    once_a_reading,
)
from models.db.database import lock_session
from models.planning import (
    USUAL,
    Aim,
    Level,
    Member,
    Passage,
    PhaseTime,
    Plan,
    Sitting,
    SolveReport,
    Unplaced,
    Watch,
    dump_aim,
)
from scheduler.rules import ConformityReport


def store_plan(
    db: Session,
    session: SessionRow,
    plan: Plan,
    *,
    revision: int,
    report: SolveReport | None,
    conformity: ConformityReport,
    now: datetime,
    aim: Aim = USUAL,
    made_from: int | None = None,
) -> int:
    """Store a new draft of a session; return its id. The caller commits.

    Parameters
    ----------
    db, session, plan
        Where, for which session, what.
    revision
        Revision of the data that the plan was made from.
    report
        How it was found; None when it came from elsewhere.
    conformity
        What the checkers said.
    now
        UTC.
    aim, made_from
        What its calculation preferred; the number of the plan whose locks it kept.

    """
    lock_session(db, session.code)  # two plans stored at once each have their number
    highest = db.scalar(select(func.max(PlanRow.number)).where(PlanRow.session_id == session.id)) or 0
    row = _plan_row(session, plan, number=highest + 1, revision=revision, report=report, now=now)
    row.aim, row.made_from = dump_aim(aim), made_from
    db.add(row)
    db.flush()
    store_sittings(db, row.id, plan.sittings)
    store_passages(db, row.id, plan.passages)
    store_rest(db, row.id, plan, report)
    store_verdicts(db, row, conformity)
    return row.id


def _plan_row(
    session: SessionRow,
    plan: Plan,
    *,
    number: int,
    revision: int,
    report: SolveReport | None,
    now: datetime,
) -> PlanRow:
    """Return the row of a new draft."""
    return PlanRow(
        session_id=session.id,
        number=number,
        state=PlanState.DRAFT,
        first_day=plan.first_day,
        revision=revision,
        created_at=now,
        seconds=report.seconds if report else None,
        seed=report.seed if report else None,
        effort=report.effort if report else None,
        reproducible=report.reproducible if report else None,
        status=report.status if report else None,
        hard_violations=0,
        soft_violations=0,
        placed=len(plan.passages),
        unplaced=len(plan.unplaced),
    )


def store_verdicts(db: Session, row: PlanRow, conformity: ConformityReport) -> None:
    """Keep what the checkers said last, in place of what they said before."""
    db.execute(delete(VerdictRow).where(VerdictRow.plan_id == row.id))
    _add(
        db,
        VerdictRow,
        [
            {
                "plan_id": row.id,
                "rank": rank,
                "rule": verdict.rule.id,
                "status": verdict.status.value,
                "cases": verdict.cases,
                "violations": len(verdict.violations),
            }
            for rank, verdict in enumerate(conformity.rules)
        ],
    )
    row.hard_violations = len(conformity.hard)
    row.soft_violations = len(conformity.violations) - len(conformity.hard) - len(conformity.lifted)
    db.flush()


def read_plan_rows(db: Session, row: PlanRow) -> Plan:
    """Return the plan of a row, in the order in which it was stored."""
    return once_a_reading(db, ("plan", row.id, row.edits), lambda: _plan_of(db, row))


def _plan_of(db: Session, row: PlanRow) -> Plan:
    return Plan(
        first_day=row.first_day,
        passages=_passages(db, row.id),
        sittings=_sittings(db, row.id),
        watches=_read(db, WatchRow, row.id, Watch, ("centre", "room", "start", "end", "peak")),
        unplaced=_read(db, UnplacedRow, row.id, Unplaced, ("candidate", "epreuve", "reason")),
    )


def read_report(db: Session, row: PlanRow) -> SolveReport | None:
    """Return how the plan was found."""
    if row.seconds is None or row.seed is None:
        return None
    levels = _read(db, LevelRow, row.id, Level, ("name", "value", "bound"))
    return SolveReport(
        levels, row.seconds, row.seed, row.status or "complete", row.effort, bool(row.reproducible)
    )


def read_verdicts(db: Session, plan_id: int) -> list[tuple[str, str, int, int]]:
    """Return (rule, status, cases, violations) in the order of the texts."""
    query = select(VerdictRow.rule, VerdictRow.status, VerdictRow.cases, VerdictRow.violations)
    found = db.execute(query.where(VerdictRow.plan_id == plan_id).order_by(VerdictRow.rank))
    return [(rule, status, cases, violations) for rule, status, cases, violations in found]


def _add(db: Session, kind: Any, values: list[dict[str, Any]]) -> None:
    if values:
        db.execute(insert(kind), values)


def _add_numbered(db: Session, kind: Any, values: list[dict[str, Any]]) -> list[int]:
    """Insert rows and return their ids in the same order."""
    if not values:
        return []
    return list(db.scalars(insert(kind).returning(kind.id, sort_by_parameter_order=True), values))


def store_sittings(db: Session, plan_id: int, sittings: Sequence[Sitting]) -> None:
    """Store commissions with their members."""
    names = ("code", "epreuve", "centre", "room", "start", "end", "ccf")
    ids = _add_numbered(db, SittingRow, [_values(plan_id, one, names) for one in sittings])
    members = [
        {
            "plan_id": plan_id,
            "sitting_id": key,
            "rank": rank,
            "examiner": member.examiner,
            "role": member.role,
            "replacement": member.replacement,
        }
        for key, sitting in zip(ids, sittings, strict=True)
        for rank, member in enumerate(sitting.members)
    ]
    _add(db, MemberRow, members)


def store_passages(db: Session, plan_id: int, passages: Sequence[Passage]) -> None:
    """Store passages with their phases."""
    names = (
        *("candidate", "epreuve", "centre", "commission", "convocation"),
        *("locked", "start", "end", "ccf", "absent"),
    )
    ids = _add_numbered(db, PassageRow, [_values(plan_id, one, names) for one in passages])
    phases = [
        {
            "plan_id": plan_id,
            "passage_id": key,
            "rank": rank,
            "phase": phase.id,
            "start": phase.start,
            "end": phase.end,
            "room": phase.room,
        }
        for key, passage in zip(ids, passages, strict=True)
        for rank, phase in enumerate(passage.phases)
    ]
    _add(db, PhaseRow, phases)


def store_rest(db: Session, plan_id: int, plan: Plan, report: SolveReport | None) -> None:
    """Store the watches, what is not placed, and the levels."""
    watches = ("centre", "room", "start", "end", "peak")
    _add(db, WatchRow, [_values(plan_id, one, watches) for one in plan.watches])
    _add(
        db,
        UnplacedRow,
        [_values(plan_id, one, ("candidate", "epreuve", "reason")) for one in plan.unplaced],
    )
    levels = report.levels if report else ()
    _add(
        db,
        LevelRow,
        [
            _values(plan_id, one, ("name", "value", "bound")) | {"rank": rank}
            for rank, one in enumerate(levels)
        ],
    )


def _values(plan_id: int, record: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {"plan_id": plan_id} | {name: getattr(record, name) for name in names}


def _read(db: Session, kind: Any, plan_id: int, record: Any, names: tuple[str, ...]) -> tuple[Any, ...]:
    """Return the records of a simple table, in the order in which they were stored."""
    query = select(*(getattr(kind, name) for name in names)).where(kind.plan_id == plan_id)
    return tuple(record(*found) for found in db.execute(query.order_by(kind.id)))


def _sittings(db: Session, plan_id: int) -> tuple[Sitting, ...]:
    members: dict[int, list[Member]] = defaultdict(list)
    query = (
        select(MemberRow)
        .where(MemberRow.plan_id == plan_id)
        .order_by(MemberRow.sitting_id, MemberRow.rank)
    )
    for row in db.scalars(query):
        members[row.sitting_id].append(Member(row.examiner, row.role, row.replacement))
    rows = db.scalars(select(SittingRow).where(SittingRow.plan_id == plan_id).order_by(SittingRow.id))
    return tuple(
        Sitting(
            row.code,
            row.epreuve,
            row.centre,
            row.room,
            row.start,
            row.end,
            tuple(members[row.id]),
            row.ccf,
        )
        for row in rows
    )


def _passages(db: Session, plan_id: int) -> tuple[Passage, ...]:
    phases = _phases(db, plan_id)
    rows = db.scalars(select(PassageRow).where(PassageRow.plan_id == plan_id).order_by(PassageRow.id))
    return tuple(
        Passage(
            row.candidate,
            row.epreuve,
            row.centre,
            row.commission,
            row.convocation,
            tuple(phases.get(row.id, ())),
            row.locked,
            row.ccf,
            row.absent,
        )
        for row in rows
    )


def _phases(db: Session, plan_id: int) -> Mapping[int, list[PhaseTime]]:
    found: dict[int, list[PhaseTime]] = defaultdict(list)
    query = select(PhaseRow.passage_id, PhaseRow.phase, PhaseRow.start, PhaseRow.end, PhaseRow.room)
    query = query.where(PhaseRow.plan_id == plan_id).order_by(PhaseRow.passage_id, PhaseRow.rank)
    for passage_id, phase, start, end, room in db.execute(query):
        found[passage_id].append(PhaseTime(phase, start, end, room))
    return found

"""Who should have been convened already, for one session or many, in a fixed number of queries.

The three numbers are data with their citations (`general.toml`): convocations leave so many days before
the first épreuve, and less than so many before is serious for a candidate, and for a professional, whose
employer must be asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.db import (
    CentreRow,
    ExaminerRow,
    HalfDayRow,
    HolderKind,
    MemberRow,
    MessageKind,
    MessageRow,
    MessageState,
    ParameterRow,
    PassageRow,
    PlanRow,
    PlanState,
    SessionRow,
    SittingRow,
)
from models.dossier import Centre, Parameter
from models.french import MINUTES_A_DAY
from models.regulation import Regulation, load
from models.roles import Role
from scheduler.parameters import RuleValues
from scheduler.services.zones import zone_among

AHEAD, CANDIDATE, PROFESSIONAL = (
    "convocations_ahead",
    "convocations_alert_candidate",
    "convocations_alert_professional",
)

Holder = tuple[HolderKind, str]


@dataclass(frozen=True, slots=True)
class Limits:
    """Days before the first épreuve: to convene, and below which it is serious, by kind of person."""

    ahead: int
    candidate: int
    professional: int

    def serious(self, kind: HolderKind, role: Role | None) -> int:
        """Return the days below which a person who was not convened is a serious matter."""
        if kind is HolderKind.CANDIDATE:
            return self.candidate
        return self.professional if role is Role.PROFESSIONNEL else 0


@dataclass(frozen=True, slots=True)
class Late:
    """Somebody who should have been convened by `due` and was not; `serious` below the second limit."""

    kind: HolderKind
    code: str
    first_day: date
    days_left: int
    due: date
    serious: bool
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class SessionDelays:
    """What is late in a session.

    Attributes
    ----------
    people
        Who is late, the most pressing first.
    untold
        How many people of the version in force were not convened yet, late or not.
    publish_by
        The day by which a plan should have been published, when that day has passed without one.

    """

    people: tuple[Late, ...] = ()
    untold: int = 0
    publish_by: date | None = None

    @property
    def serious(self) -> int:
        """How many are below the second limit."""
        return sum(one.serious for one in self.people)


def lateness_of(
    db: Session, rows: Mapping[int, SessionRow], *, now: datetime
) -> dict[int, SessionDelays]:
    """Return what is late in each session, by the id of the session.

    Parameters
    ----------
    db, rows
        Where, and which sessions.
    now
        UTC; what is late is judged by the date at the session's first centre.

    """
    desk = _Desk(db, rows, now)
    return {session_id: desk.delays(session_id) for session_id in rows}


class _Desk:
    """Everything needed to judge some sessions, read once."""

    def __init__(self, db: Session, rows: Mapping[int, SessionRow], now: datetime) -> None:
        self._db, self._rows = db, rows
        self._today = _todays(db, rows, now)
        self._limits = _limits(db, rows)
        in_force = select(PlanRow).where(
            PlanRow.session_id.in_(rows), PlanRow.state == PlanState.PUBLISHED
        )
        self._plans = {plan.session_id: plan for plan in db.scalars(in_force)}
        self._opens = _first_half_days(db, rows)
        self._first = _first_minutes(db, self._plans.values())
        self._told = _told(db, self._plans.values())
        self._roles = _roles(db, rows)

    def delays(self, session_id: int) -> SessionDelays:
        plan = self._plans.get(session_id)
        if plan is None:
            return SessionDelays(publish_by=self._publish_by(session_id))
        untold = [
            (holder, minute)
            for holder, minute in self._first.get(plan.id, {}).items()
            if holder not in self._told.get(session_id, frozenset())
        ]
        found = [self._late(session_id, plan, *one) for one in untold]
        people = sorted(
            (one for one in found if one), key=lambda one: (not one.serious, one.first_day, one.code)
        )
        return SessionDelays(tuple(people), len(untold))

    def _publish_by(self, session_id: int) -> date | None:
        """The day by which convocations should have left, when there is no plan to make them of."""
        first, today = self._opens.get(session_id), self._today[session_id]
        due = first - timedelta(days=self._limits[session_id].ahead) if first else None
        return due if due and first and due < today <= first else None

    def _late(self, session_id: int, plan: PlanRow, holder: Holder, minute: int) -> Late | None:
        kind, code = holder
        first_day = plan.first_day + timedelta(days=minute // MINUTES_A_DAY)
        left = (first_day - self._today[session_id]).days
        limits = self._limits[session_id]
        if not 0 <= left < limits.ahead:
            return None
        role = self._roles.get((session_id, code)) if kind is HolderKind.EXAMINER else None
        due = first_day - timedelta(days=limits.ahead)
        return Late(kind, code, first_day, left, due, left < limits.serious(kind, role), role)


def limits_of(regulation: Regulation, parameters: Iterable[Parameter]) -> Limits:
    """Return the limits of a session: those of the texts, or its own."""
    values = RuleValues(regulation, parameters)
    return Limits(values.value(AHEAD), values.value(CANDIDATE), values.value(PROFESSIONAL))


def _limits(db: Session, rows: Mapping[int, SessionRow]) -> dict[int, Limits]:
    query = select(ParameterRow).where(
        ParameterRow.session_id.in_(rows), ParameterRow.withdrawn_at.is_(None)
    )
    own: dict[int, list[Parameter]] = {}
    for row in db.scalars(query):
        own.setdefault(row.session_id, []).append(Parameter(row.rule, row.value, None, row.epreuve))
    return {key: limits_of(load(row.year), own.get(key, ())) for key, row in rows.items()}


def _todays(db: Session, rows: Mapping[int, SessionRow], now: datetime) -> dict[int, date]:
    """The date at the first centre of each session."""
    query = select(CentreRow).where(CentreRow.session_id.in_(rows)).order_by(CentreRow.id.desc())
    first = {
        row.session_id: Centre(row.uai, row.name, row.town, postal_code=row.postal_code)
        for row in db.scalars(query)
    }
    zones = {key: zone_among([first[key]] if key in first else ()) for key in rows}
    return {key: now.astimezone(zone).date() for key, zone in zones.items()}


def _first_half_days(db: Session, rows: Mapping[int, SessionRow]) -> dict[int, date]:
    query = select(HalfDayRow.session_id, func.min(HalfDayRow.day))
    query = query.where(HalfDayRow.session_id.in_(rows), HalfDayRow.withdrawn_at.is_(None))
    return {found[0]: found[1] for found in db.execute(query.group_by(HalfDayRow.session_id))}


def _first_minutes(db: Session, plans: Iterable[PlanRow]) -> dict[int, dict[Holder, int]]:
    """When each person of each plan is first expected; what is judged on a dossier does not count."""
    known = [plan.id for plan in plans]
    found: dict[int, dict[Holder, int]] = {plan_id: {} for plan_id in known}
    passages = select(PassageRow.plan_id, PassageRow.candidate, func.min(PassageRow.start)).where(
        PassageRow.plan_id.in_(known), PassageRow.absent.is_(False)
    )
    grouped = passages.group_by(PassageRow.plan_id, PassageRow.candidate)
    for plan_id, number, start in db.execute(grouped):
        _keep_least(found[plan_id], (HolderKind.CANDIDATE, number), start)
    sittings = (
        select(SittingRow.plan_id, MemberRow.examiner, func.min(SittingRow.start))
        .join(MemberRow, MemberRow.sitting_id == SittingRow.id)
        .where(SittingRow.plan_id.in_(known))
        .group_by(SittingRow.plan_id, MemberRow.examiner)
    )
    for plan_id, code, start in db.execute(sittings):
        _keep_least(found[plan_id], (HolderKind.EXAMINER, code), start)
    return found


def _keep_least(found: dict[Holder, int], holder: Holder, start: int) -> None:
    found[holder] = min(start, found.get(holder, start))


def _roles(db: Session, rows: Mapping[int, SessionRow]) -> dict[tuple[int, str], Role]:
    query = select(ExaminerRow.session_id, ExaminerRow.code, ExaminerRow.role)
    found = db.execute(query.where(ExaminerRow.session_id.in_(rows)))
    return {(session_id, code): role for session_id, code, role in found}


def _told(db: Session, plans: Iterable[PlanRow]) -> dict[int, frozenset[Holder]]:
    """Who knows what the version in force says: reached once, and nothing new waits to be sent."""
    versions = {plan.session_id: plan.version for plan in plans}
    query = select(
        MessageRow.session_id, MessageRow.version, MessageRow.holder_kind, MessageRow.holder,
        MessageRow.kind, MessageRow.state,
    ).where(
        MessageRow.session_id.in_(versions),
        MessageRow.holder_kind != HolderKind.SCHOOL,
        MessageRow.kind != MessageKind.REMINDER,
        MessageRow.state != MessageState.SUPERSEDED,
    )  # fmt: skip
    reached: dict[int, set[Holder]] = {key: set() for key in versions}
    for row in db.execute(query.order_by(MessageRow.version, MessageRow.id)):
        held = (row.holder_kind, row.holder)
        knows = row.state is MessageState.SENT and row.kind is not MessageKind.CANCELLED
        if knows:
            reached[row.session_id].add(held)
        elif row.state is MessageState.SENT or row.version == versions[row.session_id]:
            reached[row.session_id].discard(held)
    return {key: frozenset(held) for key, held in reached.items()}

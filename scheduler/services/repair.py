"""Mend the plan of a session after a disruption: proposals, then a draft of the one that is kept."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import cached_property

from sqlalchemy.orm import Session

from models.db import Database, ImportRow, PlanState, SessionRow
from models.db.database import lock_session
from models.dossier import Dossier
from models.planning import HalfDay, Level, Plan, Problem
from models.regulation import Regulation, load
from scheduler.errors import ConflictError, NotFoundError
from scheduler.exchange.changes import ChangeKind, changes_between
from scheduler.problem import problem_of
from scheduler.rules import ConformityReport, Violation, check
from scheduler.services.compare import Difference, differences
from scheduler.services.dossiers import load_dossier
from scheduler.services.plan_rows import store_plan
from scheduler.services.plans import StoredPlan, current_plan, list_plans, load_plan
from scheduler.services.repair_checks import check_disruptions, label_of
from scheduler.services.repair_disruptions import (
    Disruption,
    Effect,
    Situation,
    barred_by,
    effect_of,
    without_absent,
)
from scheduler.services.repair_words import Words
from scheduler.services.store_dossier import store_dossier
from solver.limits import Limits
from solver.repair import DEFAULT_LIMITS, Damage, Kind, Repair, repair

MINUTES_A_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Proposal:
    """One way to mend the plan.

    Attributes
    ----------
    rank
        From 1, the cheapest first.
    kind
        What it mainly does (`solver.repair.Kind`).
    title, details, proof
        French sentences: what is done, commission by commission, and what cannot be less.
    moves
        Passages whose hour or commission changes, or that lose or get a place.
    convened
        Everybody to convene anew, candidates first, with what their convocation said and will say.
    levels
        Unplaced, moved, reconvened, replacements, each with the least that any repair can have.
    remaining
        Hard rules the plan already broke and still breaks: they forbid its publication.

    """

    rank: int
    kind: Kind
    title: str
    details: tuple[str, ...]
    proof: tuple[str, ...]
    moves: tuple[Difference, ...]
    convened: tuple[Difference, ...]
    levels: tuple[Level, ...]
    plan: Plan
    remaining: tuple[Violation, ...] = ()


@dataclass(frozen=True, slots=True)
class Repairs:
    """Proposals for a disruption, and all that is needed to keep one.

    Attributes
    ----------
    session, plan_id, plan_number, revision, base
        What was mended: the session's data and the plan as they were then.
    label
        The disruption in French.
    dossier
        The data once the disruption is written in them; stored with the proposal that is kept.
    nothing
        Why there is no proposal, in French; None when there are some.

    """

    session: str
    plan_id: int
    plan_number: int
    revision: int
    base: Plan
    label: str
    dossier: Dossier
    proposals: tuple[Proposal, ...] = ()
    nothing: str | None = None
    seconds: float = 0.0

    def proposal(self, rank: int) -> Proposal:
        """Return a proposal by its rank.

        Raises
        ------
        NotFoundError
            There is none of this rank.

        """
        found = next((one for one in self.proposals if one.rank == rank), None)
        if found is None:
            raise NotFoundError(
                f"Il n’y a pas de proposition n° {rank} : "
                + (self.nothing or f"choisissez de 1 à {len(self.proposals)}.")
            )
        return found


def proposals_for(
    database: Database,
    code: str,
    disruptions: Sequence[Disruption],
    *,
    now: datetime,
    plan_id: int | None = None,
    limits: Limits | None = None,
) -> Repairs:
    """Return at most three ways to mend a plan; nothing is stored.

    Parameters
    ----------
    database, code
        Where, and which session.
    disruptions
        What happens.
    now
        UTC; what has already happened does not move.
    plan_id
        The plan to mend; without it the version in force, else the newest draft.
    limits
        Work, seconds and seed.

    Raises
    ------
    NotFoundError
        The session, the plan, or somebody the disruption names does not exist.
    OrauxError
        The disruption says nothing, or speaks of a time that is over or not opened.

    """
    with database.reading() as db:
        stored = load_plan(db, plan_id) if plan_id is not None else current_plan(db, code)
        if stored is None or stored.session != code:
            raise NotFoundError(
                f"La session « {code} » n’a pas encore de plan à réparer ; calculez-le d’abord : "
                f"oraux plan {code}"
            )
        dossier = load_dossier(db, code)
        revision = _revision(db, code)
    return _Mending(stored, dossier, revision, tuple(disruptions), now).run(limits or DEFAULT_LIMITS)


def keep_proposal(database: Database, repairs: Repairs, rank: int, *, by: str, now: datetime) -> int:
    """Store a proposal as a draft, and the disruption in the data, in one transaction; return its id.

    Asked twice, the second time gives back the draft that is there.

    Parameters
    ----------
    database, repairs, rank
        Where, the proposals, and which of them.
    by, now
        Who and when (UTC), for the journal.

    Raises
    ------
    NotFoundError
        There is no such proposal, or the session is gone.
    ConflictError
        The data or the plan in force have changed since the proposals were made; nothing was written.

    """
    proposal = repairs.proposal(rank)
    with database.writing() as db:
        locked = lock_session(db, repairs.session)
        if locked is None:
            raise NotFoundError(f"La session « {repairs.session} » n’existe plus.")
        known = _kept_already(db, repairs, proposal)
        if known is not None:
            return known
        _still_the_same(db, repairs, locked.revision)
        before = load_dossier(db, repairs.session)
        row = db.get_one(SessionRow, locked.id)
        if before != repairs.dossier:
            row = store_dossier(db, repairs.dossier, now=now)
            db.add(_journal(row.id, repairs, before, by=by, now=now))
        regulation = load(repairs.dossier.session.year)
        conformity = check(repairs.dossier, regulation, proposal.plan)
        return store_plan(
            db, row, proposal.plan,
            revision=row.revision, report=None, conformity=conformity, now=now,
        )  # fmt: skip


def _revision(db: Session, code: str) -> int:
    row = lock_session(db, code)
    return row.revision if row is not None else 0


def _kept_already(db: Session, repairs: Repairs, proposal: Proposal) -> int | None:
    """Return the newest plan when it is this very proposal: a double click keeps one draft."""
    plans = list_plans(db, repairs.session)
    newest = plans[0] if plans else None
    if newest is None or newest.id == repairs.plan_id or newest.state is not PlanState.DRAFT:
        return None
    return newest.id if load_plan(db, newest.id).plan == proposal.plan else None


def _still_the_same(db: Session, repairs: Repairs, revision: int) -> None:
    """Refuse when the data, or the version in force, changed meanwhile."""
    published = [one for one in list_plans(db, repairs.session) if one.state is PlanState.PUBLISHED]
    mended = load_plan(db, repairs.plan_id)
    replaced = bool(published) and mended.version is not None and published[0].id != mended.id
    if revision != repairs.revision or replaced or mended.plan != repairs.base:
        raise ConflictError(
            f"La session « {repairs.session} » a changé depuis ces propositions ; rien n’a été "
            "enregistré. Demandez-les de nouveau."
        )


def _journal(session_id: int, repairs: Repairs, before: Dossier, *, by: str, now: datetime) -> ImportRow:
    """Write what the disruption changes in the data, as an import would be."""
    changes = changes_between(before, repairs.dossier)
    kinds = [change.kind for change in changes]
    return ImportRow(
        session_id=session_id,
        source=repairs.label,
        done_by=by,
        done_at=now,
        added=kinds.count(ChangeKind.ADDED),
        changed=kinds.count(ChangeKind.CHANGED),
        removed=kinds.count(ChangeKind.REMOVED),
        warnings=0,
        details=json.dumps([asdict(change) for change in changes], ensure_ascii=False),
    )


class _Mending:
    """One request: the plan, the data as they were and as they become."""

    def __init__(
        self,
        stored: StoredPlan,
        dossier: Dossier,
        revision: int,
        disruptions: tuple[Disruption, ...],
        now: datetime,
    ) -> None:
        self.stored = stored
        self.before = dossier
        self.revision = revision
        self.disruptions = disruptions
        self.regulation: Regulation = load(dossier.session.year)
        self.situation = Situation(dossier, self.regulation, stored.plan, now)

    def run(self, limits: Limits) -> Repairs:
        """Search, judge and put into words."""
        check_disruptions(self.situation, self.disruptions)
        found = repair(
            self.problem,
            self.stored.plan,
            barred_by(self.effect, self.problem, self.situation),
            limits=limits,
            accepts=self.accepts,
        )
        words = Words(self.effect.dossier, self.before, self.stored.plan)
        proposals = tuple(
            self._proposal(rank, one, words) for rank, one in enumerate(found.proposals, start=1)
        )
        return Repairs(
            session=self.stored.session,
            plan_id=self.stored.id,
            plan_number=self.stored.number,
            revision=self.revision,
            base=self.stored.plan,
            label=" ; ".join(label_of(self.before, one) for one in self.disruptions),
            dossier=self.effect.dossier,
            proposals=proposals,
            nothing=None if proposals else words.nothing(found.damage, refused=found.refused),
            seconds=found.seconds,
        )

    @cached_property
    def effect(self) -> Effect:
        """What the disruptions do."""
        return effect_of(self.situation, self.disruptions)

    @cached_property
    def problem(self) -> Problem:
        """What is to be planned now, its minutes counted from the plan's first day."""
        problem = problem_of(self.effect.dossier, self.regulation)
        return without_absent(self.effect, _from_day(problem, self.stored.plan))

    def judged(self, plan: Plan) -> ConformityReport:
        """Judge a plan by the data once changed."""
        return check(self.effect.dossier, self.regulation, plan)

    def accepts(self, plan: Plan) -> bool:
        """Whether a plan breaks no hard rule that the plan in force did not break already."""
        conformity = self.judged(plan)
        return conformity.ok or {_fault(one) for one in conformity.hard} <= self.known_faults

    @cached_property
    def known_faults(self) -> set[tuple[str, str]]:
        """What the plan in force already breaks on the data of now, disruption apart."""
        return {_fault(one) for one in check(self.before, self.regulation, self.stored.plan).hard}

    def _proposal(self, rank: int, one: Repair, words: Words) -> Proposal:
        everybody = differences(words.people, self.stored.plan, one.plan)
        moved = {
            (known.candidate, known.epreuve)
            for move in (
                *one.changes.moved, *one.changes.placed,
                *one.changes.left_out, *one.changes.withdrawn,
            )
            if (known := move.before or move.after) is not None
        }  # fmt: skip
        return Proposal(
            rank=rank,
            kind=one.kind,
            title=words.title(one),
            details=tuple(words.details(one)),
            proof=tuple(words.proof(one)),
            moves=tuple(d for d in everybody if (d.code, d.what) in moved),
            convened=everybody,
            levels=one.levels,
            plan=one.plan,
            remaining=self.judged(one.plan).hard,
        )


def _fault(violation: Violation) -> tuple[str, str]:
    return violation.rule, violation.sentence


def _from_day(problem: Problem, plan: Plan) -> Problem:
    """Count the minutes of a problem from the first day of the plan."""
    days = (problem.first_day - plan.first_day).days
    if not days:
        return problem
    halves = tuple(_later(half, days) for half in problem.half_days)
    return replace(problem, first_day=plan.first_day, half_days=halves)


def _later(half: HalfDay, days: int) -> HalfDay:
    minutes = days * MINUTES_A_DAY
    return replace(half, day=half.day + days, start=half.start + minutes, end=half.end + minutes)


__all__ = ["Damage", "Proposal", "Repairs", "keep_proposal", "proposals_for"]

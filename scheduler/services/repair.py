"""Mend the plan of a session after a disruption: proposals, then a draft of the one that is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from models.db import Database, EntryKind, Limit, PlanState, SessionRow, limit_in, whole
from models.db.database import lock_session
from models.dossier import Dossier
from models.planning import Plan
from models.regulation import load
from scheduler.errors import ConflictError, NotFoundError
from scheduler.exchange.changes import changes_between
from scheduler.rules import check
from scheduler.services.dossiers import load_dossier, session_row
from scheduler.services.journal import Doing, write_entry
from scheduler.services.plan_rows import store_plan
from scheduler.services.plans import StoredPlan, current_plan, list_plans, load_plan
from scheduler.services.repair_disruptions import Disruption
from scheduler.services.repair_search import Proposal, mended
from scheduler.services.sharing import with_taken
from scheduler.services.store_dossier import store_dossier
from scheduler.services.within import (
    OtherCentreError,
    Reach,
    fixed_reach_in,
    plan_within,
    refuse_outside,
)
from solver.limits import Limits

__all__ = ["Proposal", "Repairs", "keep_proposal", "proposals_for"]


NOTHING_HERE = (
    "Aucune réparation ne tient dans votre seul centre : demandez à qui gère la session d’en chercher "
    "une sur tous les centres, ou appelez quelqu’un de plus."
)


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
    """Return at most three ways to mend a plan after what happens; nothing is stored.

    Parameters
    ----------
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
        session = session_row(db, code)
        revision, reach = session.revision, fixed_reach_in(db, session.id)
        with whole(db):
            stored = _plan_to_mend(db, code, plan_id)
            dossier = with_taken(db, load_dossier(db, code))
    centres = reach.centres if reach else None
    found = mended(dossier, stored.plan, disruptions, now=now, limits=limits, centres=centres)
    kept = _within(reach, stored.plan, found.proposals)
    return Repairs(
        session=code,
        plan_id=stored.id,
        plan_number=stored.number,
        revision=revision,
        base=stored.plan,
        label=found.label,
        dossier=replace(found.dossier, taken=()),
        proposals=kept,
        nothing=found.nothing if reach is None or kept else NOTHING_HERE,
        seconds=found.seconds,
    )


def _within(reach: Reach | None, before: Plan, proposals: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """Keep the proposals that touch no other centre, ranked anew."""
    kept = [one for one in proposals if reach is None or plan_within(reach, before, one.plan)]
    return tuple(replace(one, rank=rank) for rank, one in enumerate(kept, start=1))


def _plan_to_mend(db: Session, code: str, plan_id: int | None) -> StoredPlan:
    """Return the plan asked for, else the version in force, else the newest draft."""
    stored = load_plan(db, plan_id) if plan_id is not None else current_plan(db, code)
    if stored is None or stored.session != code:
        raise NotFoundError(
            f"La session « {code} » n’a pas encore de plan à réparer ; calculez-le d’abord.",
            command=f"oraux plan {code}",
        )
    return stored


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
    OtherCentreError
        It reaches another centre than those of whoever asks.
    ConflictError
        The data or the plan in force have changed since the proposals were made; nothing was written.

    """
    proposal = repairs.proposal(rank)
    with database.writing() as db:
        locked = lock_session(db, repairs.session)
        if locked is None:
            raise NotFoundError(f"La session « {repairs.session} » n’existe plus.")
        limit, reach = limit_in(db, locked.id), fixed_reach_in(db, locked.id)
        with whole(db):
            known = _kept_already(db, repairs, proposal)
            if known is not None:
                return known
            _still_the_same(db, repairs, locked.revision)
            if not _within(reach, repairs.base, [proposal]):
                raise OtherCentreError(NOTHING_HERE)
            row = _with_disruption(db, repairs, limit, by=by, now=now)
            conformity = check(
                with_taken(db, repairs.dossier), load(repairs.dossier.session.year), proposal.plan
            )
            return store_plan(
                db, row, proposal.plan,
                revision=row.revision, report=None, conformity=conformity, now=now,
            )  # fmt: skip


def _with_disruption(
    db: Session, repairs: Repairs, limit: Limit | None, *, by: str, now: datetime
) -> SessionRow:
    """Write the disruption in the data and in their journal, unless they hold it already."""
    before = load_dossier(db, repairs.session)
    if before == repairs.dossier:
        return session_row(db, repairs.session)
    changes = changes_between(before, repairs.dossier)
    refuse_outside(db, limit, before, repairs.dossier, changes)
    row = store_dossier(db, repairs.dossier, now=now)
    doing = Doing(EntryKind.REPAIR, repairs.label, by, now, revision=row.revision, changes=changes)
    write_entry(db, row.id, doing)
    return row


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

"""Plans that differ from one another by one thing."""

from __future__ import annotations

from dataclasses import replace

from models.dossier import Dossier
from models.planning import Plan, Unplaced
from models.regulation import load
from scheduler.problem import problem_of
from solver.assembly import watches_of
from solver.instance import Instance


def moved(plan: Plan, commission: str, *, minutes: int) -> Plan:
    """Return the plan with a commission, its passages and their preparations that much later."""
    passages = tuple(
        replace(
            one,
            convocation=one.convocation + minutes,
            phases=tuple(
                replace(phase, start=phase.start + minutes, end=phase.end + minutes)
                for phase in one.phases
            ),
        )
        if one.commission == commission
        else one
        for one in plan.passages
    )
    sittings = tuple(
        replace(one, start=one.start + minutes, end=one.end + minutes) if one.code == commission else one
        for one in plan.sittings
    )
    starts = {
        (phase.room, phase.start)
        for one in plan.passages
        for phase in one.phases
        if one.commission == commission
    }
    watches = tuple(
        replace(one, start=one.start + minutes, end=one.end + minutes)
        if (one.room, one.start) in starts
        else one
        for one in plan.watches
    )
    return replace(plan, passages=passages, sittings=sittings, watches=watches)


def without_juror(plan: Plan, commission: str, leaves: str, comes: str) -> Plan:
    """Return the plan with another member in a seat of a commission."""
    sittings = tuple(
        replace(
            one,
            members=tuple(
                replace(seat, examiner=comes) if seat.examiner == leaves else seat
                for seat in one.members
            ),
        )
        if one.code == commission
        else one
        for one in plan.sittings
    )
    return replace(plan, sittings=sittings)


def without_candidate(plan: Plan, number: str, dossier: Dossier) -> Plan:
    """Return the plan with one candidate left out, with a reason, and no half-day for nobody."""
    left = tuple(
        Unplaced(number, one.epreuve, "Il manque un professionnel.")
        for one in plan.passages
        if one.candidate == number
    )
    kept = tuple(one for one in plan.passages if one.candidate != number)
    needed = {one.commission for one in kept}
    return replace(
        plan,
        passages=kept,
        sittings=tuple(one for one in plan.sittings if one.code in needed),
        watches=watches_of(Instance(problem_of(dossier, load(dossier.session.year))), kept),
        unplaced=(*plan.unplaced, *left),
    )

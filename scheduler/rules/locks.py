"""Locked passages stay where they were."""

from __future__ import annotations

from collections.abc import Iterator

from models.french import MINUTES_A_DAY, hour
from models.planning import Passage
from models.regulation import Rule
from scheduler.rules import speech
from scheduler.rules.checker import judges
from scheduler.rules.report import Violation
from scheduler.rules.view import PlanView

Place = tuple[object, ...]


def locked(view: PlanView) -> Iterator[Passage]:
    """Each locked passage of the reference plan; none without a reference."""
    rows = view.reference.passages if view.reference is not None else ()
    return (passage for passage in rows if passage.locked)


@judges(over=locked)
def locks_kept(view: PlanView, rule: Rule, passage: Passage) -> Iterator[Violation]:
    """A locked passage has the same centre, rooms, hours and members as before."""
    reference = view.reference
    shift = (reference.first_day - view.plan.first_day).days * MINUTES_A_DAY if reference else 0
    found = [one for one in view.passages if one.key == (passage.candidate, passage.epreuve)]
    wanted = _place(passage, shift, view.locked_members(passage))
    if any(_place(one.record, 0, view.members_of(one)) == wanted for one in found):
        return
    start = (passage.phases[0].start if passage.phases else passage.convocation) + shift
    yield speech.broken(
        view,
        rule,
        f"{speech.candidate(view, passage.candidate)}, {passage.epreuve} : verrouillé "
        f"{speech.day(view, start)} à {hour(start)} (commission {passage.commission}), il n’y est plus "
        "; remettez-le à sa place ou déverrouillez-le.",
        passages=found,
        candidates=[passage.candidate],
        minute=start,
    )


def _place(passage: Passage, shift: int, members: frozenset[str]) -> Place:
    """Return what a lock holds: centre, phases with hours and rooms, members."""
    phases = tuple((one.id, one.start + shift, one.end + shift, one.room) for one in passage.phases)
    return passage.centre, phases, members

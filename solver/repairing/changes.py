"""What changes from one plan to another: passages moved, people to convene anew, levels of a repair."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from models.planning import Passage, Plan

REPAIR_LEVELS = ("unplaced", "moved", "reconvened", "replacements")
"""What a repair costs, first to last; a level is never traded for a later one."""


@dataclass(frozen=True, slots=True)
class Move:
    """A passage before and after; None where it had, or has, no place."""

    before: Passage | None
    after: Passage | None


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that changes.

    Attributes
    ----------
    moved
        Passages that were and still are heard, at other hours or before another commission.
    placed, left_out, withdrawn
        Passages that had no place and have one; that have none any more; of people no longer heard.
    candidates, examiners
        Whose own day changes in any way (hours, rooms): they are to be convened anew.
    replacements
        Teachers in a professional's seat, more than before (negative when fewer).

    """

    moved: tuple[Move, ...] = ()
    placed: tuple[Move, ...] = ()
    left_out: tuple[Move, ...] = ()
    withdrawn: tuple[Move, ...] = ()
    candidates: tuple[str, ...] = ()
    examiners: tuple[str, ...] = ()
    replacements: int = 0

    @property
    def values(self) -> dict[str, int]:
        """Value of each level of a repair."""
        people = len(self.candidates) + len(self.examiners)
        counts = (len(self.left_out), len(self.moved), people, self.replacements)
        return dict(zip(REPAIR_LEVELS, counts, strict=True))


def changes_between(before: Plan, after: Plan) -> Changes:
    """Compare two plans of the same session and first day.

    A passage whose rooms alone change is not moved, but its candidate is convened anew. Passages that
    are neither in `after` nor among its unplaced are withdrawn.
    """
    old = {(one.candidate, one.epreuve): one for one in before.passages}
    new = {(one.candidate, one.epreuve): one for one in after.passages}
    unplaced = {(one.candidate, one.epreuve) for one in after.unplaced}
    missing = {(one.candidate, one.epreuve) for one in before.unplaced}
    both = [(old[key], new[key]) for key in old if key in new]
    lost = [key for key in old if key not in new]
    return Changes(
        moved=tuple(Move(was, now) for was, now in both if _moves(was, now)),
        placed=tuple(Move(None, one) for key, one in new.items() if key not in old),
        left_out=(
            *(Move(old[key], None) for key in lost if key in unplaced),
            *(Move(None, None) for key in sorted(unplaced - missing - old.keys())),
        ),
        withdrawn=tuple(Move(old[key], None) for key in lost if key not in unplaced),
        candidates=_candidates(old, new),
        examiners=_examiners(before, after),
        replacements=_replaced(after) - _replaced(before),
    )


def _moves(was: Passage, now: Passage) -> bool:
    hours = [(one.start, one.end) for one in was.phases] != [(one.start, one.end) for one in now.phases]
    return hours or (was.commission, was.centre) != (now.commission, now.centre)


def _candidates(
    old: dict[tuple[str, str], Passage], new: dict[tuple[str, str], Passage]
) -> tuple[str, ...]:
    """Candidates with a passage at other hours, in other rooms, in more, or no more."""
    found = {key[0] for key in old.keys() | new.keys() if _seen(old.get(key)) != _seen(new.get(key))}
    return tuple(sorted(found))


def _seen(passage: Passage | None) -> object:
    return None if passage is None or passage.absent else (passage.centre, passage.phases)


def _examiners(before: Plan, after: Plan) -> tuple[str, ...]:
    """Examiners whose commissions sit at other hours, in other rooms, in more or no more of them."""
    old, new = _days(before), _days(after)
    return tuple(sorted(code for code in old.keys() | new.keys() if old.get(code) != new.get(code)))


def _days(plan: Plan) -> dict[str, list[tuple[object, ...]]]:
    found: dict[str, list[tuple[object, ...]]] = defaultdict(list)
    for one in sorted(plan.sittings, key=lambda one: (one.start, one.code)):
        for member in one.members:
            found[member.examiner].append((one.epreuve, one.centre, one.room, one.start, one.end))
    return dict(found)


def _replaced(plan: Plan) -> int:
    return sum(member.replacement for sitting in plan.sittings for member in sitting.members)

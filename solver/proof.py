"""What is proved of the first levels while a search goes on."""

from __future__ import annotations

from collections.abc import Sequence

from models.planning import LEVELS
from solver.bounds import bounds_of
from solver.division.need import least_half_days
from solver.draft import Draft
from solver.instance import Instance
from solver.limits import Clock


class Proof:
    """Bounds of the first levels, each for the best plan's own values on the levels before.

    Parameters
    ----------
    part : bool
        Whether this is one centre of a session, which has bounds of its own: counting is enough then.

    """

    def __init__(self, instance: Instance, *, part: bool) -> None:
        self.instance = instance
        self.part = part
        self.known: tuple[int, ...] = (0, 0, 0)
        self.score: tuple[int, ...] | None = None
        self.together = False

    def look(self, best: Draft, clock: Clock, *, together: bool) -> bool:
        """Bound a plan; False when that was done already, with as much care."""
        careful = together and not self.part
        if self.score == best.score and (self.together or not careful):
            return False
        found = self._bounds(best, clock, together=together)
        self.known = tuple(self._still_true(found, best.score))
        self.score, self.together = best.score, careful
        return True

    def _bounds(self, best: Draft, clock: Clock, *, together: bool) -> tuple[int, int, int]:
        if self.part:
            return self._counted(best, clock)
        return bounds_of(self.instance, clock, best, together=together)

    def _still_true(self, found: Sequence[int], score: Sequence[int]) -> list[int]:
        """Keep what was proved before, with more work left, where no level before it is worse."""
        if self.score is None:
            return list(found)
        kept = []
        for level, bound in enumerate(found):
            holds = all(new <= old for new, old in zip(score[:level], self.score, strict=False))
            kept.append(min(max(bound, self.known[level] if holds else 0), score[level]))
        return kept

    def _counted(self, best: Draft, clock: Clock) -> tuple[int, int, int]:
        """Return what counting alone shows, for a part."""
        missing, _, opened = best.score
        least = least_half_days(self.instance, clock) - missing
        return 0, 0, min(opened, max(0, least))

    def reached(self, score: Sequence[int]) -> bool:
        """Whether nothing better exists, on as many levels as are given."""
        return tuple(score) <= self.known[: len(score)]

    def by_level(self) -> dict[str, int]:
        """Return the bounds by the names of their levels."""
        return dict(zip(LEVELS, self.known, strict=False))

"""What a divided search says of itself: sums over centres, and how many are done."""

from __future__ import annotations

from models.planning import LEVELS, Level
from solver.division.found import Found
from solver.limits import Clock, Progress


class Board:
    """The latest of each centre."""

    def __init__(self, clock: Clock, total: int) -> None:
        self.clock = clock
        self.total = total
        self.placed: dict[str, int] = {}
        self.levels: dict[str, tuple[Level, ...]] = {}
        self._stage = ""
        self._done: set[str] = set()
        self._centres = 0

    def stage(self, name: str) -> None:
        """Begin a stage that is not counted by centre."""
        self._stage, self._centres = name, 0
        self._report()

    def centres(self, count: int) -> None:
        """Begin a stage counted by centre."""
        self._done, self._centres = set(), count
        self._report()

    def tell(self, centre: str, news: Progress) -> None:
        """Note what a centre says; what it had placed before is kept until it has more."""
        if news.placed >= self.placed.get(centre, 0):
            self.placed[centre] = news.placed
            self.levels[centre] = news.levels
            self._report()

    def done(self, found: Found) -> None:
        """Note that a centre is done."""
        self._done.add(found.centre)
        self.placed[found.centre] = max(self.placed.get(found.centre, 0), len(found.heard))
        self._report()

    def _report(self) -> None:
        stage = self._stage
        if self._centres:
            stage = f"Centre {min(len(self._done) + 1, self._centres)} sur {self._centres}"
        placed = sum(self.placed.values())
        self.clock.report(Progress(stage, placed, self.total, self._sums(), self.clock.elapsed))

    def _sums(self) -> tuple[Level, ...]:
        """Sums of values; no bound is claimed before the whole is known."""
        rows = self.levels.values()
        known = [{level.name: level.value for level in row} for row in rows]
        sums = {name: sum(row.get(name, 0) for row in known) for name in LEVELS}
        sums["unplaced"] = self.total - sum(self.placed.values())
        return tuple(Level(name, value, 0) for name, value in sums.items())

"""How long a search may run, how it reports, and how it is asked to stop."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from models.planning import Level

DEFAULT_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one search.

    Attributes
    ----------
    seconds : float
        Wall time after which the best plan so far is kept.
    seed : int
        Seed of every random choice; same problem and seed, same plan.

    """

    seconds: float = DEFAULT_SECONDS
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Progress:
    """What a search can say of itself: `stage` in French, levels with the bounds known so far."""

    stage: str
    placed: int
    total: int
    levels: tuple[Level, ...]
    seconds: float


@dataclass(slots=True)
class Clock:
    """The time left, and whether somebody asked to stop."""

    limits: Limits
    cancelled: Callable[[], bool] = field(default=lambda: False)
    report: Callable[[Progress], None] = field(default=lambda _: None)
    started: float = field(default_factory=time.monotonic)
    budget: float = math.inf

    @property
    def elapsed(self) -> float:
        """Seconds since the search began."""
        return time.monotonic() - self.started

    @property
    def left(self) -> float:
        """Seconds left, never negative."""
        return max(0.0, min(self.limits.seconds, self.budget) - self.elapsed)

    def part(self, share: float) -> Clock:
        """Return the same clock with only a share of the time left."""
        return replace(self, budget=self.elapsed + share * self.left)

    def extended(self, seconds: float) -> Clock:
        """Return a clock of its own with a few seconds, deaf to a wish to stop: words need them."""
        return Clock(replace(self.limits, seconds=seconds))

    @property
    def over(self) -> bool:
        """Time is out, or somebody asked to stop."""
        return self.left <= 0 or self.cancelled()

    @contextmanager
    def watching(self, stop: Callable[[], None]) -> Iterator[None]:
        """Call `stop` from another thread as soon as the clock is over, until the block ends."""
        done = threading.Event()

        def watch() -> None:
            while not done.wait(0.05):
                if self.over:
                    stop()
                    return

        thread = threading.Thread(target=watch, daemon=True)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()

"""How long a search may run, how it reports, and how it is asked to stop."""

from __future__ import annotations

import math
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from models.planning import Level

DEFAULT_SECONDS = 60.0
WORK_A_SECOND = 0.5
"""Units of work that a search bounded by seconds alone may do each second: a machine half as quick, or
half as free, as a quiet one still ends by work, hence with the same plan."""


def processors_at_hand() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one search.

    Attributes
    ----------
    seconds : float
        Wall time after which the best plan so far is kept: a safety net, because what it cuts is not
        found again.
    seed : int
        Seed of every random choice.
    effort : float, optional
        Deterministic work the search may do, in units of about one second of one quiet core. Same
        problem, seed and effort: same plan. A share of `seconds` when absent.
    workers : int
        Processes that may share the work; the plan does not depend on it.

    """

    seconds: float = DEFAULT_SECONDS
    seed: int = 1
    effort: float | None = None
    workers: int = field(default_factory=processors_at_hand)

    @property
    def work(self) -> float:
        """Units of work the search may do."""
        return WORK_A_SECOND * self.seconds if self.effort is None else self.effort


@dataclass(frozen=True, slots=True)
class Progress:
    """What a search can say of itself: `stage` in French, levels with the bounds known so far."""

    stage: str
    placed: int
    total: int
    levels: tuple[Level, ...]
    seconds: float


@dataclass(slots=True)
class Meter:
    """What the stages of one search have used together; `hurried` once wall time cut something."""

    work: float = 0.0
    hurried: bool = False


@dataclass(slots=True)
class Clock:
    """The work left, and whether somebody asked to stop.

    Work is counted in units of about one second of a quiet core, by what the solvers say they did and
    never by a watch, so that a busy machine takes the same decisions as a free one.
    """

    limits: Limits
    cancelled: Callable[[], bool] = field(default=lambda: False)
    report: Callable[[Progress], None] = field(default=lambda _: None)
    started: float = field(default_factory=time.monotonic)
    budget: float = math.inf
    meter: Meter = field(default_factory=Meter)

    @property
    def elapsed(self) -> float:
        """Wall seconds since the search began."""
        return time.monotonic() - self.started

    @property
    def seconds_left(self) -> float:
        """Wall seconds left, never negative."""
        return max(0.0, self.limits.seconds - self.elapsed)

    @property
    def left(self) -> float:
        """Work left, never negative."""
        return max(0.0, min(self.limits.work, self.budget) - self.meter.work)

    def spend(self, work: float) -> None:
        """Count work done."""
        self.meter.work += work

    def part(self, share: float) -> Clock:
        """Return the same clock with only a share of the work left."""
        return replace(self, budget=self.meter.work + share * self.left)

    def extended(self, effort: float, seconds: float) -> Clock:
        """Return a clock of its own for a few words more, deaf to a wish to stop."""
        return Clock(replace(self.limits, effort=effort, seconds=seconds))

    @property
    def out_of_time(self) -> bool:
        """Whether wall time is out; whoever asks is then cut short, which is kept in mind."""
        if self.seconds_left <= 0:
            self.meter.hurried = True
        return self.meter.hurried

    @property
    def over(self) -> bool:
        """Work or time is out, or somebody asked to stop."""
        return self.left <= 0 or self.interrupted

    @property
    def interrupted(self) -> bool:
        """Time is out, or somebody asked to stop."""
        return self.out_of_time or self.cancelled()

    @contextmanager
    def watching(self, stop: Callable[[], None]) -> Iterator[None]:
        """Call `stop` from another thread as soon as time is out or somebody stops, until the end."""
        done = threading.Event()

        def watch() -> None:
            while not done.wait(0.05):
                if self.interrupted:
                    stop()
                    return

        thread = threading.Thread(target=watch, daemon=True)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()

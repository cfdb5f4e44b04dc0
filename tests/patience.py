"""Waiting for another process: what is there is seen at once, so that only a failure waits long."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from solver import Limits

PATIENCE = 300.0
"""Seconds before something awaited is given up: a machine that is busy elsewhere is no failure."""
PAUSE = 0.05
"""Seconds between two looks."""
Seen = TypeVar("Seen")


def wait_until(look: Callable[[], Seen], enough: Callable[[Seen], object] = bool) -> Seen:
    """Look again and again until what is seen is enough; return it."""
    end = time.monotonic() + PATIENCE
    while not enough(seen := look()):
        if time.monotonic() > end:
            raise AssertionError(f"given up after {PATIENCE:.0f} s: {seen!r}")
        time.sleep(PAUSE)
    return seen


def by_work(effort: float, seed: int = 1) -> Limits:
    """Bound a search by its work alone: the watch is a net that no machine should fall into."""
    return Limits(seconds=3_600, seed=seed, effort=effort)

"""What follows from a session's data or from a plan, worked out once as long as they stay the same.

What it follows from is compared at each request, by identity first: data and plans are read once for
each of their states (`scheduler/services/readings`). Values are frozen records, so requests may share
them.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import TypeVar, cast

KEPT = 48
Value = TypeVar("Value")
Key = tuple[str, str, str]
"""Address of the database, code of the session, name of the value."""


class Derived:
    """The latest values worked out, the oldest forgotten first."""

    def __init__(self) -> None:
        self._known: OrderedDict[Key, tuple[tuple[object, ...], object]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key, sources: tuple[object, ...], work_out: Callable[[], Value]) -> Value:
        """Return the value that follows from `sources`, worked out now unless they are as before."""
        with self._lock:
            known = self._known.get(key)
        if known is not None and known[0] == sources:
            return cast("Value", known[1])
        value = work_out()  # outside the lock: worked out twice at worst
        with self._lock:
            self._known[key] = (sources, value)
            self._known.move_to_end(key)
            while len(self._known) > KEPT:
                self._known.popitem(last=False)
        return value


derived = Derived()

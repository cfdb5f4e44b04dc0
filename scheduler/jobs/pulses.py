"""Whether a process that writes its hour now and then still lives."""

from __future__ import annotations

import time
from datetime import datetime

from scheduler.jobs.processes import process_lives

SILENCE = 30.0
"""Seconds without a word after which a process is given up for dead."""
GONE = 5.0
"""The same for a process of this machine that is not there any more."""


class Pulses:
    """Notes when hours written by others last changed, by our own clock: two machines' may differ."""

    def __init__(self, silence: float = SILENCE, gone: float = GONE) -> None:
        self._silence, self._gone = silence, gone
        self._seen: dict[object, tuple[datetime | None, float]] = {}

    def stopped(self, key: object, beat: datetime | None, host: str | None, pid: int | None) -> bool:
        """Whether what `key` names, which last wrote `beat`, is dead."""
        now = time.monotonic()
        before = self._seen.get(key)
        if before is None or before[0] != beat:
            self._seen[key] = beat, now
            return False
        silent = now - before[1]
        return silent > self._silence or (silent > self._gone and not process_lives(host, pid))

"""Memory of a process and all its children, looked at five times a second."""

from __future__ import annotations

import os
import threading
from collections import defaultdict
from pathlib import Path

PAGE = os.sysconf("SC_PAGE_SIZE")
PARENT = 1
PAUSE = 0.2


class MemoryWatch(threading.Thread):
    """Keeps the most memory used at one moment, in bytes."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self.done = threading.Event()

    def run(self) -> None:
        """Look until told that it is over."""
        while not self.done.wait(PAUSE):
            self.peak = max(self.peak, family_memory(os.getpid()))


def family_memory(pid: int) -> int:
    """Resident bytes of a process and its descendants (Linux)."""
    children: dict[int, list[int]] = defaultdict(list)
    sizes: dict[int, int] = {}
    for path in Path("/proc").iterdir():
        if path.name.isdigit():
            known = _read(path)
            if known is not None:
                children[known[0]].append(int(path.name))
                sizes[int(path.name)] = known[1]
    found, todo = 0, [pid]
    while todo:
        one = todo.pop()
        found += sizes.get(one, 0)
        todo += children[one]
    return found


def _read(path: Path) -> tuple[int, int] | None:
    """Parent and resident bytes; None when the process has just ended."""
    try:
        fields = (path / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        resident = int((path / "statm").read_text(encoding="utf-8").split()[1]) * PAGE
    except (OSError, IndexError):
        return None
    return int(fields[PARENT]), resident

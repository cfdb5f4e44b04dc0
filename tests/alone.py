"""One process at a time: tests run in several, and install what they share once."""

from __future__ import annotations

import fcntl
import os
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

Made = TypeVar("Made")


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keep other test processes out of a folder until the block ends."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def made_once(base: Path, name: str, make: Callable[[], Made]) -> Made:
    """Return what the first process that asks makes; `base` is the temporary folder of this process."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return make()
    kept = base.parent / f"{name}.pickle"
    with alone(kept):
        if not kept.exists():
            kept.write_bytes(pickle.dumps(make()))
        made: Made = pickle.loads(kept.read_bytes())  # noqa: S301 (written by these very tests)
    return made

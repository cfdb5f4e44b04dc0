"""Something done in a thread of its own as long as a block lasts."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def alongside(loop: Callable[[], None], over: threading.Event, *, name: str) -> Iterator[None]:
    """Run `loop` while the block runs; `over` is set at its end, and `loop` waited for."""
    thread = threading.Thread(target=loop, name=name, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()

"""How often Python looks for cycles of objects that nothing else reaches."""

from __future__ import annotations

import gc

COLLECTIONS = (50_000, 30, 30)
"""Objects before a collection of the young, and collections of each generation before the next one's."""


def look_rarely() -> None:
    """Look for cycles less often, in this process, from now on.

    A session is records by the hundred thousand, which hold no cycle: as Python begins, looking for some
    takes longer than making them.
    """
    gc.set_threshold(*COLLECTIONS)

"""Who searches the centres of a session: processes of this machine, or workers of several.

Each search is a pure function of its part, seed and budget, so that one process or many, here or
elsewhere, find the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from solver.division.found import Found
from solver.division.share import Part
from solver.limits import Limits, Progress

Work = Callable[[Part, Limits, Callable[[Progress], None], Callable[[], bool]], Found]
"""Search one centre within its limits, saying how far it is, asking whether to stop."""


def _nothing() -> None:
    """What is done while waiting when nobody asks for anything."""


@dataclass(frozen=True, slots=True)
class Ears:
    """What a crew needs of whoever it works for: limits of each part, news, the wish to stop.

    `beat` is called often while processes are at work.
    """

    limits: Callable[[Part], Limits]
    tell: Callable[[str, Progress], None]
    cancelled: Callable[[], bool]
    beat: Callable[[], None] = _nothing


class Crew(Protocol):
    """Does a work for many parts."""

    def each(self, work: Work, parts: Iterable[Part], ears: Ears) -> Iterator[Found]:
        """Do `work` for every part and yield the answers as they come; on a stop, those at hand.

        Parts are taken one at a time, when there is a hand for them, in their order.
        """

"""What one commission can hold in one block: every fullest mix of interrogation lengths.

A pattern counts, for each length of jury phase, the candidates a commission can hear. Only the
fullest are kept: any other mix is part of one of them. They make the master exact about packing,
where a count of minutes would promise a fourth candidate that does not fit beside one with extra
time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.planning import EpreuveNeed


@dataclass(frozen=True, slots=True)
class Kind:
    """Candidates of one épreuve whose jury phase lasts `jury` minutes; `lead` the least before it."""

    jury: int
    lead: int


Pattern = tuple[int, ...]


def kinds_in(kinds: Sequence[Kind], head: int) -> list[Kind]:
    """Kinds as a block sees them that begins `head` minutes after its half-day does."""
    return [Kind(kind.jury, max(0, kind.lead - head)) for kind in kinds]


def fits(pattern: Pattern, kinds: Sequence[Kind], *, minutes: int, gap: int, reading: int) -> bool:
    """Whether a commission can hear this mix in `minutes`, shortest preparations first."""
    clock = reading
    first = True
    for kind, count in sorted(zip(kinds, pattern, strict=True), key=lambda pair: pair[0].lead):
        for _ in range(count):
            clock = max(clock if first else clock + gap, kind.lead) + kind.jury
            first = False
    return clock <= minutes


def begins_at_once(pattern: Pattern, kinds: Sequence[Kind], need: EpreuveNeed, minutes: int) -> bool:
    """Whether somebody is in preparation from the start: later, the mix would not fit any more."""
    shortest = min(kind.lead for kind in kinds)
    return shortest > 0 and not fits(
        pattern, kinds, minutes=minutes - shortest, gap=need.gap, reading=need.reading
    )


def fullest_patterns(
    kinds: Sequence[Kind],
    *,
    minutes: int,
    gap: int,
    reading: int,
    most: int | None = None,
) -> list[Pattern]:
    """Return the mixes to which nobody can be added, in lexicographic order.

    Parameters
    ----------
    kinds : sequence of Kind
        Lengths met among the candidates of the épreuve.
    minutes, gap, reading : int
        Length of the block, minutes between candidates, minutes before the first.
    most : int, optional
        Most candidates a commission may hear (a binding cap).

    """

    def legal(pattern: Pattern) -> bool:
        if most is not None and sum(pattern) > most:
            return False
        return fits(pattern, kinds, minutes=minutes, gap=gap, reading=reading)

    def grow(prefix: Pattern, index: int) -> Iterator[Pattern]:
        if index == len(kinds):
            yield prefix
            return
        count = 0
        while legal((*prefix, count, *(0,) * (len(kinds) - index - 1))):
            yield from grow((*prefix, count), index + 1)
            count += 1

    def full(pattern: Pattern) -> bool:
        return not any(
            legal((*pattern[:i], pattern[i] + 1, *pattern[i + 1 :])) for i in range(len(kinds))
        )

    return [pattern for pattern in grow((), 0) if any(pattern) and full(pattern)]

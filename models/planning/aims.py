"""What a calculation prefers once everybody is placed and nobody needlessly replaced.

An aim is a list of tiers, first to last; a tier is a weighed sum of levels, and no tier is ever traded
for a later one. The first two levels come before any tier, whatever the aim.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from models.planning.plan import LEVELS

FIRST = LEVELS[:2]
"""Levels that no aim moves: everybody is placed, professionals are replaced as seldom as can be."""
MOVABLE = LEVELS[2:]
"""Levels that an aim orders and weighs."""
HEAVIEST = 10_000

Tier = tuple[tuple[str, int], ...]
"""Levels, each with what one unit of it weighs."""


@dataclass(frozen=True, slots=True)
class Aim:
    """The order and the weights of the levels that come after the first two.

    Raises
    ------
    ValueError
        A level is missing, twice there or unknown, or a weight is out of bounds.

    """

    tiers: tuple[Tier, ...] = tuple(((level, 1),) for level in MOVABLE)

    def __post_init__(self) -> None:
        named = [level for tier in self.tiers for level, _ in tier]
        if sorted(named) != sorted(MOVABLE) or not all(self.tiers):
            raise ValueError(f"an aim has each of {', '.join(MOVABLE)} once, not {named}")
        if not all(1 <= weight <= HEAVIEST for tier in self.tiers for _, weight in tier):
            raise ValueError(f"a weight is from 1 to {HEAVIEST}")

    def key(self, values: Mapping[str, int]) -> tuple[int, ...]:
        """Return what compares two plans: the first levels, then each tier; less is better."""
        first = (values[level] for level in FIRST)
        return (*first, *(worth(tier, values) for tier in self.tiers))

    def rank(self, level: str) -> int:
        """Return the tier of a level, from 0."""
        return next(rank for rank, tier in enumerate(self.tiers) if level in dict(tier))

    def comes_before(self, level: str, other: str) -> bool:
        """Whether a level is in an earlier tier than another."""
        return self.rank(level) < self.rank(other)

    @property
    def opens_for_comfort(self) -> bool:
        """Whether one more commission may pay: a candidate's comfort is not after the commissions."""
        commissions = self.rank("half_days")
        return any(self.rank(level) <= commissions for level in ("extra_days", "waiting_minutes"))

    def among(self, levels: Iterable[str]) -> tuple[Tier, ...]:
        """Return all levels' tiers (the first two their own), limited to some levels."""
        kept = set(levels)
        tiers = (*(((level, 1),) for level in FIRST), *self.tiers)
        found = (tuple(pair for pair in tier if pair[0] in kept) for tier in tiers)
        return tuple(tier for tier in found if tier)


def worth(tier: Tier, values: Mapping[str, int]) -> int:
    """Return what a tier costs."""
    return sum(weight * values[level] for level, weight in tier)


USUAL = Aim()
PRESETS: Mapping[str, Aim] = MappingProxyType(
    {
        "equilibre": USUAL,
        "vacations": Aim(
            (
                (("half_days", 1),),
                (("idle_minutes", 1),),
                (("squares", 1),),
                (("disliked", 1),),
                (("extra_days", 1),),
                (("waiting_minutes", 1),),
            )
        ),
        "candidats": Aim(
            (
                (("half_days", 120), ("extra_days", 240), ("waiting_minutes", 1)),
                (("idle_minutes", 1),),
                (("squares", 1),),
                (("disliked", 1),),
            )
        ),
    }
)
"""Ready-made aims by name: the usual order; the juries' time before the candidates'; one more commission
where it spares candidates two hours of waiting, or one of them half a day's journey."""


def dump_aim(aim: Aim) -> str | None:
    """Return an aim as text to store, None for the usual one."""
    return None if aim == USUAL else json.dumps(aim.tiers)


def read_aim(text: str | None) -> Aim:
    """Return the aim that `dump_aim` wrote.

    Raises
    ------
    ValueError
        The text is no aim.

    """
    if text is None:
        return USUAL
    try:
        tiers = json.loads(text)
        return Aim(tuple(tuple((str(name), int(weight)) for name, weight in tier) for tier in tiers))
    except TypeError as error:
        raise ValueError("this text is no aim") from error


def preset_of(aim: Aim) -> str | None:
    """Return the name of a ready-made aim, None for one of somebody's own."""
    return next((name for name, known in PRESETS.items() if known == aim), None)

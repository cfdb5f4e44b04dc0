"""What a repair proposes: the whole plan, who moves, and the least that any repair costs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from models.planning import Level, Plan
from solver.repairing.bounds import Least
from solver.repairing.changes import Changes
from solver.repairing.damage import Damage
from solver.repairing.substitutes import Substitute

MOST = 3
"""Proposals shown at most."""


class Kind(StrEnum):
    """What a repair mainly does.

    `SUBSTITUTE`, `RESERVE` and `REPLACEMENT` call somebody in, `EXCHANGE` lets members change places,
    `ROOMS` finds other rooms: nobody's hours change. `SWAP` lets candidates change places, `SPREAD`
    hears people before other commissions, `OPEN` opens others, `RELEASE` only takes out who is no
    longer heard.
    """

    RELEASE = "RELEASE"
    SUBSTITUTE = "SUBSTITUTE"
    RESERVE = "RESERVE"
    REPLACEMENT = "REPLACEMENT"
    EXCHANGE = "EXCHANGE"
    ROOMS = "ROOMS"
    SWAP = "SWAP"
    SPREAD = "SPREAD"
    OPEN = "OPEN"


@dataclass(frozen=True, slots=True)
class Repair:
    """One proposal.

    Attributes
    ----------
    plan
        The whole plan; what does not change is the same, to the minute and the code.
    levels
        Unplaced, moved, reconvened, replacements. A bound is what no repair at all can have less of,
        once the levels before have their value.
    substitutes, others
        Who is called in, commission by commission; who else could be, the best first.
    floor
        Passages that must move once this choice is made (a commission given up moves all of its own).

    """

    kind: Kind
    plan: Plan
    changes: Changes
    levels: tuple[Level, ...]
    substitutes: tuple[Substitute, ...] = ()
    others: tuple[Substitute, ...] = ()
    floor: int = 0

    @property
    def cost(self) -> tuple[int, ...]:
        """Values of the levels, in order."""
        return tuple(level.value for level in self.levels)


@dataclass(frozen=True, slots=True)
class Repairs:
    """What was lost, and at most three ways to mend it, the cheapest first.

    `refused` counts the plans found that the judge did not accept: a defect of ours when not 0.
    """

    damage: Damage
    proposals: tuple[Repair, ...] = ()
    refused: int = 0
    seconds: float = field(default=0.0, compare=False)


def chosen(found: Iterable[Repair]) -> tuple[Repair, ...]:
    """Choose those to show, the fewest left out: the best of each kind, then the others."""
    best = sorted(found, key=lambda one: one.cost)
    best = [one for one in best if one.cost[0] == best[0].cost[0]]
    kinds = {one.kind: one for one in reversed(best)}
    first = [one for one in best if kinds[one.kind] is one]
    rest = [one for one in best if kinds[one.kind] is not one]
    return tuple(sorted([*first, *rest][:MOST], key=lambda one: one.cost))


def levels_of(changes: Changes, least: Least) -> tuple[Level, ...]:
    """Pair the values of a repair with what no repair can do without."""
    values = changes.values
    had_a_place = sum(move.before is not None for move in changes.left_out)
    leaving = values["moved"] + had_a_place
    bounds = {
        "unplaced": 0,
        "moved": least.moved(had_a_place),
        "reconvened": least.people(leaving) + _placed(changes),
        "replacements": min(0, values["replacements"]),
    }
    return tuple(Level(name, value, min(value, bounds[name])) for name, value in values.items())


def with_fewest_left_out(repair: Repair, fewest: int) -> Repair:
    """Return a repair that says how many passages no repair can keep a place for."""
    first, *others = repair.levels
    return replace(repair, levels=(replace(first, bound=min(first.value, fewest)), *others))


def _placed(changes: Changes) -> int:
    """Candidates who had nothing yet, and are convened for the first time."""
    known = {move.before.candidate for move in (*changes.moved, *changes.left_out) if move.before}
    new = {move.after.candidate for move in changes.placed if move.after}
    return len(new - known)

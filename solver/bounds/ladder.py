"""The eight levels of a model, climbed one after the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from models.planning import LEVELS, Preference
from solver.bounds.hours import Hours
from solver.bounds.loads import add_loads
from solver.bounds.relaxed import Presence
from solver.master import Master
from solver.mip import Expr, total
from solver.rounding import rounded_up

LINEAR_EFFORT = 20.0
WHOLE_EFFORT = 0.5
WHOLE_EFFORT_A_TASK = 0.01
HELD = 1e-6
FIRST = LEVELS[:3]


@dataclass(frozen=True, slots=True)
class Ladder:
    """A master with what each level costs in it; levels it cannot see are absent."""

    master: Master
    present: tuple[Presence, ...]
    costs: Mapping[str, Expr]

    def hold(self, level: str, value: float) -> None:
        """Let a level be no worse than `value` from now on."""
        self.master.mip.at_most(self.costs[level], value + HELD)


def ladder_of(master: Master, present: Iterable[Presence], hours: Hours | None) -> Ladder:
    """Say what each level costs."""
    known = tuple(present)
    there = _candidates_there(master)
    people = len(master.instance.tasks_of_candidate)
    squares, disliked = _examiners(master, known)
    costs: dict[str, Expr] = {
        "unplaced": master.unplaced,
        "replacements": master.replacements,
        "half_days": master.commissions,
        "extra_days": total(there.values()) - people,
        "squares": squares,
        "disliked": disliked,
    }
    if hours is not None:
        _walks_are_counted(hours, there)
        costs["waiting_minutes"] = total(hours.waiting)
        costs["idle_minutes"] = total(hours.idle)
    return Ladder(master, known, {name: costs[name] for name in LEVELS if name in costs})


def _candidates_there(master: Master) -> dict[tuple[int, int], Expr]:
    """Candidates of each group present each day: as many as sit each of their épreuves, at least."""
    halves = master.instance.half_days
    sums: dict[tuple[int, int], dict[int, list[Expr]]] = defaultdict(lambda: defaultdict(list))
    for (group, rank, half), var in master.flows.items():
        sums[group, halves[half].day][rank].append(var)
    there: dict[tuple[int, int], Expr] = {}
    for (group, day), by_rank in sums.items():
        there[group, day] = master.mip.number(master.groups[group].size)
        for flows in by_rank.values():
            master.mip.at_most(total(flows), there[group, day])
    return there


def _walks_are_counted(hours: Hours, there: Mapping[tuple[int, int], Expr]) -> None:
    """As many walks a day as candidates there."""
    for (shape, day), walks in hours.days.items():
        groups = hours.shapes[shape].groups
        present = [there[group.id, day] for group in groups if (group.id, day) in there]
        hours.mip.at_most(walks, total(present))


def _examiners(master: Master, present: Iterable[Presence]) -> tuple[Expr, Expr]:
    """Squares of the loads, and disliked half-days."""
    sits: dict[str, list[Expr]] = defaultdict(list)
    disliked: list[Expr] = []
    for one in present:
        sits[one.examiner].append(one.var)
        if master.instance.examiners[one.examiner].half_days[one.half_day] == Preference.DISLIKED:
            disliked.append(one.var)
    squares: list[Expr] = []
    for there in sits.values():
        steps = [master.mip.number(1) for _ in there]
        master.mip.at_most(total(there), total(steps))
        squares += [(2 * rank + 1) * step for rank, step in enumerate(steps)]
    return total(squares), total(disliked)


def climb(
    ladder: Ladder,
    reached: Mapping[str, int],
    known: Mapping[str, int],
    *,
    whole: bool,
    last: str = LEVELS[-1],
) -> dict[str, int]:
    """Return a lower bound of each level, given the values `reached` on those before it.

    Parameters
    ----------
    known
        Bounds proved already; only levels above theirs are looked at.
    whole
        Search among whole solutions where the linear relaxation leaves a gap.
    last
        Level at which to stop.

    """
    found = dict(known)
    for level in ladder.costs:
        value = reached[level]
        found[level] = min(value, max(0, found.get(level, 0)))
        for least in (_linear, _whole) if whole else (_linear,):
            if found[level] < value:
                found[level] = max(found[level], min(value, least(ladder, level)))
        ladder.hold(level, value)
        if level == FIRST[-1]:
            add_loads(ladder.master, ladder.present, tuple(reached[name] for name in FIRST))
        if level == last:
            break
    return found


def _linear(ladder: Ladder, level: str) -> int:
    """Bound of a level when nothing need be whole."""
    return rounded_up(ladder.master.mip.bound(ladder.costs[level], effort=LINEAR_EFFORT, whole=False))


def _whole(ladder: Ladder, level: str) -> int:
    """Bound of a level among whole solutions."""
    tasks = len(ladder.master.instance.problem.tasks)
    effort = min(WHOLE_EFFORT, WHOLE_EFFORT_A_TASK * tasks)
    return rounded_up(ladder.master.mip.bound(ladder.costs[level], effort=effort, whole=True))

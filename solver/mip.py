"""A thin hand on linear programmes: levels solved one after the other, each kept for the next.

MathOpt writes the model; `highs` solves it, bounded by work.
"""

from __future__ import annotations

import math
import threading
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any, TypeAlias

from ortools.math_opt.python import mathopt

from solver import highs
from solver.limits import Clock

TOLERANCE = 1e-4
ABSOLUTE_GAP = 0.5
GRACE_SECONDS = 1.0
WAIT_SECONDS = 0.02
WORK_AN_ITERATION = 1e-4
WORK_AN_ITERATION_A_NUMBER = 1.3e-8
WORK_A_NUMBER = 1e-6
LEAST_WORK = 0.002
AGAIN_WORK = 0.002
MOST_ITERATIONS = 100_000
HOPELESS_SHARE = 0.02
"""With fewer iterations than this share of its rows no whole model is begun: HiGHS is deaf at first."""

Var: TypeAlias = Any
Expr: TypeAlias = Any


@dataclass(frozen=True, slots=True)
class Answer:
    """A solved level: the values found, their total and the bound below it (both in cost units)."""

    value: float
    bound: float
    values: Sequence[float]

    def __getitem__(self, variable: Var) -> float:
        """Value of a variable."""
        value: float = self.values[variable.id]
        return value

    def is_near(self, gap: float) -> bool:
        """Whether nothing whole lies below, above the bound, or it is within a relative `gap`."""
        least = math.ceil(self.bound - TOLERANCE)
        return self.value <= least + TOLERANCE or self.value - self.bound <= gap * abs(self.value)

    def of(self, expression: Expr) -> float:
        """Value of an expression."""
        flat = mathopt.as_flat_linear_expression(expression)
        found = sum(share * self.values[variable.id] for variable, share in flat.terms.items())
        return float(flat.offset + found)

    def count(self, variable: Var) -> int:
        """Value of an integer variable."""
        return round(self[variable])


@dataclass(frozen=True, slots=True)
class Prices:
    """A linear optimum, infinite where nothing is feasible, and what a unit more would cost.

    `of_variable` is what the cost grows by, at least, for each unit more of a variable that is fixed;
    `of_row` for each unit more on the right of a row. Both are by number, and empty without optimum.
    """

    value: float
    values: Sequence[float] = ()
    of_variable: Sequence[float] = ()
    of_row: Sequence[float] = ()


Pricing: TypeAlias = Callable[[Sequence[float]], Prices | None]


def total(terms: Iterable[Expr]) -> Expr:
    """Sum many terms quickly."""
    return mathopt.fast_sum(terms)


class Mip:
    """A linear model whose objective changes from level to level.

    `ease` is what a simplex iteration costs beside one of a usual model of this size: little in flows
    over time, where it touches few numbers.
    """

    def __init__(self, clock: Clock) -> None:
        self.model = mathopt.Model()
        self.clock = clock
        self.ease = 1.0

    def boolean(self) -> Var:
        """Make a 0-1 variable."""
        return self.model.add_binary_variable()

    def integer(self, most: float = math.inf, least: float = 0.0) -> Var:
        """Make a whole variable from `least`, 0 at the lowest, to `most`."""
        return self.model.add_integer_variable(lb=max(0.0, least), ub=most)

    def number(self, most: float = math.inf) -> Var:
        """Make a variable from 0 to `most`."""
        return self.model.add_variable(lb=0, ub=most)

    def at_most(self, expression: Expr, bound: Expr) -> None:
        """Add `expression` ≤ `bound`."""
        self.model.add_linear_constraint(expression <= bound)

    def equal(self, expression: Expr, other: Expr) -> None:
        """Add `expression` = `other`."""
        self.model.add_linear_constraint(expression == other)

    def at_most_groups(self, used: Iterable[tuple[int, Var]], most: int) -> None:
        """Let the 0-1 variables that are used belong to no more than `most` groups (half-days)."""
        groups: dict[int, Var] = {}
        for group, variable in used:
            if group not in groups:
                groups[group] = self.boolean()
            self.at_most(variable, groups[group])
        self.at_most(total(groups.values()), most)

    def minimize(
        self,
        cost: Expr,
        *,
        effort: float,
        gap: float = 0.0,
        presolve: bool = True,
        start: Sequence[float] | None = None,
    ) -> Answer | None:
        """Solve for the least `cost`; None when nothing was found in time (never read as infeasible).

        Parameters
        ----------
        cost
            What to minimise.
        effort
            Work at the most (see `limits.Clock`), within what the clock has left.
        gap
            Relative distance from the bound that is good enough; half a unit of cost when 0.
        presolve
            Without it, models of many alike columns are solved at once, where HiGHS could reduce them
            for minutes, deaf to its limit.
        start
            Values of the first variables in an answer to begin from; HiGHS completes it.

        """
        result = self._solved(cost, effort, gap=gap, presolve=presolve, start=start)
        if result is None or result.values is None:
            return None
        return Answer(result.objective, result.bound, result.values)

    def relaxed(self, cost: Expr, *, effort: float) -> Answer | None:
        """Solve as `minimize`, with whole variables that may be parts: a bound, and where it lies."""
        result = self._solved(cost, effort, whole=False)
        if result is None or result.values is None or not math.isfinite(result.bound):
            return None
        return Answer(result.objective, result.bound, result.values)

    def near(self, relaxed: Answer, cost: Expr, *, effort: float, gap: float = 0.0) -> Answer | None:
        """Solve as `minimize`, from a relaxed answer, which often says nearly all: much quicker there.

        Whole numbers are first sought beside those of the relaxed answer, whose value is a bound of
        them all. The whole model is searched only where a whole cost, or more than `gap`, is left
        between the two.
        """
        beside = self._solved(cost, effort, gap=gap, beside=relaxed.values)
        if beside is None or beside.values is None:
            return self.minimize(cost, effort=effort, gap=gap)
        known = Answer(beside.objective, relaxed.bound, beside.values)
        if known.is_near(gap):
            return known
        found = self.minimize(cost, effort=effort, gap=gap, start=beside.values)
        return known if found is None else replace(found, bound=max(found.bound, relaxed.bound))

    def bound(self, cost: Expr, *, effort: float, whole: bool) -> float:
        """Return what `cost` is at least, minus infinity when not known within `effort`.

        It is infinite where nothing is feasible. Not `whole`, variables need not be: the bound is
        weaker, and quick.
        """
        result = self._solved(cost, effort, whole=whole)
        if result is None:
            return -math.inf
        return math.inf if result.status == highs.Status.INFEASIBLE else result.bound

    def fix(self, variable: Var, value: float) -> None:
        """Let a variable have one value, until it is given another."""
        variable.lower_bound = variable.upper_bound = value

    def prices(self, cost: Expr, *, effort: float) -> Prices | None:
        """Return the linear optimum with its prices; None when not known within `effort`."""
        result = self._solved(cost, effort, whole=False)
        return None if result is None else _prices(result)

    @contextmanager
    def standing(
        self, cost: Expr, variables: Sequence[Var], *, ease: float | None = None
    ) -> Iterator[Pricing]:
        """Give a way to price this cost again and again, with other values of some variables.

        `ease` is what an iteration then costs, where it is not what it costs the model from nothing.
        """
        share = self.ease if ease is None else ease
        self.model.minimize(cost)
        programme = _programme(self.model, whole=False)
        options = highs.Options(
            relative_gap=0.0,
            absolute_gap=0.0,
            seed=self.clock.limits.seed,
            iterations=MOST_ITERATIONS,
            seconds=math.inf,
            presolve=False,
        )
        model = highs.Standing(programme, options)
        columns = [variable.id for variable in variables]

        def priced(values: Sequence[float]) -> Prices | None:
            result = model.solved(columns, values)
            self.clock.spend(AGAIN_WORK + share * _an_iteration(programme) * result.iterations)
            return _prices(result)

        try:
            yield priced
        finally:
            model.close()

    def _solved(
        self,
        cost: Expr,
        effort: float,
        *,
        gap: float = 0.0,
        presolve: bool = True,
        whole: bool = True,
        start: Sequence[float] | None = None,
        beside: Sequence[float] | None = None,
    ) -> highs.Outcome | None:
        """Minimise and count the work; None when out of work, stopped, or hopeless with what is left.

        `beside` keeps whole variables to the whole numbers next to these values.
        """
        clock = self.clock
        if clock.over:
            return None
        self.model.minimize(cost)
        programme = _programme(self.model, whole=whole)
        if beside is not None:
            programme = _beside(programme, beside)
        options = highs.Options(
            relative_gap=gap,
            absolute_gap=0.0 if gap else ABSOLUTE_GAP,
            seed=clock.limits.seed,
            iterations=_iterations(programme, min(effort, clock.left) / self.ease),
            seconds=clock.seconds_left,
            presolve=presolve,
        )
        if whole and options.iterations < HOPELESS_SHARE * len(programme.row_lower):
            clock.spend(LEAST_WORK)
            return None
        begin = None if start is None else _begin(programme, start)
        result = _outcome(programme, options, begin, clock)
        if result is not None:
            clock.spend(_work(programme, self.ease * result.iterations))
        return result


def _prices(result: highs.Outcome) -> Prices | None:
    if result.status == highs.Status.INFEASIBLE:
        return Prices(math.inf)
    if result.values is None or result.reduced is None or result.duals is None:
        return None
    return Prices(result.objective, result.values, result.reduced, result.duals)


def _size(programme: highs.Programme) -> int:
    return len(programme.cost) + len(programme.row_lower) + len(programme.columns)


def _an_iteration(programme: highs.Programme) -> float:
    return WORK_AN_ITERATION + WORK_AN_ITERATION_A_NUMBER * _size(programme)


def _work(programme: highs.Programme, iterations: float) -> float:
    """Work that some simplex iterations took, the making of the model included."""
    return LEAST_WORK + WORK_A_NUMBER * _size(programme) + _an_iteration(programme) * iterations


def _iterations(programme: highs.Programme, work: float) -> int:
    """Simplex iterations that some work allows."""
    return max(1, int(min(work / _an_iteration(programme), 2**30)))


def _begin(programme: highs.Programme, start: Sequence[float]) -> array[float]:
    return array("d", [*start, *(0.0 for _ in range(len(programme.cost) - len(start)))])


def _programme(model: mathopt.Model, *, whole: bool) -> highs.Programme:
    """Write a model as HiGHS reads it; variables and rows are numbered from 0 and never deleted."""
    proto = model.export_model()
    cost = array("d", bytes(8 * len(proto.variables.ids)))
    objective = proto.objective.linear_coefficients
    for index, value in zip(objective.ids, objective.values, strict=True):
        cost[index] = value
    rows = proto.linear_constraints
    matrix = proto.linear_constraint_matrix
    lengths = array("i", bytes(4 * len(rows.ids)))
    for row in matrix.row_ids:
        lengths[row] += 1
    return highs.Programme(
        cost=cost,
        offset=proto.objective.offset,
        lower=array("d", proto.variables.lower_bounds),
        upper=array("d", proto.variables.upper_bounds),
        whole=array("i", (kind and whole for kind in proto.variables.integers)),
        row_lower=array("d", rows.lower_bounds),
        row_upper=array("d", rows.upper_bounds),
        starts=array("i", [0, *accumulate(lengths)][: len(lengths)]),
        columns=array("i", matrix.column_ids),
        coefficients=array("d", matrix.coefficients),
    )


def _beside(programme: highs.Programme, values: Sequence[float]) -> highs.Programme:
    """Return a programme whose whole variables keep to the whole numbers next to some values."""
    lower, upper = array("d", programme.lower), array("d", programme.upper)
    for index, whole in enumerate(programme.whole):
        if whole:
            lower[index] = max(lower[index], math.floor(values[index] + TOLERANCE))
            upper[index] = min(upper[index], math.ceil(values[index] - TOLERANCE))
    return replace(programme, lower=lower, upper=upper)


def _outcome(
    programme: highs.Programme, options: highs.Options, start: array[float] | None, clock: Clock
) -> highs.Outcome | None:
    """Solve in a thread, left behind where HiGHS reduces a model for long, deaf to who stops it.

    It ends by itself at its next step, and works on its own copy.
    """
    found: list[highs.Outcome] = []
    done = threading.Event()
    stopped = threading.Event()

    def work() -> None:
        try:
            found.append(highs.solve(programme, options, stop=stopped.is_set, start=start))
        finally:
            done.set()

    threading.Thread(target=work, name="linear-programme", daemon=True).start()
    while not done.wait(WAIT_SECONDS):
        if clock.interrupted:
            stopped.set()
            done.wait(GRACE_SECONDS)
            break
    return found[0] if found else None

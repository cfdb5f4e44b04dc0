"""A thin hand on MathOpt: levels solved one after the other with HiGHS, each kept for the next.

HiGHS is used through OR-Tools because the two cannot be imported side by side otherwise.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeAlias

from ortools.math_opt.python import mathopt

from solver.limits import Clock

TOLERANCE = 1e-4
ABSOLUTE_GAP = 0.5
GRACE_SECONDS = 1.0
WAIT_SECONDS = 0.02

Var: TypeAlias = Any
Expr: TypeAlias = Any


@dataclass(frozen=True, slots=True)
class Answer:
    """A solved level: the values found, their total and the bound below it (both in cost units)."""

    value: float
    bound: float
    values: dict[Var, float]

    def __getitem__(self, variable: Var) -> float:
        """Value of a variable."""
        return self.values[variable]

    def count(self, variable: Var) -> int:
        """Value of an integer variable."""
        return round(self.values[variable])


def total(terms: Iterable[Expr]) -> Expr:
    """Sum many terms quickly."""
    return mathopt.fast_sum(terms)


class Mip:
    """A linear model whose objective changes from level to level."""

    def __init__(self, clock: Clock) -> None:
        self.model = mathopt.Model()
        self.clock = clock

    def boolean(self) -> Var:
        """Make a 0-1 variable."""
        return self.model.add_binary_variable()

    def integer(self, most: float = math.inf) -> Var:
        """Make a whole variable from 0 to `most`."""
        return self.model.add_integer_variable(lb=0, ub=most)

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
        self, cost: Expr, *, seconds: float, gap: float = 0.0, presolve: bool = True
    ) -> Answer | None:
        """Solve for the least `cost`; None when nothing was found in time (never read as infeasible).

        Without `presolve` models of many alike columns are solved at once, where HiGHS could reduce
        them for minutes, deaf to its limit.
        """
        limit = min(seconds, self.clock.left)
        if limit <= 0 or self.clock.cancelled():
            return None
        self.model.minimize(cost)
        params = mathopt.SolveParameters(
            time_limit=timedelta(seconds=limit),
            relative_gap_tolerance=gap,
            absolute_gap_tolerance=0.0 if gap else ABSOLUTE_GAP,
            random_seed=self.clock.limits.seed,
            presolve=None if presolve else mathopt.Emphasis.OFF,
        )
        result = self._result(params, limit + GRACE_SECONDS)
        if result is None or not result.has_primal_feasible_solution():
            return None
        bound = result.best_objective_bound()
        return Answer(result.objective_value(), bound, dict(result.variable_values()))

    def _result(self, params: mathopt.SolveParameters, seconds: float) -> mathopt.SolveResult | None:
        """Solve in a thread that is left behind when somebody stops the search, or HiGHS its limit.

        HiGHS cannot be interrupted from Python; it works on its own copy and ends by itself.
        """
        found: list[mathopt.SolveResult] = []
        done = threading.Event()

        def work() -> None:
            try:
                found.append(mathopt.solve(self.model, mathopt.SolverType.HIGHS, params=params))
            finally:
                done.set()

        threading.Thread(target=work, name="linear-programme", daemon=True).start()
        end = time.monotonic() + seconds
        while not done.wait(WAIT_SECONDS):
            if self.clock.cancelled() or time.monotonic() > end:
                return None
        return found[0] if found else None

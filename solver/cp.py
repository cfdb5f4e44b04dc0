"""A thin hand on CP-SAT: one worker, fixed seed, deterministic limits, stopped from outside at once."""

from __future__ import annotations

from collections.abc import Iterable

from ortools.sat.python import cp_model

from solver.limits import Clock

WORK_A_UNIT = 1.4
"""Seconds of a quiet core that one unit of CP-SAT's deterministic time takes, about."""
WORK_A_NUMBER = 2e-5

Bool = cp_model.IntVar
Linear = cp_model.LinearExprT


def total(terms: Iterable[Linear]) -> Linear:
    """Sum terms."""
    return cp_model.LinearExpr.sum(list(terms))


def weighted(terms: Iterable[tuple[Linear, int]]) -> Linear:
    """Sum terms, each times its weight."""
    known = list(terms)
    return cp_model.LinearExpr.weighted_sum([term for term, _ in known], [weight for _, weight in known])


class Cp:
    """A CP-SAT model with its clock."""

    def __init__(self, clock: Clock) -> None:
        self.model = cp_model.CpModel()
        self.clock = clock

    def boolean(self) -> Bool:
        """Make a 0-1 variable."""
        return self.model.new_bool_var("")

    def integer(self, least: int, most: int) -> Bool:
        """Make a whole variable."""
        return self.model.new_int_var(least, most, "")

    def minimize(self, cost: Linear, *, effort: float, probing: bool = True) -> cp_model.CpSolver | None:
        """Solve for the least `cost` within `effort` units of work.

        None when nothing was found in time: that is never read as infeasible. `probing` looks for what
        follows from each value before the search; where values are many it takes longer than it saves.
        """
        if self.clock.over:
            return None
        work = min(effort, self.clock.left)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = self.clock.limits.seed
        solver.parameters.max_deterministic_time = work / WORK_A_UNIT
        solver.parameters.max_time_in_seconds = max(0.05, self.clock.seconds_left)
        solver.parameters.linearization_level = 2
        solver.parameters.cp_model_probing_level = 2 if probing else 0
        self.model.minimize(cost)
        with self.clock.watching(solver.stop_search):
            status = solver.solve(self.model)
        size = len(self.model.proto.variables) + len(self.model.proto.constraints)
        self.clock.spend(solver.response_proto.deterministic_time * WORK_A_UNIT + WORK_A_NUMBER * size)
        return solver if status in (cp_model.OPTIMAL, cp_model.FEASIBLE) else None

    def hint(self, values: Iterable[tuple[Bool, int]]) -> None:
        """Offer a known answer to start from."""
        self.model.clear_hints()  # type: ignore[no-untyped-call]
        for variable, value in values:
            self.model.add_hint(variable, value)

"""How a plan is found: a Problem in, a Plan out; no database, no web, no clock."""

from solver.limits import Limits, Progress
from solver.solve import Solution, solve

__all__ = ["Limits", "Progress", "Solution", "solve"]

"""Large sessions cut into centres, searched side by side in processes (docs/adr/0007)."""

from solver.division.crew import Crew
from solver.division.divide import Divided, Trade, divided, effort_of, worth_dividing
from solver.division.processes import Processes

__all__ = ["Crew", "Divided", "Processes", "Trade", "divided", "effort_of", "worth_dividing"]

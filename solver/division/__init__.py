"""Large sessions cut into centres, searched side by side in processes (docs/adr/0007)."""

from solver.division.crew import Crew
from solver.division.divide import Divided, Trade, divided, effort_of, worth_dividing

__all__ = ["Crew", "Divided", "Trade", "divided", "effort_of", "worth_dividing"]

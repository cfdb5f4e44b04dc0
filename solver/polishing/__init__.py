"""Days of one centre laid out with little waiting, or taken out of a draft and planned anew."""

from solver.polishing.layout import laid_out
from solver.polishing.search import Heard, hours_of, polished

__all__ = ["Heard", "hours_of", "laid_out", "polished"]

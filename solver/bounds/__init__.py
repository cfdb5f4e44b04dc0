"""What no lawful plan can beat, level by level."""

from solver.bounds.comfort import bounds_of_levels
from solver.bounds.first import bounds_of

__all__ = ["bounds_of", "bounds_of_levels"]

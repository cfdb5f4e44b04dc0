"""Small sessions, solved exactly."""

from solver.exact.polish import polished, suits

__all__ = ["polished", "suits"]

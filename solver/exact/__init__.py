"""Small sessions, solved exactly."""

from solver.exact.polish import polished

__all__ = ["polished"]

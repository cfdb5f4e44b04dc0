"""The session folder in and out: workbook, CSV folder or zip, Cyclades lists, tables of a plan."""

from scheduler.exchange.problems import FileProblem, Severity
from scheduler.exchange.reading import Reading, read_dossier

__all__ = ["FileProblem", "Reading", "Severity", "read_dossier"]

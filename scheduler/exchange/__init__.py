"""The session folder in and out: workbook, CSV folder or zip, Cyclades lists, tables of a plan."""

from scheduler.exchange.atomic import NotWrittenError
from scheduler.exchange.plan_reading import PlanReading, read_plan
from scheduler.exchange.plan_writing import write_plan
from scheduler.exchange.problems import FileProblem, Severity
from scheduler.exchange.reading import Reading, read_dossier
from scheduler.exchange.writing import write_dossier

__all__ = [
    "FileProblem", "NotWrittenError", "PlanReading", "Reading", "Severity", "read_dossier", "read_plan",
    "write_dossier", "write_plan",
]

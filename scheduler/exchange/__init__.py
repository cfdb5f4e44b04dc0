"""The session folder in and out: workbook, CSV folder or zip, Cyclades lists, tables of a plan."""

from pathlib import Path

from scheduler.exchange.atomic import NotWrittenError
from scheduler.exchange.changes import Change, ChangeKind, FieldChange, changes_between
from scheduler.exchange.checking import problems_of
from scheduler.exchange.merging import merged
from scheduler.exchange.plan_reading import PlanReading, read_plan
from scheduler.exchange.plan_writing import write_plan
from scheduler.exchange.problems import FileProblem, Severity
from scheduler.exchange.reading import Reading, read_dossier
from scheduler.exchange.writing import write_dossier


def write_template(path: Path, *, year: int | None = None) -> None:
    """Write an empty workbook to fill in; see `scheduler.exchange.template.write_template`."""
    from scheduler.exchange.template import write_template as write  # noqa: PLC0415 (openpyxl is slow to load)

    write(path, year=year)


__all__ = [
    "Change",
    "ChangeKind",
    "FieldChange",
    "FileProblem",
    "NotWrittenError",
    "PlanReading",
    "Reading",
    "Severity",
    "changes_between",
    "merged",
    "problems_of",
    "read_dossier",
    "read_plan",
    "write_dossier",
    "write_plan",
    "write_template",
]

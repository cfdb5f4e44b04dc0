"""PDF documents: convocations and the sheets of the day, one look, tagged PDF/UA-1."""

from scheduler.documents.convocations import (
    candidate_convocation,
    examiner_convocation,
    write_convocations,
)
from scheduler.documents.day_sheets import attendance_list, write_day_sheets
from scheduler.documents.version import DocumentVersion

__all__ = [
    "DocumentVersion",
    "attendance_list",
    "candidate_convocation",
    "examiner_convocation",
    "write_convocations",
    "write_day_sheets",
]

"""PDF documents: convocations and the papers of the day, one look, PDF/UA-1 and PDF/A-3a at once."""

from scheduler.documents.kinds import CANDIDATES, CONVOCATIONS, EXAMINERS, KINDS
from scheduler.documents.press import Issue, Press
from scheduler.documents.version import DocumentVersion
from scheduler.documents.write import document, write_documents

__all__ = [
    "CANDIDATES",
    "CONVOCATIONS",
    "EXAMINERS",
    "KINDS",
    "DocumentVersion",
    "Issue",
    "Press",
    "document",
    "write_documents",
]

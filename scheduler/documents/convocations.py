"""Convocations: one file per candidate and one per juror."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from models.dossier import Dossier
from models.planning import Plan
from models.regulation.texts import Regulation
from scheduler.documents.batch import Cancelled, Page, Progress, remove_stale, write_pages
from scheduler.documents.book import PlanBook
from scheduler.documents.candidate import candidate_content
from scheduler.documents.examiner import examiner_content
from scheduler.documents.files import safe_names
from scheduler.documents.render import html_of, pdf_of
from scheduler.documents.version import DocumentVersion

CANDIDATES = "candidats"
EXAMINERS = "examinateurs"


def candidate_convocation(
    dossier: Dossier, regulation: Regulation, plan: Plan, number: str, *, version: DocumentVersion
) -> bytes:
    """Return the convocation of one candidate as PDF/UA-1.

    Raises
    ------
    NotFoundError
        The candidate is unknown or has no passage in the plan.
    MissingToolError
        WeasyPrint cannot run on this machine.

    """
    return pdf_of(_candidate_html(PlanBook(dossier, regulation, plan), number, version))


def examiner_convocation(
    dossier: Dossier, regulation: Regulation, plan: Plan, code: str, *, version: DocumentVersion
) -> bytes:
    """Return the convocation of one juror as PDF/UA-1, with running orders and the employer's page.

    Raises
    ------
    NotFoundError
        The examiner is unknown or sits nowhere in the plan.
    MissingToolError
        WeasyPrint cannot run on this machine.

    """
    return pdf_of(_examiner_html(PlanBook(dossier, regulation, plan), code, version))


def write_convocations(
    dossier: Dossier,
    regulation: Regulation,
    plan: Plan,
    out: Path,
    *,
    version: DocumentVersion,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> list[Path]:
    """Write `candidats/<number>.pdf` and `examinateurs/<code>.pdf` for everyone the plan convenes.

    A file that is there already and would be the same is left as it is, so a stopped batch resumes.
    When the batch ends, files of an earlier version for people no longer convened are removed; files
    that Oraux did not make are never touched.

    Parameters
    ----------
    dossier, regulation, plan
        What the documents say.
    out
        Folder; made when missing.
    version
        Number, date and « annule et remplace », or a draft.
    progress
        Called with the number of files ready and the total.
    cancelled
        Asked between files; True stops and keeps what is written.

    Returns
    -------
    list[Path]
        The files in place, candidates first, in the order of the session.

    Raises
    ------
    MissingToolError
        WeasyPrint cannot run on this machine.

    """
    pages = list(_pages(PlanBook(dossier, regulation, plan), out, version))
    written = write_pages(pages, progress=progress, cancelled=cancelled)
    if len(written) == len(pages):
        for folder in (CANDIDATES, EXAMINERS):
            remove_stale(out / folder, written)
    return written


def _pages(book: PlanBook, out: Path, version: DocumentVersion) -> Iterator[Page]:
    """Every convocation as a page, with its path."""
    for number, name in safe_names(one.number for one in book.candidates()).items():
        yield Page(out / CANDIDATES / f"{name}.pdf", _candidate_html(book, number, version))
    for code, name in safe_names(one.code for one in book.examiners()).items():
        yield Page(out / EXAMINERS / f"{name}.pdf", _examiner_html(book, code, version))


def _candidate_html(book: PlanBook, number: str, version: DocumentVersion) -> str:
    """Page of a candidate."""
    return html_of("candidate.html", doc=candidate_content(book, number, version))


def _examiner_html(book: PlanBook, code: str, version: DocumentVersion) -> str:
    """Page of a juror."""
    return html_of("examiner.html", doc=examiner_content(book, code, version))

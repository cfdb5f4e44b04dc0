"""Sheets of the day as PDF files: one per commission, per door and half-day, per centre and day."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from models.dossier import Dossier
from models.planning import Plan
from models.regulation.texts import Regulation
from scheduler.documents.batch import Cancelled, Page, Progress, remove_stale, write_pages
from scheduler.documents.book import PlanBook
from scheduler.documents.files import safe_names
from scheduler.documents.render import html_of, pdf_of
from scheduler.documents.sheets import (
    attendance_content,
    door_content,
    door_keys,
    order_content,
    order_keys,
)
from scheduler.documents.version import DocumentVersion

ATTENDANCE, DOORS, ORDERS = "emargement", "portes", "ordres-de-passage"


def attendance_list(
    dossier: Dossier, regulation: Regulation, plan: Plan, commission: str, *, version: DocumentVersion
) -> bytes:
    """Return the attendance list of one commission as PDF/UA-1.

    Raises
    ------
    NotFoundError
        The plan has no such commission.
    MissingToolError
        WeasyPrint cannot run on this machine.

    """
    book = PlanBook(dossier, regulation, plan)
    return pdf_of(html_of("attendance.html", doc=attendance_content(book, commission, version)))


def write_day_sheets(
    dossier: Dossier,
    regulation: Regulation,
    plan: Plan,
    out: Path,
    *,
    version: DocumentVersion,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> list[Path]:
    """Write what the centre prints for the day; resumes and tidies as `write_convocations` does.

    `emargement/<commission>.pdf`, `portes/<date>-<matin|apres-midi>-<uai>-<room>.pdf` and
    `ordres-de-passage/<date>-<uai>.pdf`.

    Raises
    ------
    NotFoundError
        The plan names something that the session lacks.
    MissingToolError
        WeasyPrint cannot run on this machine.

    """
    book = PlanBook(dossier, regulation, plan)
    pages = [page for folder in FOLDERS for page in FOLDERS[folder](book, out / folder, version)]
    written = write_pages(pages, progress=progress, cancelled=cancelled)
    if len(written) == len(pages):
        for folder in FOLDERS:
            remove_stale(out / folder, written)
    return written


def _attendance(book: PlanBook, folder: Path, version: DocumentVersion) -> Iterator[Page]:
    """One attendance list per commission."""
    for code, name in safe_names(one.code for one in book.plan.sittings).items():
        content = attendance_content(book, code, version)
        yield Page(folder / f"{name}.pdf", html_of("attendance.html", doc=content))


def _doors(book: PlanBook, folder: Path, version: DocumentVersion) -> Iterator[Page]:
    """One sign per room and half-day in use."""
    keys = {
        f"{day}-{'matin' if morning else 'apres-midi'}-{centre}-{room}": (centre, room, day, morning)
        for centre, room, day, morning in door_keys(book)
    }
    for code, name in safe_names(keys).items():
        content = door_content(book, keys[code], version)
        yield Page(folder / f"{name}.pdf", html_of("door.html", doc=content))


def _orders(book: PlanBook, folder: Path, version: DocumentVersion) -> Iterator[Page]:
    """One running order per centre and day."""
    keys = {f"{day}-{centre}": (centre, day) for centre, day in order_keys(book)}
    for code, name in safe_names(keys).items():
        content = order_content(book, keys[code], version)
        yield Page(folder / f"{name}.pdf", html_of("centre_order.html", doc=content))


FOLDERS = {ATTENDANCE: _attendance, DOORS: _doors, ORDERS: _orders}

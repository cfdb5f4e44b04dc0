"""Documents of a session: of its version in force, of a former one, or of a draft marked « PROJET »."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from scheduler.calendars.events import Scribe
from scheduler.calendars.feeds import calendar_bytes
from scheduler.documents import CONVOCATIONS, Press, document, write_documents
from scheduler.documents.book import PlanBook
from scheduler.documents.press import CANDIDATE, Holder
from scheduler.documents.seal import seal_from
from scheduler.services.versions import Edition, edition_of


@dataclass(frozen=True, slots=True)
class Calendars:
    """Gives the calendar a convocation carries."""

    book: PlanBook
    edition: Edition

    def __call__(self, holder: Holder) -> bytes | None:
        """Events of one person, as an iCalendar file."""
        kind, code = holder
        scribe = Scribe(self.book, self.edition.version)
        if kind == CANDIDATE:
            events = [scribe.passage(one) for one in self.book.passages_of(code)]
        else:
            events = [scribe.sitting(one) for one in self.book.sittings_of(code)]
        return calendar_bytes("Oraux", events)


def press_of(db: Session, code: str, *, number: int | None = None) -> Press:
    """Return what the documents of a session are made of.

    Parameters
    ----------
    db, code
        Where, and which session.
    number
        Number of a plan; without it, the version in force, else the newest draft.

    Raises
    ------
    NotFoundError
        The session or the plan does not exist, or nothing was planned yet.

    """
    edition = edition_of(db, code, number=number)
    book = PlanBook(edition.dossier, edition.regulation, edition.stored.plan)
    return Press(book, edition.version, calendar=Calendars(book, edition))


def make_documents(
    db: Session,
    code: str,
    out: Path,
    *,
    kinds: Iterable[str] = CONVOCATIONS,
    number: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> list[Path]:
    """Write every document of some kinds under `out`; return the files.

    Parameters
    ----------
    db, code, out
        Where, which session, in which folder.
    kinds
        Ids of `scheduler.documents.KINDS`.
    number
        Number of a plan; without it, the version in force, else the newest draft.
    progress
        Told the number of files ready and the total.

    Raises
    ------
    NotFoundError
        The session, the plan or a kind does not exist, or nothing was planned yet.
    MissingToolError
        The library that makes PDF cannot run on this machine, or the certificate cannot sign.

    """
    press = press_of(db, code, number=number)
    return write_documents(press, out, kinds=kinds, seal=seal_from(), progress=progress)


def document_of(db: Session, code: str, kind: str, key: str, *, number: int | None = None) -> bytes:
    """Return one document as a PDF; see `make_documents`.

    Raises
    ------
    NotFoundError
        The session, the plan, the kind or the document does not exist.
    MissingToolError
        The library that makes PDF cannot run on this machine, or the certificate cannot sign.

    """
    return document(press_of(db, code, number=number), kind, key, seal=seal_from())

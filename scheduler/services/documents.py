"""Documents of a session: of its version in force, of a former one, or of a draft marked « PROJET »."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from models.db import Database, LinkKind, LinkPurpose, limit_in, whole
from scheduler.addresses import full_address, is_public
from scheduler.calendars.events import Scribe
from scheduler.calendars.feeds import calendar_bytes
from scheduler.calendars.holders import (
    candidate_events,
    candidate_title,
    examiner_events,
    examiner_title,
)
from scheduler.convened import Holder as LinkHolder
from scheduler.documents import CONVOCATIONS, DocumentVersion, Issue, Press, document, write_documents
from scheduler.documents.book import PlanBook
from scheduler.documents.files import write_atomically
from scheduler.documents.press import CANDIDATE, Holder, Withdrawal, nowhere
from scheduler.documents.school_folder import school_folder
from scheduler.documents.seal import seal_from
from scheduler.services.dossiers import session_row
from scheduler.services.issues import holders_of, recorded_issues
from scheduler.services.links import known_links, links_for
from scheduler.services.plans import StoredPlan, current_plan, list_plans, load_plan
from scheduler.services.stationery import stationery_of
from scheduler.services.versions import Edition, edition_of
from scheduler.services.zones import zone_among


@dataclass(frozen=True, slots=True)
class Calendars:
    """Gives the calendar a convocation carries, in the version of that convocation."""

    book: PlanBook
    version: DocumentVersion
    issues: Mapping[Holder, Issue]

    def __call__(self, holder: Holder) -> bytes:
        """Events of one person, as an iCalendar file."""
        kind, code = holder
        issue = self.issues.get(holder)
        scribe = Scribe(self.book, issue.order if issue else self.version)
        if kind == CANDIDATE:
            return calendar_bytes(candidate_title(scribe, code), candidate_events(scribe, code))
        return calendar_bytes(examiner_title(scribe, code), examiner_events(scribe, code))


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
    return replace(_press(db, edition), withdrawn=_withdrawn(db, edition))


def _press(db: Session, edition: Edition) -> Press:
    """Return what the documents of one edition are made of, without those who are no longer in it."""
    code = edition.stored.session
    book = PlanBook(edition.dossier, edition.regulation, edition.stored.plan)
    issues = _issues(db, edition)
    limited = limit_in(db, session_row(db, code).id) is not None
    return Press(
        book,
        edition.version,
        stationery=stationery_of(db, code, plan_id=edition.stored.id),
        issues=issues,
        page_url=_pages(db, edition),
        calendar=Calendars(book, edition.version, issues),
        limited=limited,
        apart=_apart(db, edition.stored) if limited else frozenset(),
    )


def _apart(db: Session, stored: StoredPlan) -> frozenset[Holder]:
    """Who is convened out of the reach of `db` too: they must be told everything, or nothing."""
    with whole(db):
        every = load_plan(db, stored.id).plan
    centres = {one.centre for one in stored.plan.sittings}
    elsewhere = replace(
        every,
        passages=tuple(one for one in every.passages if one.centre not in centres),
        sittings=tuple(one for one in every.sittings if one.centre not in centres),
    )
    return frozenset(holders_of(elsewhere)) & frozenset(holders_of(stored.plan))


def _convened(db: Session, stored: StoredPlan) -> Iterable[Holder]:
    """Everybody whom a plan convenes, in every centre: to be elsewhere is not to be withdrawn."""
    with whole(db):
        return tuple(holders_of(load_plan(db, stored.id).plan))


def _withdrawn(db: Session, edition: Edition) -> dict[Holder, Withdrawal]:
    """Who was convened by an earlier version and is not by this one."""
    code, version = edition.stored.session, edition.version
    if version.draft or version.number == 1:
        return {}
    published = {one.version: one for one in list_plans(db, code) if one.version}
    earlier = sorted(one for one in published if one < version.number)
    last = {holder: one for one in earlier for holder in recorded_issues(db, published[one].id)}
    for holder in _convened(db, edition.stored):
        last.pop(holder, None)
    days = _days(db, edition) if last else {}
    presses = {
        one: _press(db, edition_of(db, code, number=published[one].number))
        for one in sorted({*last.values()})
    }
    found = {}
    for holder, one in sorted(last.items()):
        if holder in presses[one].apart:
            continue
        dropped = min(later for later in published if later > one)
        found[holder] = Withdrawal(presses[one], DocumentVersion(dropped, days.get(dropped)))
    return found


def _issues(db: Session, edition: Edition) -> dict[Holder, Issue]:
    """Return everybody's convocation, with the dates of the versions it names."""
    recorded = recorded_issues(db, edition.stored.id)
    days = _days(db, edition) if recorded else {}
    return {
        holder: Issue(
            DocumentVersion(one.version, days.get(one.version), one.replaces),
            DocumentVersion(one.order_version, days.get(one.order_version)),
            one.change,
        )
        for holder, one in recorded.items()
    }


def _days(db: Session, edition: Edition) -> dict[int, date]:
    """Day each version of the session was published, where the centre is."""
    zone = zone_among(edition.dossier.centres)
    return {
        plan.version: plan.published_at.astimezone(zone).date()
        for plan in list_plans(db, edition.stored.session)
        if plan.version and plan.published_at
    }


@dataclass(frozen=True, slots=True)
class Pages:
    """Gives the address of a holder's personal page, as paper carries it."""

    paths: Mapping[LinkHolder, str]

    def __call__(self, holder: Holder) -> str | None:
        """Address of one person's page, None when it was never made."""
        path = self.paths.get(LinkHolder(LinkKind(holder[0]), holder[1]))
        return full_address(path) if path else None


def _pages(db: Session, edition: Edition) -> Callable[[Holder], str | None]:
    """Return what gives personal pages: none for a draft, nor while nobody else can reach them."""
    if edition.version.draft or not is_public():
        return nowhere
    engine = db.get_bind().engine
    return Pages(
        known_links(Database(engine.url, engine), edition.stored.session, purpose=LinkPurpose.PAGE)
    )


def open_pages(database: Database, code: str) -> None:
    """Make the personal addresses of everybody the version in force convenes, for paper to carry them.

    Nothing is made before a publication, nor while the installation has no public address.

    Raises
    ------
    NotFoundError
        No session has this code.

    """
    if not is_public():
        return
    with database.reading() as db:
        stored = current_plan(db, code)
    if stored is None or stored.version is None:
        return
    holders = [LinkHolder(LinkKind(kind), who) for kind, who in holders_of(stored.plan)]
    links_for(database, code, holders)


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


def make_school_folder(
    db: Session, code: str, uai: str, out: Path, *, number: int | None = None
) -> list[Path]:
    """Write what one establishment receives under `out`; return the files. See `make_documents`.

    Raises
    ------
    NotFoundError
        The session or the plan does not exist, or convenes nobody of this establishment.
    MissingToolError
        Typst cannot run on this machine, or the certificate cannot sign.

    """
    written = []
    for name, content in school_folder(press_of(db, code, number=number), uai, seal=seal_from()):
        write_atomically(out / name, content)
        written.append(out / name)
    return written

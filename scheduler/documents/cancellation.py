"""The content of a cancellation: somebody whom an earlier version convened, and this one does not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from models.dossier.names import candidate_name, examiner_name
from scheduler.documents.candidate import CandidateConvocation, candidate_content
from scheduler.documents.examiner import ExaminerConvocation, examiner_content
from scheduler.documents.letterhead import CentreBlock, Letterhead, Signature, letterhead, signature
from scheduler.documents.press import CANDIDATE, Holder, Press
from scheduler.errors import NotFoundError


@dataclass(frozen=True, slots=True)
class WithdrawnLine:
    """One date that no longer holds."""

    day: str
    hour: str
    what: str


@dataclass(frozen=True, slots=True)
class Cancellation:
    """Everything a cancellation prints; `head.replaces` is the number of what is cancelled."""

    head: Letterhead
    name: str
    convened: str
    juror: bool
    lines: tuple[WithdrawnLine, ...]
    centres: tuple[CentreBlock, ...]
    signature: Signature


def cancellation_content(press: Press, holder: Holder) -> Cancellation:
    """Gather what tells one person not to come.

    Raises
    ------
    NotFoundError
        Nobody convened this person before, or this version still does.

    """
    gone = press.withdrawn.get(holder)
    if gone is None:
        raise NotFoundError(f"Aucune convocation de {holder[1]} n’est annulée par cette version.")
    candidate = holder[0] == CANDIDATE
    old = (candidate_content if candidate else examiner_content)(gone.before, holder[1])
    lines = _passages(old) if isinstance(old, CandidateConvocation) else _sittings(old)
    return Cancellation(
        head=replace(letterhead(press, holder[1], gone.version), replaces=old.head.number),
        name=old.name,
        convened=old.convened,
        juror=not candidate,
        lines=tuple(lines),
        centres=old.centres,
        signature=signature(press, gone.version),
    )


def withdrawn_name(press: Press, holder: Holder) -> str:
    """Name of somebody whose convocation is cancelled."""
    book = press.withdrawn[holder].before.book
    if holder[0] == CANDIDATE:
        return candidate_name(book.candidate(holder[1]))
    return examiner_name(book.examiner(holder[1]))


def _passages(old: CandidateConvocation) -> Iterator[WithdrawnLine]:
    """Each passage of a candidate."""
    for day in old.days:
        for one in day.passages:
            yield WithdrawnLine(day.title, one.report, f"{one.code} — {one.title}")


def _sittings(old: ExaminerConvocation) -> Iterator[WithdrawnLine]:
    """Each half-day of a juror."""
    for one in old.sittings:
        hours = f"{one.report} – {one.end}"
        yield WithdrawnLine(one.day, hours, f"{one.epreuve}, commission {one.commission}")

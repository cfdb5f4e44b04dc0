"""What is attached to a message, made when it leaves: convocations, calendars, batches."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from models.db import HolderKind, MessageKind
from scheduler.calendars.events import Scribe
from scheduler.calendars.feeds import calendar_bytes
from scheduler.calendars.history import told
from scheduler.calendars.holders import (
    candidate_events,
    candidate_title,
    examiner_events,
    examiner_title,
    last_title,
)
from scheduler.documents import CANDIDATES, EXAMINERS, Press, document
from scheduler.documents.files import safe_name
from scheduler.documents.kinds import CANCELLATIONS, cancellation_key
from scheduler.documents.school_folder import school_archive
from scheduler.errors import OrauxError
from scheduler.services.documents import press_of
from scheduler.services.feeds import published_history

LARGEST = 12 * 1024 * 1024
"""Bytes of attachments: in base64 they make 16 MB, and many servers take no more than 20."""
PDF = "application/pdf"
ICS = "text/calendar"
ZIP = "application/zip"


class TooHeavyError(OrauxError):
    """The attachments are more than mail servers take."""

    code = 413


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file: its name, its type, its bytes."""

    name: str
    type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Parcel:
    """Whose documents are wanted, for what kind of message; `people` are a batch's candidates.

    `part` is the number of a message among those of one batch, from 1; 0 when it is alone.
    """

    kind: MessageKind
    holder_kind: HolderKind
    holder: str
    people: tuple[str, ...] = ()
    part: int = 0


@dataclass(frozen=True, slots=True)
class Sources:
    """What files are made of: the version in force, and every published version, oldest first."""

    press: Press
    history: tuple[Scribe, ...]


def sources_of(db: Session, code: str, number: int) -> Sources:
    """Return what the files of a session are made of; `number` is that of the plan in force."""
    return Sources(press_of(db, code, number=number), tuple(published_history(db, code)))


def attachments_of(sources: Sources, parcel: Parcel, *, heavy: bool = False) -> tuple[Attachment, ...]:
    """Return the files of a message; `heavy` ones may be more than mail takes.

    Its calendar says what is withdrawn as well as what holds, so that an agenda that got an earlier one
    is put right.

    Raises
    ------
    NotFoundError
        The person is not in the version at hand.
    MissingToolError
        The library that makes PDF cannot run on this machine.
    TooHeavyError
        A batch is too heavy for mail.

    """
    if parcel.holder_kind is HolderKind.SCHOOL:
        return (_batch(sources.press, parcel, heavy=heavy),)
    calendar = Attachment(f"agenda-{safe_name(parcel.holder)}.ics", ICS, _calendar(sources, parcel))
    if parcel.kind is MessageKind.CANCELLED:
        return (*_cancellation(sources.press, parcel), calendar)
    return (_convocation(sources.press, parcel), calendar)


def _convocation(press: Press, parcel: Parcel) -> Attachment:
    kind = CANDIDATES if parcel.holder_kind is HolderKind.CANDIDATE else EXAMINERS
    content = document(press, kind, parcel.holder)
    return Attachment(f"convocation-{safe_name(parcel.holder)}.pdf", PDF, content)


def _cancellation(press: Press, parcel: Parcel) -> tuple[Attachment, ...]:
    """Paper that says not to come; none for who was convened before convocations were recorded."""
    holder = (str(parcel.holder_kind), parcel.holder)
    if holder not in press.withdrawn:
        return ()
    content = document(press, CANCELLATIONS, cancellation_key(holder))
    return (Attachment(f"annulation-{safe_name(parcel.holder)}.pdf", PDF, content),)


def _calendar(sources: Sources, parcel: Parcel) -> bytes:
    candidate = parcel.holder_kind is HolderKind.CANDIDATE
    title = candidate_title if candidate else examiner_title
    events = candidate_events if candidate else examiner_events
    held = told(sources.history, lambda scribe: events(scribe, parcel.holder))
    return calendar_bytes(last_title(sources.history, title, parcel.holder), held)


def _batch(press: Press, parcel: Parcel, *, heavy: bool) -> Attachment:
    """Zip the list of an establishment's candidates and their convocations; same ones, same bytes."""
    content = school_archive(press, parcel.holder, parcel.people)
    if len(content) > LARGEST and not heavy:
        raise TooHeavyError(
            f"Le lot de {len(parcel.people)} convocations est trop lourd pour un courriel "
            f"({len(content) >> 20} Mo) : exportez-le et transmettez-le autrement, puis marquez-le "
            "comme envoyé."
        )
    part = f"-{parcel.part}" if parcel.part else ""
    return Attachment(f"convocations-{safe_name(parcel.holder)}{part}.zip", ZIP, content)

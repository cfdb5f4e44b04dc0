"""A message made of words that are not kept yet, for somebody of the session."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from models.db import HolderKind, MessageKind
from scheduler.mail.compose import Composer
from scheduler.mail.letter import Written
from scheduler.mail.news import News, Newsroom, pupils_of
from scheduler.mail.people import people_of
from scheduler.mail.prepare import in_force
from scheduler.mail.texts import MailText
from scheduler.services.plans import list_plans
from scheduler.services.versions import edition_of

EXAMPLE = "E4 : mardi 8 juin à 9 h 30, salle B12, au lieu de lundi 7 juin à 8 h, salle B11."


def preview_text(db: Session, code: str, kind: MessageKind, text: MailText) -> Written | None:
    """Return what these words give for the first person of the session; None when nobody is convened.

    Raises
    ------
    NotFoundError
        No session has this code.

    """
    if not any(plan.version for plan in list_plans(db, code)):
        return None
    edition = edition_of(db, code, number=in_force(db, code).number)
    room = Newsroom(db, code, edition, {})
    news = next(iter(_example(room, kind)), None)
    if news is None:
        return None
    person = people_of(db, edition.dossier)[news.holder_kind, news.holder]
    return Composer(room, {kind: text}, {}).written(news, person)


def _example(room: Newsroom, kind: MessageKind) -> Iterable[News]:
    """News of one kind for the first person it may concern."""
    changes = (EXAMPLE,) if kind is MessageKind.CHANGED else ()
    if kind is MessageKind.SCHOOL:
        for uai, people in pupils_of(room.book).items():
            yield News(kind, HolderKind.SCHOOL, uai, (), people)
    elif kind is MessageKind.EXAMINER:
        for juror in room.book.examiners():
            yield News(kind, HolderKind.EXAMINER, juror.code)
    else:
        for one in room.book.candidates():
            yield News(kind, HolderKind.CANDIDATE, one.number, changes)

"""From news to a message: the people, their days and places, the words of the session."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from models.db import HolderKind, LinkKind, MessageKind
from models.dossier import SessionInfo
from models.dossier.names import candidate_name
from models.french import NBSP, long_date, typeset
from scheduler.convened import Holder
from scheduler.documents.book import PlanBook
from scheduler.documents.french import academie
from scheduler.mail.agenda import Day, candidate_days, examiner_days
from scheduler.mail.letter import Letter, Sender, Written, write
from scheduler.mail.news import News, Newsroom
from scheduler.mail.people import Person
from scheduler.mail.texts import MailText

ATTACHED = {
    HolderKind.CANDIDATE: ("votre convocation (PDF)", "vos horaires pour votre agenda (.ics)"),
    HolderKind.EXAMINER: ("votre convocation (PDF)", "vos horaires pour votre agenda (.ics)"),
    HolderKind.SCHOOL: ("les convocations (PDF, dans une archive .zip)",),
}


class Composer:
    """Writes the messages of one version in force.

    Parameters
    ----------
    news
        The version, and the older ones it is compared with.
    texts
        The words of each kind of message.
    pages
        Addresses of the personal pages; empty when nobody outside could open them.

    """

    def __init__(
        self, news: Newsroom, texts: Mapping[MessageKind, MailText], pages: Mapping[Holder, str]
    ) -> None:
        self._news, self._texts, self._pages = news, texts, pages
        self._info = news.everyone.session

    def written(self, news: News, person: Person) -> Written:
        """Return the message as it will be read."""
        book = self._news.book
        if news.kind is MessageKind.CANCELLED and news.since is not None:
            book = self._news.book_in(news.since)
        letter = Letter(
            kind=news.kind,
            greeting=person.greeting,
            days=days_of(book, news.holder_kind, news.holder),
            changes=news.changes,
            people=pupil_names(self._news.book, news.people),
            page=self._page(news),
            attached=attached(news.kind, news.holder_kind),
            sender=sender_of(self._info),
            part=news.part,
        )
        return write(letter, self._texts[news.kind], self._values(book, news, person))

    def _page(self, news: News) -> str:
        """Return the address of the person's page; an establishment, or who need not come, has none."""
        if news.holder_kind is HolderKind.SCHOOL or news.kind is MessageKind.CANCELLED:
            return ""
        return self._pages.get(Holder(LinkKind(str(news.holder_kind)), news.holder), "")

    def _values(self, book: PlanBook, news: News, person: Person) -> dict[str, str]:
        first = first_minute(book, news)
        return {
            "nom": person.name,
            "session": self._info.label,
            "annee": str(self._info.year),
            "premier_jour": long_date(book.day(first)) if first is not None else "",
            "version": str(self._news.edition.version.number),
            "convoque": person.convened,
            "contact": contact_of(self._info),
        }


def attached(kind: MessageKind, holder: HolderKind) -> tuple[str, ...]:
    """Say what is attached to a message."""
    if kind is MessageKind.CANCELLED:
        return ("l’annulation de votre convocation (PDF)", "l’annulation pour votre agenda (.ics)")
    return ATTACHED[holder]


def days_of(book: PlanBook, kind: HolderKind, code: str) -> tuple[Day, ...]:
    """Return when and where a person is expected; nothing for an establishment."""
    if kind is HolderKind.CANDIDATE:
        return candidate_days(book, code)
    return examiner_days(book, code) if kind is HolderKind.EXAMINER else ()


def first_minute(book: PlanBook, news: News) -> int | None:
    """Return the first minute at which the people of a message are expected."""
    if news.holder_kind is HolderKind.EXAMINER:
        return min((one.start for one in book.sittings_of(news.holder)), default=None)
    numbers = (news.holder,) if news.holder_kind is HolderKind.CANDIDATE else news.people
    return min((one.start for number in numbers for one in book.passages_of(number)), default=None)


def pupil_names(book: PlanBook, numbers: Iterable[str]) -> tuple[str, ...]:
    """« Mme Louise Martin, n° 2027000001 » for each."""
    return tuple(f"{candidate_name(book.candidate(one))}, n°{NBSP}{one}" for one in numbers)


def sender_of(info: SessionInfo) -> Sender:
    """Return how messages of a session are signed."""
    return Sender(
        academie=academie(info.academie), service=info.service or "", session=typeset(info.label),
        signatory=info.signatory_name or "", title=info.signatory_title or "",
    )  # fmt: skip


def contact_of(info: SessionInfo) -> str:
    """« le centre d’examen (01 99 00 12 34, examens@example.org) »."""
    phone = (info.contact_phone or "").replace(" ", NBSP)  # not cut at the end of a line
    said = ", ".join(part for part in (phone, info.contact_email) if part)
    return f"le centre d’examen ({said})" if said else "le centre d’examen"

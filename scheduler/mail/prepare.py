"""Prepare the messages of a publication, for somebody to review; twice adds nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.db import Database, HolderKind, LinkKind, MessageKind, MessageRow, MessageState, whole
from models.db.database import lock_session
from models.french import typeset
from scheduler.addresses import full_address, is_public
from scheduler.convened import Holder
from scheduler.documents import Press
from scheduler.documents.book import PlanBook
from scheduler.errors import NotFoundError
from scheduler.mail.addresses import usable
from scheduler.mail.attachments import LARGEST
from scheduler.mail.compose import Composer
from scheduler.mail.letter import Written
from scheduler.mail.news import NOT_NEEDED, News, Newsroom, reached_by
from scheduler.mail.parts import OPEN, always_fit, most_a_message, numbered, settled, shares
from scheduler.mail.people import Person, people_of
from scheduler.mail.texts import texts_of
from scheduler.services.documents import press_of
from scheduler.services.dossiers import session_row
from scheduler.services.links import links_for
from scheduler.services.plans import PlanSummary, list_plans
from scheduler.services.versions import edition_of
from scheduler.services.within import Reach, reach_in

UNSENT = (*OPEN, MessageState.QUEUED, MessageState.FAILED, MessageState.UNCERTAIN, MessageState.BOUNCED)
REPLACED = "Remplacé : une version plus récente est en vigueur."


@dataclass(frozen=True, slots=True)
class Preparation:
    """What preparing did: messages added, written again, made void; and how many have nowhere to go."""

    version: int
    added: int
    refreshed: int
    superseded: int
    unreachable: int


def prepare_messages(
    database: Database, code: str, *, now: datetime, largest: int = LARGEST
) -> Preparation:
    """Write what each person must be told of the version in force, and put it in the outbox.

    What was sent, or approved, stays as it was. What still waits for review is written again, from the
    data and the words of now.

    Parameters
    ----------
    database, code
        Where, and which session.
    now
        UTC.
    largest
        Bytes of attachments that a message takes: a batch above it makes several, numbered.

    Raises
    ------
    NotFoundError
        No session has this code, or nothing is published.
    MissingToolError
        A large batch cannot be weighed: Typst cannot run on this machine.

    """
    pages = pages_of(database, code)
    with database.writing() as db:
        lock_session(db, code)
        reach = reach_in(db, session_row(db, code).id)
        with whole(db):
            clerk = Clerk(db, code, pages, now, largest, reach=reach)
        superseded = clerk.supersede()
        with whole(db):
            done = [clerk.put(part) for news in clerk.near() for part in clerk.parts(news)]
            superseded += clerk.drop_unneeded()
        rows = [row for row in clerk.rows.values() if clerk.reaches(row.holder_kind, row.holder)]
        unreachable = [row for row in rows if row.state is MessageState.UNREACHABLE]
        return Preparation(
            clerk.version, done.count("added"), done.count("refreshed"), superseded, len(unreachable)
        )


def in_force(db: Session, code: str) -> PlanSummary:
    """Return the version in force of a session.

    Raises
    ------
    NotFoundError
        No session has this code, or nothing is published.

    """
    found = next((plan for plan in list_plans(db, code) if plan.state == "PUBLISHED"), None)
    if found is None:
        raise NotFoundError(
            f"La session « {code} » n’a pas de version publiée : publiez d’abord un plan, puis préparez "
            "les messages."
        )
    return found


def pages_of(database: Database, code: str) -> Mapping[Holder, str]:
    """Return the addresses of the personal pages; none while this installation cannot be reached."""
    with database.reading() as db:
        edition = edition_of(db, code, number=in_force(db, code).number)
    if not is_public():
        return {}
    book = PlanBook(edition.dossier, edition.regulation, edition.stored.plan)
    holders = [
        *(Holder(LinkKind.CANDIDATE, one.number) for one in book.candidates()),
        *(Holder(LinkKind.EXAMINER, one.code) for one in book.examiners()),
    ]
    paths = links_for(database, code, holders)
    return {holder: full_address(path) for holder, path in paths.items()}


@dataclass
class Clerk:
    """Writes the messages of one session's version in force into the outbox.

    Everybody is told all that concerns them, whichever the centre; `reach` is whom whoever prepares may
    write to, None for everybody.
    """

    db: Session
    code: str
    pages: Mapping[Holder, str]
    now: datetime
    largest: int = LARGEST
    kept: set[int] = field(default_factory=set)
    press: Press | None = None
    reach: Reach | None = None

    def __post_init__(self) -> None:
        self.session_id = session_row(self.db, self.code).id
        self.number = in_force(self.db, self.code).number
        edition = edition_of(self.db, self.code, number=self.number)
        self.version = edition.version.number
        self.news = Newsroom(self.db, self.code, edition, reached_by(self.db, self.session_id))
        self.people = people_of(self.db, self.news.everyone)
        texts = texts_of(self.db, self.session_id)
        self.composer = Composer(self.news, texts, self.pages)
        self.bounced = _bounced(self.db, self.session_id)
        self.rows = self._rows()

    def _rows(self) -> dict[tuple[MessageKind, HolderKind, str, int], MessageRow]:
        query = select(MessageRow).where(
            MessageRow.session_id == self.session_id,
            MessageRow.version == self.version,
            MessageRow.kind != MessageKind.REMINDER,
        )
        return {
            (row.kind, row.holder_kind, row.holder, row.round): row for row in self.db.scalars(query)
        }

    def reaches(self, kind: HolderKind, holder: str) -> bool:
        """Whether whoever prepares may write to somebody; a school's batch speaks of every centre."""
        if self.reach is None:
            return True
        known = {HolderKind.CANDIDATE: self.reach.candidates, HolderKind.EXAMINER: self.reach.examiners}
        return holder in known.get(kind, frozenset())

    def near(self) -> Iterator[News]:
        """Give what there is to tell those within reach."""
        return (one for one in self.news.all() if self.reaches(one.holder_kind, one.holder))

    def supersede(self) -> int:
        """Make void what older versions had not sent; return how many."""
        older = update(MessageRow).where(
            MessageRow.session_id == self.session_id,
            MessageRow.version < self.version,
            MessageRow.state.in_(UNSENT),
        )
        done = self.db.execute(older.values(state=MessageState.SUPERSEDED, reason=REPLACED))
        return int(getattr(done, "rowcount", 0))

    def parts(self, news: News) -> list[News]:
        """Return the messages that some news makes: several for a batch that is too heavy for one."""
        if news.holder_kind is not HolderKind.SCHOOL:
            return [news]
        rows = [row for row in self.rows.values() if row.holder_kind is HolderKind.SCHOOL]
        held = settled(row for row in rows if row.holder == news.holder)
        if held is not None:
            return [news] if held[0].round == 0 else numbered(news, [row.people for row in held])
        if len(news.people) <= always_fit(self.largest):
            return [news]
        return numbered(news, shares(news.people, self._most(news.holder)))

    def _most(self, uai: str) -> int:
        """How many convocations of an establishment a message takes."""
        if self.press is None:
            self.press = press_of(self.db, self.code, number=self.number)
        return most_a_message(self.press, uai, self.largest)

    def put(self, news: News) -> str:
        """Write one message; return `added`, `refreshed` or `kept`."""
        person = self.people[news.holder_kind, news.holder]
        key = (news.kind, news.holder_kind, news.holder, news.rank)
        row = self.rows.get(key)
        if row is not None:
            self.kept.add(row.id)
            if not self._may_rewrite(row, person):
                return "kept"
        if row is None:
            self.rows[key] = self.add(news, round_=news.rank)
            return "added"
        self._rewrite(row, news, person, self.composer.written(news, person))
        return "refreshed"

    def _may_rewrite(self, row: MessageRow, person: Person) -> bool:
        """What waits for review or was no longer needed; what failed, once the address is corrected."""
        corrected = usable(person.address) not in (None, row.address)
        lost = (MessageState.FAILED, MessageState.BOUNCED)
        return row.state in (*OPEN, MessageState.SUPERSEDED) or (row.state in lost and corrected)

    def add(self, news: News, *, round_: int = 0) -> MessageRow:
        """Put a message in the outbox; `round_` counts reminders, or the parts of a batch."""
        person = self.people[news.holder_kind, news.holder]
        written = self.composer.written(news, person)
        state, reason = self._where(person)
        row = MessageRow(
            session_id=self.session_id, version=self.version, kind=news.kind, round=round_,
            holder_kind=news.holder_kind, holder=news.holder, name=person.name,
            address=usable(person.address), subject=written.subject, plain=written.plain,
            html=written.html, change="\n".join(news.changes), people=news.people,
            state=state, reason=reason, prepared_at=self.now,
        )  # fmt: skip
        self.db.add(row)
        self.db.flush()
        self.kept.add(row.id)
        return row

    def _rewrite(self, row: MessageRow, news: News, person: Person, written: Written) -> None:
        row.name, row.address, row.people = person.name, usable(person.address), news.people
        row.subject, row.plain, row.html = written.subject, written.plain, written.html
        row.change, row.prepared_at = "\n".join(news.changes), self.now
        if row.state is not MessageState.EXCLUDED:
            row.state, row.reason = self._where(person)
            row.attempts, row.message_id, row.bounced_at = 0, None, None

    def _where(self, person: Person) -> tuple[MessageState, str]:
        """Ready for review, or with nowhere to go and why."""
        address = usable(person.address)
        if address is None:
            said = f"L’adresse « {person.address} » est inutilisable." if person.address else ""
            return MessageState.UNREACHABLE, typeset(said or "Aucune adresse de courriel.")
        if address in self.bounced:
            return MessageState.UNREACHABLE, typeset(
                f"{address} : un message est déjà revenu en erreur."
            )
        return MessageState.READY, ""

    def drop_unneeded(self) -> int:
        """Make void what this version had prepared and nobody needs any more; return how many."""
        mine = (row for row in self.rows.values() if self.reaches(row.holder_kind, row.holder))
        void = [row for row in mine if row.id not in self.kept and row.state in OPEN]
        for row in void:
            row.state, row.reason = MessageState.SUPERSEDED, NOT_NEEDED
        return len(void)


def _bounced(db: Session, session_id: int) -> frozenset[str]:
    """Addresses of the session from which a message came back."""
    query = select(MessageRow.address).where(
        MessageRow.session_id == session_id, MessageRow.bounced_at.is_not(None)
    )
    return frozenset(address for address in db.scalars(query) if address)

"""Who must be written to: people never convened, and those whose convocation is no longer true.

What counts is the last message that reached each person, whatever the version: a person who was not
reached by version 1 is convened by version 2, and one who got version 1 hears of version 3 only if
something changed between the two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, aliased

from models.db import HolderKind, MessageKind, MessageRow, MessageState
from models.dossier.names import candidate_name
from models.french import typeset
from scheduler.documents.book import PlanBook
from scheduler.services.compare import Difference, differences, said
from scheduler.services.dossiers import load_dossier
from scheduler.services.plans import list_plans
from scheduler.services.versions import Edition, edition_of

Holder = tuple[HolderKind, str]
NOT_NEEDED = "Sans objet : la personne n’a plus besoin de ce message."
"""Why a message that nobody has to get any more is void."""


@dataclass(frozen=True, slots=True)
class Reached:
    """The last message of consequence that reached somebody: its version and kind."""

    version: int
    kind: MessageKind


@dataclass(frozen=True, slots=True)
class News:
    """A message to write.

    `changes` says in French what changed; `people` are the candidates of an establishment's batch;
    `since` is the version the person knows, None for a first convocation; `part` is which message of how
    many, when a batch needs several.
    """

    kind: MessageKind
    holder_kind: HolderKind
    holder: str
    changes: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    since: int | None = None
    part: tuple[int, int] | None = None

    @property
    def rank(self) -> int:
        """Number of the part from 1; 0 when the message is alone."""
        return self.part[0] if self.part else 0


def reached_by(db: Session, session_id: int) -> dict[Holder, Reached]:
    """Return the last convocation, change or cancellation that reached each person.

    An establishment is reached by a version once it has every part of its batch.
    """
    parts = aliased(MessageRow)
    missing = select(parts.id).where(
        parts.session_id == session_id,
        parts.version == MessageRow.version,
        parts.kind == MessageKind.SCHOOL,
        parts.holder == MessageRow.holder,
        parts.state != MessageState.SENT,
        parts.reason != NOT_NEEDED,
    )
    query = (
        select(MessageRow.holder_kind, MessageRow.holder, MessageRow.version, MessageRow.kind)
        .where(
            MessageRow.session_id == session_id,
            MessageRow.state == MessageState.SENT,
            MessageRow.kind != MessageKind.REMINDER,
            ~and_(MessageRow.kind == MessageKind.SCHOOL, missing.exists()),
        )
        .order_by(MessageRow.version)
    )
    return {(kind, holder): Reached(version, what) for kind, holder, version, what in db.execute(query)}


class Newsroom:
    """What is new for everybody in the version in force of a session.

    Parameters
    ----------
    db, code
        Where, and which session.
    edition
        The version in force.
    reached
        What reached each person, from `reached_by`.

    Attributes
    ----------
    everyone
        The session as it is now, withdrawn people too: addresses are those of today, whatever the data
        that the version was published with.

    """

    def __init__(
        self, db: Session, code: str, edition: Edition, reached: Mapping[Holder, Reached]
    ) -> None:
        self._db, self._code, self.edition, self._reached = db, code, edition, reached
        self.everyone = load_dossier(db, code, withdrawn=True)
        self.book = book_of(edition)
        self._numbers = {plan.version: plan.number for plan in list_plans(db, code) if plan.version}
        self._books: dict[int, PlanBook] = {edition.version.number: self.book}
        self._moves: dict[int, dict[tuple[str, str], tuple[Difference, ...]]] = {}

    def all(self) -> Iterator[News]:
        """Everything to write: candidates, jurors, then establishments."""
        candidates = [one.number for one in self.book.candidates()]
        yield from self._people(HolderKind.CANDIDATE, MessageKind.CANDIDATE, candidates)
        examiners = [one.code for one in self.book.examiners()]
        yield from self._people(HolderKind.EXAMINER, MessageKind.EXAMINER, examiners)
        yield from self._schools()

    def book_in(self, version: int) -> PlanBook:
        """Return the plan of a published version."""
        if version not in self._books:
            self._books[version] = book_of(
                edition_of(self._db, self._code, number=self._numbers[version])
            )
        return self._books[version]

    def _people(self, kind: HolderKind, first: MessageKind, convened: list[str]) -> Iterator[News]:
        for code in convened:
            known = self._reached.get((kind, code))
            if known is None or known.kind is MessageKind.CANCELLED:
                yield News(first, kind, code)
            elif changes := self.changes_of(kind, code, known.version):
                yield News(MessageKind.CHANGED, kind, code, changes, since=known.version)
        for (held, code), known in self._reached.items():
            gone = held is kind and code not in convened and known.kind is not MessageKind.CANCELLED
            if gone:
                yield News(MessageKind.CANCELLED, kind, code, since=known.version)

    def changes_of(self, kind: HolderKind, code: str, since: int) -> tuple[str, ...]:
        """Say what changed for a person since a version, one sentence an épreuve."""
        if since not in self._moves:
            self._moves[since] = self._compared(since)
        return tuple(said(one) for one in self._moves[since].get((str(kind), code), ()))

    def _compared(self, since: int) -> dict[tuple[str, str], tuple[Difference, ...]]:
        found: dict[tuple[str, str], tuple[Difference, ...]] = {}
        before = self.book_in(since)
        for one in differences(self.everyone, before.plan, self.book.plan):
            key = (one.kind, one.code)
            found[key] = (*found.get(key, ()), one)
        return found

    def _schools(self) -> Iterator[News]:
        for uai, numbers in pupils_of(self.book).items():
            known = self._reached.get((HolderKind.SCHOOL, uai))
            since = known.version if known else None
            people = numbers if since is None else self._told_anew(numbers, since)
            gone = () if since is None else self._gone(uai, numbers, since)
            if people or gone:
                yield News(MessageKind.SCHOOL, HolderKind.SCHOOL, uai, gone, people, since)

    def _told_anew(self, numbers: Iterable[str], since: int) -> tuple[str, ...]:
        """Pupils who were not convened by a version, or for whom something changed since."""
        before = {one.number for one in self.book_in(since).candidates()}
        return tuple(
            one
            for one in numbers
            if one not in before or self.changes_of(HolderKind.CANDIDATE, one, since)
        )

    def _gone(self, uai: str, numbers: Iterable[str], since: int) -> tuple[str, ...]:
        """Pupils whom a version convened and this one does not."""
        before = pupils_of(self.book_in(since)).get(uai, ())
        names = {one.number: candidate_name(one) for one in self.everyone.candidates}
        return tuple(
            typeset(f"{names.get(one, one)} (n° {one}) n’est plus convoqué(e).")
            for one in before
            if one not in set(numbers)
        )


def book_of(edition: Edition) -> PlanBook:
    """Return the plan of an edition, to be read by person."""
    return PlanBook(edition.dossier, edition.regulation, edition.stored.plan)


def pupils_of(book: PlanBook) -> dict[str, tuple[str, ...]]:
    """Return the convened candidates of each establishment, by its UAI."""
    found: dict[str, tuple[str, ...]] = {}
    for one in book.candidates():
        if one.establishment:
            found[one.establishment] = (*found.get(one.establishment, ()), one.number)
    return found

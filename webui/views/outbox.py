"""How the outbox looks: a row a message, with its state and what its reader did."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from models.db import AnswerKind, HolderKind, LinkKind, MessageState
from models.french import folded
from scheduler.convened import Holder
from scheduler.mail.answers import answered
from scheduler.mail.outbox import MOVING, STATE_NAMES, Message
from scheduler.mail.texts import KIND_NAMES
from scheduler.services.person_states import PersonState
from webui.french import moment
from webui.views.tables import Column

LOOKS: Mapping[MessageState, tuple[str, str]] = {
    MessageState.READY: ("info", "mail"),
    MessageState.EXCLUDED: ("", "minus"),
    MessageState.UNREACHABLE: ("bad", "ban"),
    MessageState.QUEUED: ("info", "clock"),
    MessageState.CLAIMED: ("info", "clock"),
    MessageState.HANDED: ("info", "clock"),
    MessageState.SENT: ("ok", "check"),
    MessageState.UNCERTAIN: ("warn", "alert"),
    MessageState.FAILED: ("bad", "ban"),
    MessageState.BOUNCED: ("bad", "ban"),
    MessageState.SUPERSEDED: ("", "minus"),
}
WHO: Mapping[HolderKind, str] = {
    HolderKind.CANDIDATE: "Candidat",
    HolderKind.EXAMINER: "Juré",
    HolderKind.SCHOOL: "Établissement",
}
ANSWERS: Mapping[AnswerKind, tuple[str, str, str]] = {
    AnswerKind.ACKNOWLEDGED: ("Reçu", "ok", "check"),
    AnswerKind.CONFIRMED: ("Confirmé", "ok", "check"),
    AnswerKind.DECLINED: ("Ne peut pas venir", "bad", "ban"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One message of the list."""

    message: Message
    answer: str
    answer_tone: str
    answer_mark: str
    late: bool
    sorting: str = ""
    """What it is sorted by among the others: family name first."""

    @property
    def kind(self) -> str:
        """What it is for, and which reminder it is, or which part of a batch."""
        name = KIND_NAMES[self.message.kind]
        if self.message.holder_kind is HolderKind.SCHOOL and self.message.round:
            return f"{name}, partie\u00a0{self.message.round}"
        return f"{name}\u00a0{self.message.round}" if self.message.round > 1 else name

    @property
    def state(self) -> str:
        """Where it is."""
        return STATE_NAMES[self.message.state]

    @property
    def tone(self) -> str:
        """Colour of its state."""
        return LOOKS[self.message.state][0]

    @property
    def mark(self) -> str:
        """Icon of its state."""
        return LOOKS[self.message.state][1]

    @property
    def when(self) -> str:
        """When it left, or will be tried again."""
        message = self.message
        if message.sent_at:
            return f"le {moment(message.sent_at)}"
        if message.state is MessageState.QUEUED and message.attempts and message.next_try_at:
            return f"nouvel essai le {moment(message.next_try_at)}"
        return ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far sending is: what has left, what is on its way."""

    sent: int
    moving: int

    @property
    def total(self) -> int:
        """Everything that was approved."""
        return self.sent + self.moving


def rows_of(
    messages: Collection[Message],
    states: Mapping[Holder, PersonState],
    late: Collection[tuple[HolderKind, str]],
    by_name: Mapping[tuple[HolderKind, str], str] = MappingProxyType({}),
) -> list[Row]:
    """Return the rows of the list: what was replaced is left out, what is late or lost comes first.

    `by_name` gives what people are sorted by; the name on their message otherwise.
    """
    kept = [one for one in messages if one.state is not MessageState.SUPERSEDED]
    rows = (row_of(one, states, late, by_name) for one in kept)
    return sorted(rows, key=_order)


def row_of(
    message: Message,
    states: Mapping[Holder, PersonState],
    late: Collection[tuple[HolderKind, str]] = (),
    by_name: Mapping[tuple[HolderKind, str], str] = MappingProxyType({}),
) -> Row:
    """Return how one message looks."""
    key = (message.holder_kind, message.holder)
    unsent = message.state is not MessageState.SENT
    sorting = folded(by_name.get(key, message.name))
    return Row(message, *_answer(message, states), unsent and key in late, sorting)


def _answer(message: Message, states: Mapping[Holder, PersonState]) -> tuple[str, str, str]:
    """What the person did with it, as far as known."""
    if message.holder_kind is HolderKind.SCHOOL:
        return "", "", ""
    state = states.get(Holder(LinkKind(str(message.holder_kind)), message.holder))
    if state is not None and state.answer is not None and (state.declined or answered(state)):
        return ANSWERS[state.answer.kind]
    if state is not None and state.opened_at is not None:
        return "Page ouverte", "info", "info"
    return "", "", ""


def _order(row: Row) -> tuple[bool, bool, int, str]:
    """Late first, then who has a problem, in the order of names."""
    return not row.late, row.tone != "bad", -row.message.version, row.sorting


def progress_of(counts: Mapping[MessageState, int]) -> Progress:
    """Return how far sending is, from the number of messages in each state."""
    return Progress(counts.get(MessageState.SENT, 0), sum(counts.get(one, 0) for one in MOVING))


COLUMNS = (
    Column("qui", "Qui", lambda row: WHO[row.message.holder_kind], choice=True),
    Column("nom", "Nom", lambda row: row.message.name, key=lambda row: row.sorting),
    Column("envoi", "Message", lambda row: row.kind, choice=True),
    Column("adresse", "Adresse", lambda row: row.message.address or ""),
    Column("etat", "État", lambda row: row.state, choice=True),
    Column("reponse", "Réponse", lambda row: row.answer, choice=True),
    Column("code", "Numéro ou code", lambda row: row.message.holder),
)


class PeopleMail:
    """Where the mail of each convened person stands, in a word: its last message, or what is late."""

    def __init__(
        self,
        messages: Collection[Message],
        states: Mapping[Holder, PersonState],
        late: Collection[tuple[HolderKind, str]],
    ) -> None:
        self._late = frozenset(late)
        self._rows = {
            (row.message.holder_kind, row.message.holder): row
            for row in sorted(rows_of(messages, states, late), key=lambda one: one.message.id)
        }

    def text(self, kind: str, code: str) -> str:
        """« Envoyé », « À relire, en retard », « Confirmé »."""
        key = (HolderKind(kind), code)
        row = self._rows.get(key)
        said = (row.answer or row.state) if row else "À préparer"
        return f"{said}, en retard" if key in self._late else said

    def look(self, kind: str, code: str) -> tuple[str, str]:
        """Tone and icon of what is said."""
        key = (HolderKind(kind), code)
        row = self._rows.get(key)
        if key in self._late:
            return "bad", "alert"
        if row is None:
            return "", "minus"
        return (row.answer_tone, row.answer_mark) if row.answer else (row.tone, row.mark)

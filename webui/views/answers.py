"""What the staff see of each person's answer, and the addresses to give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.db import AnswerKind, LinkKind
from models.dossier import HalfDayName
from models.french import enumeration, long_date
from scheduler.convened import HalfDay, Holder
from scheduler.services.person_states import PersonState
from webui.french import moment
from webui.views.names import Names
from webui.views.tables import Column, Target

DECLINED, STALE, CONFIRMED, READ = "Empêché", "À redemander", "Confirmé", "Lu"
OPENED, SILENT = "Page ouverte", "Sans nouvelles"
SAID = {AnswerKind.CONFIRMED: CONFIRMED, AnswerKind.ACKNOWLEDGED: READ}
LOOKS = {
    DECLINED: ("bad", "ban"),
    STALE: ("warn", "refresh"),
    CONFIRMED: ("ok", "check"),
    READ: ("ok", "check"),
    OPENED: ("info", "link"),
    SILENT: ("", "dot"),
}


@dataclass(frozen=True, slots=True)
class ShownState:
    """The state of one person in one word, and since when."""

    holder: Holder
    word: str
    when: str
    reason: str
    half_days: tuple[HalfDay, ...]

    @property
    def tone(self) -> str:
        """Tone of its badge."""
        return LOOKS[self.word][0]

    @property
    def mark(self) -> str:
        """Icon of its badge."""
        return LOOKS[self.word][1]


def shown_state(state: PersonState) -> ShownState:
    """Return where one person is."""
    answer = state.answer
    return ShownState(
        holder=state.holder,
        word=_word(state),
        when=moment(answer.at if answer else state.opened_at),
        reason=answer.reason if answer else "",
        half_days=state.declined,
    )


def _word(state: PersonState) -> str:
    if state.declined:
        return DECLINED
    if state.answer and (state.stale or state.answer.kind is AnswerKind.DECLINED):
        return STALE
    if state.answer:
        return SAID[state.answer.kind]
    return OPENED if state.opened_at else SILENT


def counts(states: Iterable[ShownState]) -> list[tuple[str, int, str]]:
    """How many people are in each state, with its tone, those to act on first."""
    found = Counter(state.word for state in states)
    return [(word, found[word], tone) for word, (tone, _) in LOOKS.items() if found[word]]


def said_half_day(one: HalfDay) -> str:
    """« mardi 8 juin 2027, matin »."""
    return f"{long_date(one.day)}, {'matin' if one.name is HalfDayName.MATIN else 'après-midi'}"


def columns(names: Names) -> Sequence[Column]:
    """Return the columns of the table of answers."""

    def target(state: ShownState) -> Target:
        return str(state.holder.kind), state.holder.code

    def name(state: ShownState) -> str:
        known = names.candidate if state.holder.kind is LinkKind.CANDIDATE else names.examiner
        return known(state.holder.code)

    def kind(state: ShownState) -> str:
        return "Candidat" if state.holder.kind is LinkKind.CANDIDATE else "Juré"

    return (
        Column("qui", "Qui", kind, choice=True),
        Column("nom", "Nom", name, link=target),
        Column("numero", "Numéro ou code", lambda one: one.holder.code),
        Column("etat", "Réponse", lambda one: one.word, choice=True),
        Column("quand", "Quand", lambda one: one.when),
        Column("motif", "Demi-journées, motif", _detail),
    )


def _detail(state: ShownState) -> str:
    if not state.half_days:
        return ""
    return f"{enumeration(said_half_day(one) for one in state.half_days)} : {state.reason}"

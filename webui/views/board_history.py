"""The changes of a plan by hand: who, when, what, before and after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from models.db import EditKind
from models.french import NBSP
from models.planning import Passage, Plan
from scheduler.board import Key
from scheduler.services.edit_journal import DetailedEdit
from webui.french import hour, plan_day, short_date, word
from webui.views.names import Names

KINDS = {
    EditKind.MOVE: ("Déplacement", "arrow"),
    EditKind.SWAP: ("Échange", "diff"),
    EditKind.TAKE_OUT: ("Retrait", "minus"),
    EditKind.LOCK: ("Verrou", "lock"),
    EditKind.UNLOCK: ("Déverrouillage", "lock"),
    EditKind.UNDO: ("Annulation", "refresh"),
    EditKind.REDO: ("Rétablissement", "refresh"),
}


@dataclass(frozen=True, slots=True)
class Moved:
    """One passage, where it was and where it is."""

    who: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ShownEdit:
    """One line of the history."""

    rank: int
    kind: str
    mark: str
    by: str
    at: datetime
    sentence: str
    moved: tuple[Moved, ...]


def shown_edit(one: DetailedEdit, names: Names, plan: Plan) -> ShownEdit:
    """Return a line of the history with each passage that it touched."""
    kind, mark = KINDS[one.edit.kind]
    moved = (_moved(key, one, names, plan) for key in one.after.passages)
    return ShownEdit(
        rank=one.edit.rank,
        kind=kind,
        mark=mark,
        by=one.edit.by,
        at=one.edit.at,
        sentence=one.edit.sentence,
        moved=tuple(each for each in moved if each.before != each.after),
    )


def _moved(key: Key, one: DetailedEdit, names: Names, plan: Plan) -> Moved:
    before, after = one.before.passages.get(key), one.after.passages.get(key)
    who = f"{names.candidate(key[0])}, {key[1]}"
    return Moved(who, _place(before, names, plan), _place(after, names, plan))


def _place(passage: Passage | None, names: Names, plan: Plan) -> str:
    """« mar. 8 juin : préparation 8 h 45 (P1), oral 9 h 30 (B12), commission C1, verrouillé »."""
    if passage is None:
        return "sans place"
    day = short_date(plan_day(passage.start, plan.first_day))
    phases = ", ".join(
        f"{word(one.id).lower()} {hour(one.start)} ({names.room(passage.centre, one.room)})"
        for one in passage.phases
    )
    locked = ", verrouillé" if passage.locked else ""
    return f"{day}{NBSP}: {phases}, {passage.commission}{locked}"

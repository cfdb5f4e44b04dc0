"""What was done to a plan by hand, in French, for its journal."""

from __future__ import annotations

from collections.abc import Sequence

from models.french import counted, typeset
from scheduler.board import Key, Move, PlanDesk
from scheduler.rules import speech


def move_words(desk: PlanDesk, move: Move) -> str:
    """« Mme Louise Martin (n° 1), BTS-SAM/E4 : de … à … »."""
    view = desk.index.view
    there = f"{move.commission}, {speech.at(view, move.start)}"
    return typeset(f"{_who(desk, move.key)} : de {_where(desk, move.key)} à {there}")


def swap_words(desk: PlanDesk, one: Key, two: Key) -> str:
    """« Mme Martin, BTS-SAM/E4 (…) et M. Ben, BTS-SAM/E4 (…) échangent leurs places »."""
    sides = [f"{_who(desk, key)} ({_where(desk, key)})" for key in (one, two)]
    return typeset(f"{sides[0]} et {sides[1]} échangent leurs places")


def out_words(desk: PlanDesk, key: Key) -> str:
    """« Mme Martin, BTS-SAM/E4 : retirée de … »."""
    return typeset(f"{_who(desk, key)} : sans place, auparavant {_where(desk, key)}")


def lock_words(desk: PlanDesk, keys: Sequence[Key], *, locked: bool) -> str:
    """« Mme Martin, BTS-SAM/E4 : verrouillé à sa place »."""
    what = "verrouillé à sa place" if locked else "déverrouillé"
    if len(keys) == 1:
        return typeset(f"{_who(desk, keys[0])} : {what}")
    many = "verrouillés à leur place" if locked else "déverrouillés"
    return typeset(f"{counted(len(keys), 'passage')} {many}")


def _who(desk: PlanDesk, key: Key) -> str:
    return f"{speech.candidate(desk.index.view, key[0])}, {key[1]}"


def _where(desk: PlanDesk, key: Key) -> str:
    seen = desk.index.passages.get(key)
    if seen is None:
        return "la liste des non placés"
    return f"{seen.record.commission}, {speech.at(desk.index.view, seen.jury_start)}"

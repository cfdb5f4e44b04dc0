"""The steps of a session, each with its state and what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from webui.french import count


class State(StrEnum):
    """How a step stands; the frame of the pages draws it."""

    DONE = "done"
    TODO = "todo"
    ATTENTION = "attention"
    RUNNING = "running"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its id, its title, its state, a few words, and its page."""

    id: str
    title: str
    state: State
    note: str
    href: str


@dataclass(frozen=True, slots=True)
class Progress:
    """What the steps are judged by. `alerts` counts what verification found."""

    candidates: int
    alerts: int
    running: bool
    plans: int
    unplaced: int
    broken: bool
    version: int | None
    draft_is_newer: bool


def judged(progress: Progress) -> dict[str, tuple[State, str]]:
    """Return the state and the words of each step."""
    return {
        "donnees": _data(progress),
        "verifier": _verify(progress),
        "planifier": _plan(progress),
        "ajuster": _adjust(progress),
        "publier": _publish(progress),
        "convoquer": _convene(progress),
    }


def _data(now: Progress) -> tuple[State, str]:
    if not now.candidates:
        return State.TODO, "à importer"
    return State.DONE, count(now.candidates, "candidat")


def _verify(now: Progress) -> tuple[State, str]:
    if not now.candidates:
        return State.LATER, "après l’import"
    if now.alerts:
        return State.ATTENTION, f"{count(now.alerts, 'point')} à voir"
    return State.DONE, "rien à signaler"


def _plan(now: Progress) -> tuple[State, str]:
    if now.running:
        return State.RUNNING, "calcul en cours"
    if now.plans:
        return State.DONE, count(now.plans, "plan")
    return (State.TODO, "à lancer") if now.candidates else (State.LATER, "après l’import")


def _adjust(now: Progress) -> tuple[State, str]:
    if not now.plans:
        return State.LATER, "après le calcul"
    if now.unplaced:
        return State.ATTENTION, f"{count(now.unplaced, 'non placé', 'non placés')}"
    return State.DONE, "tout est placé"


def _publish(now: Progress) -> tuple[State, str]:
    if not now.plans:
        return State.LATER, "après le calcul"
    if now.broken:
        return State.ATTENTION, "règles enfreintes"
    if now.version is None:
        return State.TODO, "à publier"
    if now.draft_is_newer:
        return State.TODO, f"version {now.version}, brouillon plus récent"
    return State.DONE, f"version {now.version} en vigueur"


def _convene(now: Progress) -> tuple[State, str]:
    if now.version is None:
        return State.LATER, "après publication"
    return State.TODO, "documents prêts"

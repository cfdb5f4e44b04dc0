"""The eight steps of a session as its first page shows them: where each is, and what to do now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask import url_for

from models.french import day_and_month
from webui.desk import Desk, ShownStep

WHAT: Mapping[str, str] = {
    "donnees": "Déposer les listes, les corriger : candidats, examinateurs, salles, demi-journées.",
    "verifier": "Voir si tout peut être placé, ce qui manque et ce qui paraît faux.",
    "planifier": "Lancer le calcul, comparer plusieurs plans.",
    "ajuster": "Déplacer, échanger, verrouiller ; chaque place dit si elle convient et pourquoi.",
    "publier": "Relire la conformité, voir qui change, figer une version.",
    "convoquer": "Convocations, agendas, envois et relances ; qui a répondu, qui appeler.",
    "jour-j": "Qui siège où, qui appeler, les papiers du jour ; réparer quand un membre est absent.",
    "bilan": "Interrogations de chacun pour la paie, commissions, remplacements et leurs raisons.",
}
STATES: Mapping[str, tuple[str, str, str]] = {
    "done": ("Fait", "ok", "check"),
    "todo": ("À faire", "info", "arrow"),
    "attention": ("Attention", "warn", "alert"),
    "running": ("En cours", "info", "clock"),
    "late": ("En retard", "bad", "alert"),
    "later": ("Plus tard", "", "clock"),
}
ACTIONS: Mapping[str, str] = {
    "donnees": "Importer les données",
    "verifier": "Voir ce qui manque",
    "planifier": "Lancer le calcul",
    "ajuster": "Placer ce qui reste",
    "publier": "Relire et publier",
    "convoquer": "Préparer les convocations",
    "jour-j": "Voir la journée",
    "bilan": "Faire le bilan",
}


@dataclass(frozen=True, slots=True)
class JourneyStep:
    """One of the eight steps; `word`, `tone` and `mark` say its state."""

    id: str
    title: str
    what: str
    state: str
    word: str
    tone: str
    mark: str
    note: str
    href: str

    @property
    def action(self) -> str:
        """What the button that leads there says."""
        return ACTIONS[self.id]


@dataclass(frozen=True, slots=True)
class Journey:
    """The eight steps, and the one that asks for something now."""

    steps: tuple[JourneyStep, ...]
    now: JourneyStep | None


def journey_of(desk: Desk, today: date) -> Journey:
    """Return where a session is."""
    steps = tuple(_shown(one) for one in (*desk.steps, *_last_steps(desk, today)))
    return Journey(steps, _next(desk, steps))


def _next(desk: Desk, steps: tuple[JourneyStep, ...]) -> JourneyStep | None:
    """Return what to do now: what is late or at work, what blocks, what is to do, what to look at."""
    by_id = {one.id: one for one in steps}
    urgent = next((one for one in steps if one.state in {"late", "running"}), None)
    if urgent is not None:
        return urgent
    if by_id["donnees"].state == "done" and not desk.plans and desk.verification.blocking:
        return by_id["verifier"]
    if desk.in_force is None and by_id["ajuster"].state == "attention":
        return by_id["ajuster"]
    for state in ("todo", "attention"):
        found = next((one for one in steps if one.state == state), None)
        if found is not None:
            return found
    return None


def _last_steps(desk: Desk, today: date) -> tuple[ShownStep, ...]:
    """Return « Jour J » and « Bilan », which the calendar of the session decides."""
    first, last = desk.summary.first_day, desk.summary.last_day
    ready, begun = desk.in_force is not None, first is not None and first <= today
    over = last is not None and last < today
    when = f"à partir du {day_and_month(first)}" if first else ""
    day = "later" if not (ready and begun) else "done" if over else "todo"
    return (
        ShownStep(
            "jour-j", "Jour J", day, when if not over else "", url_for("staff.day", code=desk.code)
        ),
        ShownStep(
            "bilan",
            "Bilan",
            "todo" if ready and over else "later",
            f"après le {day_and_month(last)}" if last and not over else "",
            url_for("staff.summary", code=desk.code),
        ),
    )


def _shown(step: ShownStep) -> JourneyStep:
    word, tone, mark = STATES[step.state]
    return JourneyStep(
        step.id, step.title, WHAT[step.id], step.state, word, tone, mark, step.note, step.href
    )

"""A planning as its page follows it: state in words, levels with bounds, curves over time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from models.db import JobStatus
from models.planning import USUAL, Level
from scheduler.jobs import HistoryPoint, JobState
from webui.french import LEVEL_NAMES
from webui.views.aims import explained, said
from webui.views.charts import Curve, curve

MOST_CURVES = 5
MOST_ROWS = 60
LOOKS = {
    JobStatus.QUEUED: ("En attente", "info", "clock"),
    JobStatus.RUNNING: ("Calcul en cours", "info", "clock"),
    JobStatus.DONE: ("Terminé", "ok", "check"),
    JobStatus.STOPPED: ("Arrêté, plan gardé", "ok", "stop"),
    JobStatus.FAILED: ("Échec", "bad", "ban"),
    JobStatus.INTERRUPTED: ("Interrompu", "bad", "alert"),
}


@dataclass(frozen=True, slots=True)
class ShownJob:
    """What the page of a planning says."""

    id: int
    title: str
    state_word: str
    tone: str
    mark: str
    message: str
    active: bool
    stopping: bool
    placed: int
    total: int
    seconds: float
    limit: float
    levels: tuple[Level, ...]
    curves: tuple[tuple[str, Curve], ...]
    rows: tuple[tuple[float, int, tuple[int, ...]], ...]
    aim: str
    tiers: tuple[str, ...]
    usual: bool
    plan_id: int | None
    locked_from: int | None


def shown(state: JobState, now: datetime) -> ShownJob:
    """Return a planning as its page shows it at `now`."""
    word, tone, mark = LOOKS[state.status]
    started = any(point.placed for point in state.history)
    return ShownJob(
        id=state.id,
        title=state.stage if state.active else "Dernier calcul",
        state_word=word if state.plan_id or state.status is not JobStatus.STOPPED else "Annulé",
        tone=tone,
        mark=mark,
        message=state.message,
        active=state.active,
        stopping=state.stop_requested,
        placed=state.placed,
        total=state.total,
        seconds=_elapsed(state, now),
        limit=state.time_limit,
        levels=state.levels if started else (),
        curves=tuple(_curves(_up_to(state.history, _elapsed(state, now)), state.levels))
        if started
        else (),
        rows=tuple(_rows(state.history)) if started else (),
        aim=said(state.aim),
        tiers=explained(state.aim),
        usual=state.aim == USUAL,
        plan_id=state.plan_id,
        locked_from=state.locked_from,
    )


def _elapsed(state: JobState, now: datetime) -> float:
    """Seconds since the calculation began, up to its end."""
    if state.active and state.started_at:
        return max(state.seconds, (now - state.started_at).total_seconds())
    return state.seconds


def _up_to(history: tuple[HistoryPoint, ...], seconds: float) -> tuple[HistoryPoint, ...]:
    """Return the points with the last one held until now: a search that finds nothing goes on."""
    last = history[-1]
    return (*history, replace(last, seconds=seconds)) if seconds > last.seconds else history


def _curves(history: tuple[HistoryPoint, ...], levels: tuple[Level, ...]) -> list[tuple[str, Curve]]:
    """Passages placed, then the first levels that have moved, each with its bound."""
    made = [("Passages placés", curve([(point.seconds, point.placed, None) for point in history]))]
    for level in _moving(history, levels)[:MOST_CURVES]:
        samples = [(point.seconds, *_at(point, level)) for point in history if point.placed]
        made.append((LEVEL_NAMES.get(level, level), curve(samples)))
    return [(title, drawn) for title, drawn in made if drawn]


def _moving(history: tuple[HistoryPoint, ...], levels: tuple[Level, ...]) -> list[str]:
    """Levels after the first that changed while it was calculated."""
    placed = [point for point in history if point.placed]
    names = [level.name for level in levels[1:]]
    return [name for name in names if len({_at(point, name)[0] for point in placed}) > 1]


def _rows(history: tuple[HistoryPoint, ...]) -> list[tuple[float, int, tuple[int, ...]]]:
    """Return the curve as lines of a table: seconds, passages placed, levels; only where one changes."""
    found: list[tuple[float, int, tuple[int, ...]]] = []
    for point in history:
        values = tuple(level.value for level in point.levels)
        if not found or found[-1][1:] != (point.placed, values):
            found.append((point.seconds, point.placed, values))
    return found[-MOST_ROWS:]


def _at(point: HistoryPoint, name: str) -> tuple[int, int | None]:
    found = next((level for level in point.levels if level.name == name), None)
    return (found.value, found.bound) if found else (0, None)

"""A planning as its page follows it: state in words, levels with bounds, curves over time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from models.db import JobStatus
from models.planning import USUAL, Level
from scheduler.jobs import HistoryPoint, JobState
from webui.french import LEVEL_NAMES, number
from webui.views.aims import explained, said
from webui.views.charts import Curve, curve

MOST_ROWS = 60
"""Lines of the table of the curves: the last changes."""
LOOKS = {
    JobStatus.QUEUED: ("En attente", "info", "clock"),
    JobStatus.RUNNING: ("Calcul en cours", "info", "clock"),
    JobStatus.DONE: ("Terminé", "ok", "check"),
    JobStatus.STOPPED: ("Arrêté, plan gardé", "ok", "stop"),
    JobStatus.FAILED: ("Échec", "bad", "ban"),
    JobStatus.INTERRUPTED: ("Interrompu", "bad", "alert"),
}


@dataclass(frozen=True, slots=True)
class LevelCurve:
    """One curve: its level, where it stands, what is proved of it, and the drawing."""

    title: str
    now: int
    said: str
    proved: bool
    drawn: Curve


@dataclass(frozen=True, slots=True)
class CurveRow:
    """The curves at one instant, as a line of their table."""

    seconds: float
    placed: int
    levels: tuple[Level, ...]


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
    curves: tuple[LevelCurve, ...]
    rows: tuple[CurveRow, ...]
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
        curves=tuple(_curves(state, now)) if started else (),
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


def _curves(state: JobState, now: datetime) -> list[LevelCurve]:
    """Return passages placed, then each level in the order that counts, with what is proved of it."""
    history = _up_to(state.history, _elapsed(state, now))
    made = [_placed(state, history)]
    for level in state.levels[1:]:
        samples = [(point.seconds, *_at(point, level.name)) for point in history if point.placed]
        made.append(_level_curve(level, curve(samples)))
    return [one for one in made if one is not None]


def _placed(state: JobState, history: tuple[HistoryPoint, ...]) -> LevelCurve | None:
    """Passages placed, under the most that can be: what is left is proved from below."""
    drawn = curve([(one.seconds, one.placed, state.total - _least_unplaced(one)) for one in history])
    most = state.total - _least_unplaced(history[-1])
    said = "tous placés" if state.placed == state.total else f"sur {number(most)} au mieux"
    proved = state.placed == most
    return LevelCurve("Passages placés", state.placed, said, proved, drawn) if drawn else None


def _least_unplaced(point: HistoryPoint) -> int:
    return point.levels[0].bound if point.levels else 0


def _level_curve(level: Level, drawn: Curve | None) -> LevelCurve | None:
    title = LEVEL_NAMES.get(level.name, level.name)
    said = "optimal, prouvé" if level.proved else _distance(level)
    return LevelCurve(title, level.value, said, level.proved, drawn) if drawn else None


def _distance(level: Level) -> str:
    if not level.bound:
        return "pas encore de minimum prouvé"
    percent = f"{100 * level.gap:.1f}".replace(".", ",")
    return f"minimum prouvé {number(level.bound)}, écart {percent} %"


def _rows(history: tuple[HistoryPoint, ...]) -> list[CurveRow]:
    """Return the curves as lines of a table, the newest first; only where something changes."""
    found: list[CurveRow] = []
    for point in (one for one in history if one.placed):
        if not found or (found[-1].placed, found[-1].levels) != (point.placed, point.levels):
            found.append(CurveRow(point.seconds, point.placed, point.levels))
    return found[: -MOST_ROWS - 1 : -1]


def _at(point: HistoryPoint, name: str) -> tuple[int, int | None]:
    found = next((level for level in point.levels if level.name == name), None)
    return (found.value, found.bound) if found else (0, None)

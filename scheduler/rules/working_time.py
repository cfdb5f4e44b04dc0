"""Rules about an examiner's working time: in a day, over a day, between two days."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from models.french import duration, hour
from models.regulation import Rule
from scheduler.rules import speech
from scheduler.rules.cases import ExaminerDay, examiner_days
from scheduler.rules.checker import judges
from scheduler.rules.report import Violation
from scheduler.rules.seen import SeenSitting
from scheduler.rules.view import PlanView

Night = tuple[str, tuple[SeenSitting, ...], tuple[SeenSitting, ...]]


@judges(over=examiner_days)
def working_time_day(view: PlanView, rule: Rule, case: ExaminerDay) -> Iterator[Violation]:
    """An examiner's commissions of one day, beginnings to ends, do not add up to more."""
    code, sat = case
    work = sum(max(0, sitting.record.end - sitting.record.start) for sitting in sat)
    most = view.value(rule.id)
    if work > most:
        yield speech.broken(
            view,
            rule,
            f"{speech.examiner(view, code)} siège {duration(work)} "
            f"{speech.day(view, sat[0].record.start)}, pour "
            f"{duration(most)} au plus ; confiez une commission à une autre personne.",
            sittings=sat,
            examiners=[code],
        )


@judges(over=examiner_days)
def working_time_span(view: PlanView, rule: Rule, case: ExaminerDay) -> Iterator[Violation]:
    """From the first beginning to the last end of one day, no more time passes."""
    code, sat = case
    start, end = _bounds(sat)
    most = view.value(rule.id)
    if end - start > most:
        yield speech.broken(
            view,
            rule,
            f"{speech.examiner(view, code)} siège {speech.day(view, start)} "
            f"{speech.hours(start, end)}, "
            f"soit {duration(end - start)} pour {duration(most)} au plus ; raccourcissez sa journée.",
            sittings=sat,
            examiners=[code],
        )


@judges(over=examiner_days)
def working_time_pause(view: PlanView, rule: Rule, case: ExaminerDay) -> Iterator[Violation]:
    """Nobody works six hours on end: a pause comes before."""
    code, sat = case
    pause, most = view.value(rule.id), view.value("working_time_stretch")
    for start, end in _stretches(sat, pause):
        if end - start > most:
            yield speech.broken(
                view,
                rule,
                f"{speech.examiner(view, code)} travaille {speech.day(view, start)} "
                f"{speech.hours(start, end)} sans pause de {duration(pause)}, pour {duration(most)} au "
                "plus ; espacez deux candidats ou partagez la commission.",
                sittings=sat,
                examiners=[code],
                minute=start,
            )


def _stretches(sat: tuple[SeenSitting, ...], pause: int) -> Iterator[tuple[int, int]]:
    """Hours worked on end: commissions and candidates with less than a pause between them."""
    spans = sorted(span for sitting in sat for span in sitting.worked)
    begun = over = None
    for start, end in spans:
        if begun is None or over is None or start - over >= pause:
            if begun is not None and over is not None:
                yield begun, over
            begun, over = start, end
        over = max(over, end)
    if begun is not None and over is not None:
        yield begun, over


def nights(view: PlanView) -> Iterator[Night]:
    """Each day of an examiner with the next day on which he or she sits."""
    days: dict[str, list[tuple[SeenSitting, ...]]] = {}
    for code, sat in examiner_days(view):
        days.setdefault(code, []).append(sat)
    for code, sat_days in days.items():
        for before, after in pairwise(sat_days):
            yield code, before, after


@judges(over=nights)
def working_time_night(view: PlanView, rule: Rule, case: Night) -> Iterator[Violation]:
    """Between two days of commissions there is rest."""
    code, before, after = case
    end, start = _bounds(before)[1], _bounds(after)[0]
    least = view.value(rule.id)
    if start - end < least:
        yield speech.broken(
            view,
            rule,
            f"{speech.examiner(view, code)} finit {speech.day(view, end)} à {hour(end)} et reprend "
            f"{speech.day(view, start)} à {hour(start)} : {duration(start - end)} de repos, pour "
            f"{duration(least)} au moins ; décalez une commission.",
            sittings=[*before, *after],
            examiners=[code],
            minute=start,
        )


def _bounds(sat: tuple[SeenSitting, ...]) -> tuple[int, int]:
    """First beginning and last end of commissions."""
    starts = (sitting.record.start for sitting in sat)
    return min(starts), max(sitting.record.end for sitting in sat)

"""Rules about examiners: one place at a time, when and where they said they could come, lunch."""

from __future__ import annotations

from collections.abc import Iterator

from models.dossier import AvailabilityState, Examiner
from models.french import counted, duration, enumeration, hour
from models.regulation import Rule
from scheduler.rules import speech
from scheduler.rules.cases import ExaminerDay, Seated, examiner_days, examiner_sessions, seated
from scheduler.rules.checker import judges
from scheduler.rules.overlaps import overlapping
from scheduler.rules.report import Violation
from scheduler.rules.seen import SeenSitting
from scheduler.rules.view import PlanView
from scheduler.rules.wording import long_day


@judges(over=examiner_sessions)
def examiner_one_commission(view: PlanView, rule: Rule, case: ExaminerDay) -> Iterator[Violation]:
    """An examiner never sits in two commissions at once."""
    code, sat = case
    for before, after in overlapping(sat, _span):
        yield speech.broken(
            view,
            rule,
            f"{speech.examiner(view, code)} est déjà en commission {before.record.epreuve} "
            f"({before.record.code}) jusqu’à {hour(before.record.end)} en salle {before.record.room} "
            f"quand commence la {speech.sitting(view, after)} ; choisissez un autre créneau ou une "
            "autre personne.",
            sittings=[before, after],
            examiners=[code],
            minute=after.record.start,
        )


def _span(sitting: SeenSitting) -> tuple[int, int]:
    """When a commission sits."""
    return sitting.record.start, sitting.record.end


@judges(over=examiner_days)
def examiner_one_centre_a_day(view: PlanView, rule: Rule, case: ExaminerDay) -> Iterator[Violation]:
    """An examiner sits in one centre a day."""
    code, sat = case
    centres = dict.fromkeys(sitting.record.centre for sitting in sat)
    if len(centres) > 1:
        where = enumeration(speech.centre(view, uai) for uai in centres)
        yield speech.broken(
            view,
            rule,
            f"{speech.examiner(view, code)} siège {speech.day(view, sat[0].record.start)} dans "
            f"{len(centres)} centres ({where}) ; n’en gardez qu’un ce jour-là.",
            sittings=sat,
            examiners=[code],
        )


def limited(view: PlanView) -> Iterator[tuple[Examiner, int, tuple[SeenSitting, ...]]]:
    """Each examiner who sits and gave a maximum of half-days."""
    for code, sat in examiner_sessions(view):
        examiner = view.facts.examiners.get(code)
        if examiner is not None and examiner.max_half_days is not None:
            yield examiner, examiner.max_half_days, sat


@judges(over=limited)
def examiner_max_half_days(
    view: PlanView, rule: Rule, case: tuple[Examiner, int, tuple[SeenSitting, ...]]
) -> Iterator[Violation]:
    """An examiner sits in no more distinct half-days than he or she accepts."""
    examiner, most, sat = case
    count = len({sitting.half_day_key for sitting in sat})
    if count > most:
        yield speech.broken(
            view,
            rule,
            f"{speech.examiner(view, examiner.code)} siège {counted(count, 'demi-journée')} pour "
            f"{most} au plus ({_days(view, sat)}) ; confiez-en une à une autre personne.",
            sittings=sat,
            examiners=[examiner.code],
        )


def _days(view: PlanView, sat: tuple[SeenSitting, ...]) -> str:
    """« commission C1 mardi 8 juin à 8 h »: where and when someone sits."""
    return enumeration(
        f"commission {one.record.code} {speech.at(view, one.record.start)}, salle {one.record.room}"
        for one in sat
    )


def full_days(view: PlanView) -> Iterator[ExaminerDay]:
    """Days on which an examiner sits both in the morning and in the afternoon."""
    for code, sat in examiner_days(view):
        if {sitting.morning for sitting in sat} == {True, False}:
            yield code, sat


@judges(over=full_days)
def examiner_lunch(view: PlanView, rule: Rule, case: ExaminerDay) -> Iterator[Violation]:
    """Between the last morning commission and the first afternoon one, there is time for lunch."""
    code, sat = case
    last = max((one for one in sat if one.morning), key=lambda one: one.record.end)
    first = min((one for one in sat if not one.morning), key=lambda one: one.record.start)
    free, wanted = first.record.start - last.record.end, view.value(rule.id)
    if free < wanted:
        yield speech.broken(
            view,
            rule,
            f"{speech.examiner(view, code)} n’a que {duration(free)} pour déjeuner "
            f"{speech.day(view, first.record.start)}, entre {hour(last.record.end)} (commission "
            f"{last.record.code}) et {hour(first.record.start)} (commission {first.record.code}) ; "
            f"laissez-lui {duration(wanted)}.",
            sittings=[last, first],
            examiners=[code],
            minute=last.record.end,
        )


def may_come(view: PlanView, examiner: Examiner, sitting: SeenSitting) -> str | None:
    """Say why an examiner cannot come to a commission; None when he or she can."""
    centre = sitting.record.centre
    if examiner.centres and centre not in examiner.centres:
        return f"n’accepte pas le centre {speech.centre(view, centre)}"
    half_day = sitting.half_day
    if half_day is None:
        return None
    if view.facts.said_of(examiner, half_day) is AvailabilityState.INDISPONIBLE:
        return "n’est pas disponible à cette demi-journée"
    return None


@judges(over=seated)
def examiner_available(view: PlanView, rule: Rule, case: Seated) -> Iterator[Violation]:
    """A member is available on that half-day, and accepts that centre."""
    sitting, _, examiner = case
    problem = may_come(view, examiner, sitting)
    if problem:
        yield speech.broken(
            view,
            rule,
            f"{speech.examiner(view, examiner.code)} siège à la {speech.sitting(view, sitting)} mais "
            f"{problem} ; nommez une autre personne ou corrigez ses disponibilités.",
            sittings=[sitting],
            examiners=[examiner.code],
        )


def habilitated(view: PlanView) -> Iterator[Seated]:
    """Each member whose habilitation has an end."""
    return (case for case in seated(view) if case[2].habilitation_end is not None)


@judges(over=habilitated)
def examiner_habilitation(view: PlanView, rule: Rule, case: Seated) -> Iterator[Violation]:
    """A member's habilitation still holds on that day."""
    sitting, _, examiner = case
    end = examiner.habilitation_end
    if end is not None and view.day(sitting.record.start) > end:
        yield speech.broken(
            view,
            rule,
            f"{speech.examiner(view, examiner.code)} siège à la {speech.sitting(view, sitting)} alors "
            f"que son habilitation a pris fin le {long_day(end)} {end.year} ; nommez une personne "
            "habilitée ce jour-là.",
            sittings=[sitting],
            examiners=[examiner.code],
        )

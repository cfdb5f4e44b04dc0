"""Who manages the session on site, half-day by half-day, as documents and pages name them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from models.dossier import Dossier, Examiner
from models.dossier.names import examiner_name
from models.french import MINUTES_A_DAY, day_and_month, enumeration, weekday
from models.planning import Plan, Sitting
from models.regulation import Regulation
from scheduler.problem_people import Calendar, Managers


def managers_of(
    dossier: Dossier, regulation: Regulation, plan: Plan, sitting: Sitting
) -> tuple[Examiner, ...]:
    """Return who manages the session on site while a commission sits; nobody where none is asked for."""
    try:
        code = regulation.epreuve(sitting.epreuve).manager
    except KeyError:
        return ()
    calendar = Calendar(dossier)
    day, start = _moment(plan, sitting.start)
    half = next(
        (
            one
            for one in dossier.half_days
            if one.centre == sitting.centre and one.day == day and one.start <= start < one.end
        ),
        None,
    )
    if code is None or half is None:
        return ()
    named = Managers(dossier, regulation, calendar).people.get(code, [])
    return tuple(one for one in named if calendar.preference(one, half) is not None)


def manager_sentences(
    dossier: Dossier, regulation: Regulation, plan: Plan, sittings: Iterable[Sitting]
) -> Iterator[str]:
    """« Responsable de la session, sur place mardi 8 juin : Mme Anne Roux. », a sentence a day."""
    days: dict[date, dict[str, Examiner]] = {}
    for sitting in sorted(sittings, key=lambda one: one.start):
        for one in managers_of(dossier, regulation, plan, sitting):
            days.setdefault(_moment(plan, sitting.start)[0], {})[one.code] = one
    for day, people in days.items():
        names = enumeration(map(_with_phone, people.values()))
        yield f"Responsable de la session, sur place {weekday(day)} {day_and_month(day)} : {names}."


def _with_phone(one: Examiner) -> str:
    return f"{examiner_name(one)} ({one.phone})" if one.phone else examiner_name(one)


def _moment(plan: Plan, minute: int) -> tuple[date, int]:
    """Return the day and the minute of that day."""
    return plan.first_day + timedelta(days=minute // MINUTES_A_DAY), minute % MINUTES_A_DAY

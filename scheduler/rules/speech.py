"""A plan's people, places and hours in French, and violations made from them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta

from models.dossier.names import examiner_name
from models.french import MINUTES_A_DAY, enumeration, hour, typeset
from models.planning import PhaseTime
from models.regulation import Rule, Severity
from scheduler.rules.report import Violation
from scheduler.rules.seen import SeenPassage, SeenSitting
from scheduler.rules.view import PlanView
from scheduler.rules.wording import day_of, long_day, numbered_name


def candidate(view: PlanView, number: str) -> str:
    """« Mme Louise Martin (n° 2027000001) »."""
    found = view.facts.candidates.get(number)
    return numbered_name(found) if found else f"le candidat n° {number} (inconnu de la session)"


def examiner(view: PlanView, code: str) -> str:
    """« M. Bruno Ollivier »."""
    found = view.facts.examiners.get(code)
    return examiner_name(found) if found else f"l’examinateur « {code} » (inconnu de la session)"


def examiners(view: PlanView, codes: Iterable[str]) -> str:
    """« M. Bruno Ollivier et Mme Anne Roux »."""
    return enumeration(examiner(view, code) for code in codes)


def candidates(view: PlanView, numbers: Iterable[str]) -> str:
    """« Mme Louise Martin (n° 1) et M. Ali Ben (n° 2) »."""
    return enumeration(candidate(view, number) for number in numbers)


def at(view: PlanView, minute: int) -> str:
    """« mardi 8 juin à 14 h 30 »."""
    return f"{day(view, minute)} à {hour(minute)}"


def day(view: PlanView, minute: int) -> str:
    """« mardi 8 juin »."""
    return long_day(day_of(view.plan.first_day, minute))


def hours(start: int, end: int) -> str:
    """« de 8 h à 12 h 30 »."""
    return f"de {hour(start)} à {hour(end)}"


def centre(view: PlanView, uai: str) -> str:
    """« Lycée Marie-Laurencin (0750001A) »."""
    found = view.facts.centres.get(uai)
    return f"{found.name} ({uai})" if found else f"{uai} (inconnu de la session)"


def phase(seen: SeenPassage, one: PhaseTime) -> str:
    """Title of a phase in its text, else its id."""
    known = seen.epreuve.phases if seen.epreuve is not None else ()
    return next((f"« {other.title} »" for other in known if other.id == one.id), f"« {one.id} »")


def passage(view: PlanView, seen: SeenPassage) -> str:
    """« Mme Louise Martin (n° 1), BTS-SAM/E4, mardi 8 juin à 9 h »."""
    who = candidate(view, seen.record.candidate)
    return f"{who}, {seen.record.epreuve}, {at(view, seen.start)}"


def sitting(view: PlanView, seen: SeenSitting) -> str:
    """« commission C12 (BTS-SAM/E4, salle B12, mardi 8 juin de 8 h à 12 h) »."""
    one = seen.record
    when = f"{day(view, one.start)} {hours(one.start, one.end)}"
    return f"commission {one.code or '(sans code)'} ({one.epreuve}, salle {one.room}, {when})"


def jury(view: PlanView, seen: SeenSitting) -> str:
    """« commission C12 (BTS-SAM/E4, …) de Mme Roux et M. Ollivier »: with its members."""
    who = examiners(view, (code for code in seen.members if code in view.facts.examiners))
    return f"{sitting(view, seen)} de {who}" if who else sitting(view, seen)


def broken(
    view: PlanView,
    rule: Rule,
    sentence: str,
    *,
    passages: Iterable[SeenPassage] = (),
    sittings: Iterable[SeenSitting] = (),
    candidates: Sequence[str] = (),
    examiners: Iterable[str] = (),
    room: str | None = None,
    minute: int | None = None,
    hard: bool | None = None,
) -> Violation:
    """Make a violation; people and place that are not given come from the passages and commissions.

    Examiners are those given; where nobody is, they are the members of the commissions.
    """
    seen, met, told = tuple(passages), tuple(sittings), tuple(examiners)
    if minute is None:
        starts = [one.start for one in seen] + [one.record.start for one in met]
        minute = min(starts, default=None)
    if room is None:
        room = next((one.record.room for one in met), None)
    if not (seen or told or candidates):
        told = tuple(code for one in met for code in one.members)
    places = [one.record.centre for one in seen] + [one.record.centre for one in met]
    return Violation(
        rule=rule.id,
        sentence=typeset(sentence[:1].upper() + sentence[1:]),
        hard=rule.severity is Severity.HARD if hard is None else hard,
        candidates=tuple(dict.fromkeys([*candidates, *(one.record.candidate for one in seen)])),
        examiners=tuple(dict.fromkeys(told)),
        centre=places[0] if places else None,
        room=room,
        when=None if minute is None else _wall(view, minute),
        minute=minute,
        passages=tuple(dict.fromkeys(one.key for one in seen)),
        sittings=tuple(dict.fromkeys(one.record.code for one in met)),
    )


def _wall(view: PlanView, minute: int) -> datetime:
    """Return a minute of the plan as the centre's clocks show it."""
    midnight = datetime.combine(day_of(view.plan.first_day, minute), time())
    return midnight + timedelta(minutes=minute % MINUTES_A_DAY)

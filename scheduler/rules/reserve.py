"""The reserve sits only where nobody else of the same role could."""

from __future__ import annotations

from collections.abc import Iterator

from models.dossier import Examiner, TakenKind
from models.french import MINUTES_A_DAY
from models.planning import Member
from models.regulation import Rule
from scheduler.rules import speech
from scheduler.rules.cases import Seated, seated
from scheduler.rules.checker import judges
from scheduler.rules.examiners import may_come
from scheduler.rules.impartiality import linked
from scheduler.rules.report import Violation
from scheduler.rules.seats import filled_exactly
from scheduler.rules.seen import SeenSitting
from scheduler.rules.sharing import span_of
from scheduler.rules.view import PlanView


def reserves(view: PlanView) -> Iterator[Seated]:
    """Each member who is of the reserve."""
    return (case for case in seated(view) if case[2].reserve)


@judges(over=reserves)
def reserve_last(view: PlanView, rule: Rule, case: Seated) -> Iterator[Violation]:
    """Nobody else of the same role could take the reserve's seat."""
    sitting, member, examiner = case
    other = next((one for one in _others(view, examiner) if _could(view, one, sitting, member)), None)
    if other is not None:
        yield speech.broken(
            view,
            rule,
            f"{speech.examiner(view, examiner.code)}, de réserve, siège à la "
            f"{speech.sitting(view, sitting)} "
            f"alors que {speech.examiner(view, other.code)} le pouvait ; nommez cette personne à sa "
            "place.",
            sittings=[sitting],
            examiners=[examiner.code, other.code],
        )


def _others(view: PlanView, examiner: Examiner) -> Iterator[Examiner]:
    """Examiners of the same role who are not of the reserve, and do not manage the session."""
    managers = view.regulation.manager_codes
    for one in view.facts.by_role[examiner.role]:
        if not one.reserve and managers.isdisjoint(one.qualifications):
            yield one


def _could(view: PlanView, other: Examiner, sitting: SeenSitting, member: Member) -> bool:
    """Whether someone could sit in a member's place; the cheapest questions come first."""
    return (
        other.code not in sitting.members
        and may_come(view, other, sitting) is None
        and _is_habilitated(view, other, sitting)
        and _is_free(view, other, sitting)
        and not _sits_in_another_session(view, other, sitting)
        and _fits_instead(view, other, sitting, member)
        and not any(linked(view, other, passage) for passage in sitting.passages)
    )


def _fits_instead(view: PlanView, other: Examiner, sitting: SeenSitting, member: Member) -> bool:
    """Whether the commission is still the one of the text with someone in a member's place."""
    instead = Member(other.code, other.role, member.replacement)
    members = [instead if one is member else one for one in sitting.record.members]
    return filled_exactly(view, sitting, members)


def _is_habilitated(view: PlanView, examiner: Examiner, sitting: SeenSitting) -> bool:
    """Whether an habilitation, if it ends, still holds on the day of a commission."""
    end = examiner.habilitation_end
    return end is None or view.day(sitting.record.start) <= end


def _is_free(view: PlanView, examiner: Examiner, added: SeenSitting) -> bool:
    """Whether one more commission leaves an examiner within every limit of time and place."""
    sat = view.by_examiner.get(examiner.code, ())
    half_days = {one.half_day_key for one in (*sat, added)}
    if examiner.max_half_days is not None and len(half_days) > examiner.max_half_days:
        return False
    near = [one for one in sat if abs(one.day - added.day) <= 1]
    return all(_can_do_both(view, one, added) for one in near) and _day_holds(
        view, [one for one in near if one.day == added.day], added
    )


def _sits_in_another_session(view: PlanView, examiner: Examiner, sitting: SeenSitting) -> bool:
    """Whether another session has an examiner that day, at whatever hour: nobody asks for both."""
    taken = view.facts.taken_people.get((TakenKind.EXAMINER, examiner.code), ())
    return any(span_of(view, one)[0] // MINUTES_A_DAY == sitting.day for one in taken)


def _can_do_both(view: PlanView, one: SeenSitting, other: SeenSitting) -> bool:
    """Whether one person can sit in two commissions: apart, one centre a day, with lunch or night."""
    first, second = (one, other) if one.record.start <= other.record.start else (other, one)
    free = second.record.start - first.record.end
    if one.day != other.day:
        return free >= view.value("working_time_night")
    pause = max(view.value("examiner_lunch"), view.value("working_time_pause"))
    least = pause if first.morning and not second.morning else 0
    return one.record.centre == other.record.centre and free >= least


def _day_holds(view: PlanView, sat: list[SeenSitting], added: SeenSitting) -> bool:
    """Whether a day with one more commission stays within working time."""
    day = [one.record for one in (*sat, added)]
    work = sum(one.end - one.start for one in day)
    span = max(one.end for one in day) - min(one.start for one in day)
    return work <= view.value("working_time_day") and span <= view.value("working_time_span")

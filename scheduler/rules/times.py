"""Rules about the opened half-days: everything lies inside one, and one open to the épreuve."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from models.french import enumeration
from models.regulation import Rule
from scheduler.rules import speech
from scheduler.rules.cases import passages, sittings
from scheduler.rules.checker import judges
from scheduler.rules.report import Violation
from scheduler.rules.seen import SeenPassage, SeenSitting
from scheduler.rules.view import PlanView


def sittings_and_passages(view: PlanView) -> Iterable[SeenSitting | SeenPassage]:
    """Every commission, then every passage that has phases."""
    return (*view.sittings, *(one for one in passages(view) if one.record.phases))


@judges(over=sittings_and_passages)
def inside_half_day(view: PlanView, rule: Rule, case: SeenSitting | SeenPassage) -> Iterator[Violation]:
    """A commission lies in one opened half-day of its centre, a passage in that of its commission."""
    if isinstance(case, SeenSitting):
        one = case.record
        if view.calendar.holding(one.centre, one.start, one.end) is None:
            sentence = f"{speech.jury(view, case)} : {_open_hours(view, one.centre, one.start)}"
            yield speech.broken(view, rule, sentence, sittings=[case])
    elif not _inside(view, case):
        sentence = (
            f"{speech.passage(view, case)} : le passage ({speech.hours(case.start, case.end)}) sort de "
            f"la demi-journée ; {_open_hours(view, case.record.centre, case.start)}"
        )
        yield speech.broken(view, rule, sentence, passages=[case])


def _inside(view: PlanView, passage: SeenPassage) -> bool:
    """Whether the whole passage lies in the half-day of its commission, or in any when that has none."""
    one = passage.sitting
    half_day = view.calendar.holding(one.centre, one.start, one.end) if one is not None else None
    if half_day is None:
        half_day = view.calendar.holding(passage.record.centre, passage.start, passage.end)
    return half_day is not None and half_day.holds(passage.start, passage.end)


def _open_hours(view: PlanView, centre: str, minute: int) -> str:
    """Say when the centre is open that day."""
    opened = view.calendar.of_day(centre, minute)
    if not opened:
        return "le centre n’ouvre pas ce jour-là ; choisissez une demi-journée du calendrier."
    spans = enumeration(speech.hours(one.start, one.end) for one in opened)
    return f"le centre ouvre {spans} ; faites tenir les heures dans une seule de ces demi-journées."


@judges(over=sittings)
def half_day_open_for_epreuve(view: PlanView, rule: Rule, sitting: SeenSitting) -> Iterator[Violation]:
    """A half-day kept for some épreuves hosts only these."""
    half_day = sitting.half_day
    allowed = half_day.record.epreuves if half_day is not None else ()
    if allowed and sitting.record.epreuve not in allowed:
        yield speech.broken(
            view,
            rule,
            f"{speech.jury(view, sitting)} : cette demi-journée est réservée à {enumeration(allowed)} "
            "; déplacez la commission ou ouvrez la demi-journée à cette épreuve dans « calendrier ».",
            sittings=[sitting],
        )

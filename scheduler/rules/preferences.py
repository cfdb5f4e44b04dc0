"""Preferences: half-days of examiners, the candidate's own training centre, easy hours."""

from __future__ import annotations

from collections.abc import Iterator

from models.dossier import Examiner
from models.french import duration, hour
from models.regulation import Rule
from scheduler.rules import speech
from scheduler.rules.cases import passages, seated
from scheduler.rules.checker import judges
from scheduler.rules.report import Violation
from scheduler.rules.seen import SeenPassage, SeenSitting
from scheduler.rules.view import PlanView


def examiner_half_days(view: PlanView) -> Iterator[tuple[Examiner, SeenSitting]]:
    """Each examiner with one commission of each opened half-day in which he or she sits."""
    seen: set[tuple[str, tuple[str, int]]] = set()
    for sitting, _, examiner in seated(view):
        key = (examiner.code, sitting.half_day_key)
        if sitting.half_day is not None and key not in seen:
            seen.add(key)
            yield examiner, sitting


@judges(over=examiner_half_days)
def preferred_half_days(
    view: PlanView, rule: Rule, case: tuple[Examiner, SeenSitting]
) -> Iterator[Violation]:
    """An examiner would rather not sit in that half-day."""
    examiner, sitting = case
    if sitting.half_day is not None and view.facts.dislikes(examiner, sitting.half_day):
        yield speech.broken(
            view,
            rule,
            f"{speech.examiner(view, examiner.code)} siège à la {speech.sitting(view, sitting)} : une "
            "demi-journée à éviter ou hors de ses préférences.",
            sittings=[sitting],
            examiners=[examiner.code],
        )


def trained_in_a_centre(view: PlanView) -> Iterator[SeenPassage]:
    """Passages, of the rule's épreuves, that could take place where the candidate was trained."""
    wanted = view.regulation.rules["own_centre_e5"].epreuves
    for passage in passages(view):
        school = passage.candidate.establishment if passage.candidate is not None else None
        designated = passage.entry.centre if passage.entry is not None else None
        if (
            passage.record.epreuve in wanted
            and school in view.facts.centres
            and designated in {None, school}
        ):
            yield passage


@judges(over=trained_in_a_centre)
def own_centre_e5(view: PlanView, rule: Rule, passage: SeenPassage) -> Iterator[Violation]:
    """A candidate whose school is a centre is examined there, as far as possible."""
    school = passage.candidate.establishment if passage.candidate is not None else None
    if school is not None and passage.record.centre != school:
        yield speech.broken(
            view,
            rule,
            f"{speech.passage(view, passage)} : passe au centre "
            f"{speech.centre(view, passage.record.centre)} "
            f"et non dans son centre de formation {speech.centre(view, school)}.",
            passages=[passage],
        )


@judges(over=passages)
def time_grid(view: PlanView, rule: Rule, passage: SeenPassage) -> Iterator[Violation]:
    """First phases start at an hour that is easy to read."""
    grid = view.value(rule.id)
    if passage.record.phases and passage.start % grid:
        yield speech.broken(
            view,
            rule,
            f"{speech.passage(view, passage)} : {hour(passage.start)} n’est pas un multiple de "
            f"{duration(grid)}.",
            passages=[passage],
        )

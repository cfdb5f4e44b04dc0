"""Rules about what must be recorded before a plan is published: decisions, people on site."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from models.dossier import Accommodation, AvailabilityState, Examiner
from models.regulation import Phase, Rule
from scheduler.parameters import MissingParameterError
from scheduler.rules import speech
from scheduler.rules.accommodations import ALL, rows_for
from scheduler.rules.checker import judges
from scheduler.rules.phases import TimedPhase, known_phases
from scheduler.rules.report import Violation
from scheduler.rules.seen import SeenSitting
from scheduler.rules.view import PlanView


@judges(over=known_phases)
def extra_time_decision(view: PlanView, rule: Rule, case: TimedPhase) -> Iterator[Violation]:
    """Beyond the usual share, extra time rests on a decision that is written down."""
    passage, phase, text = case
    rows = [row for row in rows_for(view, *passage.key) if row.phase in {ALL, text.id}]
    if not rows:
        return
    share, minutes = Fraction(1, view.value("extra_time_most")), _usual_minutes(view, case)
    if any(row.decision is None and _exceeds(row, minutes, share) for row in rows):
        yield speech.broken(
            view,
            rule,
            f"{speech.passage(view, passage)} : plus d’un tiers de temps majoré pour "
            f"{speech.phase(passage, phase)} sans décision consignée ; indiquez sa référence dans "
            "« amenagements », colonne « decision ».",
            passages=[passage],
            minute=phase.start,
            hard=False,
        )


def _usual_minutes(view: PlanView, case: tuple[object, object, Phase]) -> int | None:
    """Return how long a phase lasts for everybody else, None when nobody fixed it."""
    passage, _, text = case
    epreuve = getattr(passage, "epreuve", None)
    try:
        return None if epreuve is None else view.values.phase_minutes(epreuve, text)
    except MissingParameterError:
        return None


def _exceeds(row: Accommodation, minutes: int | None, share: Fraction) -> bool:
    """Whether one row alone gives more than the share of a phase, rounded up to the minute."""
    if (row.extra_share or 0) > share:
        return True
    return minutes is not None and (row.extra_minutes or 0) > -(-minutes * share // 1)


Managed = tuple[str, tuple[SeenSitting, ...]]


def managed_days(view: PlanView) -> Iterator[Managed]:
    """What a manager must hold, with the commissions of one centre and day that ask for one."""
    found: dict[tuple[str, str, int], list[SeenSitting]] = {}
    for sitting in view.sittings:
        code = sitting.epreuve.manager if sitting.epreuve is not None else None
        if code is not None:
            found.setdefault((code, sitting.record.centre, sitting.day), []).append(sitting)
    for (code, _, _), sittings in sorted(found.items(), key=lambda row: row[0]):
        yield code, tuple(sittings)


@judges(over=managed_days)
def session_manager(view: PlanView, rule: Rule, case: Managed) -> Iterator[Violation]:
    """Somebody who manages the session is there all the while, and sits in no jury."""
    code, sittings = case
    named = [one for one in view.dossier.examiners if code in view.facts.qualifications[one.code]]
    if not named:
        yield _nobody_named(view, rule, case)
        return
    for sitting in sittings:
        if not any(_on_site(view, one, sitting) for one in named):
            yield speech.broken(
                view,
                rule,
                f"{speech.sitting(view, sitting)} : aucun responsable de session n’est sur place ; "
                f"ajoutez dans « examinateurs » une personne de qualification {code} qui soit "
                "disponible et ne siège pas, ou déplacez la commission.",
                sittings=[sitting],
            )


def _nobody_named(view: PlanView, rule: Rule, case: Managed) -> Violation:
    """Say once a day that the session names no manager: a draft may wait for the name."""
    code, sittings = case
    first = sittings[0].record
    return speech.broken(
        view,
        rule,
        f"{speech.centre(view, first.centre)}, {speech.day(view, first.start)} : aucune personne n’est "
        f"nommée comme responsable de session ; ajoutez-la dans « examinateurs », avec la qualification "
        f"{code} et ses disponibilités.",
        sittings=sittings,
        hard=False,
    )


def _on_site(view: PlanView, one: Examiner, sitting: SeenSitting) -> bool:
    """Whether somebody is at the centre throughout, and in no jury meanwhile."""
    half_day, centre = sitting.half_day, sitting.record.centre
    if one.centres and centre not in one.centres:
        return False
    if half_day is not None and view.facts.said_of(one, half_day) is AvailabilityState.INDISPONIBLE:
        return False
    start, end = sitting.record.start, sitting.record.end
    sits = view.by_examiner.get(one.code, ())
    return not any(other.record.start < end and start < other.record.end for other in sits)

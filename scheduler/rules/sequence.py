"""Rules about the order of a candidate's épreuves, meals, and what else keeps a candidate."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from models.dossier import Modality, RegistrationState
from models.french import MINUTES_A_DAY, duration, hour
from models.regulation import EpreuveKind, Rule
from scheduler.parameters import moment_of
from scheduler.registrations import Entry
from scheduler.rules import speech
from scheduler.rules.accommodations import ALL, lasting
from scheduler.rules.cases import Pair, neighbours_of_candidate
from scheduler.rules.checker import judges
from scheduler.rules.report import Violation
from scheduler.rules.seen import SeenPassage
from scheduler.rules.view import PlanView

NOON = MINUTES_A_DAY // 2


def over_noon(view: PlanView) -> Iterator[Pair]:
    """A candidate's last passage of a morning with the first of the afternoon of the same day."""
    for before, after in neighbours_of_candidate(view):
        if before.day == after.day and _morning(view, before) and not _morning(view, after):
            yield before, after


def _morning(view: PlanView, passage: SeenPassage) -> bool:
    """Whether a passage lies in a half-day that starts before noon."""
    found = view.calendar.around(passage.record.centre, passage.start, passage.end)
    start = found.start if found is not None else passage.start
    return start % MINUTES_A_DAY < NOON


@judges(over=over_noon)
def candidate_meal(view: PlanView, rule: Rule, pair: Pair) -> Iterator[Violation]:
    """From a morning to an afternoon a candidate has time to eat."""
    before, after = pair
    wanted, free = view.value(rule.id), after.start - before.end
    if free < wanted:
        yield speech.broken(
            view,
            rule,
            f"{speech.passage(view, after)} : {duration(max(0, free))} seulement pour déjeuner après "
            f"{before.record.epreuve}, qui finit à {hour(before.end)} ; laissez {duration(wanted)}.",
            passages=pair,
            minute=after.start,
        )


def pairs_of_candidate(view: PlanView) -> Iterator[Pair]:
    """Each two passages of a candidate, the earlier one first, both épreuves known."""
    for found in view.by_candidate.values():
        for before, after in combinations(found, 2):
            if before.epreuve is not None and after.epreuve is not None:
                yield before, after


@judges(over=pairs_of_candidate)
def optional_last(view: PlanView, rule: Rule, pair: Pair) -> Iterator[Violation]:
    """On one day, an optional épreuve does not come before a compulsory one."""
    before, after = pair
    optional = [one.epreuve is not None and one.epreuve.optional for one in pair]
    if before.day == after.day and optional == [True, False]:
        yield speech.broken(
            view,
            rule,
            f"{speech.passage(view, before)} : épreuve facultative placée avant "
            f"{after.record.epreuve}, obligatoire, à {hour(after.start)} ; faites passer l’obligatoire "
            "d’abord.",
            passages=pair,
            minute=before.start,
        )


@judges(over=pairs_of_candidate)
def final_last(view: PlanView, rule: Rule, pair: Pair) -> Iterator[Violation]:
    """An épreuve that must be the last of all comes before no other."""
    before, after = pair
    if before.epreuve is not None and before.epreuve.last:
        yield speech.broken(
            view,
            rule,
            f"{speech.passage(view, before)} : « {before.epreuve.title} » vient avant "
            f"{after.record.epreuve} ({speech.at(view, after.start)}) ; ce doit être la dernière "
            "épreuve du candidat.",
            passages=pair,
            minute=before.start,
        )


def beside_written(view: PlanView) -> Iterator[tuple[SeenPassage, Entry, int, int]]:
    """Each passage with each dated written épreuve of its candidate, from its start to its end."""
    written: dict[str, list[Entry]] = {}
    for entry in view.entries.values():
        sits = entry.state is RegistrationState.INSCRIT and entry.modality is Modality.PONCTUEL
        if sits and entry.kind is not EpreuveKind.ORAL:
            written.setdefault(entry.candidate, []).append(entry)
    for candidate, passages in view.by_candidate.items():
        for entry in written.get(candidate, ()):
            hours = _written_hours(view, entry)
            if hours is not None:
                yield from ((passage, entry, *hours) for passage in passages)


def _written_hours(view: PlanView, entry: Entry) -> tuple[int, int] | None:
    """Minutes of the plan at which a candidate's written épreuve begins and ends, None without date."""
    start = view.values.get("written_start", entry.epreuve)
    epreuve = view.epreuve(entry.epreuve, entry.modality)
    if start is None or epreuve is None or epreuve.minutes is None:
        return None
    begins = start - moment_of(view.plan.first_day, 0)
    return begins, begins + lasting(view, entry.candidate, entry.epreuve, ALL, epreuve.minutes)


@judges(over=beside_written)
def written_epreuves(
    view: PlanView, rule: Rule, case: tuple[SeenPassage, Entry, int, int]
) -> Iterator[Violation]:
    """A passage leaves a written épreuve alone, with the rest before and after it."""
    passage, entry, start, end = case
    rest = view.value("rest_between_passages")
    if passage.start < end + rest and start < passage.end + rest:
        yield speech.broken(
            view,
            rule,
            f"{speech.passage(view, passage)} : trop près de l’écrit {entry.epreuve}, "
            f"{speech.day(view, start)} {speech.hours(start, end)} ; laissez {duration(rest)} avant et "
            "après, ou choisissez une autre demi-journée.",
            passages=[passage],
        )

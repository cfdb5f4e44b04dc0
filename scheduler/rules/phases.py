"""Rules about the phases of a passage: their lengths and how they follow each other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from models.french import duration, enumeration, hour
from models.planning import PhaseTime
from models.regulation import Phase, Rule
from scheduler.parameters import MissingParameterError
from scheduler.rules import speech
from scheduler.rules.accommodations import lasting
from scheduler.rules.cases import passages
from scheduler.rules.checker import judges
from scheduler.rules.report import Violation
from scheduler.rules.seen import SeenPassage
from scheduler.rules.view import PlanView

TimedPhase = tuple[SeenPassage, PhaseTime, Phase]


def known_phases(view: PlanView) -> Iterator[TimedPhase]:
    """Each phase of each passage with what the text says of it."""
    for passage in view.passages:
        texts = passage.epreuve.phases if passage.epreuve is not None else ()
        for phase in passage.record.phases:
            for text in texts:
                if text.id == phase.id:
                    yield passage, phase, text


@judges(over=known_phases)
def phase_durations(view: PlanView, rule: Rule, case: TimedPhase) -> Iterator[Violation]:
    """A phase lasts its minutes, the largest extra time and the largest pause."""
    passage, phase, text = case
    actual, expected = phase.end - phase.start, _expected(view, passage, text)
    if actual == expected:
        return
    repair = (
        f"{duration(expected)} attendues"
        if expected is not None
        else "durée à fixer dans « parametres »"
    )
    yield speech.broken(
        view,
        rule,
        f"{speech.passage(view, passage)} : la phase {speech.phase(passage, phase)} dure "
        f"{duration(actual)} ({speech.hours(phase.start, phase.end)}) ; {repair}, temps majoré et pause "
        "compris.",
        passages=[passage],
        room=phase.room,
        minute=phase.start,
    )


def _expected(view: PlanView, passage: SeenPassage, text: Phase) -> int | None:
    """Return the minutes a phase must last, None when nobody fixed them."""
    if passage.epreuve is None:  # a phase with a text has an épreuve
        return None
    try:
        minutes = view.values.phase_minutes(passage.epreuve, text)
    except MissingParameterError:
        return None
    return lasting(view, *passage.key, text.id, minutes) if passage.attended else minutes


@judges(over=passages)
def phase_sequence(view: PlanView, rule: Rule, passage: SeenPassage) -> Iterator[Violation]:
    """The phases are those of the text, in order, without overlap nor long wait."""
    problems = [*_wrong_phases(passage), *_wrong_neighbours(passage, view.value(rule.id))]
    for problem in problems:
        yield speech.broken(
            view, rule, f"{speech.passage(view, passage)} : {problem}", passages=[passage]
        )


def _wrong_phases(passage: SeenPassage) -> Iterator[str]:
    """Say when the phases are not those of the text."""
    if passage.epreuve is None:
        yield f"« {passage.record.epreuve} » n’est pas une épreuve des textes ; corrigez son code."
        return
    wanted = [phase.id for phase in passage.epreuve.phases]
    found = [phase.id for phase in passage.record.phases]
    if found != wanted:
        written = enumeration(found) or "aucune phase"
        yield f"phases trouvées : {written} ; le texte veut, dans cet ordre : {enumeration(wanted)}."


def _wrong_neighbours(passage: SeenPassage, most: int) -> Iterator[str]:
    """Say when a phase overlaps the one before, or comes too long after it."""
    for before, after in pairwise(passage.record.phases):
        names = f"{speech.phase(passage, before)} et {speech.phase(passage, after)}"
        wait = after.start - before.end
        if wait < 0:
            yield (
                f"les phases {names} se chevauchent ; commencez la seconde à {hour(before.end)} au plus "
                "tôt."
            )
        elif wait > most:
            yield f"{duration(wait)} d’attente entre {names} ; {duration(most)} au plus."

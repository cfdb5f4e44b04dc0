"""What the aménagements of a candidate change in one passage, in sentences with their minutes.

The plan is the authority on durations: extra time is what a phase lasts beyond its text and its pause.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from models.dossier import Accommodation
from models.french import duration, enumeration
from models.planning import Passage, PhaseTime
from scheduler.documents.book import PlanBook


@dataclass(frozen=True, slots=True)
class PhaseMeasure:
    """Extra minutes and pause minutes inside one phase; 0 for none."""

    extra: int = 0
    pause: int = 0

    def __str__(self) -> str:
        """« dont 14 min de temps majoré et 10 min de pause », empty without measure."""
        parts = []
        if self.extra:
            parts.append(f"{duration(self.extra)} de temps majoré")
        if self.pause:
            parts.append(f"{duration(self.pause)} de pause")
        return f"dont {enumeration(parts)}" if parts else ""


def phase_measure(book: PlanBook, passage: Passage, held: PhaseTime) -> PhaseMeasure:
    """Extra time and pause of one phase as the plan gives them."""
    rows = [row for row in rows_of(book, passage) if row.phase in {"*", held.id}]
    pause = max((row.pause_minutes or 0 for row in rows), default=0)
    base = book.base_minutes(passage, held)
    if base is None or not any(row.extra_share or row.extra_minutes for row in rows):
        return PhaseMeasure(pause=pause)
    return PhaseMeasure(extra=max(held.end - held.start - base - pause, 0), pause=pause)


def rows_of(book: PlanBook, passage: Passage) -> tuple[Accommodation, ...]:
    """Rows of `amenagements` that speak of a passage."""
    return tuple(
        row
        for row in book.dossier.accommodations
        if row.candidate == passage.candidate and row.epreuve in {"*", passage.epreuve}
    )


def candidate_measures(book: PlanBook, passage: Passage, *, decisions: bool = True) -> tuple[str, ...]:
    """Sentences for the candidate or the centre: time, rooms, and the decisions that grant them."""
    rows = rows_of(book, passage)
    sentences = [*_time_sentences(book, passage)]
    if any(row.accessible_room for row in rows):
        sentences.append("Toutes les salles sont accessibles aux personnes à mobilité réduite.")
    if any(row.separate_room for row in rows):
        sentences.append("Préparation dans une salle séparée.")
    if decisions:
        sentences.extend(_decisions(rows))
    return tuple(sentences)


def _decisions(rows: tuple[Accommodation, ...]) -> Iterator[str]:
    """Each decision once, as a sentence."""
    yield from dict.fromkeys(row.decision.rstrip(".") + "." for row in rows if row.decision)


def _time_sentences(book: PlanBook, passage: Passage) -> Iterator[str]:
    """One sentence per phase whose duration changes."""
    for held in passage.phases:
        measure = phase_measure(book, passage, held)
        text = book.phase(passage, held)
        if str(measure):
            title = text.title if text else held.id
            yield f"{title} : {duration(held.end - held.start)}, {measure}."


def jury_measures(book: PlanBook, passage: Passage) -> tuple[str, ...]:
    """What the commission must know: its minutes and the accessible room; never why, nor who decided."""
    start, end = book.jury_hours(passage)
    held = [phase for phase in passage.phases if start <= phase.start and phase.end <= end]
    measures = [str(phase_measure(book, passage, phase)) for phase in held]
    found = [f"{duration(end - start)}, {one}" for one in measures if one]
    if any(row.accessible_room for row in rows_of(book, passage)):
        found.append("salle accessible")
    return tuple(found)

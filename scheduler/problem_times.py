"""Times of candidates: what their aménagements add, and when written épreuves keep them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from math import ceil

from models.dossier import Accommodation, Dossier, Modality, RegistrationState
from models.regulation import EpreuveKind, Regulation
from scheduler.parameters import RuleValues, moment_of
from scheduler.registrations import Entry

EVERY = "*"


def added(minutes: int, phase_id: str, rows: Iterable[Accommodation]) -> int:
    """Largest extra time of a phase, rounded up to the minute, and largest pause."""
    extra = pause = 0
    for row in rows:
        if row.phase in (EVERY, phase_id):
            share = ceil(minutes * (row.extra_share or Fraction(0)))
            extra = max(extra, share, row.extra_minutes or 0)
            pause = max(pause, row.pause_minutes or 0)
    return extra + pause


class WrittenEpreuves:
    """When each candidate sits a written épreuve whose date the session gives, the rest around it."""

    def __init__(self, dossier: Dossier, regulation: Regulation, registered: Iterable[Entry]) -> None:
        self.regulation = regulation
        self.values = RuleValues(regulation, dossier.parameters)
        self.rest = self.values.value("rest_between_passages")
        self.rows: dict[str, list[Accommodation]] = defaultdict(list)
        for row in dossier.accommodations:
            self.rows[row.candidate].append(row)
        self.entries: dict[str, list[Entry]] = defaultdict(list)
        for entry in registered:
            written = entry.kind is not EpreuveKind.ORAL and entry.modality is Modality.PONCTUEL
            if written and entry.state is RegistrationState.INSCRIT:
                self.entries[entry.candidate].append(entry)

    def of(self, party: Iterable[Entry], first_day: date) -> tuple[tuple[int, int], ...]:
        """Stretches in which those examined together are to be left free, minutes since `first_day`."""
        origin = moment_of(first_day, 0)
        kept = {span for entry in party for span in self._kept(entry.candidate)}
        return tuple(sorted((start - origin, end - origin) for start, end in kept))

    def _kept(self, candidate: str) -> Iterator[tuple[int, int]]:
        for entry in self.entries.get(candidate, ()):
            start = self.values.get("written_start", entry.epreuve)
            minutes = self.regulation.epreuve(entry.epreuve, entry.modality).minutes
            if start is not None and minutes is not None:
                rows = [row for row in self.rows[candidate] if row.epreuve in (EVERY, entry.epreuve)]
                end = start + minutes + added(minutes, EVERY, rows)
                yield start - self.rest, end + self.rest

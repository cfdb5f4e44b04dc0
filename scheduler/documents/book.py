"""A plan to be read by person, commission and room: the one lookup behind documents and calendars."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from models.dossier import Candidate, Centre, Dossier, Examiner, Room
from models.french import MINUTES_A_DAY
from models.planning import Passage, PhaseTime, Plan, Sitting
from models.regulation.texts import Epreuve, Phase, Regulation
from scheduler.errors import NotFoundError
from scheduler.parameters import MissingParameterError, RuleValues

Found = TypeVar("Found")


@dataclass
class PlanBook:
    """A session, its texts and one plan, indexed once.

    Raises
    ------
    NotFoundError
        By any lookup: the plan names a person, centre, commission or épreuve that the session lacks.

    """

    dossier: Dossier
    regulation: Regulation
    plan: Plan
    values: RuleValues = field(init=False)

    def __post_init__(self) -> None:
        self.values = RuleValues(self.regulation, self.dossier.parameters)
        self._candidates = {one.number: one for one in self.dossier.candidates}
        self._examiners = {one.code: one for one in self.dossier.examiners}
        self._centres = {one.uai: one for one in self.dossier.centres}
        self._rooms = {(one.centre, one.code): one for one in self.dossier.rooms}
        self._sittings = {one.code: one for one in self.plan.sittings}
        self._index_plan()

    def _index_plan(self) -> None:
        """Passages by candidate and by commission, sittings by examiner, each in order of time."""
        self._by_candidate: dict[str, list[Passage]] = defaultdict(list)
        self._by_commission: dict[str, list[Passage]] = defaultdict(list)
        self._by_examiner: dict[str, list[Sitting]] = defaultdict(list)
        self._by_room: dict[tuple[str, str], dict[Passage, None]] = defaultdict(dict)
        for passage in sorted(self.plan.passages, key=lambda one: (one.start, one.candidate)):
            if not passage.absent:
                self._by_candidate[passage.candidate].append(passage)
            self._by_commission[passage.commission].append(passage)
            for phase in passage.phases:
                self._by_room[passage.centre, phase.room][passage] = None
        for sitting in sorted(self.plan.sittings, key=lambda one: (one.start, one.code)):
            for member in sitting.members:
                self._by_examiner[member.examiner].append(sitting)

    def candidates(self) -> tuple[Candidate, ...]:
        """Everyone who must come, in the order of the session."""
        return tuple(one for one in self.dossier.candidates if one.number in self._by_candidate)

    def examiners(self) -> tuple[Examiner, ...]:
        """Everyone who sits, in the order of the session."""
        return tuple(one for one in self.dossier.examiners if one.code in self._by_examiner)

    def candidate(self, number: str) -> Candidate:
        """Candidate of a number."""
        return _known(self._candidates, number, "Le candidat")

    def examiner(self, code: str) -> Examiner:
        """Examiner of a code."""
        return _known(self._examiners, code, "L’examinateur")

    def centre(self, uai: str) -> Centre:
        """Centre of a UAI."""
        return _known(self._centres, uai, "Le centre")

    def sitting(self, code: str) -> Sitting:
        """Commission of a code."""
        return _known(self._sittings, code, "La commission")

    def room(self, centre: str, code: str) -> Room | None:
        """Room of a centre; None when the session does not describe it."""
        return self._rooms.get((centre, code))

    def epreuve(self, of: Passage | Sitting) -> Epreuve:
        """Text of the épreuve of a passage or commission, in its form: ponctuel or CCF."""
        try:
            return self.regulation.epreuve(of.epreuve, "CCF" if of.ccf else None)
        except KeyError:
            raise NotFoundError(
                f"L’épreuve {of.epreuve} du plan n’existe pas dans les textes de la session "
                f"{self.regulation.year} ; vérifiez le code du diplôme."
            ) from None

    def passages_of(self, candidate: str) -> tuple[Passage, ...]:
        """Passages a candidate comes to, first to last: not those judged on a dossier alone."""
        return tuple(self._by_candidate.get(candidate, ()))

    def passages_before(self, commission: str) -> tuple[Passage, ...]:
        """Passages before a commission, in the order it sees them."""
        found = self._by_commission.get(commission, ())
        return tuple(sorted(found, key=lambda one: (self.jury_hours(one), one.candidate)))

    def passages_through(self, centre: str, room: str) -> tuple[Passage, ...]:
        """Passages with a phase in a room, first to last."""
        return tuple(self._by_room.get((centre, room), ()))

    def sittings_of(self, examiner: str) -> tuple[Sitting, ...]:
        """Commissions an examiner sits in, first to last."""
        return tuple(self._by_examiner.get(examiner, ()))

    def jury_hours(self, passage: Passage) -> tuple[int, int]:
        """Start and end of a passage before its commission."""
        jury = {phase.id for phase in self.epreuve(passage).phases if phase.with_jury}
        held = [phase for phase in passage.phases if phase.id in jury] or list(passage.phases[-1:])
        return held[0].start, held[-1].end

    def phase(self, passage: Passage, held: PhaseTime) -> Phase | None:
        """Text of one phase of a passage; None when the text has no such phase."""
        phases = self.epreuve(passage).phases
        return next((one for one in phases if one.id == held.id), None)

    def base_minutes(self, passage: Passage, held: PhaseTime) -> int | None:
        """Minutes of a phase without aménagement; None when nobody set them."""
        phase = self.phase(passage, held)
        if phase is None:
            return None
        try:
            return self.values.phase_minutes(self.epreuve(passage), phase)
        except MissingParameterError:
            return None

    def reading_minutes(self, epreuve: str) -> int:
        """Minutes a commission reads the dossiers before its first candidate."""
        return self.values.value("dossier_reading", epreuve)

    def day(self, minutes: int) -> date:
        """Day of a time of the plan."""
        return self.plan.first_day + timedelta(days=minutes // MINUTES_A_DAY)

    def wall_time(self, minutes: int) -> datetime:
        """Local wall time, without zone, of a time of the plan."""
        return datetime.combine(self.plan.first_day, time()) + timedelta(minutes=minutes)


def _known(table: Mapping[str, Found], key: str, what: str) -> Found:
    """Look up, or say in French what the plan names in vain."""
    if key not in table:
        raise NotFoundError(f"{what} {key} n’est pas dans la session ; importez de nouveau ses tables.")
    return table[key]


def days_of(items: Iterable[Passage], book: PlanBook) -> dict[date, list[Passage]]:
    """Group passages by day, in order."""
    days: dict[date, list[Passage]] = defaultdict(list)
    for item in items:
        days[book.day(item.start)].append(item)
    return dict(days)

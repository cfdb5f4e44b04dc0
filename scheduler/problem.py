"""The one place where a session becomes a problem to plan: texts, parameters and people resolved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain

from models.dossier import (
    Accommodation,
    Candidate,
    Dossier,
    Examiner,
    HalfDayName,
    Modality,
    OpenHalfDay,
    RoomType,
)
from models.planning import (
    EpreuveNeed,
    HalfDay,
    LockedPassage,
    PhaseNeed,
    PhaseTime,
    Plan,
    PlanExaminer,
    PlanRoom,
    Preference,
    Problem,
    SeatNeed,
    Settings,
    Task,
    Turn,
)
from models.regulation import Epreuve, Regulation, Seat
from scheduler.parameters import RuleValues, missing_parameters
from scheduler.problem_parties import Party, epreuve_key, parties_of
from scheduler.problem_people import Calendar, Conflicts, Managers
from scheduler.problem_shared import Elsewhere
from scheduler.problem_times import EVERY, WrittenEpreuves, added
from scheduler.registrations import Entry, registrations_of

MINUTES_PER_DAY = 24 * 60


def problem_of(
    dossier: Dossier,
    regulation: Regulation,
    *,
    locked_from: Plan | None = None,
    in_force: bool = False,
    registered: Sequence[Entry] | None = None,
) -> Problem:
    """Build the problem of a session.

    Parameters
    ----------
    dossier, regulation
        The session's records and the texts in force for its year.
    locked_from : Plan, optional
        A plan whose locked passages must stay as they are.
    in_force
        A plan is in force: people stay where they sit, even when another session has them too, and
        only what others have published counts.
    registered
        What `registrations_of` says of this dossier, where it was asked already.

    Raises
    ------
    MissingParameterError
        A duration that no text gives was not filled in.

    """
    known = registrations_of(dossier, regulation) if registered is None else registered
    return _Builder(dossier, regulation, known, in_force=in_force).problem(locked_from)


class _Builder:
    """Everything needed at once to translate the records."""

    def __init__(
        self,
        dossier: Dossier,
        regulation: Regulation,
        registered: Sequence[Entry],
        *,
        in_force: bool,
    ) -> None:
        self.dossier = dossier
        self.in_force = in_force
        self.regulation = regulation
        self.values = RuleValues(regulation, dossier.parameters)
        self.first_day = min(
            (half.day for half in dossier.half_days), default=date(dossier.session.year, 1, 1)
        )
        self.entries = [entry for entry in registered if entry.organised]
        self.keys = {epreuve_key(entry): entry for entry in self.entries}
        self.parties = parties_of(self.entries, regulation)
        self.settings = self._settings()
        taken = tuple(one for one in dossier.taken if one.published or not in_force)
        self.elsewhere = Elsewhere(taken, self.first_day, self.settings)
        self.conflicts = Conflicts(dossier)
        self.calendar = Calendar(dossier)
        self.managers = Managers(dossier, regulation, self.calendar)
        self.written = WrittenEpreuves(dossier, regulation, registered)
        self.accommodations: dict[str, list[Accommodation]] = defaultdict(list)
        for row in dossier.accommodations:
            self.accommodations[row.candidate].append(row)
        self.centres = {centre.uai for centre in dossier.centres}
        self.ranks: dict[str, list[int]] = defaultdict(list)
        for rank, half in enumerate(dossier.half_days):
            self.ranks[half.centre].append(rank)
        self.travel: dict[str, dict[str, int]] = defaultdict(dict)
        for journey in dossier.journeys:
            self.travel[journey.establishment][journey.centre] = journey.minutes

    def problem(self, locked_from: Plan | None) -> Problem:
        texts = (self.regulation.epreuve(one.epreuve, one.modality) for one in self.keys.values())
        if missing := self.values.missing(texts):
            raise missing_parameters(missing)
        halves = tuple(self._half_day(index, half) for index, half in enumerate(self.dossier.half_days))
        tasks = tuple(self._task(index, party) for index, party in enumerate(self.parties))
        locked = list(self._locked(tasks, locked_from)) if locked_from else []
        centres = {lock.task: centre for lock, centre in locked}
        return Problem(
            first_day=self.first_day,
            half_days=halves,
            rooms=tuple(self._rooms()),
            epreuves=tuple(self._epreuve(key, entry) for key, entry in self.keys.items()),
            tasks=tuple(_where_locked(task, centres) for task in tasks),
            examiners=tuple(self._examiner(one, halves) for one in self.dossier.examiners),
            settings=self.settings,
            locked=tuple(lock for lock, _ in locked),
            closed=frozenset(self.elsewhere.closed(halves)),
        )

    def _lifted(self, rule: str, **case: str) -> bool:
        """Whether a written exception lifts a rule in this case."""
        return any(
            waiver.rule == rule and all(getattr(waiver, name) == value for name, value in case.items())
            for waiver in self.dossier.waivers
        )

    def _settings(self) -> Settings:
        return Settings(
            rest=self.values.value("rest_between_passages"),
            lunch=self.values.value("examiner_lunch"),
            phase_gap=self.values.value("phase_sequence"),
            report=self.values.value("convocation_time"),
            grid=max(1, self.values.value("time_grid")),
            max_span=self.values.value("working_time_span"),
            max_work=self.values.value("working_time_day"),
            night_rest=self.values.value("working_time_night"),
            meal=self.values.value("candidate_meal"),
            pause=self.values.value("working_time_pause"),
            stretch=self.values.value("working_time_stretch"),
        )

    def _half_day(self, index: int, half: OpenHalfDay) -> HalfDay:
        day = (half.day - self.first_day).days
        midnight = day * MINUTES_PER_DAY
        named = frozenset(key for key, entry in self.keys.items() if self._opens(half, entry))
        opened = frozenset(key for key in named if self._is_managed(half, self.keys[key]))
        morning = half.name == HalfDayName.MATIN
        every = None if len(opened) == len(self.keys) else opened
        return HalfDay(
            index, half.centre, day, midnight + half.start, midnight + half.end, morning, every,
            unmanaged=named - opened,
        )  # fmt: skip

    def _opens(self, half: OpenHalfDay, entry: Entry) -> bool:
        """Whether the calendar lets an épreuve be held in a half-day.

        CCF is over once marks have been proposed, unless a written exception keeps the épreuve open to
        somebody.
        """
        due = self.dossier.session.marks_due
        late = entry.modality is Modality.CCF and due is not None and half.day > due
        if late and not self._lifted("marks_deadline", epreuve=entry.epreuve):
            return False
        return not half.epreuves or entry.epreuve in half.epreuves

    def _is_managed(self, half: OpenHalfDay, entry: Entry) -> bool:
        """Whether whoever the text wants on site during an épreuve is there."""
        manager = self.regulation.epreuve(entry.epreuve, entry.modality).manager
        return manager is None or self.managers.on_site(manager, half)

    def _rooms(self) -> Iterable[PlanRoom]:
        for room in self.dossier.rooms:
            jury = room.type == RoomType.JURY
            own = self._lifted("preparation_computers", centre=room.centre, room=room.code)
            computers = None if own else room.computers
            yield PlanRoom(room.centre, room.code, jury, room.seats, computers, room.accessible)

    def _epreuve(self, key: str, entry: Entry) -> EpreuveNeed:
        epreuve = self.regulation.epreuve(entry.epreuve, entry.modality)
        cap_is_set = self.values.is_set("daily_cap", entry.epreuve)
        return EpreuveNeed(
            key=key,
            code=entry.epreuve,
            seats=tuple(self._seat(seat, entry) for seat in epreuve.seats),
            gap=self.values.value("gap_between_candidates", entry.epreuve),
            reading=self.values.value("dossier_reading", entry.epreuve),
            daily_cap=self.values.get("daily_cap", entry.epreuve),
            cap_is_hard=cap_is_set,
            ccf=entry.modality is Modality.CCF,
            turn=_turn(epreuve),
        )

    def _seat(self, seat: Seat, entry: Entry) -> SeatNeed:
        codes = frozenset(seat.qualifications)
        if seat.by_language:
            codes = frozenset({f"LV-{entry.language}"}) if entry.language else frozenset()
        return SeatNeed(seat.role, codes, frozenset(seat.replacement))

    def _task(self, index: int, party: Party) -> Task:
        entry = party.first
        candidate = self.conflicts.candidates[entry.candidate]
        rows = [[]] if party.absent else [self._rows(one) for one in party.entries]
        elsewhere = self._may_be_elsewhere(party)
        return Task(
            id=index,
            candidate=party.name,
            epreuve=epreuve_key(entry),
            phases=tuple(self._phases(entry, rows)),
            centre=None if elsewhere else entry.centre,
            accessible=any(row.accessible_room for mine in rows for row in mine),
            conflicts=frozenset().union(*(self._conflicts(one) for one in party.entries)),
            travel=self.travel.get(candidate.establishment or "", {}),
            wished=entry.centre if elsewhere else self._own_centre(entry, candidate),
            busy=self._busy(party),
            members=party.members,
            absent=party.absent,
            refusal=party.refusal,
            turn=self._turn(party),
        )

    def _may_be_elsewhere(self, party: Party) -> bool:
        """Whether written exceptions let a party be heard out of its centre, or of its establishment."""
        rule = "designated_centre" if party.first.modality is Modality.PONCTUEL else "own_establishment"
        return all(
            self._lifted(rule, candidate=entry.candidate, epreuve=entry.epreuve)
            for entry in party.entries
        )

    def _turn(self, party: Party) -> Turn | None:
        """Return `COMPULSORY` for an optional épreuve that written exceptions let come at any hour."""
        epreuve = self.regulation.epreuve(party.first.epreuve, party.first.modality)
        if _turn(epreuve) is not Turn.OPTIONAL:
            return None
        lifted = all(self._lifted("optional_last", candidate=one.candidate) for one in party.entries)
        return Turn.COMPULSORY if lifted else None

    def _busy(self, party: Party) -> tuple[tuple[int, int], ...]:
        """When those who come are to be left free: written épreuves, other sessions."""
        late = self._too_late(party)
        if party.absent:
            return late
        others = self.elsewhere.busy(entry.candidate for entry in party.entries)
        return tuple(sorted({*self.written.of(party.entries, self.first_day), *others, *late}))

    def _too_late(self, party: Party) -> tuple[tuple[int, int], ...]:
        """Days after the marks are proposed, that exceptions open to others of the same épreuve."""
        due, entry = self.dossier.session.marks_due, party.first
        lifted = [
            self._lifted("marks_deadline", candidate=one.candidate, epreuve=one.epreuve)
            for one in party.entries
        ]
        opened = self._lifted("marks_deadline", epreuve=entry.epreuve)
        if due is None or entry.modality is not Modality.CCF or not opened or all(lifted):
            return ()
        over = max((due - self.first_day).days + 1, 0)
        days = ((half.day - self.first_day).days for half in self.dossier.half_days)
        last = max(days, default=-1) + 1
        return ((over * MINUTES_PER_DAY, last * MINUTES_PER_DAY),) if over < last else ()

    def _rows(self, entry: Entry) -> list[Accommodation]:
        """Aménagements of a candidate that hold for an épreuve."""
        mine = self.accommodations[entry.candidate]
        return [row for row in mine if row.epreuve in (EVERY, entry.epreuve)]

    def _conflicts(self, entry: Entry) -> frozenset[str]:
        """Who must not sit: in ponctuel the candidate's teachers, in CCF the teachers who are not."""
        candidate = self.conflicts.candidates[entry.candidate]
        epreuve = self.regulation.epreuve(entry.epreuve, entry.modality)
        if entry.modality is Modality.PONCTUEL:
            trainers = self.conflicts.trainers(candidate) if epreuve.trainer_forbidden else frozenset()
            return self.conflicts.of(candidate) | trainers
        by_text = any(seat.trained_candidate for seat in epreuve.seats)
        if by_text or self.values.value("trained_candidate", entry.epreuve):
            return self.conflicts.linked(candidate) | self.conflicts.strangers(candidate)
        return self.conflicts.linked(candidate)

    def _own_centre(self, entry: Entry, candidate: Candidate) -> str | None:
        """Return the candidate's own centre, for the épreuves that a text wants there when it can be."""
        wanted = entry.epreuve in self.regulation.rules["own_centre_e5"].epreuves
        return candidate.establishment if wanted and candidate.establishment in self.centres else None

    def _phases(self, entry: Entry, rows: list[list[Accommodation]]) -> Iterable[PhaseNeed]:
        """Phases of a party: each lasts what its longest candidate is granted."""
        epreuve = self.regulation.epreuve(entry.epreuve, entry.modality)
        alone = any(row.separate_room for mine in rows for row in mine)
        for phase in epreuve.phases:
            minutes = self.values.phase_minutes(epreuve, phase)
            yield PhaseNeed(
                id=phase.id,
                minutes=minutes + max(added(minutes, phase.id, mine) for mine in rows),
                with_jury=phase.with_jury,
                computer=phase.computer and not phase.with_jury,
                alone=alone and not phase.with_jury,
            )

    def _examiner(self, examiner: Examiner, halves: tuple[HalfDay, ...]) -> PlanExaminer:
        free = {} if self.managers.manages(examiner) else dict(self._free(examiner, halves))
        there = {half for half in free if not self.elsewhere.allows(examiner.code, halves[half])}
        if not self.in_force:
            free = {half: preference for half, preference in free.items() if half not in there}
        unbound = self._lifted("examiner_max_half_days", examiner=examiner.code)
        return PlanExaminer(
            code=examiner.code,
            role=examiner.role,
            qualifications=self.regulation.implied(examiner.qualifications),
            half_days=free,
            max_half_days=None if unbound else examiner.max_half_days,
            reserve=examiner.reserve,
            elsewhere=frozenset(there & set(free)),
        )

    def _free(self, examiner: Examiner, halves: Sequence[HalfDay]) -> Iterator[tuple[int, Preference]]:
        """Half-days in which somebody may sit; what was said of a morning holds in every centre."""
        known: dict[tuple[date, HalfDayName], Preference | None] = {}
        within = (self.ranks[centre] for centre in dict.fromkeys(examiner.centres))
        for rank in sorted(chain.from_iterable(within)) if examiner.centres else range(len(halves)):
            opened = self.dossier.half_days[rank]
            if (opened.day, opened.name) not in known:
                known[opened.day, opened.name] = self.calendar.preference(examiner, opened)
            preference = known[opened.day, opened.name]
            if preference is not None:
                yield halves[rank].id, preference

    def _locked(self, tasks: tuple[Task, ...], plan: Plan) -> Iterable[tuple[LockedPassage, str]]:
        """Yield locked passages with their centre."""
        codes = {key: entry.epreuve for key, entry in self.keys.items()}
        ids = {(one, codes[task.epreuve]): task.id for task in tasks for one in task.heard}
        sittings = {sitting.code: sitting for sitting in plan.sittings}
        shift = (plan.first_day - self.first_day).days * MINUTES_PER_DAY
        done: set[int] = set()
        for passage in plan.passages:
            task = ids.get((passage.candidate, passage.epreuve))
            sitting = sittings.get(passage.commission)
            if passage.locked and task is not None and sitting is not None and task not in done:
                done.add(task)  # the others of a group are where this one is
                phases = tuple(_shifted(phase, shift) for phase in passage.phases)
                lock = LockedPassage(task, sitting.code, sitting.room, phases, sitting.members)
                yield lock, sitting.centre


def _turn(epreuve: Epreuve) -> Turn:
    """Return when an épreuve comes among those of a candidate."""
    if epreuve.last:
        return Turn.FINAL
    return Turn.OPTIONAL if epreuve.optional else Turn.COMPULSORY


def _where_locked(task: Task, centres: Mapping[int, str]) -> Task:
    """Return the task in the centre that hears it already, where nobody designated one."""
    if task.centre is not None or task.id not in centres:
        return task
    return replace(task, centre=centres[task.id])


def _shifted(phase: PhaseTime, minutes: int) -> PhaseTime:
    return replace(phase, start=phase.start + minutes, end=phase.end + minutes)

"""A plan as the checkers read it: indexed once, beside the session's records and the texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from itertools import groupby

from models.dossier import Dossier
from models.planning import Passage, PhaseTime, Plan, Sitting
from models.regulation import Epreuve, Regulation
from scheduler.parameters import RuleValues
from scheduler.registrations import Entry, registrations_of
from scheduler.rules.calendar import Calendar
from scheduler.rules.facts import Facts
from scheduler.rules.names import folded
from scheduler.rules.seen import SeenPassage, SeenSitting
from scheduler.rules.wording import day_of

Key = tuple[str, str]
Group = tuple[str, str, str]
"""Qualified épreuve, establishment and name of a group, folded."""


class PlanView:
    """Everything a checker may ask of a plan.

    Parameters
    ----------
    dossier
        The session's records, as read from its folder.
    regulation
        The texts in force.
    plan
        Any plan, however wrong.
    reference
        The plan whose locked passages must be found again, if there is one.

    """

    def __init__(
        self, dossier: Dossier, regulation: Regulation, plan: Plan, reference: Plan | None = None
    ) -> None:
        self.dossier = dossier
        self.regulation = regulation
        self.plan = plan
        self.reference = reference
        self._passages_before: Mapping[int, SeenPassage] = {}
        self._sittings_before: Mapping[int, SeenSitting] = {}
        self.values = RuleValues(regulation, dossier.parameters)
        self._values: dict[tuple[str, str | None], int] = {}
        self.facts = Facts(dossier, regulation)
        self.calendar = Calendar(dossier.half_days, plan.first_day)

    def borrow(self, other: PlanView) -> None:
        """Take over what another view of the same session has read already; nothing of its plan."""
        self.dossier, self.regulation, self.values = other.dossier, other.regulation, other.values
        self.facts, self.calendar, self._values = other.facts, other.calendar, other._values
        self.groups = other.groups

    def after(self, plan: Plan) -> PlanView:
        """Return the view of the next state of this plan: same session, locks of this one to be kept."""
        view = PlanView.__new__(PlanView)
        view.follow(self, plan)
        return view

    def follow(self, before: PlanView, plan: Plan) -> None:
        """Become the view of the state after another one: what did not change is not read again."""
        self.borrow(before)
        self.plan, self.reference, self.entries = plan, before.plan, before.entries
        self._passages_before = {id(one.record): one for one in before.passages}
        self._sittings_before = {id(one.record): one for one in before.sittings}

    @cached_property
    def registered(self) -> tuple[Entry, ...]:
        """Every épreuve of every candidate, in the order of the dossier."""
        return registrations_of(self.dossier, self.regulation)

    @cached_property
    def entries(self) -> Mapping[Key, Entry]:
        """What is known of each épreuve of each candidate, by candidate and qualified code."""
        return {(entry.candidate, entry.epreuve): entry for entry in self.registered}

    @cached_property
    def passages(self) -> tuple[SeenPassage, ...]:
        """Every passage of the plan, in its order."""
        return tuple(self._seen_again(one) or self._see(one) for one in self.plan.passages)

    @cached_property
    def sittings(self) -> tuple[SeenSitting, ...]:
        """Every commission of the plan, in its order."""
        by_sitting: dict[int, list[SeenPassage]] = {}
        for passage in self.passages:
            if passage.sitting is not None:
                by_sitting.setdefault(id(passage.sitting), []).append(passage)
        heard = ((one, by_sitting.get(id(one), [])) for one in self.plan.sittings)
        return tuple(
            self._met_again(sitting, rows) or self._see_sitting(sitting, rows) for sitting, rows in heard
        )

    @cached_property
    def by_candidate(self) -> Mapping[str, tuple[SeenPassage, ...]]:
        """Passages that have phases and their candidate, by candidate, in the order of their hours."""
        timed = [one for one in self.passages if one.record.phases and one.attended]
        timed.sort(key=lambda passage: (passage.record.candidate, passage.start, passage.end))
        return _grouped(timed)

    @cached_property
    def by_examiner(self) -> Mapping[str, tuple[SeenSitting, ...]]:
        """Commissions by examiner, in the order of their hours."""
        found: dict[str, list[SeenSitting]] = {}
        for sitting in self.sittings:
            for code in sitting.members:
                found.setdefault(code, []).append(sitting)
        return {
            code: tuple(sorted(sittings, key=lambda one: (one.record.start, one.record.end)))
            for code, sittings in found.items()
        }

    @cached_property
    def examiner_days(self) -> Mapping[tuple[str, int], tuple[SeenSitting, ...]]:
        """Commissions by examiner and day, in the order of their hours."""
        return {
            (code, day): tuple(sittings)
            for code, all_sittings in self.by_examiner.items()
            for day, sittings in groupby(all_sittings, key=lambda one: one.day)
        }

    @cached_property
    def preparations(self) -> Mapping[Key, tuple[tuple[SeenPassage, PhaseTime], ...]]:
        """Phases without jury by (centre, room), in the order of their hours."""
        found: dict[Key, list[tuple[SeenPassage, PhaseTime]]] = {}
        for passage in self.passages:
            for phase in passage.alone:
                found.setdefault((passage.record.centre, phase.room), []).append((passage, phase))
        return {
            key: tuple(sorted(phases, key=lambda pair: (pair[1].start, pair[1].end)))
            for key, phases in found.items()
        }

    @cached_property
    def groups(self) -> Mapping[Group, tuple[Key, ...]]:
        """Épreuves to plan of the candidates of each group."""
        found: dict[Group, list[Key]] = {}
        for key, entry in self.entries.items():
            group = self.group_of(key)
            if group is not None and entry.organised:
                found.setdefault(group, []).append(key)
        return {group: tuple(keys) for group, keys in found.items()}

    def group_of(self, key: Key) -> Group | None:
        """Return the group in which a candidate sits an épreuve, None when alone or without group."""
        entry, candidate = self.entries.get(key), self.facts.candidates.get(key[0])
        if entry is None or candidate is None or not folded(entry.group):
            return None
        return key[1], candidate.establishment or "", folded(entry.group)

    @cached_property
    def plan_epreuves(self) -> frozenset[str]:
        """Codes of épreuves that the texts know, among those of the plan's commissions."""
        codes = {sitting.epreuve for sitting in self.plan.sittings}
        return frozenset(code for code in codes if self.epreuve(code) is not None)

    def value(self, rule_id: str, epreuve: str | None = None) -> int:
        """Return the value of a rule in force, for a qualified épreuve or for all; looked up once.

        Raises
        ------
        MissingParameterError
            Neither the text nor the session gives one.

        """
        key = (rule_id, epreuve)
        if key not in self._values:
            self._values[key] = self.values.value(rule_id, epreuve)
        return self._values[key]

    def day(self, minute: int) -> date:
        """Return the day of a minute of the plan."""
        return day_of(self.plan.first_day, minute)

    def members_of(self, passage: SeenPassage) -> frozenset[str]:
        """Examiners before whom a candidate passes."""
        one = passage.sitting
        return frozenset(member.examiner for member in one.members) if one is not None else frozenset()

    def locked_members(self, passage: Passage) -> frozenset[str]:
        """Examiners before whom a passage of the reference plan took place."""
        rows = self.reference.sittings if self.reference is not None else ()
        named = (row for row in rows if row.code == passage.commission)
        return frozenset(member.examiner for row in named for member in row.members)

    def epreuve(self, qualified: str, modality: str | None = None) -> Epreuve | None:
        """Return an épreuve of the texts, None for a code they do not have."""
        return self.facts.epreuve(qualified, modality)

    def shares_code(self, sitting: Sitting) -> bool:
        """Whether another commission of the plan bears the same code."""
        return len(self._sittings_by_code.get(sitting.code, ())) > 1

    @cached_property
    def _sittings_by_code(self) -> Mapping[str, list[Sitting]]:
        """Commissions by code; more than one where the plan uses a code twice."""
        found: dict[str, list[Sitting]] = {}
        for sitting in self.plan.sittings:
            found.setdefault(sitting.code, []).append(sitting)
        return found

    def _sitting_of(self, passage: Passage, end: int) -> Sitting | None:
        """Return the commission a passage names; of two with one code, the one that fits it best."""
        named = self._sittings_by_code.get(passage.commission, [])
        wanted = (passage.epreuve, passage.centre)
        return max(
            named,
            key=lambda one: (
                (one.epreuve, one.centre) == wanted,
                one.start < end <= one.end,
                any(phase.room == one.room for phase in passage.phases),
            ),
            default=None,
        )

    def _seen_again(self, passage: Passage) -> SeenPassage | None:
        """Return a passage as the view before saw it, where neither it nor its commission changed."""
        known = self._passages_before.get(id(passage))
        if known is None or known.record is not passage:
            return None
        named = self._sittings_by_code.get(passage.commission, [])
        return known if len(named) == 1 and named[0] is known.sitting else None

    def _met_again(self, sitting: Sitting, rows: list[SeenPassage]) -> SeenSitting | None:
        """Return a commission as the view before saw it, where neither it nor whom it hears changed."""
        known = self._sittings_before.get(id(sitting))
        if known is None or known.record is not sitting:
            return None
        return known if {id(one) for one in rows} == {id(one) for one in known.passages} else None

    def _see(self, passage: Passage) -> SeenPassage:
        """Join a passage with what is known of it."""
        entry = self.entries.get((passage.candidate, passage.epreuve))
        epreuve = self.epreuve(passage.epreuve, entry.modality if entry is not None else None)
        hours = [hour for phase in passage.phases for hour in (phase.start, phase.end)]
        end = max(hours, default=passage.convocation)
        sitting = self._sitting_of(passage, end)
        jury = tuple(phase for phase in passage.phases if _with_jury(phase, epreuve, sitting))
        return SeenPassage(
            record=passage,
            candidate=self.facts.candidates.get(passage.candidate),
            entry=entry,
            epreuve=epreuve,
            sitting=sitting,
            jury=jury,
            alone=tuple(phase for phase in passage.phases if phase not in jury),
            start=min(hours, default=passage.convocation),
            end=end,
        )

    def _see_sitting(self, sitting: Sitting, passages: Iterable[SeenPassage]) -> SeenSitting:
        """Join a commission with its passages and its half-day."""
        ordered = tuple(sorted(passages, key=lambda one: (one.jury_start, one.jury_end)))
        modality = next((one.entry.modality for one in ordered if one.entry is not None), None)
        return SeenSitting(
            record=sitting,
            epreuve=self.epreuve(sitting.epreuve, modality),
            half_day=self.calendar.around(sitting.centre, sitting.start, sitting.end),
            passages=ordered,
        )


def _with_jury(phase: PhaseTime, epreuve: Epreuve | None, sitting: Sitting | None) -> bool:
    """Whether the text puts a phase before the jury; a phase it does not know goes by its room."""
    known = [one for one in (epreuve.phases if epreuve is not None else ()) if one.id == phase.id]
    if known:
        return known[0].with_jury
    return sitting is not None and phase.room == sitting.room


def _grouped(passages: Iterable[SeenPassage]) -> dict[str, tuple[SeenPassage, ...]]:
    """Passages already sorted by candidate, by candidate."""
    groups = groupby(passages, key=lambda one: one.record.candidate)
    return {candidate: tuple(found) for candidate, found in groups}

"""The levels of a repair, solved two by two: unplaced and moved, then people and replacements."""

from __future__ import annotations

from models.planning import Preference
from solver.constraints.repair import add_constraints
from solver.cp import Bool, Linear, total
from solver.repairing.bounds import Least
from solver.repairing.model import Chair, Recast
from solver.repairing.options import Option
from solver.repairing.outcome import Outcome
from solver.repairing.reading import outcome_of

EFFORTS = (6.0, 3.0)
"""Deterministic seconds at most for the first levels, then for the others."""
UNPLACED = 10_000
PERSON = 100_000_000
REPLACEMENT = 100_000
RESERVE, JOURNEY, DISLIKED = 500, 20, 5
OTHER_CENTRE, OTHER_DAY, OTHER_HALF_DAY, OTHER_HOUR = 400, 100, 30, 1


class Search:
    """One model solved level by level."""

    def __init__(self, recast: Recast, least: Least | None = None) -> None:
        self.recast = recast
        self.least = least
        add_constraints(recast)
        self.people = _People(recast)

    def run(self) -> Outcome | None:
        """Return the best decisions found; None when none was found in time, or none exists."""
        recast = self.recast
        unplaced, moves = list(recast.short.values()), _moves(recast)
        short = [var for task, var in recast.short.items() if task in recast.standing.held]
        if self.least:
            recast.cp.model.add(total([*moves, *short]) >= self.least.leaving)
        first = recast.cp.minimize(
            total([*(UNPLACED * var for var in unplaced), *moves]), effort=EFFORTS[0]
        )
        if first is None:
            return None
        for level in (unplaced, moves):
            recast.cp.model.add(total(level) <= sum(first.boolean_value(var) for var in level))
        recast.cp.hint([(var, int(first.boolean_value(var))) for var in recast.variables()])
        leaving = sum(first.boolean_value(var) for var in (*moves, *short))
        if self.least:
            recast.cp.model.add(total(self.people.changed) >= self.least.inside(leaving))
        people = [PERSON * var for var in self.people.changed]
        second = recast.cp.minimize(total([*people, *_preferences(recast)]), effort=EFFORTS[1])
        return outcome_of(recast, (second or first).boolean_value)


def _moves(recast: Recast) -> list[Bool]:
    """Variables of passages that had a place and take another."""
    held = recast.standing.held
    return [var for option, var in recast.options if not option.kept and option.task.id in held]


class _People:
    """One variable for each person whose day changes."""

    def __init__(self, recast: Recast) -> None:
        self.recast = recast
        self.known: dict[tuple[str, str], Bool] = {}
        self._candidates()
        self._members()

    @property
    def changed(self) -> list[Bool]:
        """Everybody who may have to be convened anew."""
        return list(self.known.values())

    def _person(self, kind: str, code: str) -> Bool:
        if (kind, code) not in self.known:
            self.known[kind, code] = self.recast.cp.boolean()
        return self.known[kind, code]

    def _at_least(self, kind: str, code: str, cause: Linear) -> None:
        self.recast.cp.model.add(cause <= self._person(kind, code))

    def _candidates(self) -> None:
        recast = self.recast
        homeless = {held.task.id for held in recast.damage.homeless}
        for option, var in recast.options:
            roomless = recast.places[option.place].room is None
            if not option.kept or roomless or option.task.id in homeless:
                for person in option.task.people:
                    self._at_least("candidate", person, var)
        for task in recast.tasks:
            if task.id in recast.standing.held:
                for person in task.people:
                    self._at_least("candidate", person, recast.short[task.id])

    def _members(self) -> None:
        recast = self.recast
        for code in recast.damage.lost:
            for examiner in recast.standing.commissions[code].examiners:
                self._at_least("examiner", examiner, 1)
        chairs, options = recast.chairs_of_place(), recast.options_of_place()
        for index, place in enumerate(recast.places):
            before = set(place.commission.examiners) if place.commission else set()
            if place.members is None:
                self._loose(chairs[index], before, roomless=place.room is None)
            wider = self._wider(index, options[index])
            for member in place.members or ():
                if place.room is None:
                    self._at_least("examiner", member.examiner, 1)
                for var in wider:
                    self._at_least("examiner", member.examiner, var)
                if not place.must_open:
                    self._at_least("examiner", member.examiner, 1 - recast.opened[index])

    def _loose(self, chairs: list[Chair], before: set[str], *, roomless: bool) -> None:
        """Who comes in, and who goes out."""
        for code in before | {chair.examiner.code for chair in chairs}:
            sits = total(self.recast.chosen(chairs, code))
            stays = code in before and not roomless
            self._at_least("examiner", code, 1 - sits if stays else sits)

    def _wider(self, index: int, options: list[tuple[Option, Bool]]) -> list[Bool]:
        """Options that make a commission sit longer than it does."""
        commission = self.recast.places[index].commission
        if commission is None:
            return []
        reading = self.recast.instance.needs[commission.key].reading
        sitting = commission.sitting
        return [
            var
            for option, var in options
            if option.start - reading < sitting.start or option.end > sitting.end
        ]


def _preferences(recast: Recast) -> list[Linear]:
    """Replacements, then reserves, journeys, half-days disliked, and how far people are moved."""
    terms: list[Linear] = []
    for chair in recast.chairs:
        place = recast.places[chair.place]
        sits = recast.standing.sits.get(chair.examiner.code, ())
        there = any(
            one.half is not None
            and (one.half.day, one.half.centre) == (place.half.day, place.half.centre)
            for one in sits
        )
        disliked = chair.examiner.half_days[place.half.id] == Preference.DISLIKED
        cost = (
            REPLACEMENT * chair.option.replacement
            + RESERVE * chair.examiner.reserve
            + JOURNEY * (not there)
            + DISLIKED * disliked
        )
        terms.append(cost * chair.var)
    terms += [_distance(recast, option) * var for option, var in recast.options if not option.kept]
    return terms


def _distance(recast: Recast, option: Option) -> int:
    """How far an option is from where the passage was."""
    half = recast.places[option.place].half
    held = recast.standing.held.get(option.task.id)
    was = recast.standing.commissions[held.passage.commission] if held else None
    if held is None or was is None:
        return option.task.travel.get(half.centre, 0)
    if was.sitting.centre != half.centre:
        return OTHER_CENTRE
    days = abs(half.day - held.begin // (24 * 60))
    if days:
        return OTHER_DAY + days
    same_half = was.half is not None and was.half.id == half.id
    hours = abs(option.begin - held.begin) // 60
    return (0 if same_half else OTHER_HALF_DAY) + OTHER_HOUR * (1 + hours)

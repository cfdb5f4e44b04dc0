"""Hard rules in a repair: those of the sequencing, for what may change; what stays is in the options."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, permutations, product

from models.planning import Turn
from solver.constraints.timing import Row, never_more, never_too_near
from solver.cp import Bool, Linear, total
from solver.instance import MINUTES_PER_DAY
from solver.repairing.model import Chair, Recast
from solver.repairing.options import Option

Terms = list[Linear]
FOREVER = 10_000 * MINUTES_PER_DAY


class Rules:
    """A `Recast` that can be told that a sum of variables never exceeds a number."""

    def __init__(self, recast: Recast) -> None:
        self.recast = recast
        self.model = recast.cp.model

    def at_most(self, terms: Terms, bound: int) -> None:
        """Add Σ `terms` ≤ `bound`."""
        self.model.add(total(terms) <= bound)


def add_constraints(recast: Recast) -> None:
    """Add every rule."""
    rules = Rules(recast)
    everyone_once(rules)
    open_where_heard(rules)
    seats_are_filled(rules)
    conflicts_are_avoided(rules)
    examiners_sit_once(rules)
    maximum_is_kept(rules)
    rooms_are_given(rules)
    gap_between_candidates(rules)
    rest_between_passages(rules)
    candidate_meal(rules)
    candidates_keep_the_order(rules)
    preparation_seats(rules)
    daily_cap(rules)
    alike_in_order(rules)


def everyone_once(rules: Rules) -> None:
    """A task has one option, or is short."""
    by_task = rules.recast.options_of_task()
    for task in rules.recast.tasks:
        ways = [var for _, var in by_task[task.id]]
        rules.model.add_exactly_one([*ways, rules.recast.short[task.id]])


def open_where_heard(rules: Rules) -> None:
    """A place is open when it hears somebody, and only then."""
    by_place = rules.recast.options_of_place()
    for index, place in enumerate(rules.recast.places):
        if place.must_open:
            continue
        heard = [var for _, var in by_place[index]]
        opened = rules.recast.opened[index]
        for var in heard:
            rules.model.add(var <= opened)
        rules.model.add(opened <= total(heard))


def seats_are_filled(rules: Rules) -> None:
    """Each seat of an open place has one examiner, who has one seat."""
    by_place = rules.recast.chairs_of_place()
    for index, place in enumerate(rules.recast.places):
        if place.members is not None:
            continue
        chairs = by_place[index]
        for seat in range(len(rules.recast.instance.needs[place.key].seats)):
            inside = [chair.var for chair in chairs if chair.option.seat == seat]
            rules.model.add(total(inside) == rules.recast.opened[index])
        for code in {chair.examiner.code for chair in chairs}:
            rules.at_most(list(rules.recast.chosen(chairs, code)), 1)


def conflicts_are_avoided(rules: Rules) -> None:
    """Nobody is heard by an examiner who must not sit for him or her."""
    chairs = rules.recast.chairs_of_place()
    for index, options in rules.recast.options_of_place().items():
        for code in {chair.examiner.code for chair in chairs[index]}:
            sits = rules.recast.chosen(chairs[index], code)
            heard: dict[int, list[Bool]] = defaultdict(list)
            for option, var in options:
                if code in option.task.conflicts:
                    heard[option.task.id].append(var)
            for ways in heard.values():
                rules.at_most([*sits, *ways], 1)


def examiners_sit_once(rules: Rules) -> None:
    """Nobody sits in two places that one person cannot do."""
    places = rules.recast.places
    for chairs in rules.recast.chairs_of_examiner().values():
        by_place: dict[int, Terms] = defaultdict(list)
        for chair in chairs:
            by_place[chair.place].append(chair.var)
        for one, two in combinations(sorted(by_place), 2):
            if rules.recast.instance.same_time(places[one].block, places[two].block):
                rules.at_most([*by_place[one], *by_place[two]], 1)


def maximum_is_kept(rules: Rules) -> None:
    """Nobody sits in more half-days than he or she accepts."""
    loose = {place.code for place in rules.recast.places if place.members is None}
    for code, chairs in rules.recast.chairs_of_examiner().items():
        most = rules.recast.instance.examiners[code].max_half_days
        if most is None:
            continue
        sits = rules.recast.standing.sits.get(code, ())
        settled = {one.half.id for one in sits if one.half and one.code not in loose}
        by_half: dict[int, list[Chair]] = defaultdict(list)
        for chair in chairs:
            by_half[rules.recast.places[chair.place].half.id].append(chair)
        used: Terms = [len(settled)]
        for half, inside in by_half.items():
            if half not in settled:
                there = rules.recast.cp.boolean()
                for chair in inside:
                    rules.model.add(chair.var <= there)
                used.append(there)
        rules.at_most(used, most)


def rooms_are_given(rules: Rules) -> None:
    """A place without room takes one that is free when it hears people, accessible if they need it."""
    recast = rules.recast
    options = recast.options_of_place()
    for index, place in enumerate(recast.places):
        if place.room is None:
            mine = [choice for choice in recast.rooms if choice.place == index]
            rules.model.add(total(choice.var for choice in mine) == recast.opened[index])
            suits = total(choice.var for choice in mine if choice.accessible)
            for option, var in options[index]:
                if option.task.accessible:
                    rules.model.add(var <= suits)
                begin = option.start - recast.instance.needs[place.key].reading
                for choice in mine:
                    if begin < choice.first or choice.last < option.end:
                        rules.at_most([choice.var, var], 1)
    for one, two in _same_rooms(recast):
        rules.at_most([one, two], 1)


@dataclass(frozen=True, slots=True)
class Stay:
    """A room that a place has from `first` to `last` if `var` says so."""

    place: int
    first: int
    last: int
    var: Bool | int

    def meets(self, other: Stay) -> bool:
        """Whether both are of two places, at the same time."""
        return self.place != other.place and self.first < other.last and other.first < self.last


def _same_rooms(recast: Recast) -> Iterable[tuple[Linear, Linear]]:
    """Pairs of choices that would put two places in one room at once.

    A commission that would hear somebody beyond its hours is in its room then.
    """
    stays, beyond = _stays(recast), _beyond(recast)
    for room, rows in stays.items():
        for one, two in combinations(rows, 2):
            if one.meets(two):
                yield one.var, two.var
        for one, two in product(rows, beyond[room]):
            if one.meets(two):
                yield one.var, two.var


def _stays(recast: Recast) -> dict[tuple[str, str], list[Stay]]:
    """Rooms to be given, and those of places that may open or close."""
    found: dict[tuple[str, str], list[Stay]] = defaultdict(list)
    for choice in recast.rooms:
        one = Stay(choice.place, choice.first, choice.last, choice.var)
        found[recast.places[choice.place].half.centre, choice.room].append(one)
    for index, place in enumerate(recast.places):
        if place.room is not None and not place.must_open:
            one = Stay(index, place.block.start, place.block.end, recast.opened[index])
            found[place.half.centre, place.room].append(one)
    return found


def _beyond(recast: Recast) -> dict[tuple[str, str], list[Stay]]:
    """Options of commissions that keep their room, before or after the hours they sit."""
    found: dict[tuple[str, str], list[Stay]] = defaultdict(list)
    for option, var in recast.options:
        place = recast.places[option.place]
        begin = option.start - recast.instance.needs[place.key].reading
        if place.room is not None and (begin < place.block.start or place.block.end < option.end):
            one = Stay(option.place, begin, option.end, var)
            found[place.half.centre, place.room].append(one)
    return found


def gap_between_candidates(rules: Rules) -> None:
    """A place hears one candidate at a time, the gap included."""
    needs = rules.recast.instance.needs
    for index, options in rules.recast.options_of_place().items():
        gap = needs[rules.recast.places[index].key].gap
        rows: list[Row] = [(option.start, option.end + gap, var) for option, var in options]
        never_more(rules, rows, 1)


def rest_between_passages(rules: Rules) -> None:
    """A candidate has one passage at a time, and rests after it; in one centre a day."""
    recast = rules.recast
    rest = recast.instance.settings.rest
    by_candidate: dict[str, list[Row]] = defaultdict(list)
    centres: dict[tuple[str, int], dict[str, list[Bool]]] = defaultdict(lambda: defaultdict(list))
    for option, var in recast.options:
        centre = recast.places[option.place].half.centre
        for who in option.task.people:
            by_candidate[who].append((option.begin, option.end + rest, var))
            centres[who, option.begin // MINUTES_PER_DAY][centre].append(var)
    for rows in by_candidate.values():
        never_more(rules, rows, 1)
    for there in centres.values():
        for one, two in combinations(there.values(), 2):
            for first in one:
                for second in two:
                    rules.at_most([first, second], 1)


def candidate_meal(rules: Rules) -> None:
    """From a morning to an afternoon a candidate has time to eat."""
    recast = rules.recast
    meal = recast.instance.settings.meal
    for one, two in _pairs_of_candidates(recast):
        mornings = [
            (option.begin // MINUTES_PER_DAY, option.end + meal, var)
            for option, var in one
            if recast.places[option.place].half.morning
        ]
        after = [
            (option.begin // MINUTES_PER_DAY, option.begin, var)
            for option, var in two
            if not recast.places[option.place].half.morning
        ]
        never_too_near(rules, mornings, after)


def candidates_keep_the_order(rules: Rules) -> None:
    """A day's optional épreuves come after the compulsory ones, the final one after all others."""
    instance = rules.recast.instance
    for one, two in _pairs_of_candidates(rules.recast):
        earlier, later = instance.turn(one[0][0].task), instance.turn(two[0][0].task)
        if earlier < later:
            day = MINUTES_PER_DAY if later is not Turn.FINAL else FOREVER
            first = [(option.begin // day, option.begin, var) for option, var in one]
            then = [(option.begin // day, option.begin, var) for option, var in two]
            never_too_near(rules, first, then)


Ways = list[tuple[Option, Bool]]


def _pairs_of_candidates(recast: Recast) -> Iterator[tuple[Ways, Ways]]:
    """Options of each two tasks of one candidate, both ways round."""
    mine: dict[str, list[Ways]] = defaultdict(list)
    for ways in recast.options_of_task().values():
        for person in ways[0][0].task.people:
            mine[person].append(ways)
    for tasks in mine.values():
        yield from permutations(tasks, 2)


def preparation_seats(rules: Rules) -> None:
    """No more candidates prepare at once than there are seats; each option has a room by itself."""
    recast = rules.recast
    rows: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for option, var in recast.options:
        half = recast.places[option.place].half
        if option.task.lead:
            rows[half.centre, half.id].append((option.begin, option.start, var))
    for (centre, half_day), mine in rows.items():
        rooms = recast.offers.preparation.rooms(centre, half_day)
        usable = {room.code for room in rooms}
        inside = recast.offers.preparation.of_day(centre, mine[0][0] // MINUTES_PER_DAY)
        stays: list[Row] = [
            (stay.begin, stay.end, 1) for code, rows in inside.items() if code in usable for stay in rows
        ]
        never_more(rules, [*mine, *stays], sum(room.seats for room in rooms))


def daily_cap(rules: Rules) -> None:
    """Where the session makes the cap binding, the same members hear no more candidates a day."""
    recast = rules.recast
    moving = {task.id for task in recast.tasks}
    options = recast.options_of_place()
    for place in recast.places:
        need = recast.instance.needs[place.key]
        if not need.cap_is_hard or place.commission is None:
            continue
        same = recast.standing.same_pair(place.commission)
        settled = sum(held.task.id not in moving for one in same for held in one.held)
        codes = {one.code for one in same}
        mine = [index for index, other in enumerate(recast.places) if other.code in codes]
        ways: Terms = [var for index in mine for _, var in options[index]]
        rules.at_most(ways, max(0, (need.daily_cap or 0) - settled))


def alike_in_order(rules: Rules) -> None:
    """Of new places alike, the first are opened first."""
    last: dict[tuple[str, int, int], int] = {}
    for index, place in enumerate(rules.recast.places):
        if place.commission is None:
            alike = (place.key, place.half.id, place.first)
            if alike in last:
                opened = rules.recast.opened
                rules.model.add(opened[index] <= opened[last[alike]])
            last[alike] = index

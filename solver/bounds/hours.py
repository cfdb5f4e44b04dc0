"""Hours for the master: candidates and commissions as two flows over time that meet at each passage.

A candidate's day is a walk from the first passage to the last: between two of them the walk waits. A
commission is a walk from candidate to candidate: between two of them it idles. A passage is one
variable, a step of both walks. Candidates are counted by shape, so that nothing is symmetric, and
the linear relaxation is close to the truth: sixty candidates of two épreuves are proved in a second.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, combinations

from models.planning import HalfDay
from solver.bounds.shapes import Grid, Part, Rounding, Shape, shapes_of
from solver.master import Master, TaskClass
from solver.mip import Expr, Var, total

EASE = 0.2
"""What an iteration costs here beside one of a usual model, measured."""

Node = tuple[int, int, frozenset[int], int]
Row = tuple[int, int, Var]
"""From when to when something is taken, and how many take it."""


@dataclass(frozen=True, slots=True)
class Step:
    """Candidates of a shape whose part `rank` begins at `begin`, before the jury at `start`.

    `done` are the parts heard earlier that day.
    """

    shape: int
    rank: int
    half_day: int
    day: int
    done: frozenset[int]
    begin: int
    start: int
    var: Var


class Hours:
    """Hours of every passage of a `Master`."""

    def __init__(self, master: Master, grid: Grid, *, whole: bool) -> None:
        self.master = master
        self.mip = master.mip
        self.mip.ease = EASE
        self.instance = master.instance
        self.grid = grid
        self.whole = whole
        self.shapes = shapes_of(master.instance, master.groups)
        self.steps: list[Step] = []
        self.waiting: list[Expr] = []
        self.idle: list[Expr] = []
        self.pauses: list[tuple[int, int, int, Var]] = []
        self.days: dict[tuple[int, int], Expr] = {}
        for shape in self.shapes:
            for rank in range(len(shape.parts)):
                self._offer(shape, rank)

    def part(self, step: Step) -> Part:
        """What is heard in a step."""
        return self.shapes[step.shape].parts[step.rank]

    def _offer(self, shape: Shape, rank: int) -> None:
        """Make a variable for each hour and each state of the day."""
        group = shape.groups[0]
        for half in self.instance.problem.half_days:
            if (group.id, rank, half.id) in self.master.flows:
                for done in self._before(shape, rank):
                    for begin, start in self._hours(shape.parts[rank], half):
                        var = self.mip.integer(shape.size) if self.whole else self.mip.number(shape.size)
                        self.steps.append(
                            Step(shape.id, rank, half.id, half.day, done, begin, start, var)
                        )

    def _before(self, shape: Shape, rank: int) -> Iterator[frozenset[int]]:
        """What may have been heard earlier that day: nothing that must come after."""
        turns = [part.kind.turn for part in shape.parts]
        for done in _subsets(shape.everything - {rank}):
            if all(turns[other] <= turns[rank] for other in done):
                yield done

    def _hours(self, part: Part, half: HalfDay) -> Iterator[tuple[int, int]]:
        """When a passage may begin and meet the jury: phases may follow one another with a pause."""
        grid, need = self.grid, self.instance.needs[part.kind.key]
        opens, closes = half.start, half.end
        if grid.rounding is Rounding.DOWN:
            opens, closes = grid.down(opens), grid.up(closes)
        earliest = grid.up(opens + grid.length(need.reading))
        for start in range(earliest, closes - grid.length(part.jury) + 1, grid.step):
            latest = start - grid.length(part.lead)
            for begin in range(latest, latest - self._slack(part) - 1, -grid.step):
                if begin >= opens and self._is_free(part, begin, start):
                    yield begin, start

    def _is_free(self, part: Part, begin: int, start: int) -> bool:
        """Whether the candidate has nothing else then; hours rounded down could not say so."""
        end = start + part.jury
        down = self.grid.rounding is Rounding.DOWN
        return down or all(end <= since or until <= begin for since, until in part.kind.busy)

    def _slack(self, part: Part) -> int:
        """Minutes on the grid a candidate may come earlier than the phases need."""
        if self.grid.rounding is Rounding.DOWN:
            return self.grid.up(part.lead + part.slack) - self.grid.down(part.lead)
        return self.grid.down(max(0, part.lead + part.slack - self.grid.up(part.lead)))


def _subsets(ranks: frozenset[int]) -> Iterator[frozenset[int]]:
    """Every subset, the empty one first."""
    known = sorted(ranks)
    every = chain.from_iterable(combinations(known, size) for size in range(len(known) + 1))
    return (frozenset(one) for one in every)


def add_hours(hours: Hours) -> None:
    """Add both walks and what they share."""
    passages_are_counted(hours)
    candidates_walk(hours)
    commissions_walk(hours)
    preparation_has_seats(hours)
    juries_have_rooms(hours)


def passages_are_counted(hours: Hours) -> None:
    """The hours of a half-day are as many as the master counts there."""
    inside: dict[tuple[int, int, int], list[Expr]] = defaultdict(list)
    for step in hours.steps:
        inside[step.shape, step.rank, step.half_day].append(step.var)
    flows: dict[tuple[int, int, int], list[Expr]] = defaultdict(list)
    shape_of = {group.id: shape.id for shape in hours.shapes for group in shape.groups}
    for (group, rank, half), var in hours.master.flows.items():
        flows[shape_of[group], rank, half].append(var)
    for key, counted in flows.items():
        hours.mip.equal(total(inside[key]), total(counted))


def candidates_walk(hours: Hours) -> None:
    """After a passage and its rest a candidate waits for the next one of the day, or goes home."""
    comes: dict[Node, list[Expr]] = defaultdict(list)
    goes: dict[Node, list[Expr]] = defaultdict(list)
    first: dict[tuple[int, int], list[Expr]] = defaultdict(list)
    for step in hours.steps:
        if step.done:
            goes[step.shape, step.day, step.done, step.begin].append(step.var)
        else:
            first[step.shape, step.day].append(step.var)
        now = step.done | {step.rank}
        if now != hours.shapes[step.shape].everything:
            free, beyond = free_at(hours, step)
            comes[step.shape, step.day, now, free].append(step.var)
            if beyond:
                hours.waiting.append(beyond * step.var)
    hours.days = {where: total(terms) for where, terms in first.items()}
    _walk(hours, comes, goes, hours.waiting)


def free_at(hours: Hours, step: Step) -> tuple[int, int]:
    """When a candidate may begin again, on the grid, and how many minutes that is late."""
    taken = hours.part(step).jury + hours.instance.settings.rest
    onto = hours.grid.length(taken)
    return step.start + onto, onto - taken


def _walk(
    hours: Hours, comes: dict[Node, list[Expr]], goes: dict[Node, list[Expr]], cost: list[Expr]
) -> None:
    """Whoever goes on from a node came there before, and pays for each minute between."""
    rows: dict[tuple[int, int, frozenset[int]], set[int]] = defaultdict(set)
    for shape, day, done, minute in chain(comes, goes):
        rows[shape, day, done].add(minute)
    for (shape, day, done), minutes in rows.items():
        staying: Expr = 0
        before = 0
        for minute in sorted(minutes):
            if before:
                cost.append((minute - before) * staying)
            leaving = hours.mip.integer() if hours.whole else hours.mip.number()
            there = total([staying, *comes.get((shape, day, done, minute), [])])
            gone = total([leaving, *goes.get((shape, day, done, minute), [])])
            hours.mip.at_most(gone, there)
            staying, before = leaving, minute


def commissions_walk(hours: Hours) -> None:
    """A commission hears one candidate after the other, with the gap between them."""
    inside: dict[tuple[int, str], list[Step]] = defaultdict(list)
    for step in hours.steps:
        inside[step.half_day, hours.part(step).kind.key].append(step)
    for (half, key), steps in inside.items():
        gap = hours.instance.needs[key].gap
        comes: dict[int, list[Expr]] = defaultdict(list)
        goes: dict[int, list[Expr]] = defaultdict(list)
        for step in steps:
            taken = hours.part(step).jury + gap
            onto = hours.grid.length(taken)
            goes[step.start].append(step.var)
            going_on = _going_on(hours, step) if onto > taken else step.var
            comes[step.start + onto].append(going_on)
            if onto != taken:
                hours.idle.append((onto - taken) * going_on)
        opened = total(hours.master.count(block, key) for block in hours.master.blocks_of(half))
        for since, until, var in _sit(hours, comes, goes, opened):
            hours.pauses.append((half, since, until, var))


def _going_on(hours: Hours, step: Step) -> Var:
    """Commissions that hear somebody after a passage: only these idle until the grid’s next hour."""
    going_on = hours.mip.number(hours.shapes[step.shape].size)
    hours.mip.at_most(going_on, step.var)
    return going_on


def _sit(
    hours: Hours, comes: dict[int, list[Expr]], goes: dict[int, list[Expr]], opened: Expr
) -> Iterator[tuple[int, int, Var]]:
    """Commissions are opened when their first candidate comes, and idle until the next one does.

    Gives how many wait for a candidate, from when to when.
    """
    staying: Expr = 0
    before = 0
    openings: list[Expr] = []
    for minute in sorted({*comes, *goes}):
        if before:
            hours.idle.append((minute - before) * staying)
            yield before, minute, staying
        leaving = hours.mip.number()
        there = [staying, *comes.get(minute, [])]
        if minute in goes:
            openings.append(hours.mip.number())
            there.append(openings[-1])
        hours.mip.at_most(total([leaving, *goes.get(minute, [])]), total(there))
        staying, before = leaving, minute
    hours.mip.at_most(total(openings), opened)


def preparation_has_seats(hours: Hours) -> None:
    """Those who prepare at one time have a seat, a computer, an accessible room or a room alone.

    In a plan a seat is kept until the jury; the texts ask for no more than the preparation.
    """
    inside: dict[str, list[tuple[int, int, Step]]] = defaultdict(list)
    for step in hours.steps:
        lead = hours.part(step).lead
        if lead:
            centre = hours.instance.half_days[step.half_day].centre
            kept = hours.grid.rounding is Rounding.UP
            end = step.start if kept else step.begin + hours.grid.length(lead)
            inside[centre].append((step.begin, end, step))
    for centre, rows in sorted(inside.items()):
        rooms = hours.instance.rooms(centre, jury=False)
        computers = sum(room.seats if room.computers is None else room.computers for room in rooms)
        accessible = sum(room.seats for room in rooms if room.accessible)
        kinds = [(row, _kind(hours, row)) for row in rows]
        _together(hours, _rows(rows), sum(room.seats for room in rooms))
        _together(hours, _rows(row for row, kind in kinds if kind.computer), computers)
        _together(hours, _rows(row for row, kind in kinds if kind.accessible), accessible)
        _together(hours, _rows(row for row, kind in kinds if kind.alone), len(rooms))


def _kind(hours: Hours, row: tuple[int, int, Step]) -> TaskClass:
    return hours.part(row[2]).kind


def juries_have_rooms(hours: Hours) -> None:
    """Commissions that hear, or wait for their next candidate, have a room each.

    Those before a jury at one time who ask for an accessible room have one.
    """
    inside: dict[str, list[tuple[int, int, Step]]] = defaultdict(list)
    for step in hours.steps:
        centre = hours.instance.half_days[step.half_day].centre
        end = step.start + hours.grid.length(hours.part(step).jury)
        inside[centre].append((step.start, end, step))
    waiting: dict[str, list[Row]] = defaultdict(list)
    for half, since, until, var in hours.pauses:
        waiting[hours.instance.half_days[half].centre].append((since, until, var))
    for centre, rows in sorted(inside.items()):
        rooms = hours.instance.rooms(centre, jury=True)
        accessible = sum(room.accessible for room in rooms)
        _together(hours, [*_rows(rows), *waiting[centre]], len(rooms))
        asking = [row for row in rows if _kind(hours, row).accessible]
        _together(hours, _rows(asking), accessible)


def _rows(steps: Iterable[tuple[int, int, Step]]) -> list[Row]:
    return [(since, until, step.var) for since, until, step in steps]


def accessible_commissions_hear_in_turn(hours: Hours) -> None:
    """Those who need an accessible room are heard, in turn, by the commissions that have one.

    A commission keeps its room: only true of commissions that sit once in a half-day.
    """
    inside: dict[tuple[int, str], list[tuple[int, int, Step]]] = defaultdict(list)
    for step in hours.steps:
        kind = hours.part(step).kind
        if kind.accessible:
            taken = hours.part(step).jury + hours.instance.needs[kind.key].gap
            end = step.start + hours.grid.length(taken)
            inside[step.half_day, kind.key].append((step.start, end, step))
    for where, rows in inside.items():
        if where in hours.master.accessible:
            _together(hours, _rows(rows), hours.master.accessible[where])


def _together(hours: Hours, rows: Iterable[Row], most: Expr) -> None:
    """No more than `most` at any time."""
    known = sorted(rows, key=lambda row: row[0])
    under_way: list[Row] = []
    coming = 0
    for moment in sorted({start for start, _, _ in known}):
        while coming < len(known) and known[coming][0] <= moment:
            under_way.append(known[coming])
            coming += 1
        under_way = [row for row in under_way if row[1] > moment]
        if under_way:
            hours.mip.at_most(total(row[2] for row in under_way), most)

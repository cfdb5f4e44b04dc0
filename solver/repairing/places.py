"""Commissions that may hear somebody: those of the plan, and those that could be opened."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from models.planning import HalfDay, Member, Task
from solver.instance import Block
from solver.repairing.damage import Barred, Damage
from solver.repairing.standing import Commission, Held, Standing
from solver.starts import Grain, jury_starts

LEAST_APART = 15
"""Minutes between the hours offered to a commission opened for one candidate."""


@dataclass(frozen=True, slots=True)
class Freedom:
    """What a repair may do.

    Attributes
    ----------
    call
        Choose the members of broken commissions again, among everybody.
    exchange
        Also let members of the other commissions of those half-days change places.
    move
        Passages may go to other hours and commissions.
    open
        New commissions may be opened.
    close
        Commissions that have lost a member, a room or their half-day are given up.
    narrow
        New commissions may also take the hours of one candidate alone.
    ring
        Passages of the same half-days that nothing hits may move too, and those of the same épreuve for
        somebody who has no place.
    beside
        Of those half-days, only the passages of these commissions may move; None for all.
    halves
        Half-days where passages may go; None for all.
    centres
        Centres where passages may go; None for all.

    """

    call: bool = True
    exchange: bool = False
    move: bool = True
    open: bool = False
    close: bool = False
    narrow: bool = False
    ring: bool = False
    beside: frozenset[str] | None = None
    halves: frozenset[int] | None = None
    centres: frozenset[str] | None = None

    def admits(self, half: HalfDay) -> bool:
        """Whether passages may go to a half-day."""
        near = self.centres is None or half.centre in self.centres
        return near and (self.halves is None or half.id in self.halves)


@dataclass(frozen=True, slots=True)
class Place:
    """A commission that may hear somebody.

    Attributes
    ----------
    room, members
        None when they are still to be chosen.
    commission
        The commission of the plan; None for a new one.
    fixed
        Passages that stay there whatever happens.
    first, last
        Hours within which its juries may sit.
    must_open
        It sits whatever happens.

    """

    code: str
    key: str
    half: HalfDay
    room: str | None
    members: tuple[Member, ...] | None
    commission: Commission | None
    fixed: tuple[Held, ...]
    first: int
    last: int
    must_open: bool

    @property
    def block(self) -> Block:
        """Hours its members give: those of the plan, all those a new commission may take."""
        known = self.commission.block if self.commission else None
        return known or Block(-1, self.half, self.first, self.last)


def places_of(
    standing: Standing, damage: Damage, barred: Barred, freedom: Freedom, mobile: Collection[int]
) -> list[Place]:
    """Return every place, the plan's own first."""
    tasks = [standing.instance.problem.tasks[one] for one in sorted(mobile)]
    keys = {task.epreuve for task in tasks}
    hit = _half_days_hit(standing, damage)
    found = []
    for one in standing.commissions.values():
        loose = one.code in damage.seats or (freedom.exchange and _may_change(one, hit))
        concerned = any(held.task.id in mobile for held in one.held)
        reached = freedom.move and one.half is not None and freedom.admits(one.half)
        useful = one.key in keys and (reached or concerned)
        begun = barred.is_over(one.sitting.centre, one.sitting.start)
        if one.half is not None and one.held and not begun and (loose or useful):
            found.append(_existing(standing, damage, freedom, one, mobile))
    if freedom.open:
        found += _new(standing, barred, freedom, tasks)
    return found


def _half_days_hit(standing: Standing, damage: Damage) -> set[int]:
    halves = (standing.commissions[code].half for code in damage.seats)
    return {half.id for half in halves if half is not None}


def _may_change(one: Commission, halves: Collection[int]) -> bool:
    """Whether members may leave a commission that nothing hits: no lock holds them there."""
    locked = any(held.passage.locked for held in one.held)
    return one.half is not None and one.half.id in halves and not locked


def _existing(
    standing: Standing, damage: Damage, freedom: Freedom, one: Commission, mobile: Collection[int]
) -> Place:
    half = one.half
    if half is None:
        raise ValueError(one.code)
    hit = one.code in damage.seats
    loose = hit or (freedom.exchange and _may_change(one, _half_days_hit(standing, damage)))
    roomless = one.code in damage.roomless
    first, last = (one.sitting.start, one.sitting.end) if loose else _window(standing, one, half)
    fixed = tuple(held for held in one.held if held.task.id not in mobile)
    return Place(
        code=one.code,
        key=one.key,
        half=half,
        room=None if roomless else one.sitting.room,
        members=None if loose else one.sitting.members,
        commission=one,
        fixed=fixed,
        first=first,
        last=last,
        must_open=bool(fixed),
    )


def _window(standing: Standing, one: Commission, half: HalfDay) -> tuple[int, int]:
    """Hours to which a commission may stretch: its members and its room are free, days not too long."""
    first, last = half.start, half.end
    sitting, settings = one.sitting, standing.instance.settings
    if _is_shared(standing, one, half):
        return sitting.start, sitting.end
    for code in one.examiners:
        work = sitting.end - sitting.start
        for other in standing.sits.get(code, ()):
            if other is one or other.half is None or other.block is None:
                continue
            days = other.half.day - half.day
            work += other.block.minutes if not days else 0
            pause = settings.lunch if other.half.id != half.id else 0
            pause = settings.night_rest if days else pause
            if abs(days) <= 1 and other.block.start >= sitting.end:
                last = min(last, other.block.start - pause)
                first = max(first, other.block.end - settings.max_span) if not days else first
            elif abs(days) <= 1:
                first = max(first, other.block.end + pause)
                last = min(last, other.block.start + settings.max_span) if not days else last
        spare = max(0, settings.max_work - work)
        first, last = max(first, sitting.start - spare), min(last, sitting.end + spare)
    for other in standing.by_half.get(half.id, ()):
        if other is not one and other.sitting.room == sitting.room:
            if other.sitting.start >= sitting.end:
                last = min(last, other.sitting.start)
            else:
                first = max(first, other.sitting.end)
    return min(first, sitting.start), max(last, sitting.end)


def _is_shared(standing: Standing, one: Commission, half: HalfDay) -> bool:
    """Whether another session has a member, or the room, in the half-day: hours stay as they are."""
    people = standing.instance.examiners
    taken = any(code in people and half.id in people[code].elsewhere for code in one.examiners)
    closed = standing.instance.problem.closed
    return taken or (one.sitting.centre, one.sitting.room, half.id) in closed


def _new(
    standing: Standing, barred: Barred, freedom: Freedom, tasks: Collection[Task]
) -> Iterator[Place]:
    """Places that could be opened for these tasks, where rooms are free."""
    for half in standing.instance.problem.half_days:
        if barred.is_over(half.centre, half.start) or not freedom.admits(half):
            continue
        rooms = free_rooms(standing, barred, Block(-1, half, half.start, half.end))
        for key in sorted({task.epreuve for task in tasks}):
            mine = [
                task for task in tasks if task.epreuve == key and standing.instance.may_use(task, half)
            ]
            if mine:
                whole = list(_whole(standing, half, key, mine, rooms))
                yield from whole
                rooms = rooms[len(whole) :] + rooms[: len(whole)]  # another épreuve, another room
            if mine and freedom.narrow:
                yield from _narrow(standing, barred, half, key, mine)


def _whole(
    standing: Standing, half: HalfDay, key: str, tasks: Sequence[Task], rooms: Sequence[str]
) -> Iterator[Place]:
    """Places for a whole half-day, as many as the tasks could fill, in rooms that suit them."""
    need = standing.instance.needs[key]
    each = min(task.jury for task in tasks) + need.gap
    most = max(1, (half.end - half.start - need.reading + need.gap) // each)
    if any(task.accessible for task in tasks):
        known = {room.code: room for room in standing.instance.rooms(half.centre, jury=True)}
        rooms = sorted(rooms, key=lambda room: not known[room].accessible)
    for rank, room in enumerate(rooms[: ceil(len(tasks) / most)]):
        code = f"+{key}/{half.id}/{rank}"
        yield Place(code, key, half, room, None, None, (), half.start, half.end, must_open=False)


def _narrow(
    standing: Standing, barred: Barred, half: HalfDay, key: str, tasks: Sequence[Task]
) -> Iterator[Place]:
    """Places for one candidate each, at a few hours of a half-day."""
    need, grid = standing.instance.needs[key], standing.instance.settings.grid
    longest = max(task.jury for task in tasks)
    whole, after = Block(-1, half, half.start, half.end), half.start
    for start in jury_starts(whole, need, tasks, grid=grid, grain=Grain.CHAINS):
        first, last = start - need.reading, min(start + longest, half.end)
        rooms = free_rooms(standing, barred, Block(-1, half, first, last))
        if start >= after and rooms:
            after = start + LEAST_APART
            code = f"+{key}/{half.id}@{start}"
            yield Place(code, key, half, rooms[0], None, None, (), first, last, must_open=False)


def free_rooms(
    standing: Standing, barred: Barred, block: Block, *, leaving: Collection[str] = ()
) -> list[str]:
    """Jury rooms where no commission sits meanwhile, but those `leaving`; accessible ones first.

    A room that another session uses in the half-day is not to be had.
    """
    whole = (block.start, block.end)
    stretches = free_stretches(standing, barred, block, leaving=leaving)
    return [room for room, first, last in stretches if (first, last) == whole]


def free_stretches(
    standing: Standing, barred: Barred, block: Block, *, leaving: Collection[str] = ()
) -> Iterator[tuple[str, int, int]]:
    """Give the stretches of a block in which each jury room is free, accessible rooms first."""
    half = block.half_day
    taken: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for one in standing.commissions.values():
        sitting = one.sitting
        if sitting.centre == half.centre and one.code not in leaving:
            taken[sitting.room].append((sitting.start, sitting.end))
    rooms = standing.instance.open_rooms(half, jury=True)
    for room in sorted(rooms, key=lambda room: (not room.accessible, room.code)):
        if (half.centre, room.code, half.id) in barred.rooms:
            continue
        clock = block.start
        for start, end in (*sorted(taken[room.code]), (block.end, block.end)):
            if clock < min(start, block.end):
                yield room.code, clock, min(start, block.end)
            clock = max(clock, end)

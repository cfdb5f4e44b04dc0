"""How many examiners of each guild go to each centre: one programme, two readings of a supply.

Half-day by half-day, rooms limit how many commissions examiners can be used for at once: what every
centre cannot do without is wanted there, and proper members before replacements. In all, half-days
beyond what rooms can use still give a choice of people: every centre gets the same margin.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import ceil

from models.planning import HalfDay, Task
from solver.division.guilds import Craft, Guild, Needs, Supply
from solver.instance import SeatOption
from solver.limits import Clock
from solver.mip import Answer, Expr, Mip, Var, total

Ladder = tuple[tuple[float, float], ...]
"""Parts of a need, one after the other, and what a half-day short in each costs."""

HELD: Ladder = ((1.0, 1_000.0), (0.05, 20.0))
PROPER: Ladder = ((1.0, 300.0), (0.05, 20.0))
MARGINS: Ladder = ((1.0, 50.0), (0.1, 30.0), (0.15, 10.0), (0.25, 3.0), (0.5, 1.0), (1.0, 0.3))
OUTSIDE: Ladder = ((1.0, 100.0),)
FEW_HEARD = 3
"""Candidates of a school that a commission may be counted on to hear."""
REPLACEMENT_COST = 5.0
RESERVE_COST = 2.0
EFFORT = 25.0
MOST_WHOLE = 2_000
"""Ways to send people up to which they are whole in the programme; beyond, they are rounded after it."""
GAP = 0.02


class Sharing:
    """The programme: `people` of each guild by centre, and what they give.

    Parameters
    ----------
    quick
        Whether people may be counted in parts however few they are: ten times less work.

    """

    def __init__(
        self,
        supply: Supply,
        guilds: Sequence[Guild],
        needs: Needs,
        tasks: Iterable[Task],
        clock: Clock,
        *,
        quick: bool = False,
    ) -> None:
        self.supply = supply
        self.instance = supply.instance
        self.needs = needs
        self.mip = Mip(clock)
        self.cost: list[Expr] = []
        self.people: list[dict[str, Var]] = []
        self.loads: dict[tuple[str, Craft], list[Expr]] = defaultdict(list)
        self.free: dict[tuple[int, Craft], list[Expr]] = defaultdict(list)
        self.there: dict[str, list[tuple[Guild, Var]]] = defaultdict(list)
        self.keys: dict[str, list[str]] = defaultdict(list)
        for centre, key in needs:
            self.keys[centre].append(key)
        self.whole = not quick and sum(len(guild.loads) for guild in guilds) <= MOST_WHOLE
        for guild in guilds:
            self._lend(guild)
        self._in_all()
        self._by_half_day()
        if self.whole:  # people counted by the dozen have no school
            self._outside_schools(tasks)

    def answer(self) -> Answer | None:
        """Solve; None when there was no time to."""
        return self.mip.minimize(total(self.cost), effort=EFFORT, gap=GAP)

    def _lend(self, guild: Guild) -> None:
        """People of a guild go to centres, each to one."""
        number = self.mip.integer if self.whole else self.mip.number
        people = {centre: number(guild.size) for centre in guild.loads}
        self.people.append(people)
        self.mip.at_most(total(people.values()), guild.size)
        for centre, count in people.items():
            self.there[centre].append((guild, count))
            self.loads[centre, guild.craft].append(guild.loads[centre] * count)
            for half, share in guild.free[centre].items():
                self.free[half, guild.craft].append(share * count)

    def _in_all(self) -> None:
        """Half-days given to each seat, whenever they are, come with a margin."""
        given: dict[tuple[str, str, int], list[Expr]] = defaultdict(list)
        for (centre, craft), loads in self.loads.items():
            sits = list(self._sits(craft, self.keys[centre]))
            for key, option, var in sits:
                given[centre, key, option.seat].append(var)
                price = REPLACEMENT_COST * option.replacement + RESERVE_COST * craft[1]
                self.cost.append(price * var)
            self.mip.at_most(total(var for _, _, var in sits), total(loads))
        for (centre, key), count in self.needs.items():
            for seat in range(len(self.instance.needs[key].seats)):
                self._want(given[centre, key, seat], count, MARGINS)

    def _sits(self, craft: Craft, keys: Sequence[str]) -> Iterator[tuple[str, SeatOption, Var]]:
        """Make a variable for each way people of a craft may sit for some épreuves."""
        for key, option in craft[0]:
            if key in keys:
                yield key, option, self.mip.number()

    def _by_half_day(self) -> None:
        """Commissions have a room and all their members at once; the need of each centre is held."""
        held: dict[tuple[str, str], list[Expr]] = defaultdict(list)
        proper: dict[tuple[str, str, int], list[Expr]] = defaultdict(list)
        used: dict[tuple[str, Craft], list[Expr]] = defaultdict(list)
        crafts = {craft: None for _, craft in self.free}
        for half in self.instance.problem.half_days:
            keys = [key for key in self.keys[half.centre] if self.instance.open_for(half, key)]
            given: dict[tuple[str, int], list[Expr]] = defaultdict(list)
            for craft in crafts:
                if keys and (half.id, craft) in self.free:
                    sits = list(self._sits(craft, keys))
                    self.mip.at_most(total(var for *_, var in sits), total(self.free[half.id, craft]))
                    used[half.centre, craft] += [var for *_, var in sits]
                    for key, option, var in sits:
                        given[key, option.seat].append(var)
                        if not option.replacement:
                            proper[half.centre, key, option.seat].append(var)
            for key, count in self._opened(half, keys, given):
                held[half.centre, key].append(count)
        for place, sits_there in used.items():
            self.mip.at_most(total(sits_there), total(self.loads[place]))
        for (centre, key), count in self.needs.items():
            self._want(held[centre, key], count, HELD)
            for seat in range(len(self.instance.needs[key].seats)):
                self._want(proper[centre, key, seat], count, PROPER)

    def _outside_schools(self, tasks: Iterable[Task]) -> None:
        """Candidates who must not be heard by some examiners find others there, for each seat."""
        kept: Counter[tuple[str, str, frozenset[str]]] = Counter()
        for task in tasks:
            if (task.centre, task.epreuve) in self.needs:
                banned = task.conflicts & self.instance.able[task.epreuve]
                kept[str(task.centre), task.epreuve, banned] += 1
        for (centre, key, banned), count in kept.items():
            for seat in range(len(self.instance.needs[key].seats)) if banned else ():
                given = [
                    self.supply.load_outside(guild, centre, banned) * people
                    for guild, people in self.there[centre]
                    if any(one == key and option.seat == seat for one, option in guild.craft[0])
                ]
                self._want(given, ceil(count / FEW_HEARD), OUTSIDE)

    def _opened(
        self, half: HalfDay, keys: Sequence[str], given: Mapping[tuple[str, int], Sequence[Expr]]
    ) -> Iterator[tuple[str, Expr]]:
        """Commissions of a half-day: no more than it has rooms, nor members for any seat."""
        opened = {key: self.mip.number() for key in keys}
        rooms = len(self.instance.open_rooms(half, jury=True))
        self.mip.at_most(total(opened.values()), rooms)
        for key, count in opened.items():
            for seat in range(len(self.instance.needs[key].seats)):
                self.mip.equal(total(given.get((key, seat), ())), count)
            yield key, count

    def _want(self, given: Sequence[Expr], count: int, ladder: Ladder) -> None:
        """So much is wanted, then a margin that is worth less and less."""
        short = [self.mip.number(part * count) for part, _ in ladder]
        everything = sum(part for part, _ in ladder) * count
        self.mip.at_most(everything, total([*given, *short]))
        self.cost += [price * var for (_, price), var in zip(ladder, short, strict=True)]

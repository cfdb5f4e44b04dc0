"""The least waiting of a session, from the least of each of its days.

In a plan where every candidate comes one day, each day waits no less than its commissions and its
candidates make it. Which cells the days have is a small programme: cells are its columns, and are
priced as it asks for them. Days that are alike are counted, so that nothing is symmetric.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import numpy as np

from solver.bounds.cells import Cell, Cells, Table, weighted
from solver.limits import Clock
from solver.mip import Expr, Mip, Prices, Var, total
from solver.rounding import rounded_up

LEFT_OUT = 5_000.0
"""More than anybody waits in a day."""
AT_ONCE = 60
MOST_COLUMNS = 4_000
EFFORT = 5.0
CELL_EFFORT = 2.0
CELL_SHARE = 0.1
"""Of the work left, what one cell may take: a few hard ones would leave none for the others."""
AGAIN = 2.0
"""Times the work a cell was priced with that make it worth pricing again."""
NOTHING = 1e-6
STEP = 0.5
"""Minutes by which the linear optimum must grow for what lies between its cells to be priced again."""

Column = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class DayKind:
    """Days that are alike, and what they may hold."""

    days: tuple[int, ...]
    cells: Cells


class Daily:
    """How many days of each kind have each cell.

    Parameters
    ----------
    wanted
        Candidates of each shape: all are to be heard.
    most
        Commissions of each épreuve.
    crowded
        Whether a half-day may have more commissions than rooms, one after the other.

    """

    def __init__(
        self,
        kinds: Sequence[DayKind],
        wanted: Sequence[int],
        most: Mapping[str, int],
        clock: Clock,
        *,
        crowded: bool = True,
    ) -> None:
        self.kinds = kinds
        self.crowded = crowded
        self.proved = 0.0
        self.clock = clock
        self.mip = Mip(clock)
        self.columns: dict[Column, Var] = {}
        self.days = [self._row(len(kind.days), len(kind.days)) for kind in kinds]
        self.heard = [self._row(count, count) for count in wanted]
        self.opened = {key: self._row(-math.inf, most[key]) for key in sorted(most)}
        self.short = [self.mip.number() for _ in wanted]
        for row, var in zip(self.heard, self.short, strict=True):
            row.set_coefficient(var, 1)
        for rank in range(len(kinds)):
            self._add((rank, 0, 0))

    def _row(self, low: float, high: float) -> Var:
        return self.mip.model.add_linear_constraint(lb=low, ub=high)

    def cost(self, column: Column) -> float:
        """Least waiting known of a cell."""
        kind, choice, content = column
        return float(self.kinds[kind].cells.low[choice, content])

    def _add(self, column: Column) -> None:
        """Let a cell be chosen."""
        kind, choice, content = column
        cells = self.kinds[kind].cells
        var = self.columns[column] = self.mip.integer()
        self.days[kind].set_coefficient(var, 1)
        for row, count in zip(self.heard, cells.contents[content], strict=True):
            row.set_coefficient(var, count)
        for key, count in cells.choices[choice].by_key.items():
            self.opened[key].set_coefficient(var, count)

    def _cost(self) -> Expr:
        terms = [LEFT_OUT * var for var in self.short]
        for column, var in self.columns.items():
            if math.isinf(self.cost(column)):
                self.mip.fix(var, 0)
            else:
                terms.append(self.cost(column) * var)
        return total(terms)

    def linear(self) -> Prices | None:
        """Return the least waiting when cells need not be whole; None out of work.

        `proved` is then what is known of it: the optimum of all cells, some priced too low.
        """
        before = -math.inf
        while not self.clock.over:
            prices = self.mip.prices(self._cost(), effort=EFFORT)
            if prices is None or math.isinf(prices.value):
                break
            found = self._worthwhile(prices)
            for column in found:
                self._add(column)
            if found:
                continue
            self.proved = max(self.proved, prices.value)
            if prices.value > before + STEP:
                before = prices.value
                self._look_between(prices)
            elif not self._look(prices):
                return prices
        return None

    def _look_between(self, prices: Prices) -> None:
        """Price what lies between the cells in use of each kind of day."""
        for rank, kind in enumerate(self.kinds):
            used = {
                (choice, content): prices.values[var.id]
                for (other, choice, content), var in self.columns.items()
                if other == rank and prices.values[var.id] > NOTHING
            }
            kind.cells.look_between(used)

    def chosen(self) -> tuple[int, list[Column]] | None:
        """Return a bound with whole cells, and the cells; None out of work."""
        answer = self.mip.minimize(self._cost(), effort=EFFORT)
        if answer is None:
            return None
        cells = [column for column, var in self.columns.items() for _ in range(answer.count(var))]
        return rounded_up(answer.bound), cells

    def _worthwhile(self, prices: Prices) -> list[Column]:
        """Cells that would lower the cost, some at a time: one for each choice of commissions."""
        found: list[tuple[float, Column]] = []
        for rank, beyond in enumerate(self._beyond(prices)):
            best = beyond.argmin(axis=1)
            cost = beyond[np.arange(len(best)), best]
            found += [
                (float(cost[choice]), (rank, int(choice), int(best[choice])))
                for choice in np.flatnonzero(cost < -NOTHING)
            ]
        return [column for _, column in sorted(found)[:AT_ONCE]]

    def near(self, prices: Prices, gap: float) -> list[Column]:
        """Return the columns that, as priced by now, cost at most `gap` beyond their worth."""
        excess = [self._excess(prices, rank) for rank in range(len(self.kinds))]
        return [
            (rank, choice, content)
            for rank, choice, content in self.columns
            if excess[rank][choice, content] <= gap + NOTHING
        ]

    def _excess(self, prices: Prices, rank: int) -> Table:
        """What each cell of a kind of day costs beyond its worth."""
        cells = self.kinds[rank].cells
        heard = weighted(cells.heard, [prices.of_row[row.id] for row in self.heard])
        opened = weighted(cells.by_key, [prices.of_row[self.opened[key].id] for key in cells.keys])
        worth: Table = opened[:, None] + heard + prices.of_row[self.days[rank].id]
        return cells.low - worth

    def _beyond(self, prices: Prices) -> Iterator[Table]:
        """What each cell that may become a column costs beyond its worth, kind of day by kind of day."""
        for rank, kind in enumerate(self.kinds):
            excess = self._excess(prices, rank)
            known = [cell for other, *cell in self.columns if other == rank]
            excess[tuple(np.array(known).T)] = math.inf
            if not self.crowded:
                excess[kind.cells.crowded] = math.inf
            yield excess

    def _look(self, prices: Prices) -> bool:
        """Price the cells in use that nobody has looked at."""
        new = False
        for (kind, *cell), var in self.columns.items():
            one: Cell = (cell[0], cell[1])
            if prices.values[var.id] > NOTHING and one not in self.kinds[kind].cells.looked:
                self.kinds[kind].cells.look(one)
                new = True
        return new

    def within(self, prices: Prices, gap: float) -> bool:
        """Add every cell that plans no worse than `gap` above the linear optimum may have.

        False where they are too many: only the nearest are added.
        """
        nearest: list[tuple[float, Column]] = []
        left = max(0, MOST_COLUMNS - len(self.columns))
        many = 0
        for rank, excess in enumerate(self._beyond(prices)):
            inside = np.flatnonzero(excess < gap + NOTHING)
            many += len(inside)
            costs = excess.ravel()[inside]
            for one in np.argsort(costs, kind="stable")[:left]:
                choice, content = divmod(int(inside[one]), excess.shape[1])
                nearest.append((float(costs[one]), (rank, choice, content)))
        for _, column in sorted(nearest)[:left]:
            self._add(column)
        return many <= left


@dataclass(frozen=True, slots=True)
class Least:
    """A lower bound of the waiting, and the cells that plans no worse than known may have."""

    bound: int
    columns: tuple[Column, ...] | None


def least_by_days(daily: Daily, value: int) -> Least:
    """Return the least waiting, for a plan that waits `value` minutes.

    `columns` is None where the work allowed was not enough to list them.
    """
    prices = daily.linear()
    if prices is None:
        return Least(min(value, rounded_up(daily.proved)), None)
    bound = min(value, rounded_up(prices.value))
    if bound == value or not daily.within(prices, value - prices.value):
        return Least(bound, None)
    bound = max(bound, least_whole(daily, value))
    near = daily.near(prices, value - prices.value)
    return Least(bound, tuple(near))


def least_whole(daily: Daily, value: int) -> int:
    """Return the bound with whole cells, each in use priced with whole candidates."""
    bound = 0
    while not daily.clock.over:
        found = daily.chosen()
        if found is None:
            break
        bound = max(bound, min(value, found[0]))
        if bound == value or not settle(daily, found[1]):
            break
    return bound


@contextmanager
def priced(daily: Daily) -> Iterator[Daily]:
    """Let cells be looked at."""
    with ExitStack() as stack:
        for kind in daily.kinds:
            stack.enter_context(kind.cells.day.pricing())
        yield daily


def settle(daily: Daily, chosen: Sequence[Column]) -> bool:
    """Price those of the cells that may cost more than is known; whether there were any."""
    new = False
    effort = min(CELL_EFFORT, CELL_SHARE * daily.clock.left)
    for kind, *cell in dict.fromkeys(chosen):
        cells = daily.kinds[kind].cells
        one: Cell = (cell[0], cell[1])
        if one not in cells.looked:
            cells.look(one)
        elif cells.settled.get(one, 0.0) * AGAIN < effort:
            cells.settle(one, effort)
        else:
            continue
        new = True
    return new

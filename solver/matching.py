"""People matched to places at the least cost."""

from __future__ import annotations

from collections.abc import Sequence

from ortools.graph.python.min_cost_flow import SimpleMinCostFlow


def matched(costs: Sequence[Sequence[int]], places: Sequence[int]) -> list[int | None]:
    """Give each row a column or none, as many rows a column as it has places, at the least cost.

    Parameters
    ----------
    costs
        Cost of each row in each column.
    places
        Rows wanted by each column; no more in all than there are rows.

    """
    if len(places) == 1 and places[0] == len(costs):
        return [0] * len(costs)
    flow = SimpleMinCostFlow()
    rows, wanted = len(costs), sum(places)
    source, sink = rows + len(places), rows + len(places) + 1
    arcs: dict[int, tuple[int, int]] = {}
    for row, prices in enumerate(costs):
        flow.add_arc_with_capacity_and_unit_cost(source, row, 1, 0)
        for column, price in enumerate(prices):
            arc = flow.add_arc_with_capacity_and_unit_cost(row, rows + column, 1, price)
            arcs[arc] = (row, column)
    for column, count in enumerate(places):
        flow.add_arc_with_capacity_and_unit_cost(rows + column, sink, count, 0)
    flow.set_node_supply(source, wanted)
    flow.set_node_supply(sink, -wanted)
    if flow.solve() != flow.OPTIMAL:
        raise ValueError("more places than people")
    found: list[int | None] = [None] * rows
    for arc, (row, column) in arcs.items():
        if flow.flow(arc):
            found[row] = column
    return found

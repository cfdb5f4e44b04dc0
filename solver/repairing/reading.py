"""From the answer of a model to decisions: who sits where, who is heard when."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable

from models.planning import Member, Task
from solver.cp import Bool
from solver.repairing.model import Recast
from solver.repairing.outcome import Opened, Outcome, Spot

Truth = Callable[[Bool], bool]
NUMBERED = re.compile(r"(?P<name>.*)-(?P<rank>\d+)$")


def outcome_of(recast: Recast, is_true: Truth) -> Outcome:
    """Translate an answer."""
    seats = _seats(recast, is_true)
    rooms = {choice.place: choice.room for choice in recast.rooms if is_true(choice.var)}
    codes = {index: place.code for index, place in enumerate(recast.places)}
    opened: list[Opened] = []
    for index, place in enumerate(recast.places):
        if place.commission is None and index in seats and place.room is not None:
            codes[index] = _free_code(recast, place.key, opened)
            opened.append(Opened(codes[index], place.key, place.half, place.room, seats[index]))
    return Outcome(
        members=_members(recast, seats),
        rooms={codes[index]: room for index, room in rooms.items()},
        spots={
            option.task.id: Spot(codes[option.place], option.begin, option.start)
            for option, var in recast.options
            if not option.kept and is_true(var)
        },
        left_out={
            task.id: _reason(recast, task) for task in recast.tasks if is_true(recast.short[task.id])
        },
        opened=tuple(opened),
    )


def _seats(recast: Recast, is_true: Truth) -> dict[int, tuple[Member, ...]]:
    """Members of each place whose members were chosen, in the order of the seats."""
    found: dict[int, dict[int, Member]] = defaultdict(dict)
    for chair in recast.chairs:
        if is_true(chair.var):
            one = chair.examiner
            member = Member(one.code, one.role, chair.option.replacement)
            found[chair.place][chair.option.seat] = member
    return {index: tuple(rows[seat] for seat in sorted(rows)) for index, rows in found.items()}


def _members(recast: Recast, seats: dict[int, tuple[Member, ...]]) -> dict[str, tuple[Member, ...]]:
    """Commissions of the plan whose members are no longer the same people."""
    found = {}
    for index, members in seats.items():
        commission = recast.places[index].commission
        if commission is not None and set(commission.sitting.members) != set(members):
            found[commission.code] = members
    return found


def _free_code(recast: Recast, key: str, opened: list[Opened]) -> str:
    """Next number after those of the épreuve: what exists keeps its code."""
    known = [one.code for one in recast.standing.commissions.values() if one.key == key]
    known += [one.code for one in opened if one.key == key]
    taken = {*recast.standing.commissions, *(one.code for one in opened)}
    matches = [match for code in known if (match := NUMBERED.match(code))]
    name = matches[0]["name"] if matches else recast.instance.needs[key].code.rpartition("/")[2]
    rank = max((int(match["rank"]) for match in matches), default=0) + 1
    while f"{name}-{rank:02}" in taken:
        rank += 1
    return f"{name}-{rank:02}"


def _reason(recast: Recast, task: Task) -> str:
    """Say in French why somebody is left without a place."""
    name = recast.instance.needs[task.epreuve].code.replace("/", " ")
    return (
        f"Aucune commission de {name} n’a plus d’heure libre pour ce candidat après l’imprévu ; appelez "
        "un examinateur de plus ou ouvrez une demi-journée."
    )

"""The families of resources that a session can be short of, and what one more unit of each is worth."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What can be short."""

    SEAT = "SEAT"
    ROOM = "ROOM"
    ACCESSIBLE = "ACCESSIBLE"
    PREPARATION = "PREPARATION"
    COMPUTER = "COMPUTER"
    HALF_DAY = "HALF_DAY"


@dataclass(frozen=True, slots=True, order=True)
class Family:
    """A kind of resource of one centre.

    `seat` and `key` name a seat of a commission: its rank in the épreuve of this key, the first of those
    alike.
    """

    kind: Kind
    centre: str
    key: str = ""
    seat: int = 0


COSTS = {
    Kind.COMPUTER: 1,
    Kind.PREPARATION: 2,
    Kind.ROOM: 6,
    Kind.ACCESSIBLE: 6,
    Kind.SEAT: 8,
    Kind.HALF_DAY: 40,
}
"""What one more unit costs a centre, to order remedies: a computer is lent, a room is found, a person is
asked for half a day, a half-day more asks for everybody. Nothing of a text: an order of magnitude."""

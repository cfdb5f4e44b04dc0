"""Never more candidates at once on computers than the room has."""

from __future__ import annotations

from dataclasses import replace

from models.dossier import Dossier
from tests.cases import RuleCase
from tests.cases.common import e5_desk, two_preparations


def _computers(count: int | None) -> Dossier:
    folder = e5_desk()
    rooms = tuple(replace(room, computers=count) if room.code == "P1" else room for room in folder.rooms)
    return replace(folder, rooms=rooms)


CASES = (
    RuleCase(
        "preparation_computers",
        "one computer for two",
        two_preparations(_computers(1), "8:30", "9:15", "P1"),
        two_preparations(_computers(1), "8:30", "9:14", "P1"),
    ),
    RuleCase(
        "preparation_computers",
        "not counted",
        two_preparations(_computers(None), "8:30", "8:30", "P1"),
        two_preparations(_computers(1), "8:30", "8:30", "P1"),
    ),
)

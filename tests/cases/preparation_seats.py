"""Never more candidates at once in a preparation room than seats."""

from __future__ import annotations

from dataclasses import replace

from models.dossier import Dossier
from tests.cases import RuleCase
from tests.cases.common import e5_desk, two_preparations


def _uncounted_computers() -> Dossier:
    folder = e5_desk()
    return replace(folder, rooms=tuple(replace(room, computers=None) for room in folder.rooms))


CASES = (
    RuleCase(
        "preparation_seats",
        "one seat for two",
        two_preparations(_uncounted_computers(), "8:30", "9:15", "P2"),
        two_preparations(_uncounted_computers(), "8:30", "9:14", "P2"),
    ),
)

"""A candidate entitled to it is alone in the preparation room."""

from __future__ import annotations

from models.dossier import Accommodation
from tests.cases import RuleCase
from tests.cases.common import e5_desk, two_preparations

_FOLDER = e5_desk(accommodations=(Accommodation("1", phase="oral", separate_room=True),))
CASES = (
    RuleCase(
        "separate_room",
        "company for a minute",
        two_preparations(_FOLDER, "8:30", "9:15", "P1"),
        two_preparations(_FOLDER, "8:30", "9:14", "P1"),
    ),
    RuleCase(
        "separate_room",
        "company at the beginning",
        two_preparations(_FOLDER, "9:15", "8:30", "P1"),
        two_preparations(_FOLDER, "9:14", "8:30", "P1"),
    ),
)

"""The two roles of a jury member."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """An examiner's own role, whoever's seat is taken."""

    ENSEIGNANT = "ENSEIGNANT"
    PROFESSIONNEL = "PROFESSIONNEL"

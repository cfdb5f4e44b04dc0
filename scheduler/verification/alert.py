"""One thing to look at in the data of a session, and how several people are named in one sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from models.dossier import Examiner
from models.french import enumeration, full_name

MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class Alert:
    """One thing to look at.

    Attributes
    ----------
    sentence
        French: what is seen, whom it concerns, what to do.
    table
        Table of the session where it is repaired (`candidats`, `examinateurs`, …).
    blocking
        True when no complete plan can exist as long as it stands.
    kind, code
        `candidat` or `examinateur` and the code of the person, empty when it is about nobody.
    search
        Words that find the rows concerned in `table`; empty for all of them.

    """

    sentence: str
    table: str
    blocking: bool = False
    kind: str = ""
    code: str = ""
    search: str = ""


def named(names: Iterable[str], most: int = MOST_NAMED) -> str:
    """« A, B et C », « A, B, C, D et 12 autres »."""
    found = list(names)
    more = len(found) - most
    if more <= 1:
        return enumeration(found)
    return f"{', '.join(found[:most])} et {more} autres"


def examiner_named(one: Examiner) -> str:
    """« Mme Anne Roux (SAM-03) »."""
    return f"{full_name(one.civility, one.first_name, one.family_name)} ({one.code})"

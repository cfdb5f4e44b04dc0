"""What a candidate's aménagements give for one épreuve: extra time and pause by phase, rooms."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil

from models.dossier import Accommodation
from scheduler.rules.view import PlanView

ALL = "*"


def rows_for(view: PlanView, candidate: str, epreuve: str) -> Iterator[Accommodation]:
    """Rows of a candidate that hold for a qualified épreuve."""
    for row in view.facts.accommodations.get(candidate, ()):
        if row.epreuve in {ALL, epreuve}:
            yield row


def lasting(view: PlanView, candidate: str, epreuve: str, phase: str, minutes: int) -> int:
    """Return how long a phase of `minutes` lasts for this candidate.

    Over several rows the largest extra time and the largest pause count, each on its own. A group heard
    together takes as long as its slowest candidate.
    """
    group = view.group_of((candidate, epreuve))
    if group is not None:
        members = view.groups.get(group, ((candidate, epreuve),))
        return max(_alone(view, *key, phase, minutes) for key in members)
    return _alone(view, candidate, epreuve, phase, minutes)


def _alone(view: PlanView, candidate: str, epreuve: str, phase: str, minutes: int) -> int:
    """How long a phase lasts for one candidate, whoever else is there."""
    rows = [row for row in rows_for(view, candidate, epreuve) if row.phase in {ALL, phase}]
    extra = max((_extra(row, minutes) for row in rows), default=0)
    pause = max((row.pause_minutes or 0 for row in rows), default=0)
    return minutes + extra + pause


def _extra(row: Accommodation, minutes: int) -> int:
    """Extra minutes that one row gives, a share being rounded up to the minute."""
    share = ceil(Fraction(row.extra_share or 0) * minutes)
    return max(share, row.extra_minutes or 0)


def needs_accessible(view: PlanView, candidate: str, epreuve: str) -> bool:
    """Whether every room of this épreuve must be accessible, whatever the phase of the row."""
    return any(row.accessible_room for row in rows_for(view, candidate, epreuve))


def needs_separate(view: PlanView, candidate: str, epreuve: str) -> bool:
    """Whether the candidate prepares this épreuve alone, whatever the phase of the row."""
    return any(row.separate_room for row in rows_for(view, candidate, epreuve))

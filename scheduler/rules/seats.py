"""Who may take which seat of a commission, and whether its members fill the seats exactly."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

from models.dossier import Role
from models.planning import Member
from models.regulation import Seat, language_qualification
from models.regulation.languages import is_language_qualification
from scheduler.rules.seen import SeenSitting
from scheduler.rules.view import PlanView


def fits(view: PlanView, sitting: SeenSitting, member: Member, seat: Seat) -> bool:
    """Whether a member may take a seat; someone unknown is judged elsewhere and fits any."""
    examiner = view.facts.examiners.get(member.examiner)
    if examiner is None:
        return True
    held = view.facts.qualifications[examiner.code]
    if member.role is not examiner.role:
        return False
    if member.replacement:
        teacher = examiner.role is Role.ENSEIGNANT and seat.role is Role.PROFESSIONNEL
        return teacher and not held.isdisjoint(seat.replacement)
    if examiner.role is not seat.role:
        return False
    return _speaks(sitting, held) if seat.by_language else not held.isdisjoint(seat.qualifications)


def _speaks(sitting: SeenSitting, held: frozenset[str]) -> bool:
    """Whether a teacher holds the language of every candidate of the commission."""
    entries = [one.entry for one in sitting.passages if one.entry is not None]
    languages = {entry.language for entry in entries if entry.language is not None}
    if not languages:
        return any(is_language_qualification(code) for code in held)
    return all(language_qualification(language) in held for language in languages)


def filled_exactly(view: PlanView, sitting: SeenSitting, members: Sequence[Member]) -> bool:
    """Whether there is one member for each seat of the text, each fit for it."""
    seats = sitting.epreuve.seats if sitting.epreuve is not None else ()
    if len(members) != len(seats):
        return False
    return any(
        all(fits(view, sitting, member, seat) for member, seat in zip(order, seats, strict=True))
        for order in permutations(members)
    )


def misfits(view: PlanView, sitting: SeenSitting) -> tuple[Member, ...]:
    """Members who fit no seat at all."""
    seats = sitting.epreuve.seats if sitting.epreuve is not None else ()
    return tuple(
        member
        for member in sitting.record.members
        if not any(fits(view, sitting, member, seat) for seat in seats)
    )

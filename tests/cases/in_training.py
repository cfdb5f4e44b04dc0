"""Situations of CCF laid out by hand: a school that is a centre, its team, a professional."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models.dossier import (
    CandidateStatus,
    Centre,
    Dossier,
    Establishment,
    EstablishmentStatus,
    Modality,
    Registration,
    RegistrationState,
)
from tests.cases import Situation
from tests.factories import (
    CENTRE,
    OTHER_CENTRE,
    PROFESSIONAL,
    TEACHER,
    PlanDesk,
    candidate,
    clock,
    desk_for,
    examiner,
    open_days,
    rooms,
)

E1A, E1B = "MC-SNO/E1A", "MC-SNO/E1B"
TEAM, STRANGER, PRO = "SNO1", "SNO2", "NUM1"


def in_group(number: str, group: str | None) -> Registration:
    """A candidate's row of `inscriptions` for the situation in group."""
    return Registration(number, E1A, RegistrationState.INSCRIT, Modality.CCF, group)


def school(*epreuves: str, numbers: int = 2, **changes: Any) -> Dossier:
    """A school with its own pupils, and a second centre; SNO1 teaches them, SNO2 teaches elsewhere."""
    pupils = tuple(
        candidate(str(one), "MC-SNO", status=CandidateStatus.SCOLAIRE, establishment=CENTRE, centre=None)
        for one in range(1, numbers + 1)
    )
    base: dict[str, Any] = {
        "centres": (
            Centre(CENTRE, "Lycée Laurencin", "Paris"),
            Centre(OTHER_CENTRE, "Lycée Sand", "Paris"),
        ),
        "establishments": (Establishment(CENTRE, "Lycée Laurencin", EstablishmentStatus.PUBLIC),),
        "half_days": (*open_days(), *open_days(centre=OTHER_CENTRE)),
        "rooms": (*rooms(), *rooms(OTHER_CENTRE)),
        "candidates": pupils,
        "registrations": tuple(in_group(one.number, "G1") for one in pupils),
        "examiners": (
            examiner(TEAM, TEACHER, "SNO-B1", establishment=CENTRE),
            examiner(STRANGER, TEACHER, "SNO-B1"),
            examiner(PRO, PROFESSIONAL, "PRO-NUM"),
        ),
    }
    return desk_for(*epreuves, **{**base, **changes})


def heard(
    folder: Dossier, epreuve: str, starts: Mapping[str, str], *, teacher: str = TEAM, **more: Any
) -> Situation:
    """One commission of a teacher and the professional that hears candidates at these hours."""
    desk = PlanDesk(folder)
    desk.hold(
        "C1", epreuve, {one: clock(at) for one, at in starts.items()}, members=(teacher, PRO), **more
    )
    return Situation(folder, desk.plan())

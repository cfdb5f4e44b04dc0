"""What several case files lay out alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.dossier import Dossier, Examiner, Parameter
from tests.cases import Situation
from tests.factories import (
    E4,
    E5,
    PROFESSIONAL,
    PlanDesk,
    candidate,
    clock,
    desk_for,
    examiner,
)

OPA, PRO, GP = "OPA1", "PRO1", "GP1"
OTHERS = ("OPA2", "PRO2")


def e4_desk(**changes: object) -> Dossier:
    """Two candidates for E4."""
    return desk_for(E4, **changes)


def e5_desk(**changes: object) -> Dossier:
    """Two candidates for E5."""
    return desk_for(E5, **changes)


def one_by_one(
    folder: Dossier, starts: Mapping[str, str], members: Sequence[str] = (OPA, PRO)
) -> Situation:
    """One E4 commission in J1 that hears candidates at these hours of the first day."""
    desk = PlanDesk(folder)
    desk.hold("C1", E4, {one: clock(hour) for one, hour in starts.items()}, members=members)
    return Situation(folder, desk.plan())


def two_commissions(
    folder: Dossier,
    first: tuple[str, int],
    second: tuple[str, int],
    *,
    members: tuple[Sequence[str], Sequence[str]] = ((OPA, PRO), OTHERS),
    rooms: tuple[str, str] = ("J1", "J2"),
) -> Situation:
    """Two E4 commissions, each with one candidate at one minute of the plan."""
    desk = PlanDesk(folder)
    for code, (number, start), seated, room in zip(
        ("C1", "C2"), (first, second), members, rooms, strict=True
    ):
        desk.hold(code, E4, {number: start}, members=seated, room=room)
    return Situation(folder, desk.plan())


def two_preparations(folder: Dossier, first: str, second: str, room: str) -> Situation:
    """Two E5 commissions whose candidates prepare in one room from these hours."""
    desk = PlanDesk(folder)
    members = ((GP, PRO), ("GP2", "PRO2"))
    for index, start in enumerate((first, second)):
        desk.hold(
            f"C{index + 1}",
            E5,
            {str(index + 1): clock(start)},
            members=members[index],
            room=f"J{index + 1}",
            preparation=room,
        )
    return Situation(folder, desk.plan())


CCP1, FINAL = "TP-SA/CCP1", "TP-SA/ENTRETIEN-FINAL"


def title_desk(*others: Examiner, **changes: object) -> Dossier:
    """A titre professionnel: one candidate, a pair of habilitated jurors, its lengths filled in."""
    lengths = ("tp_ccp1_minutes", "tp_ccp2_minutes", "tp_entretien_final_minutes")
    jurors = tuple(examiner(f"TP{rank}", PROFESSIONAL, "TP-SA") for rank in (1, 2))
    return desk_for(
        CCP1,
        FINAL,
        candidates=(candidate("1", "TP-SA"),),
        examiners=(*jurors, *others),
        parameters=tuple(Parameter(name, "30") for name in lengths),
        **changes,
    )


def manager(code: str = "RS1", **changes: object) -> Examiner:
    """Somebody who stays on site while a titre professionnel is held."""
    return examiner(code, PROFESSIONAL, "RESPONSABLE-SESSION", **changes)


def title_day(folder: Dossier, ccp: int, final: int) -> Situation:
    """The CCP and the final interview of the candidate, at these minutes of the plan."""
    desk = PlanDesk(folder)
    for code, epreuve, start in (("C1", CCP1, ccp), ("C2", FINAL, final)):
        desk.hold(code, epreuve, {"1": start}, members=("TP1", "TP2"), minutes={"oral": 30})
    return Situation(folder, desk.plan())

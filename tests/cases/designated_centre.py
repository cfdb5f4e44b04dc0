"""The candidate passes in the designated centre."""

from __future__ import annotations

from models.dossier import Centre
from tests.cases import RuleCase, Situation
from tests.cases.common import OPA, PRO, e4_desk
from tests.factories import CENTRE, E4, OTHER_CENTRE, PlanDesk, candidate, clock, open_days, rooms


def _passes_at(centre: str, designated: str | None = CENTRE) -> Situation:
    folder = e4_desk(
        centres=(
            Centre(CENTRE, "Lycée Laurencin", "Paris"),
            Centre(OTHER_CENTRE, "Lycée Sand", "Paris"),
        ),
        half_days=(*open_days(), *open_days(centre=OTHER_CENTRE)),
        rooms=(*rooms(), *rooms(OTHER_CENTRE)),
        candidates=(candidate("1", centre=designated),),
    )
    desk = PlanDesk(folder)
    desk.hold("C1", E4, {"1": clock("9:00")}, members=(OPA, PRO), centre=centre)
    return Situation(folder, desk.plan())


CASES = (
    RuleCase("designated_centre", "elsewhere", _passes_at(CENTRE), _passes_at(OTHER_CENTRE)),
    RuleCase(
        "designated_centre",
        "none designated",
        _passes_at(OTHER_CENTRE, designated=None),
        _passes_at(OTHER_CENTRE),
    ),
)

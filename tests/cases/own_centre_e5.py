"""E5 in the candidate's own training centre, as far as possible."""

from __future__ import annotations

from models.dossier import Centre
from tests.cases import RuleCase, Situation
from tests.cases.common import GP, PRO, e5_desk
from tests.factories import CENTRE, E5, OTHER_CENTRE, PlanDesk, candidate, clock, open_days, rooms


def _passes_at(centre: str, designated: str | None = None) -> Situation:
    folder = e5_desk(
        centres=(
            Centre(CENTRE, "Lycée Laurencin", "Paris"),
            Centre(OTHER_CENTRE, "Lycée Sand", "Paris"),
        ),
        half_days=(*open_days(), *open_days(centre=OTHER_CENTRE)),
        rooms=(*rooms(), *rooms(OTHER_CENTRE)),
        candidates=(candidate("1", establishment=OTHER_CENTRE, centre=designated),),
    )
    desk = PlanDesk(folder)
    desk.hold("C1", E5, {"1": clock("9:00")}, members=(GP, PRO), centre=centre)
    return Situation(folder, desk.plan())


CASES = (
    RuleCase("own_centre_e5", "elsewhere", _passes_at(OTHER_CENTRE), _passes_at(CENTRE)),
    RuleCase("own_centre_e5", "designated", _passes_at(CENTRE, designated=CENTRE), _passes_at(CENTRE)),
)

"""An examiner sits in one centre a day."""

from __future__ import annotations

from models.dossier import Centre
from tests.cases import RuleCase, Situation
from tests.cases.common import OPA, PRO, e4_desk
from tests.factories import CENTRE, E4, OTHER_CENTRE, PlanDesk, candidate, clock, open_days, rooms


def _elsewhere_on(day: int) -> Situation:
    folder = e4_desk(
        centres=(
            Centre(CENTRE, "Lycée Laurencin", "Paris"),
            Centre(OTHER_CENTRE, "Lycée Sand", "Paris"),
        ),
        half_days=(*open_days(), *open_days(centre=OTHER_CENTRE)),
        rooms=(*rooms(), *rooms(OTHER_CENTRE)),
        candidates=(candidate("1"), candidate("2", centre=OTHER_CENTRE)),
    )
    desk = PlanDesk(folder)
    desk.hold("C1", E4, {"1": clock("9:00")}, members=(OPA, PRO))
    desk.hold("C2", E4, {"2": clock("14:00", day)}, members=(OPA, "PRO2"), centre=OTHER_CENTRE)
    return Situation(folder, desk.plan())


CASES = (RuleCase("examiner_one_centre_a_day", "same day", _elsewhere_on(1), _elsewhere_on(0)),)

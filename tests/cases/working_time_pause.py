"""Nobody sits six hours without a pause."""

from __future__ import annotations

from dataclasses import replace

from models.dossier import Parameter
from tests.cases import RuleCase, Situation
from tests.cases.common import OPA, PRO, e4_desk
from tests.factories import E4, PlanDesk, candidate, clock, half_day


def _sits_until(hour: str, *, late: int = 0) -> Situation:
    """Six candidates from 8 h on, the last two `late` minutes later; the commission closes at `hour`."""
    numbers = [str(number) for number in range(1, 7)]
    folder = e4_desk(
        candidates=tuple(candidate(number) for number in numbers),
        half_days=(half_day(0, "8:00", "15:00"),),
        parameters=(Parameter("rest_between_passages", "20"),),
    )
    desk = PlanDesk(folder)
    starts = {
        number: clock("8:00") + 60 * rank + (late if rank > 3 else 0)
        for rank, number in enumerate(numbers)
    }
    held = desk.hold("C1", E4, starts, members=(OPA, PRO))
    desk.sittings[0] = replace(held, end=clock(hour))
    return Situation(folder, desk.plan())


CASES = (
    RuleCase("working_time_pause", "one minute", _sits_until("14:00"), _sits_until("14:01")),
    RuleCase(
        "working_time_pause",
        "a pause inside",
        _sits_until("14:20", late=15),
        _sits_until("14:20", late=14),
    ),
)

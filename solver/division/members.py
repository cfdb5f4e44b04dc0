"""Which centre each examiner is lent to: supply shared by need, one home centre each.

`solver.division.sharing` counts the people of each guild by centre; here whole people are sent. What the
centres leave over is lent again by `solver.division.lending`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from models.planning import PlanExaminer, Task
from solver.division.guilds import Guild, Needs, Supply
from solver.division.sharing import Sharing
from solver.limits import Clock
from solver.matching import matched
from solver.mip import TOLERANCE, Answer, Var

USELESS = 1_000


def homes_of_examiners(
    supply: Supply, needs: Needs, tasks: Iterable[Task], clock: Clock
) -> dict[str, str]:
    """Return the centre each examiner is lent to; those whom nobody needs are left out.

    Parameters
    ----------
    needs
        Commissions wanted, by centre and épreuve.
    tasks
        Those to be heard: whoever must not hear them is better lent elsewhere.

    """
    guilds, rows = supply.guilds(needs), list(tasks)
    model = Sharing(supply, guilds, needs, rows, clock)
    answer = model.answer()
    conflicts = Conflicts(rows)
    found: dict[str, str] = {}
    for guild, people in zip(guilds, model.people, strict=True):
        shares = _shares(guild, people, answer)
        found |= dict(_people_sent(guild, shares, supply, conflicts))
    return found


def _shares(guild: Guild, people: Mapping[str, Var], answer: Answer | None) -> dict[str, int]:
    """Whole people by centre: nobody is cut in two, nobody lent twice."""
    wanted = {c: answer[var] if answer else 1 / len(people) for c, var in people.items()}
    sent = min(len(guild.members), int(sum(wanted.values()) + 0.5 + TOLERANCE))
    counts = {centre: int(share + TOLERANCE) for centre, share in wanted.items()}
    order = sorted(wanted, key=lambda centre: (counts[centre] - wanted[centre], centre))
    for centre in order[: max(0, sent - sum(counts.values()))]:
        counts[centre] += 1
    return counts


class Conflicts:
    """How many candidates of a centre each examiner must not hear."""

    def __init__(self, tasks: Iterable[Task]) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()
        self.tasks: Counter[str] = Counter()
        for task in tasks:
            if task.centre is not None:
                self.tasks[task.centre] += 1
                for code in task.conflicts:
                    self.counts[code, task.centre] += 1

    def share(self, code: str, centre: str) -> float:
        """Part of a centre's passages closed to an examiner."""
        return self.counts[code, centre] / max(1, self.tasks[centre])


def _people_sent(
    guild: Guild, counts: Mapping[str, int], supply: Supply, conflicts: Conflicts
) -> Iterator[tuple[str, str]]:
    """Choose who goes where: many free half-days, few candidates of their own school."""
    centres = [centre for centre in guild.loads if counts[centre]]
    if not centres:
        return
    costs = [
        [_reluctance(one, centre, supply, conflicts) for centre in centres] for one in guild.members
    ]
    chosen = matched(costs, [counts[centre] for centre in centres])
    for one, rank in zip(guild.members, chosen, strict=True):
        if rank is not None:
            yield one.code, centres[rank]


def _reluctance(one: PlanExaminer, centre: str, supply: Supply, conflicts: Conflicts) -> int:
    free = supply.load(one, centre)
    return round(100 * conflicts.share(one.code, centre)) - free if free else USELESS

"""How many half-days the examiners of some seats must come in, whoever they are.

Somebody who sits in two short commissions of a half-day comes once. Which contents two or more
commissions can share is a small packing problem, of which the linear relaxation of the master sees
little: its optimum, counted here over *services* (what one person may do in one half-day), is handed
to the master as a cut.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from solver.bounds.relaxed import Presence, head_of
from solver.counting import least_commissions
from solver.instance import Instance
from solver.master import Master
from solver.mip import Expr, Mip, total
from solver.patterns import Kind, Pattern, fits
from solver.rounding import rounded_up

EFFORT = 1.0
MOST_SERVICES = 1_500

Chair = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Content:
    """What one commission hears: of an épreuve, how many candidates of each length."""

    key: str
    pattern: Pattern
    minutes: int


Service = tuple[Content, ...]


def add_loads(master: Master, present: Iterable[Presence], reached: Sequence[int]) -> None:
    """Let the examiners of each kind of seat come as often as its commissions need.

    True of plans with no more unplaced, replacements and commissions than `reached`.
    """
    there: dict[str, list[Expr]] = defaultdict(list)
    for one in present:
        there[one.examiner].append(one.var)
    for crew, needed in half_days_needed(master.instance, master, reached).items():
        master.mip.at_most(needed, total(var for code in sorted(crew) for var in there[code]))


def half_days_needed(
    instance: Instance, master: Master, reached: Sequence[int]
) -> dict[frozenset[str], int]:
    """Return how many half-days the people of each kind of seat come in, at least, all together.

    Parameters
    ----------
    instance
        The session, with its examiners.
    master
        Its commissions: who sits there is not looked at.
    reached
        Unplaced, replacements and commissions of plans for which it is true, or fewer.

    """
    least = least_commissions(master, master.mip.clock)
    found = {
        crew: _fewest_services(master, keys, least, reached) - reached[1]
        for crew, keys in _people_of_chairs(instance).items()
    }
    return {crew: needed for crew, needed in found.items() if needed > 0}


def _people_of_chairs(instance: Instance) -> dict[frozenset[str], frozenset[str]]:
    """Épreuves of which some seat is held by these people alone, replacements aside."""
    chairs: dict[Chair, set[str]] = defaultdict(set)
    for key, rows in instance.options.items():
        for examiner, options in rows if key in instance.tasks_of_key else ():
            for option in options:
                if not option.replacement:
                    chairs[key, option.seat].add(examiner.code)
    crews = {frozenset(people) for people in chairs.values()}
    crews |= {one | two for one, two in combinations(crews, 2) if one & two}
    return {
        crew: frozenset(key for (key, _), people in chairs.items() if people <= crew)
        for crew in sorted(crews, key=sorted)
    }


def _fewest_services(
    master: Master, keys: frozenset[str], least: Mapping[str, int], reached: Sequence[int]
) -> int:
    """Fewest half-days of one person in which the commissions of these épreuves can be held."""
    services = _services(master, keys)
    if services is None:
        return 0
    mip = Mip(master.mip.clock)
    counts = {service: mip.integer() for service in services}
    heard: dict[tuple[str, int], list[Expr]] = defaultdict(list)
    opened: list[Expr] = []
    for service, count in counts.items():
        opened.append(len(service) * count)
        for content in service:
            for kind, size in zip(master.kinds[content.key], content.pattern, strict=True):
                heard[content.key, kind.jury].append(size * count)
    others = sum(number for key, number in least.items() if key not in keys)
    mip.at_most(total(opened), reached[2] - max(0, others - reached[0]))
    short: list[Expr] = []
    for (key, jury), number in _wanted(master.instance, keys).items():
        short.append(mip.number(number))
        mip.at_most(number, total([*heard[key, jury], short[-1]]))
    mip.at_most(total(short), reached[0])
    return rounded_up(mip.bound(total(counts.values()), effort=EFFORT, whole=True))


def _wanted(instance: Instance, keys: frozenset[str]) -> Counter[tuple[str, int]]:
    """Candidates to hear, by épreuve and length."""
    return Counter((task.epreuve, task.jury) for key in keys for task in instance.tasks_of_key[key])


def _services(master: Master, keys: frozenset[str]) -> list[Service] | None:
    """What one person may do in one half-day, nothing that could hear more; None when too much."""
    found: set[Service] = set()
    for minutes in sorted({block.minutes for block in master.blocks}):
        contents = [content for key in sorted(keys) for content in _contents(master, key, minutes)]
        for service in _packed(contents, minutes - min(head_of(master, key) for key in keys)):
            found.add(service)
            if len(found) > MOST_SERVICES:
                return None
    return sorted(found, key=repr)


def _contents(master: Master, key: str, minutes: int) -> Iterator[Content]:
    """Every content of one commission."""
    need = master.instance.needs[key]
    kinds = [Kind(kind.jury, kind.lead) for kind in master.kinds[key]]
    most = need.daily_cap if need.cap_is_hard else None
    sizes = [range((minutes + need.gap) // (kind.jury + need.gap) + 1) for kind in kinds]
    for pattern in product(*sizes):
        heard = sum(pattern)
        if heard and (most is None or heard <= most):
            jury = sum(kind.jury * size for kind, size in zip(kinds, pattern, strict=True))
            if fits(pattern, kinds, minutes=minutes, gap=need.gap, reading=need.reading):
                yield Content(key, pattern, need.reading + jury + need.gap * (heard - 1))


def _packed(contents: list[Content], minutes: int, first: int = 0) -> Iterator[Service]:
    """Every choice of contents, repeats allowed, that one person has the minutes for."""
    for rank in range(first, len(contents)):
        left = minutes - contents[rank].minutes
        if left >= 0:
            yield (contents[rank],)
            for others in _packed(contents, left, rank):
                yield (contents[rank], *others)

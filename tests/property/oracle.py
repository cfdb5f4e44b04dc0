"""The least unplaced, replacements and commissions of a tiny problem, by trying everything.

Independent of the solver: it reads the records alone. Half-days are taken to be far enough apart for
lunch, rest and night; phases follow each other without a pause; there is one centre and no cap.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import combinations, pairwise, permutations, product

from models.planning import EpreuveNeed, HalfDay, PlanRoom, Problem, SeatNeed, Task
from models.roles import Role

Levels = tuple[int, int, int]
Group = tuple[Task, ...]
Seated = tuple[tuple[str, ...], int]
Sharing = frozenset[tuple[tuple[int, int], int]]
Way = tuple[int, int, frozenset[str]]


class Oracle:
    """Everything a tiny problem allows.

    A room or an examiner may serve several commissions of one half-day, one after the other; an
    examiner who serves several of one épreuve keeps the gap between two candidates.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.needs = {need.key: need for need in problem.epreuves}
        self.rooms = [room for room in problem.rooms if room.jury]
        self.seats = sum(room.seats for room in problem.rooms if not room.jury)
        self.known: dict[tuple[int, tuple[tuple[int, ...], ...], Sharing], bool] = {}

    @cached_property
    def best(self) -> Levels:
        """Least unplaced, then replacements, then commissions."""
        found: dict[tuple[frozenset[int], tuple[str, ...]], tuple[int, int]] = {
            (frozenset(), ()): (0, 0)
        }
        for half in self.problem.half_days:
            ways = self._ways_of(half)
            found = dict(self._joined(found, ways))
        everyone = len(self.problem.tasks)
        return min((everyone - len(tasks), *cost) for (tasks, _), cost in found.items())

    def _joined(
        self,
        found: dict[tuple[frozenset[int], tuple[str, ...]], tuple[int, int]],
        ways: dict[frozenset[int], set[Way]],
    ) -> dict[tuple[frozenset[int], tuple[str, ...]], tuple[int, int]]:
        """Add one half-day to what the half-days before can do."""
        wider: dict[tuple[frozenset[int], tuple[str, ...]], tuple[int, int]] = {}
        for (before, loads), cost in found.items():
            for tasks, options in ways.items():
                if tasks & before or not self._after_what_comes_first(before, tasks):
                    continue
                for replaced, opened, people in options:
                    sat = tuple(sorted((*loads, *people)))
                    if not self._within_maximum(sat):
                        continue
                    key, total = (before | tasks, sat), (cost[0] + replaced, cost[1] + opened)
                    wider[key] = min(total, wider.get(key, total))
        return wider

    def _after_what_comes_first(self, before: frozenset[int], tasks: frozenset[int]) -> bool:
        """Whether nobody has had an épreuve, earlier that day, that comes after one of these."""
        had = [self.problem.tasks[index] for index in before]
        return not any(
            self._turn(earlier) > self._turn(self.problem.tasks[index])
            for index in tasks
            for earlier in had
            if earlier.candidate == self.problem.tasks[index].candidate
        )

    def _turn(self, task: Task) -> int:
        return self.needs[task.epreuve].turn

    def _within_maximum(self, sat: Sequence[str]) -> bool:
        limits = {one.code: one.max_half_days for one in self.problem.examiners}
        return all(limits[code] is None or sat.count(code) <= (limits[code] or 0) for code in set(sat))

    def _ways_of(self, half: HalfDay) -> dict[frozenset[int], set[Way]]:
        """Sets of tasks a half-day can hear, with what each way costs and who sits."""
        ways: dict[frozenset[int], set[Way]] = defaultdict(set)
        for size in range(len(self.problem.tasks) + 1):
            for tasks in combinations(self.problem.tasks, size):
                for groups in partitions(tasks):
                    ways[frozenset(task.id for task in tasks)] |= set(self._ways_to_hear(half, groups))
        return {tasks: found for tasks, found in ways.items() if found}

    def _ways_to_hear(self, half: HalfDay, groups: tuple[Group, ...]) -> Iterator[Way]:
        """Each choice of members and rooms for which hours exist."""
        choices = [list(self._seatings(half, group)) for group in groups]
        rooms = [[room for room in self.rooms if _admits(room, group)] for group in groups]
        for seatings in product(*choices):
            for where in product(*rooms):
                if self._has_hours(half, groups, self._sharing(groups, seatings, where)):
                    people = frozenset(code for codes, _ in seatings for code in codes)
                    yield sum(replaced for _, replaced in seatings), len(groups), people

    def _seatings(self, half: HalfDay, group: Group) -> Iterator[Seated]:
        """Members who may hear a group in a half-day, and how many of them are replacements."""
        banned = {code for task in group for code in task.conflicts}
        free = [
            one for one in self.problem.examiners if half.id in one.half_days and one.code not in banned
        ]
        seats = self.needs[group[0].epreuve].seats
        for members in permutations(free, len(seats)):
            held = [
                _held(seat, one.role, one.qualifications)
                for seat, one in zip(seats, members, strict=True)
            ]
            if None not in held:
                yield tuple(one.code for one in members), sum(bool(replaced) for replaced in held)

    def _sharing(
        self, groups: Sequence[Group], seatings: Sequence[Seated], rooms: Sequence[PlanRoom]
    ) -> Sharing:
        """Pairs of commissions with a room or a member in common, and the gap the member owes."""
        found: dict[tuple[int, int], int] = {}
        for one, two in combinations(range(len(rooms)), 2):
            members = set(seatings[one][0]) & set(seatings[two][0])
            if members or rooms[one] == rooms[two]:
                again = bool(members) and groups[one][0].epreuve == groups[two][0].epreuve
                found[one, two] = again * self.needs[groups[one][0].epreuve].gap
        return frozenset(found.items())

    def _has_hours(self, half: HalfDay, groups: tuple[Group, ...], sharing: Sharing) -> bool:
        key = half.id, tuple(tuple(task.id for task in group) for group in groups), sharing
        if key not in self.known:
            self.known[key] = any(self._fits(half, order, sharing) for order in _orders(groups))
        return self.known[key]

    def _fits(self, half: HalfDay, order: Sequence[tuple[Task, int]], sharing: Sharing) -> bool:
        """Whether interrogations in this order, each as early as can be, end in the half-day."""
        if not _one_after_the_other([group for _, group in order], sharing):
            return False
        tasks = [task for task, _ in order]
        if any(
            one.candidate == two.candidate and self._turn(one) > self._turn(two)
            for one, two in combinations(tasks, 2)
        ):
            return False
        preparing = [task.id for task, _ in order if task.lead]
        chairs = min(self.seats, len(preparing))
        for taken in product(range(chairs), repeat=len(preparing)):
            if self._ends_in(half, order, sharing, dict(zip(preparing, taken, strict=True))):
                return True
        return not preparing and self._ends_in(half, order, sharing, {})

    def _ends_in(
        self,
        half: HalfDay,
        order: Sequence[tuple[Task, int]],
        sharing: Sharing,
        chair: dict[int, int],
    ) -> bool:
        starts: dict[int, int] = {}
        pauses = dict(sharing)
        for rank, (task, group) in enumerate(order):
            need = self.needs[task.epreuve]
            start = half.start + max(need.reading, task.lead)
            for before, other in order[:rank]:
                wait = self._wait(before, task, need, same=group == other)
                pause = pauses.get((min(group, other), max(group, other)))
                if pause is not None:
                    wait = max(wait, before.jury + max(need.reading, pause))
                if task.id in chair and chair.get(before.id) == chair[task.id]:
                    wait = max(wait, task.lead)
                start = max(start, starts[before.id] + wait)
            starts[task.id] = start
            if start + task.jury > half.end:
                return False
        return True

    def _wait(self, before: Task, after: Task, need: EpreuveNeed, *, same: bool) -> int:
        """Minutes from one interrogation's start to the next one's, at the least."""
        gap = before.jury + need.gap if same else 0
        if before.candidate != after.candidate:
            return gap
        return max(gap, before.jury + self.problem.settings.rest + after.lead)


def partitions(tasks: Group) -> Iterator[tuple[Group, ...]]:
    """Every way to share tasks between commissions of one épreuve each."""
    if not tasks:
        yield ()
        return
    first, others = tasks[0], tasks[1:]
    for groups in partitions(others):
        yield ((first,), *groups)
        for index, group in enumerate(groups):
            if group[0].epreuve == first.epreuve:
                yield (*groups[:index], (first, *group), *groups[index + 1 :])


def _held(seat: SeatNeed, role: Role, held: frozenset[str]) -> bool | None:
    """Whether an examiner holds the seat as a replacement; None when not at all."""
    if role == seat.role and held & seat.qualifications:
        return False
    replaces = seat.role == Role.PROFESSIONNEL and role == Role.ENSEIGNANT and held & seat.replacement
    return True if replaces else None


def _admits(room: PlanRoom, group: Group) -> bool:
    return room.accessible or not any(task.accessible for task in group)


def _orders(groups: tuple[Group, ...]) -> Iterator[tuple[tuple[Task, int], ...]]:
    return permutations([(task, index) for index, group in enumerate(groups) for task in group])


def _one_after_the_other(order: Sequence[int], sharing: Sharing) -> bool:
    """Whether commissions that share something never interleave."""
    for (one, two), _ in sharing:
        ranks = [group for group in order if group in {one, two}]
        if sum(before != after for before, after in pairwise(ranks)) > 1:
            return False
    return True

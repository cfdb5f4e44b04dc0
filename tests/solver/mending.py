"""A plan of a small problem written by hand, and the same problem after something went wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from models.planning import Member, Passage, PhaseTime, Plan, Problem, Sitting, Watch
from models.roles import Role

Hearing = Mapping[int, int]
"""Task id: when its first jury phase starts."""


def laid(
    problem: Problem, *commissions: tuple[str, str, tuple[str, ...], Hearing], unplaced: tuple = ()
) -> Plan:
    """Lay commissions (code, room, members, hearing) on a problem; those who prepare do it in P0."""
    passages, sittings, watches = [], [], []
    for code, room, members, hearing in commissions:
        mine = [_passage(problem, code, room, task, start) for task, start in hearing.items()]
        passages += mine
        jury = [phase for one in mine for phase in one.phases if phase.room == room]
        prepared = [phase for one in mine for phase in one.phases if phase.room != room]
        epreuve = mine[0].epreuve
        seated = tuple(Member(who, Role.ENSEIGNANT) for who in members)
        start, end = min(one.start for one in jury), max(one.end for one in jury)
        sittings.append(Sitting(code, epreuve, "C", room, start, end, seated))
        if prepared:
            peak = max(sum(p.start <= at.start < p.end for p in prepared) for at in prepared)
            first, last = min(p.start for p in prepared), max(p.end for p in prepared)
            watches.append(Watch("C", "P0", first, last, peak))
    return Plan(date(2027, 6, 7), tuple(passages), tuple(sittings), tuple(watches), unplaced)


def _passage(problem: Problem, code: str, room: str, task_id: int, start: int) -> Passage:
    task = problem.tasks[task_id]
    clock, phases = start - task.lead, []
    for phase in task.phases:
        where = room if phase.with_jury else "P0"
        phases.append(PhaseTime(phase.id, clock, clock + phase.minutes, where))
        clock += phase.minutes
    begin = start - task.lead
    return Passage(task.candidate, task.epreuve, "C", code, begin - 30, tuple(phases))


def without(problem: Problem, examiner: str, *halves: int) -> Problem:
    """Return the problem where somebody cannot come in these half-days."""
    examiners = tuple(
        replace(
            one, half_days={half: said for half, said in one.half_days.items() if half not in halves}
        )
        if one.code == examiner
        else one
        for one in problem.examiners
    )
    return replace(problem, examiners=examiners)


def hours(plan: Plan) -> dict[tuple[str, str], tuple[str, int]]:
    """Commission and start of each passage."""
    return {(one.candidate, one.epreuve): (one.commission, one.start) for one in plan.passages}

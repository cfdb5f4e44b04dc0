"""Who can sit instead of somebody who is away, without anybody else moving."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.planning import Member, PlanExaminer, Preference
from models.roles import Role
from solver.instance import Block
from solver.repairing.diary import goes_with, may_sit, seated
from solver.repairing.standing import Commission, Standing

MOST_TRIED = 8
"""Substitutes looked at for each commission where several are to be filled together."""


@dataclass(frozen=True, slots=True)
class Substitute:
    """Somebody who can sit, and the members the commission would have.

    Attributes
    ----------
    replacement
        A teacher would sit in the professional's seat, where nobody did before.
    reserve
        Called from the reserve: nobody else could.
    on_site
        Sits in this centre that day already: no journey, no day lost.
    disliked
        Would rather not sit then.
    load
        Half-days the person sits in already.

    """

    examiner: str
    role: Role
    commission: str
    members: tuple[Member, ...]
    replacement: bool
    reserve: bool
    on_site: bool
    disliked: bool
    load: int

    @property
    def reluctance(self) -> tuple[bool, bool, bool, bool, int, str]:
        """Order of preference, the best first."""
        travels = not self.on_site
        return self.replacement, self.reserve, travels, self.disliked, self.load, self.examiner


def substitutes(standing: Standing, commission: Commission, away: Sequence[str]) -> list[Substitute]:
    """Return who can take the seat of the one member `away`, the best first; nobody else moves.

    Several members away at once need several people: see `stand_ins`.
    """
    staying = [code for code in commission.examiners if code not in away]
    if len(away) != 1 or commission.block is None:
        return []
    before = sum(member.replacement for member in commission.sitting.members)
    found = [
        _substitute(standing, commission, one, members, before)
        for one in _free(standing, commission)
        if (members := seated(standing.instance, commission.key, [*staying, one.code])) is not None
    ]
    return sorted(_reserves_last(found), key=lambda one: one.reluctance)


def _free(standing: Standing, commission: Commission) -> Iterator[PlanExaminer]:
    """Examiners who may sit for the épreuve, know none of the candidates, and are free then."""
    block = commission.block
    barred = {code for held in commission.held for code in held.task.conflicts}
    for examiner, _ in standing.instance.options[commission.key]:
        if examiner.code in barred or examiner.code in commission.examiners:
            continue
        if block is None or block.half_day.id in examiner.elsewhere:
            continue
        if not may_sit(standing, examiner, block):
            continue
        if not _hears_the_same_just_before_or_after(standing, examiner, commission, block):
            yield examiner


def _hears_the_same_just_before_or_after(
    standing: Standing, examiner: PlanExaminer, commission: Commission, block: Block
) -> bool:
    """Whether an examiner would have no gap between two candidates of one épreuve."""
    return any(
        one.key == commission.key
        and one.block is not None
        and standing.instance.hurried(one.block, block, one.key)
        for one in standing.sits.get(examiner.code, ())
    )


def _substitute(
    standing: Standing,
    commission: Commission,
    examiner: PlanExaminer,
    members: tuple[Member, ...],
    before: int,
) -> Substitute:
    half = commission.half
    sits = standing.sits.get(examiner.code, ())
    today = [one for one in sits if one.half and half and one.half.day == half.day]
    return Substitute(
        examiner=examiner.code,
        role=examiner.role,
        commission=commission.code,
        members=members,
        replacement=sum(member.replacement for member in members) > before,
        reserve=examiner.reserve,
        on_site=any(one.sitting.centre == commission.sitting.centre for one in today),
        disliked=half is not None and examiner.half_days[half.id] == Preference.DISLIKED,
        load=len({one.half.id for one in sits if one.half}),
    )


def _reserves_last(found: list[Substitute]) -> list[Substitute]:
    """A reserve is only called when nobody else of the same role could sit in the same way."""
    usual = {(one.role, one.replacement) for one in found if not one.reserve}
    return [one for one in found if not one.reserve or (one.role, one.replacement) not in usual]


def stand_ins(standing: Standing, choices: Sequence[Sequence[Substitute]]) -> list[Substitute] | None:
    """Choose one substitute for each commission: fewest replacements, then people, then reluctance.

    Returns None when no choice goes together.
    """
    best: list[Substitute] | None = None

    def choose(rank: int, chosen: list[Substitute]) -> None:
        nonlocal best
        if rank == len(choices):
            if best is None or _cost(chosen) < _cost(best):
                best = list(chosen)
            return
        for one in choices[rank][:MOST_TRIED]:
            if _goes_with_chosen(standing, one, chosen):
                choose(rank + 1, [*chosen, one])

    choose(0, [])
    return best


def _cost(chosen: Sequence[Substitute]) -> tuple[object, ...]:
    people = len({one.examiner for one in chosen})
    replaced = sum(one.replacement for one in chosen)
    reserves = sum(one.reserve for one in chosen)
    return replaced, people, reserves, sorted(one.reluctance for one in chosen)


def _goes_with_chosen(standing: Standing, one: Substitute, chosen: Sequence[Substitute]) -> bool:
    """Whether a person chosen twice can sit both times."""
    mine = [other for other in chosen if other.examiner == one.examiner]
    block = standing.commissions[one.commission].block
    if not mine or block is None:
        return True
    examiner = standing.instance.examiners[one.examiner]
    others = [standing.commissions[other.commission].block for other in mine]
    sits = [sat.block for sat in standing.sits.get(one.examiner, ())]
    known: list[Block] = [other for other in (*others, *sits) if other is not None]
    halves = {other.half_day.id for other in known} | {block.half_day.id}
    most = examiner.max_half_days
    if most is not None and len(halves) > most:
        return False
    return goes_with(standing.instance, block, known)

"""When examiners already sit, and whether one more commission keeps within every limit."""

from __future__ import annotations

from collections.abc import Collection

from models.planning import Member, PlanExaminer
from solver.instance import Block, Instance, SeatOption, seat_option
from solver.repairing.standing import Standing


def may_sit(
    standing: Standing, examiner: PlanExaminer, block: Block, *, leaving: Collection[str] = ()
) -> bool:
    """Whether an examiner may sit in one more block, once out of the commissions `leaving`."""
    if block.half_day.id not in examiner.half_days:
        return False
    mine = [one for one in standing.sits.get(examiner.code, ()) if one.code not in leaving]
    blocks = [one.block for one in mine if one.block is not None]
    halves = {one.half_day.id for one in blocks} | {block.half_day.id}
    most = examiner.max_half_days
    if most is not None and len(halves) > most:
        return False
    return goes_with(standing.instance, block, blocks)


def goes_with(instance: Instance, block: Block, others: Collection[Block]) -> bool:
    """Whether one person can sit in a block beside others: apart, within a day's work."""
    if any(instance.same_time(other, block) for other in others):
        return False
    today = [other for other in others if other.half_day.day == block.half_day.day]
    work = block.minutes + sum(other.minutes for other in today)
    start = min([block.start, *(other.start for other in today)])
    end = max([block.end, *(other.end for other in today)])
    return work <= instance.settings.max_work and end - start <= instance.settings.max_span


def seated(instance: Instance, key: str, codes: Collection[str]) -> tuple[Member, ...] | None:
    """Seat these people, in the order of the text's seats, with the fewest replacements; None if not."""
    need = instance.needs[key]
    people = [instance.examiners[code] for code in codes if code in instance.examiners]
    if len(people) != len(need.seats) or len(people) != len(codes):
        return None
    best: tuple[Member, ...] | None = None

    def fill(seat: int, left: list[PlanExaminer], chosen: tuple[Member, ...]) -> None:
        nonlocal best
        if seat == len(need.seats):
            if best is None or _replaced(chosen) < _replaced(best):
                best = chosen
            return
        for one in left:
            way: SeatOption | None = seat_option(need.seats[seat], seat, one)
            if way is not None:
                member = Member(one.code, one.role, way.replacement)
                fill(seat + 1, [other for other in left if other is not one], (*chosen, member))

    fill(0, people, ())
    return best


def _replaced(members: tuple[Member, ...]) -> int:
    return sum(member.replacement for member in members)

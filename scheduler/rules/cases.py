"""The cases rules speak of: passages, neighbouring passages, commissions, members, days of people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from models.dossier import Examiner
from models.planning import Member
from scheduler.rules.seen import SeenPassage, SeenSitting
from scheduler.rules.view import Group, PlanView

Pair = tuple[SeenPassage, SeenPassage]
Seated = tuple[SeenSitting, Member, Examiner]
Met = tuple[SeenSitting, Examiner, SeenPassage]
ExaminerDay = tuple[str, tuple[SeenSitting, ...]]


def passages(view: PlanView) -> Iterable[SeenPassage]:
    """Every passage."""
    return view.passages


def sittings(view: PlanView) -> Iterable[SeenSitting]:
    """Every commission."""
    return view.sittings


def neighbours_of_candidate(view: PlanView) -> Iterator[Pair]:
    """Each passage of a candidate with the next one."""
    for found in view.by_candidate.values():
        yield from pairwise(found)


def neighbours_of_sitting(view: PlanView) -> Iterator[Pair]:
    """Each candidate of a commission with the next one; a group heard together counts as one."""
    for sitting in view.sittings:
        yield from pairwise(one_by_one(view, sitting))


def one_by_one(view: PlanView, sitting: SeenSitting) -> Iterator[SeenPassage]:
    """Passages of a commission before the jury; of a group heard together, the first."""
    heard: set[tuple[Group, int, int]] = set()
    for one in sitting.passages:
        group = view.group_of(one.key)
        if not one.jury:
            continue
        if group is None:
            yield one
        elif (group, one.jury_start, one.jury_end) not in heard:
            heard.add((group, one.jury_start, one.jury_end))
            yield one


def neighbours_before_jurors(view: PlanView) -> Iterator[Pair]:
    """Each candidate with the next one heard by the same commission, or by another with a member of it.

    Both commissions are of one épreuve, one after the other on the same day.
    """
    yield from neighbours_of_sitting(view)
    found: dict[tuple[str, str], Pair] = {}
    for sat in view.examiner_days.values():
        by_epreuve: dict[str, list[list[SeenPassage]]] = {}
        for sitting in sat:
            heard = [one for one in sitting.passages if one.jury]
            if heard:
                by_epreuve.setdefault(sitting.record.epreuve, []).append(heard)
        for turns in by_epreuve.values():
            for before, after in _from_turn_to_turn(turns):
                same = before.record.commission == after.record.commission
                if not same and before.jury_end <= after.jury_start:
                    found[before.record.commission, after.record.commission] = before, after
    yield from found.values()


def _from_turn_to_turn(turns: list[list[SeenPassage]]) -> Iterable[Pair]:
    """Neighbours of several commissions, each in its order: where none overlap, last ones and first."""
    if all(before[-1].jury_start <= after[0].jury_start for before, after in pairwise(turns)):
        return [(before[-1], after[0]) for before, after in pairwise(turns)]
    every = [one for turn in turns for one in turn]
    return pairwise(sorted(every, key=lambda one: one.jury_start))


def seated(view: PlanView) -> Iterator[Seated]:
    """Each member of each commission whom the session knows."""
    for sitting in view.sittings:
        for member in sitting.record.members:
            examiner = view.facts.examiners.get(member.examiner)
            if examiner is not None:
                yield sitting, member, examiner


def met(view: PlanView) -> Iterator[Met]:
    """Each examiner with each candidate he or she meets, both known of the session."""
    for sitting in view.sittings:
        for code in sitting.members:
            examiner = view.facts.examiners.get(code)
            if examiner is None:
                continue
            for passage in sitting.passages:
                if passage.candidate is not None:
                    yield sitting, examiner, passage


def examiner_days(view: PlanView) -> Iterator[ExaminerDay]:
    """Each examiner with the commissions of one day."""
    for (code, _), found in view.examiner_days.items():
        yield code, found


def examiner_sessions(view: PlanView) -> Iterator[ExaminerDay]:
    """Each examiner with all his or her commissions."""
    yield from view.by_examiner.items()

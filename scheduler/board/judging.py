"""What the checkers say of a change, and what it does to each level, from its scope alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from models.planning import LEVELS
from models.regulation import Rule
from scheduler.board.change import Change, Key
from scheduler.board.focus import Before, Focus
from scheduler.board.index import PlanIndex
from scheduler.board.leaving import Departure, apart, departure_of, leaves
from scheduler.board.scope import Scope, scope_of
from scheduler.rules import CHECKERS, ConformityReport, Violation
from scheduler.rules.levels import disliked, levels_seen

PREFERRED = "preferred_half_days"
BESIDE = frozenset({"room_one_commission", "daily_cap", "reserve_last", PREFERRED})
"""Rules whose cases join a commission with others: they are judged with the near commissions in view."""

BETWEEN_TWO = frozenset(
    {"own_student", "trained_candidate", "no_trainer", "declared_incompatibility", "employer", "tutor"}
)
"""Rules that speak of one examiner and one candidate: only the passages that move are judged by them."""

Identity: TypeAlias = tuple[object, ...]
Judged: TypeAlias = tuple[list[Violation], dict[str, int]]
"""What is wrong, and what each level gains."""


class Colour(StrEnum):
    """What the board shows of a place."""

    GREEN = "GREEN"
    AMBER = "AMBER"
    RED = "RED"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the checkers say of a change.

    `hard` forbids it, `soft` are preferences it does not keep: what was not wrong before, and all that
    is wrong with the passages that move.
    """

    hard: tuple[Violation, ...] = ()
    soft: tuple[Violation, ...] = ()

    @property
    def colour(self) -> Colour:
        """RED when a hard rule is broken, AMBER when a preference is not kept, else GREEN."""
        if self.hard:
            return Colour.RED
        return Colour.AMBER if self.soft else Colour.GREEN

    @property
    def sentences(self) -> tuple[str, ...]:
        """Return the checkers' own sentences, what forbids first."""
        return tuple(one.sentence for one in (*self.hard, *self.soft))


@dataclass(frozen=True, slots=True)
class Effect:
    """The eight levels of the plan before and after a change, first level first."""

    before: Mapping[str, int]
    after: Mapping[str, int]

    @property
    def changes(self) -> dict[str, int]:
        """Levels that change, with the difference; less is better."""
        found = {name: self.after[name] - self.before[name] for name in LEVELS}
        return {name: change for name, change in found.items() if change}

    @property
    def rank(self) -> tuple[int, ...]:
        """What a sort compares: the differences, first level first."""
        return tuple(self.after[name] - self.before[name] for name in LEVELS)


def identity_of(violation: Violation) -> Identity:
    """Return what makes two violations the same fault, whatever hours their sentences give."""
    return (
        violation.rule,
        violation.hard,
        violation.candidates,
        violation.examiners,
        violation.passages,
        violation.sittings,
    )


def blamed(
    found: Iterable[Violation], known: frozenset[Identity], moved: Iterable[Key]
) -> tuple[Violation, ...]:
    """Keep what was not wrong before, and whatever is wrong with the passages that move."""
    mine = frozenset(moved)
    return tuple(
        one for one in found if identity_of(one) not in known or not mine.isdisjoint(one.passages)
    )


class Bench:
    """The checkers at work on the changes of one plan."""

    def __init__(self, index: PlanIndex, report: ConformityReport, levels: Mapping[str, int]) -> None:
        self.index = index
        self.levels = dict(levels)
        self.known = frozenset(identity_of(one) for one in report.violations)
        rules = [verdict.rule for verdict in report.rules]
        self.own = [rule for rule in rules if rule.id not in BESIDE | BETWEEN_TWO]
        self.links = [rule for rule in rules if rule.id in BETWEEN_TWO]
        self.beside = [rule for rule in rules if rule.id in BESIDE]
        self._departures: dict[tuple[str, frozenset[Key]], tuple[Departure, Judged]] = {}

    def judge(self, change: Change) -> tuple[Verdict, Effect]:
        """Return what the checkers say of a change, and the levels after it."""
        found, effect = self._found(change)
        kept = blamed(found, self.known, change.passages)
        verdict = Verdict(
            tuple(one for one in kept if one.hard), tuple(one for one in kept if not one.hard)
        )
        after = {name: self.levels[name] + effect[name] for name in LEVELS}
        return verdict, Effect(self.levels, after)

    def _found(self, change: Change) -> Judged:
        """Judge a change, what a passage leaves behind once for all the places it could go to."""
        scope, left = scope_of(self.index, change), leaves(self.index, change)
        if left is None:
            return self._judged(change, scope, scope)
        known = self._departures.get(left)
        gone = known[0] if known is not None else departure_of(self.index, change, *left)
        rest = scope_of(self.index, change, but=gone.commission)
        if not apart(self.index, gone, rest):
            return self._judged(change, scope, scope)
        if known is None:  # only of a change whose two halves are apart
            known = gone, self._judged(gone.change, gone.scope, gone.scope)
            self._departures[left] = known
        (behind, levels_behind), (found, levels) = known[1], self._judged(change, scope, rest)
        return [*found, *behind], {name: levels[name] + levels_behind[name] for name in LEVELS}

    def _judged(self, change: Change, scope: Scope, part: Scope) -> Judged:
        """Return what is wrong within a part of the scope of a change, and what its levels gain."""
        after, before = Focus(self.index, change, scope, part), Before(self.index, part)
        counts, counts_before = levels_seen(after), levels_seen(before)
        found = list(_run(after, self.own))
        found += _run(after.narrowed(), self.links)
        for rule in self.beside:
            found += _run(after.widened(rule.id), [rule])
        # a half-day is disliked once, whichever of its commissions the examiner keeps
        counts["disliked"] = disliked(after.widened(PREFERRED))
        counts_before["disliked"] = disliked(before.widened(PREFERRED))
        return found, {name: counts[name] - counts_before[name] for name in LEVELS}


def _run(view: Focus, rules: Iterable[Rule]) -> Iterable[Violation]:
    for rule in rules:
        yield from CHECKERS[rule.id].run(view, rule)[1]

"""The rules of a session as people read them: sentence, value in force, default, source, épreuves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from models.regulation import Epreuve, EpreuveKind, Phase, Regulation, Rule, Severity
from scheduler.parameters import MOMENT, RuleValues, say, say_minutes, sentence


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule with its value for all épreuves, or for one that has its own.

    `epreuve` is a qualified code, None for all; `value` is in the unit of the rule, None when it has
    none or when it must be filled in (`missing`); `said` writes it in French; `overridden` when the
    session sets it.
    """

    rule: Rule
    epreuve: str | None
    value: int | None
    said: str
    sentence: str
    overridden: bool

    @property
    def missing(self) -> bool:
        """Whether a value must be filled in before planning."""
        asked = self.rule.unit not in {"", MOMENT}
        return asked and self.value is None and not self.rule.by_epreuve

    @property
    def binding(self) -> bool:
        """Whether a plan that breaks it is refused."""
        return self.rule.severity is Severity.HARD or (self.rule.hard_when_set and self.overridden)


def lines_of(rule: Rule, values: RuleValues) -> tuple[RuleLine, ...]:
    """Return a rule's value for all, when there is one, then for each épreuve that has its own."""
    own = tuple(_line(rule, code, values) for code in rule.by_epreuve)
    if own and rule.default is None:
        return own
    return (_line(rule, None, values), *own)


def rulebook(regulation: Regulation, values: RuleValues) -> tuple[RuleLine, ...]:
    """Return every rule and parameter with its value in force, in the order of the data files."""
    return tuple(line for rule in regulation.rules.values() for line in lines_of(rule, values))


def epreuves_of(rule: Rule, regulation: Regulation) -> tuple[Epreuve, ...]:
    """Return the épreuves a rule speaks of by name; none when it holds for all."""
    named = {*rule.epreuves, *rule.by_epreuve}
    return tuple(
        epreuve
        for diploma in regulation.diplomas.values()
        for epreuve in diploma.epreuves
        if epreuve.qualified in named or any(phase.parameter == rule.id for phase in epreuve.phases)
    )


def written_epreuves(regulation: Regulation, diplomas: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the written épreuves that a date may be given to, of these diplomas or of all."""
    wanted = set(diplomas)
    return tuple(
        dict.fromkeys(
            epreuve.qualified
            for diploma in regulation.diplomas.values()
            if not wanted or diploma.code in wanted
            for epreuve in diploma.epreuves
            if epreuve.kind is not EpreuveKind.ORAL and epreuve.minutes is not None
        )
    )


def phase_said(epreuve: Epreuve, phase: Phase, values: RuleValues) -> str:
    """Write the length of a phase: « 45 min », « à fixer »."""
    if phase.parameter is None:
        return say_minutes(phase.minutes) if phase.minutes is not None else "à fixer"
    return say(values.regulation.rules[phase.parameter], values.get(phase.parameter, epreuve.qualified))


def _line(rule: Rule, epreuve: str | None, values: RuleValues) -> RuleLine:
    """Return a rule with its value for one épreuve, or for all."""
    value = values.get(rule.id, epreuve) if rule.unit else None
    said = say(rule, value) if rule.unit else ""
    return RuleLine(rule, epreuve, value, said, sentence(rule, value), values.is_set(rule.id, epreuve))

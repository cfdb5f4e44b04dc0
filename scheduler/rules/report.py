"""What the checkers say: violations, one verdict per rule, the conformity report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from models.dossier import Waiver
from models.regulation import Rule, Severity


@dataclass(frozen=True, slots=True)
class Violation:
    """One place of a plan where a rule is not kept.

    Attributes
    ----------
    rule : str
        Id of the rule.
    sentence : str
        French sentence that names people, place and hour, and says what to do.
    hard : bool
        False for a preference that could not be met.
    candidates, examiners : tuple[str, ...]
        Numbers and codes of the people concerned.
    centre, room : str or None
        Where.
    when : datetime or None
        Local wall time of the centre; None when no hour is concerned.
    minute : int or None
        The same, minutes since the midnight that begins the plan's first day.
    passages : tuple[tuple[str, str], ...]
        Passages concerned, as (candidate, qualified épreuve).
    sittings : tuple[str, ...]
        Codes of the commissions concerned.
    waiver : Waiver or None
        The written exception that lifts it; it is then not hard.

    """

    rule: str
    sentence: str
    hard: bool = True
    candidates: tuple[str, ...] = ()
    examiners: tuple[str, ...] = ()
    centre: str | None = None
    room: str | None = None
    when: datetime | None = None
    minute: int | None = None
    passages: tuple[tuple[str, str], ...] = ()
    sittings: tuple[str, ...] = ()
    waiver: Waiver | None = None

    @property
    def people(self) -> tuple[str, ...]:
        """Numbers of the candidates, then codes of the examiners."""
        return self.candidates + self.examiners


class Status(StrEnum):
    """What a report says of one rule."""

    KEPT = "KEPT"
    BROKEN = "BROKEN"
    UNMET = "UNMET"
    LIFTED = "LIFTED"
    NO_CASE = "NO_CASE"


@dataclass(frozen=True, slots=True)
class RuleVerdict:
    """What was found of one rule.

    `values` are those in force, `None` for every épreuve, else by qualified code; `statement` is the
    rule's French sentence with them; `cases` how many places of the plan were examined.
    """

    rule: Rule
    statement: str
    values: Mapping[str | None, int]
    cases: int
    violations: tuple[Violation, ...] = ()

    @property
    def status(self) -> Status:
        """BROKEN with a hard violation, UNMET with soft ones, LIFTED where written exceptions cover all.

        NO_CASE when nothing was examined.
        """
        if any(violation.hard for violation in self.violations):
            return Status.BROKEN
        if self.violations:
            lifted = all(violation.waiver for violation in self.violations)
            return Status.LIFTED if lifted else Status.UNMET
        return Status.KEPT if self.cases else Status.NO_CASE

    @property
    def ok(self) -> bool:
        """No hard violation."""
        return self.status is not Status.BROKEN

    @property
    def severity(self) -> Severity:
        """Severity of the rule as its text gives it."""
        return self.rule.severity


@dataclass(frozen=True, slots=True)
class ConformityReport:
    """Every rule with its verdict, in the order of the texts."""

    rules: tuple[RuleVerdict, ...] = field(default=())

    @property
    def violations(self) -> tuple[Violation, ...]:
        """Return all violations, in the order of the rules."""
        return tuple(violation for verdict in self.rules for violation in verdict.violations)

    @property
    def hard(self) -> tuple[Violation, ...]:
        """Return the violations that forbid publication."""
        return tuple(violation for violation in self.violations if violation.hard)

    @property
    def lifted(self) -> tuple[Violation, ...]:
        """Return what would forbid publication without a written exception."""
        return tuple(violation for violation in self.violations if violation.waiver)

    @property
    def to_settle(self) -> tuple[Violation, ...]:
        """Return all that forbids publication, with what a draft may still wait for."""
        recorded = {verdict.rule.id for verdict in self.rules if verdict.rule.publication}
        unlifted = (one for one in self.violations if not one.waiver)
        return tuple(one for one in unlifted if one.hard or one.rule in recorded)

    @property
    def ok(self) -> bool:
        """No hard rule is broken."""
        return not self.hard

    def verdict(self, rule_id: str) -> RuleVerdict:
        """Return the verdict on one rule.

        Raises
        ------
        KeyError
            The rule is not judged.

        """
        for verdict in self.rules:
            if verdict.rule.id == rule_id:
                return verdict
        raise KeyError(rule_id)

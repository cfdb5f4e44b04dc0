"""The single door of the checkers: a plan in, a conformity report out."""

from __future__ import annotations

from collections.abc import Mapping

from models.dossier import Dossier
from models.planning import Plan
from models.regulation import Regulation, Rule
from scheduler.parameters import say
from scheduler.rules.registry import CHECKERS
from scheduler.rules.report import ConformityReport, RuleVerdict
from scheduler.rules.view import PlanView


def check(
    dossier: Dossier, regulation: Regulation, plan: Plan, *, reference: Plan | None = None
) -> ConformityReport:
    """Judge a plan by every rule, whoever made it and however wrong it is.

    Parameters
    ----------
    dossier
        The session's records, as read from its folder.
    regulation
        The texts in force for the session's year.
    plan
        Passages, commissions, watches and what is not placed; any nonsense is reported, never raised.
    reference
        The plan whose locked passages must be kept; without it `locks_kept` has no case.

    Returns
    -------
    ConformityReport
        One verdict per judged rule, in the order of the texts.

    Raises
    ------
    InvalidParameterError
        A value of `parametres` cannot be read.

    """
    return check_view(PlanView(dossier, regulation, plan, reference))


def check_view(view: PlanView) -> ConformityReport:
    """Judge a plan that is read already; as `check` does."""
    judged = [rule for rule in view.regulation.rules.values() if rule.judged and rule.id in CHECKERS]
    return ConformityReport(tuple(_verdict(view, rule) for rule in judged))


def _verdict(view: PlanView, rule: Rule) -> RuleVerdict:
    """Judge a plan by one rule."""
    values = _in_force(view, rule)
    cases, violations = CHECKERS[rule.id].run(view, rule)
    return RuleVerdict(rule, _statement(rule, values), values, cases, violations)


def _in_force(view: PlanView, rule: Rule) -> Mapping[str | None, int]:
    """Return the values of a rule: None for every épreuve, and the épreuves that have their own."""
    general = view.values.get(rule.id)
    named = {*rule.by_epreuve, *view.plan_epreuves}
    own = {code: view.values.get(rule.id, code) for code in sorted(named)}
    values: dict[str | None, int] = {} if general is None else {None: general}
    values.update({code: value for code, value in own.items() if value not in {None, general}})
    return values


def _statement(rule: Rule, values: Mapping[str | None, int]) -> str:
    """Return the sentence of a rule, with every value in force."""
    own = [f"{say(rule, value)} en {code}" for code, value in values.items() if code is not None]
    if None in values:
        extra = f" ({', '.join(own)})" if own else ""
        return rule.statement.replace("{value}", say(rule, values[None]) + extra)
    return rule.statement.replace("{value}", ", ".join(own) or say(rule, None))

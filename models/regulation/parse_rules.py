"""Read rules, parameters, qualifications and notices of a data file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from models.regulation.parse import RegulationError, Source, in_force
from models.regulation.texts import Diploma, Notice, OwnValue, Qualification, Rule, Severity
from models.roles import Role

EXCEPTION_CASE = frozenset({"candidate", "epreuve", "examiner", "centre", "room", "day"})
"""What may name one case of a rule in a written exception."""


def rules_of(source: Source, year: int) -> tuple[Rule, ...]:
    """General rules (`[[rule]]`), then parameters (`[[parameter]]`) that no checker judges alone."""
    judged = [
        _rule(source, table, judged=True) for table in source.tables("rule") if in_force(table, year)
    ]
    return (*judged, *parameters_of(source, year))


def parameters_of(source: Source, year: int, diploma: str | None = None) -> tuple[Rule, ...]:
    """Parameters of a file; local codes of épreuves become qualified with `diploma`."""
    return tuple(
        _rule(source, table, judged=False, diploma=diploma)
        for table in source.tables("parameter")
        if in_force(table, year)
    )


def _rule(source: Source, table: Mapping[str, Any], *, judged: bool, diploma: str | None = None) -> Rule:
    """One rule with its parameter."""
    default = table.get("default")
    if default is not None and "unit" not in table:
        raise RegulationError(f"{source.name} : la règle {table.get('id')} a une valeur sans unité.")
    prefix = f"{diploma}/" if diploma else ""
    return Rule(
        id=source.need(table, "id"),
        title=source.need(table, "title"),
        statement=source.need(table, "statement"),
        severity=Severity(table.get("severity", "HARD")),
        citation=source.citation(table),
        unit=table.get("unit", ""),
        default=default,
        by_epreuve=MappingProxyType(dict(table.get("by_epreuve", {}))),
        exception=_case(source, table),
        hard_when_set=table.get("hard_when_set", False),
        judged=judged,
        least=table.get("least", 0),
        most=table.get("most"),
        epreuves=tuple(prefix + code for code in table.get("epreuves", ())),
        publication=table.get("publication", False),
    )


def _case(source: Source, table: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what names one case of a rule that a written exception may lift; nothing for most rules."""
    case = table.get("exception", [])
    if not isinstance(case, list) or not set(case) <= EXCEPTION_CASE:
        known = ", ".join(sorted(EXCEPTION_CASE))
        raise RegulationError(
            f"{source.name} : « exception » de la règle {table.get('id')} doit lister ce qui désigne un "
            f"cas, parmi {known}."
        )
    return tuple(case)


def own_values_of(source: Source, diploma: str) -> tuple[OwnValue, ...]:
    """Values (`[[value]]`) that a diploma gives to general rules for its own épreuves."""
    return tuple(
        OwnValue(
            rule=source.need(table, "rule"),
            epreuve=f"{diploma}/{source.need(table, 'epreuve')}",
            value=source.need(table, "value"),
            citation=source.citation(table),
        )
        for table in source.tables("value")
    )


def with_own_values(rules: Mapping[str, Rule], diplomas: Iterable[Diploma]) -> dict[str, Rule]:
    """Return the rules with the values that diplomas give for their own épreuves.

    Raises
    ------
    RegulationError
        A value is given to a rule that does not exist or takes none, or outside its bounds.

    """
    found = dict(rules)
    for own in (one for diploma in diplomas for one in diploma.values):
        rule = found.get(own.rule)
        if rule is None or not rule.unit:
            raise RegulationError(f"{own.epreuve} : aucune règle « {own.rule} » ne prend de valeur.")
        if own.value < rule.least or (rule.most is not None and own.value > rule.most):
            raise RegulationError(
                f"{own.epreuve}, {own.rule} : {own.value} n’est pas entre {rule.least} et {rule.most}."
            )
        by_epreuve = MappingProxyType({**rule.by_epreuve, own.epreuve: own.value})
        cited = MappingProxyType({**rule.own_citations, own.epreuve: own.citation})
        found[own.rule] = replace(rule, by_epreuve=by_epreuve, own_citations=cited)
    return found


def qualifications_of(source: Source) -> tuple[Qualification, ...]:
    """Codes of the catalogue that a file defines."""
    return tuple(
        Qualification(
            code=source.need(table, "code"),
            title=source.need(table, "title"),
            role=Role(source.need(table, "role")),
            citation=source.citation(table),
            implies=tuple(table.get("implies", ())),
        )
        for table in source.tables("qualification")
    )


def notices_of(source: Source) -> tuple[Notice, ...]:
    """Sentences that documents print."""
    return tuple(
        Notice(source.need(table, "audience"), source.need(table, "text"), source.citation(table))
        for table in source.tables("notice")
    )

"""Read rules, parameters, qualifications and notices of a data file."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from models.regulation.parse import RegulationError, Source, in_force
from models.regulation.texts import Notice, Qualification, Rule, Severity
from models.roles import Role


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
        exception=table.get("exception", False),
        hard_when_set=table.get("hard_when_set", False),
        judged=judged,
        least=table.get("least", 0),
        most=table.get("most"),
        epreuves=tuple(prefix + code for code in table.get("epreuves", ())),
    )


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

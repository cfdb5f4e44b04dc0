"""Read the texts in force for a session year from the data files."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from models.regulation.parse import RegulationError, Source, in_force
from models.regulation.parse_diploma import diploma_of
from models.regulation.parse_rules import notices_of, qualifications_of, rules_of
from models.regulation.texts import Diploma, Qualification, Regulation, Rule

GENERAL = "general.toml"


@cache
def load(year: int) -> Regulation:
    """Return the texts in force for the session of `year`; read once, then kept.

    Raises
    ------
    RegulationError
        A data file lacks a value or a citation, or names what does not exist.

    """
    general = Source(GENERAL, _read(GENERAL))
    diplomas = [diploma_of(Source(name, table), year) for name, table in _diploma_files(year)]
    by_code = {diploma.code: _with_common_bring(diploma, general) for diploma in diplomas}
    return Regulation(
        year=year,
        diplomas=MappingProxyType(by_code),
        rules=MappingProxyType(_all_rules(general, diplomas, year)),
        qualifications=MappingProxyType(_all_qualifications(general, diplomas)),
        notices=notices_of(general),
    )


def _read(name: str) -> dict[str, Any]:
    """Parse one data file, from wherever the package is installed."""
    text = (resources.files("models.regulation") / "data" / name).read_text(encoding="utf-8")
    return tomllib.loads(text)


def _diploma_files(year: int) -> list[tuple[str, dict[str, Any]]]:
    """Every diploma file in force that year, in the order of their names."""
    folder = resources.files("models.regulation") / "data"
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    tables = [(name, _read(name)) for name in names if name != GENERAL]
    return [(name, table) for name, table in tables if in_force(table["diploma"], year)]


def _all_rules(general: Source, diplomas: list[Diploma], year: int) -> dict[str, Rule]:
    """General rules, then parameters of the diplomas; an id names one rule only."""
    rules: dict[str, Rule] = {}
    for rule in (*rules_of(general, year), *(one for each in diplomas for one in each.parameters)):
        if rule.id in rules:
            raise RegulationError(f"La règle {rule.id} est écrite deux fois.")
        rules[rule.id] = rule
    _check_phase_parameters(rules, diplomas)
    return rules


def _check_phase_parameters(rules: dict[str, Rule], diplomas: list[Diploma]) -> None:
    """Refuse a phase without duration nor parameter, or whose parameter says otherwise."""
    for epreuve in (epreuve for diploma in diplomas for epreuve in diploma.epreuves):
        for phase in epreuve.phases:
            if phase.parameter is None:
                if phase.minutes is None:
                    raise RegulationError(f"{epreuve.qualified}, {phase.id} : ni durée ni paramètre.")
                continue
            if phase.parameter not in rules or rules[phase.parameter].default != phase.minutes:
                raise RegulationError(f"{epreuve.qualified}, {phase.id} : paramètre {phase.parameter}.")


def _all_qualifications(general: Source, diplomas: list[Diploma]) -> dict[str, Qualification]:
    """Return the catalogue: what all diplomas share, then each diploma's own codes."""
    found = (*qualifications_of(general), *(one for each in diplomas for one in each.qualifications))
    return {one.code: one for one in found}


def _with_common_bring(diploma: Diploma, general: Source) -> Diploma:
    """Put what every candidate brings before what each épreuve asks."""
    common = tuple(general.table["candidate"]["bring"])
    epreuves = tuple(
        one if one.without_candidate else replace(one, bring=(*common, *one.bring))
        for one in diploma.epreuves
    )
    return replace(diploma, epreuves=epreuves)

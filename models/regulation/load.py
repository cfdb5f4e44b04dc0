"""Read the texts in force for a session year from the data files."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from functools import cache
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Any

from models.location import texts_folder
from models.regulation.parse import RegulationError, Source, in_force
from models.regulation.parse_diploma import diploma_of
from models.regulation.parse_rules import notices_of, qualifications_of, rules_of, with_own_values
from models.regulation.texts import Diploma, Qualification, Regulation, Rule
from models.regulation.verify import verify

GENERAL = "general.toml"


@cache
def load(year: int) -> Regulation:
    """Return the texts in force for the session of `year`; read once, then kept.

    The diplomas of the package come first, then those of the installation's own folder
    (`models.location.texts_folder`).

    Raises
    ------
    RegulationError
        A data file lacks a value or a citation, or names what does not exist.

    """
    return load_with(year, _own_files(texts_folder()))


def load_with(year: int, own: list[Path]) -> Regulation:
    """Return the texts of the package for `year`, with diplomas of one's own.

    Raises
    ------
    RegulationError
        As `load`; the sentence names the file.

    """
    general = Source(GENERAL, _read(GENERAL))
    sources = [*_shipped(year), *(_own_source(path, year) for path in own)]
    diplomas = [diploma_of(source, year) for source in sources if source is not None]
    by_code = _by_code([_with_common_bring(diploma, general) for diploma in diplomas])
    regulation = Regulation(
        year=year,
        diplomas=MappingProxyType(by_code),
        rules=MappingProxyType(_all_rules(general, diplomas, year)),
        qualifications=MappingProxyType(_all_qualifications(general, diplomas)),
        notices=notices_of(general),
    )
    verify(regulation)
    return regulation


def _by_code(diplomas: list[Diploma]) -> dict[str, Diploma]:
    """Return diplomas by code; a code names one diploma only."""
    found: dict[str, Diploma] = {}
    for diploma in diplomas:
        if diploma.code in found:
            raise RegulationError(f"Le diplôme {diploma.code} est écrit dans deux fichiers de textes.")
        found[diploma.code] = diploma
    return found


def _read(name: str) -> dict[str, Any]:
    """Parse one data file, from wherever the package is installed."""
    text = (resources.files("models.regulation") / "data" / name).read_text(encoding="utf-8")
    return tomllib.loads(text)


def _shipped(year: int) -> list[Source]:
    """Every diploma file of the package in force that year, in the order of their names."""
    folder = resources.files("models.regulation") / "data"
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    tables = [(name, _read(name)) for name in names if name != GENERAL]
    return [Source(name, table) for name, table in tables if in_force(table["diploma"], year)]


def _own_files(folder: Path) -> list[Path]:
    """Diploma files of the installation, in the order of their names; none without the folder."""
    return sorted(folder.glob("*.toml")) if folder.is_dir() else []


def _own_source(path: Path, year: int) -> Source | None:
    """Read a diploma file of one's own; None when it is not in force that year."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RegulationError(f"{path.name} n’est pas un fichier TOML en UTF-8 : {error}.") from error
    source = Source(path.name, table)
    return source if in_force(source.need(table, "diploma"), year) else None


def _all_rules(general: Source, diplomas: list[Diploma], year: int) -> dict[str, Rule]:
    """General rules, then parameters of the diplomas; an id names one rule only."""
    rules: dict[str, Rule] = {}
    for rule in (*rules_of(general, year), *(one for each in diplomas for one in each.parameters)):
        if rule.id in rules:
            raise RegulationError(f"La règle {rule.id} est écrite deux fois.")
        rules[rule.id] = rule
    rules = with_own_values(rules, diplomas)
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
    found: dict[str, Qualification] = {}
    for one in (
        *qualifications_of(general),
        *(one for each in diplomas for one in each.qualifications),
    ):
        if one.code in found:
            raise RegulationError(f"La qualification {one.code} est écrite deux fois.")
        found[one.code] = one
    return found


def _with_common_bring(diploma: Diploma, general: Source) -> Diploma:
    """Put what every candidate brings before what each épreuve asks."""
    common = tuple(general.table["candidate"]["bring"])
    epreuves = tuple(
        one if one.without_candidate else replace(one, bring=(*common, *one.bring))
        for one in diploma.epreuves
    )
    return replace(diploma, epreuves=epreuves)

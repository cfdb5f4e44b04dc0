"""Nothing of the texts is left without a source, a unit, or a duration."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping

import pytest

from models.regulation import Citation, EpreuveKind, load

YEARS = (2020, 2023, 2025, 2027)


def citations(value: object, path: str) -> Iterator[tuple[str, Citation]]:
    """Every citation below a value, with the way to it."""
    if isinstance(value, Citation):
        yield path, value
    elif isinstance(value, Mapping):
        for key, below in value.items():
            yield from citations(below, f"{path}.{key}")
    elif isinstance(value, tuple):
        for index, below in enumerate(value):
            yield from citations(below, f"{path}[{index}]")
    elif dataclasses.is_dataclass(value):
        for name in (one.name for one in dataclasses.fields(value)):
            yield from citations(getattr(value, name), f"{path}.{name}")


@pytest.mark.parametrize("year", YEARS)
def test_every_citation_names_its_text_and_part(year: int) -> None:
    found = list(citations(load(year), str(year)))

    assert found
    assert [path for path, one in found if not one.text.strip() or not one.part.strip()] == []


@pytest.mark.parametrize("year", YEARS)
def test_every_value_without_a_quoted_sentence_says_why(year: int) -> None:
    """A rule that is only usage, or whose text is silent, says so in the note of its citation."""
    silent = [
        rule.id
        for rule in load(year).rules.values()
        if not rule.citation.quote and not rule.citation.note
    ]

    assert silent == []


@pytest.mark.parametrize("year", YEARS)
def test_every_oral_epreuve_has_phases_a_jury_and_a_commission(year: int) -> None:
    orals = [
        epreuve
        for diploma in load(year).diplomas.values()
        for epreuve in diploma.epreuves
        if epreuve.kind is EpreuveKind.ORAL
    ]

    assert orals
    assert [one.qualified for one in orals if not any(phase.with_jury for phase in one.phases)] == []
    assert [one.qualified for one in orals if not one.seats] == []


def test_every_phase_without_duration_has_a_parameter_to_fill_in() -> None:
    regulation = load(2027)
    unknown = [
        (epreuve.qualified, phase.parameter)
        for diploma in regulation.diplomas.values()
        for epreuve in diploma.epreuves
        for phase in epreuve.phases
        if phase.minutes is None
    ]

    assert unknown
    assert all(parameter in regulation.rules for _, parameter in unknown)


def test_every_qualification_a_seat_asks_for_is_in_the_catalogue() -> None:
    regulation = load(2027)
    asked = {
        code
        for diploma in regulation.diplomas.values()
        for epreuve in diploma.epreuves
        for seat in epreuve.seats
        for code in (*seat.qualifications, *seat.replacement)
    }

    assert asked <= set(regulation.qualifications)


def test_every_qualification_fits_the_role_of_its_seats() -> None:
    regulation = load(2027)
    wrong = [
        (epreuve.qualified, code)
        for diploma in regulation.diplomas.values()
        for epreuve in diploma.epreuves
        for seat in epreuve.seats
        for code in seat.qualifications
        if regulation.qualifications[code].role is not seat.role
    ]

    assert wrong == []


def test_every_statement_with_a_value_shows_it() -> None:
    hidden = [
        rule.id
        for rule in load(2027).rules.values()
        if bool(rule.unit) is not ("{value}" in rule.statement)
    ]

    assert hidden == []


def test_every_epreuve_a_rule_names_exists() -> None:
    regulation = load(2027)

    for rule in regulation.rules.values():
        for code in (*rule.by_epreuve, *rule.epreuves):
            assert regulation.epreuve(code).qualified == code

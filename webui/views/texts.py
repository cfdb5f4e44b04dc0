"""The regulation as pages: each value beside its citation, each citation with what rests on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from models.dossier import Parameter
from models.regulation import Citation, Diploma, Epreuve, Regulation, Rule
from scheduler.parameters import RuleValues, say, sentence


@dataclass(frozen=True, slots=True)
class Reference:
    """Something that rests on a citation: how it is called, and where it is shown."""

    label: str
    page: str
    anchor: str
    citation: Citation


def epreuve_anchor(epreuve: Epreuve) -> str:
    """Return the anchor of an épreuve on its diploma's page, unique by modality."""
    return f"{epreuve.code}-{epreuve.modality}".lower()


def references(regulation: Regulation) -> Iterator[Reference]:
    """Everything of the regulation that carries a citation."""
    for rule in regulation.rules.values():
        yield Reference(f"Règle « {rule.title} »", "regles", rule.id, rule.citation)
    for diploma in regulation.diplomas.values():
        yield from _of_diploma(diploma)


def _of_diploma(diploma: Diploma) -> Iterator[Reference]:
    yield Reference(f"Diplôme {diploma.code}", diploma.code, "", diploma.citation)
    for epreuve in diploma.epreuves:
        yield from _of_epreuve(diploma, epreuve)
    for route in diploma.routes:
        yield Reference(
            f"{diploma.code} : {route.title}", diploma.code, f"voie-{route.id}", route.citation
        )
    for dispense in diploma.dispenses:
        yield Reference(
            f"{diploma.code} : dispense, {dispense.title}", diploma.code, "dispenses", dispense.citation
        )
    for line in diploma.correspondences:
        label = f"{diploma.code} : correspondance {line.former_diploma} {line.former_unit}"
        yield Reference(label, diploma.code, "correspondances", line.citation)
    for one in diploma.qualifications:
        yield Reference(
            f"Qualification {one.code}", diploma.code, f"qualification-{one.code}", one.citation
        )


def _of_epreuve(diploma: Diploma, epreuve: Epreuve) -> Iterator[Reference]:
    anchor, name = epreuve_anchor(epreuve), f"{epreuve.qualified} ({epreuve.modality.lower()})"
    yield Reference(f"Épreuve {name}", diploma.code, anchor, epreuve.citation)
    for phase in epreuve.phases:
        yield Reference(f"{name} : {phase.title}", diploma.code, anchor, phase.citation)
    for seat in epreuve.seats:
        yield Reference(f"{name} : {seat.title or 'commission'}", diploma.code, anchor, seat.citation)
        if seat.replacement_citation:
            yield Reference(f"{name} : remplacement", diploma.code, anchor, seat.replacement_citation)


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule with its values in words, (épreuve or nothing, value, set by the session)."""

    rule: Rule
    statement: str
    values: tuple[tuple[str, str, bool], ...]


def rule_lines(regulation: Regulation, parameters: Iterable[Parameter]) -> list[RuleLine]:
    """Return every rule with the values in force once the session's parameters are counted."""
    values = RuleValues(regulation, parameters)
    return [_line(rule, values) for rule in regulation.rules.values()]


def _line(rule: Rule, values: RuleValues) -> RuleLine:
    shown = []
    if rule.unit:
        scopes = (
            [None, *rule.by_epreuve]
            if rule.default is not None or not rule.by_epreuve
            else [*rule.by_epreuve]
        )
        shown = [
            (scope or "", say(rule, values.get(rule.id, scope)), values.is_set(rule.id, scope))
            for scope in scopes
        ]
    return RuleLine(
        rule, sentence(rule, values.get(rule.id)) if rule.unit else rule.statement, tuple(shown)
    )


def by_text(regulation: Regulation) -> dict[str, dict[str, list[Reference]]]:
    """Return what rests on each text, by part, in alphabetical order."""
    found: dict[str, dict[str, list[Reference]]] = defaultdict(lambda: defaultdict(list))
    for reference in references(regulation):
        found[reference.citation.text][reference.citation.part].append(reference)
    return {text: dict(sorted(parts.items())) for text, parts in sorted(found.items())}

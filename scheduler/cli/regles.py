"""`oraux regles`: the texts and the rules, with the value in force and the source of each."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import click

from models.regulation import Citation, Diploma, Epreuve, Regulation, Route, Rule, load
from scheduler.cli.own_texts import verified
from scheduler.exchange import read_dossier
from scheduler.parameters import RuleValues, say, say_minutes
from scheduler.rulebook import RuleLine, lines_of, phase_said
from scheduler.services.zones import installation_zone

WIDTH = 100
FIRST_MONTH_OF_NEXT_SESSION = 9
MODALITIES = {"PONCTUEL": "forme ponctuelle", "CCF": "contrôle en cours de formation"}


@click.command("regles")
@click.option("--annee", type=int, help="Année de la session (par défaut, la prochaine).")
@click.option("--diplome", help="N’affiche que ce diplôme : BTS-SAM, BCP-AGORA…")
@click.option(
    "--dossier",
    type=click.Path(exists=True, path_type=Path),
    help="Dossier de session dont les valeurs sont montrées (par défaut, celles des textes).",
)
@click.option(
    "--verifier",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Vérifie un fichier de textes : un diplôme que vous ajoutez.",
)
@click.option("--json", "as_json", is_flag=True, help="Écrit du JSON.")
def command(
    annee: int | None, diplome: str | None, dossier: Path | None, *, verifier: Path | None, as_json: bool
) -> None:
    """Affiche les textes et les règles, la valeur et la source de chacune.

    Les identifiants de règles sont ceux que la table « parametres » accepte.
    """
    if verifier is not None:
        verified(verifier, annee or next_session())
        return
    values = _values(annee, dossier)
    regulation = values.regulation
    diplomas = _chosen(regulation, diplome)
    if as_json:
        found = _as_json(regulation, values, diplomas, all_rules=diplome is None)
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    lines = _with_diploma(diplomas, values) if diplome else _overview(regulation, values)
    click.echo("\n".join(lines))


def _values(year: int | None, folder: Path | None) -> RuleValues:
    """Return the values of a session folder, or those of the texts."""
    if folder is None:
        return RuleValues(load(year or next_session()))
    reading = read_dossier(folder)
    if reading.dossier is None:
        for problem in reading.problems:
            click.echo(problem.line(), err=True)
        raise click.exceptions.Exit(1)
    return RuleValues(load(year or reading.dossier.session.year), reading.dossier.parameters)


def next_session() -> int:
    """Return the year of the session under preparation: from September, next year's."""
    today = datetime.now(tz=installation_zone())
    return today.year + (today.month >= FIRST_MONTH_OF_NEXT_SESSION)


def _chosen(regulation: Regulation, code: str | None) -> list[Diploma]:
    """Return the diplomas to show.

    Raises
    ------
    click.UsageError
        No diploma has this code that year.

    """
    if code is None:
        return list(regulation.diplomas.values())
    found = regulation.diplomas.get(code.upper())
    if found is None:
        known = ", ".join(regulation.diplomas) or "aucun"
        raise click.UsageError(
            f"Aucun diplôme « {code} » à la session {regulation.year} ; diplômes en vigueur : {known}."
        )
    return [found]


def _overview(regulation: Regulation, values: RuleValues) -> Iterator[str]:
    """Diplomas in force, then every rule and parameter."""
    yield f"Session {regulation.year}"
    for diploma in regulation.diplomas.values():
        yield f"  {diploma.code:<10} {diploma.name_in(regulation.year)}"
    yield "  Détail d’un diplôme : oraux regles --diplome CODE"
    judged = [rule for rule in regulation.rules.values() if rule.judged]
    others = [rule for rule in regulation.rules.values() if not rule.judged]
    yield from ("", "RÈGLES JUGÉES", "")
    for rule in judged:
        yield from _rule(rule, values)
    yield from ("PARAMÈTRES", "")
    for rule in others:
        yield from _rule(rule, values)


def _with_diploma(diplomas: list[Diploma], values: RuleValues) -> Iterator[str]:
    """One diploma: épreuves, routes, dispenses, correspondences, parameters."""
    for diploma in diplomas:
        yield f"{diploma.code} — {diploma.name_in(values.regulation.year)}"
        yield from _source(diploma.citation)
        yield from ("", "ÉPREUVES", "")
        for epreuve in diploma.epreuves:
            yield from _epreuve(epreuve, values)
        yield from ("QUI PASSE QUOI", "")
        for route in diploma.routes:
            yield from _route(route)
        yield from _units(diploma)
        if diploma.parameters:
            yield from ("PARAMÈTRES", "")
        for rule in diploma.parameters:
            yield from _rule(rule, values)


def _rule(rule: Rule, values: RuleValues) -> Iterator[str]:
    """Return a rule: id and title, sentence, value by épreuve, source."""
    lines = lines_of(rule, values)
    strength = "obligatoire" if lines[0].binding else "préférence"
    if rule.hard_when_set and not lines[0].binding:
        strength += ", obligatoire si la session la fixe"
    yield f"{rule.id} — {rule.title}" + (f" ({strength})" if rule.judged else "")
    said = lines[0].sentence if len(lines) == 1 else rule.statement.replace("{value}", "…")
    yield from _wrapped(said)
    if len(lines) > 1 or lines[0].epreuve:
        yield from (f"    {line.epreuve or 'par défaut'} : {line.said}" for line in lines)
    for line in lines:
        if line.overridden:
            yield f"    Fixé par la session : {line.said}, au lieu de {_default(line)}"
    if lines[0].missing:
        yield f"    À fixer avant de planifier : {', '.join(rule.epreuves)}"
    yield from _source(rule.citation)
    for code, citation in rule.own_citations.items():
        yield f"    {code} :"
        yield from _source(citation)
    yield ""


def _default(line: RuleLine) -> str:
    """Write what the text gives where the session says otherwise."""
    return say(line.rule, line.rule.by_epreuve.get(line.epreuve or "", line.rule.default))


def _epreuve(epreuve: Epreuve, values: RuleValues) -> Iterator[str]:
    """Return an épreuve: phases, commission, source."""
    length = f", {say_minutes(epreuve.minutes)}" if epreuve.minutes else ""
    coefficient = f", coefficient {epreuve.coefficient:n}" if epreuve.coefficient else ""
    kind = {"ORAL": "oral", "WRITTEN": "écrit", "PRACTICAL": "pratique"}[epreuve.kind]
    shape = f"{kind}, {MODALITIES[epreuve.modality]}{length}{coefficient}"
    yield f"{epreuve.code} ({shape}) — {epreuve.title}"
    for phase in epreuve.phases:
        where = "devant la commission" if phase.with_jury else "en préparation"
        detail = f" — {phase.detail}" if phase.detail else ""
        parameter = f" [{phase.parameter}]" if phase.parameter else ""
        yield from _wrapped(
            f"{phase.id} : {phase_said(epreuve, phase, values)} {where}{parameter}{detail}", first="· "
        )
    for seat in epreuve.seats:
        held = "LV-<langue>" if seat.by_language else " ou ".join(seat.qualifications)
        replaced = f" ; à défaut {' ou '.join(seat.replacement)}" if seat.replacement else ""
        yield from _wrapped(f"siège {seat.role.lower()} : {held} ({seat.title}){replaced}", first="· ")
    yield from _source(epreuve.citation)
    yield ""


def _route(route: Route) -> Iterator[str]:
    """Return a column of the règlement: title, modalities, source."""
    yield route.title
    for modality, words in MODALITIES.items():
        codes = [code for code, given in route.modalities.items() if given == modality]
        if codes:
            yield from _wrapped(f"{words} : {', '.join(codes)}", first="· ")
    yield from _source(route.citation)
    yield ""


def _units(diploma: Diploma) -> Iterator[str]:
    """Dispenses and kept marks."""
    if diploma.dispenses or diploma.correspondences:
        yield from ("DISPENSES ET NOTES CONSERVÉES", "")
    for dispense in diploma.dispenses:
        yield from _wrapped(f"{', '.join(dispense.units)} : {dispense.title}", first="· ")
        yield from _source(dispense.citation)
    for kept in diploma.correspondences:
        yield f"    · {kept.former_diploma} {kept.former_unit} → {kept.unit or 'pas de correspondance'}"
    yield ""


def _source(citation: Citation) -> Iterator[str]:
    """Return where a value comes from, with the sentence and the note."""
    yield from _wrapped(f"Source : {citation.text}, {citation.part}")
    if citation.quote:
        yield from _wrapped(f"« {citation.quote} »")
    if citation.note:
        yield from _wrapped(f"Note : {citation.note}")


def _wrapped(text: str, first: str = "") -> list[str]:
    """Fold a paragraph under its title; non-breaking spaces hold."""
    return textwrap.wrap(
        text,
        width=WIDTH,
        initial_indent="    " + first,
        subsequent_indent="    " + " " * len(first),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _as_json(
    regulation: Regulation, values: RuleValues, diplomas: list[Diploma], *, all_rules: bool
) -> dict[str, object]:
    """Everything as plain data."""
    rules = (
        regulation.rules.values() if all_rules else [one for each in diplomas for one in each.parameters]
    )
    return {
        "annee": regulation.year,
        "regles": [_rule_json(line) for rule in rules for line in lines_of(rule, values)],
        "diplomes": [_diploma_json(diploma, values) for diploma in diplomas],
    }


def _rule_json(line: RuleLine) -> dict[str, object]:
    """Return one value of one rule as plain data."""
    return {
        "regle": line.rule.id,
        "titre": line.rule.title,
        "epreuve": line.epreuve,
        "valeur": line.value,
        "unite": line.rule.unit or None,
        "severite": line.rule.severity.value,
        "jugee": line.rule.judged,
        "exception": bool(line.rule.exception),
        "a_fixer": line.missing,
        "fixee_par_la_session": line.overridden,
        "enonce": line.sentence,
        "source": _source_json(line.rule.citation_for(line.epreuve)),
    }


def _diploma_json(diploma: Diploma, values: RuleValues) -> dict[str, object]:
    """Return a diploma as plain data."""
    return {
        "code": diploma.code,
        "nom": diploma.name_in(values.regulation.year),
        "source": _source_json(diploma.citation),
        "epreuves": [_epreuve_json(epreuve, values) for epreuve in diploma.epreuves],
        "colonnes": [
            {"titre": one.title, "modalites": dict(one.modalities), "source": _source_json(one.citation)}
            for one in diploma.routes
        ],
    }


def _epreuve_json(epreuve: Epreuve, values: RuleValues) -> dict[str, object]:
    """Return an épreuve as plain data."""
    return {
        "code": epreuve.qualified,
        "titre": epreuve.title,
        "modalite": epreuve.modality,
        "nature": epreuve.kind.value,
        "phases": [
            {
                "phase": phase.id,
                "minutes": values.get(phase.parameter, epreuve.qualified)
                if phase.parameter
                else phase.minutes,
                "jury": phase.with_jury,
                "parametre": phase.parameter,
                "source": _source_json(phase.citation),
            }
            for phase in epreuve.phases
        ],
        "sieges": [
            {
                "role": seat.role.value,
                "qualifications": list(seat.qualifications),
                "remplacant": list(seat.replacement),
                "source": _source_json(seat.citation),
            }
            for seat in epreuve.seats
        ],
        "source": _source_json(epreuve.citation),
    }


def _source_json(citation: Citation) -> dict[str, str]:
    """Return a citation as plain data."""
    return {
        "texte": citation.text,
        "partie": citation.part,
        "citation": citation.quote,
        "note": citation.note,
    }

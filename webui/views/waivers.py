"""Written exceptions as pages show them: the rule, the case in words, the reason, who and when."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from models.regulation import Regulation, Rule
from scheduler.rules.report import Violation
from scheduler.rules.waivers import case_of
from scheduler.services.waivers import GivenWaiver
from webui.french import long_date
from webui.views.names import Names

LABELS: Mapping[str, str] = {
    "examiner": "Examinateur",
    "candidate": "Candidat",
    "epreuve": "Épreuve",
    "centre": "Centre",
    "room": "Salle",
    "day": "Jour",
}
QUERY: Mapping[str, str] = {
    "examiner": "examinateur",
    "candidate": "candidat",
    "epreuve": "epreuve",
    "centre": "centre",
    "room": "salle",
    "day": "jour",
}
"""How addresses and forms call each part of a case."""


@dataclass(frozen=True, slots=True)
class ShownWaiver:
    """One exception: `case` pairs a label with what it names."""

    given: GivenWaiver
    rule: Rule | None
    case: tuple[tuple[str, str], ...]

    @property
    def title(self) -> str:
        """Title of the rule, or its id when the texts have it no more."""
        return self.rule.title if self.rule else self.given.rule


@dataclass(frozen=True, slots=True)
class CaseField:
    """One part of a case in the form: what was given already, else what may be chosen."""

    name: str
    label: str
    value: str
    said: str
    options: tuple[tuple[str, str], ...]


def shown(given: GivenWaiver, regulation: Regulation, names: Names) -> ShownWaiver:
    """Return an exception as the list shows it."""
    said = _sayers(names, given.case)
    case = tuple((LABELS[field], said[field](value)) for field, value in given.case.items())
    return ShownWaiver(given, regulation.rules.get(given.rule), case)


def asked_case(rule: Rule, asked: Mapping[str, str]) -> dict[str, str]:
    """Return the parts of a rule's case that an address or a form gives."""
    return {field: asked[QUERY[field]] for field in rule.exception if asked.get(QUERY[field])}


def form_of(violation: Violation, rule: Rule) -> dict[str, str]:
    """Return what the address of the form needs to write an exception for a violation."""
    return {"regle": rule.id, **{QUERY[key]: value for key, value in case_of(rule, violation).items()}}


def fields_of(
    rule: Rule, case: Mapping[str, str], names: Names, epreuves: Iterable[str]
) -> tuple[CaseField, ...]:
    """Return the parts of a case to fill in; `epreuves` are those that the session organises."""
    said = _sayers(names, case)
    options = _options(names, epreuves)
    return tuple(
        CaseField(
            QUERY[field],
            LABELS[field],
            case.get(field, ""),
            said[field](case[field]) if field in case else "",
            () if field in case else options[field](),
        )
        for field in rule.exception
    )


def _sayers(names: Names, case: Mapping[str, str]) -> dict[str, Callable[[str], str]]:
    """Return how each part of a case is said."""
    return {
        "examiner": names.examiner,
        "candidate": lambda number: f"{names.candidate(number)} (n°\u00a0{number})",
        "epreuve": str,
        "centre": names.centre,
        "room": lambda room: names.room(case.get("centre", ""), room),
        "day": _day,
    }


def _day(value: str) -> str:
    try:
        return long_date(date.fromisoformat(value))
    except ValueError:
        return value


def _options(
    names: Names, epreuves: Iterable[str]
) -> dict[str, Callable[[], tuple[tuple[str, str], ...]]]:
    """Return what may be chosen for each part of a case, as (value, words)."""
    dossier = names.dossier
    return {
        "examiner": lambda: _sorted((one.code, names.examiner(one.code)) for one in dossier.examiners),
        "candidate": lambda: _sorted(
            (one.number, f"{names.candidate(one.number)} (n°\u00a0{one.number})")
            for one in dossier.candidates
        ),
        "epreuve": lambda: _sorted((code, code) for code in set(epreuves)),
        "centre": lambda: _sorted((one.uai, one.name) for one in dossier.centres),
        "room": lambda: _sorted(
            (one.code, f"{names.room(one.centre, one.code)}, {names.centre(one.centre)}")
            for one in dossier.rooms
        ),
        "day": lambda: tuple(
            (day.isoformat(), long_date(day)) for day in sorted({one.day for one in dossier.half_days})
        ),
    }


def _sorted(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(pairs, key=lambda pair: pair[1]))

"""Written exceptions: which violation of a rule that allows them is lifted, and what names a case.

The checkers know nothing of exceptions: they say what they see, and what an exception names is then
reported as lifted instead of broken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from models.dossier import Waiver
from models.french import day_and_month, typeset
from models.regulation import Rule
from scheduler.rules.report import Violation

ADVICE = re.compile(r"\s*;[^;]*$")
"""What a sentence says to do, after what is wrong: an exception makes it pointless."""


def judged(rule: Rule, found: Iterable[Violation], waivers: Iterable[Waiver]) -> tuple[Violation, ...]:
    """Return the violations of a rule, those that a written exception names lifted."""
    mine = tuple(one for one in waivers if one.rule == rule.id) if rule.exception else ()
    return tuple(_lifted(rule, violation, mine) for violation in found)


def case_of(rule: Rule, violation: Violation) -> dict[str, str]:
    """Return what names the case of a violation, by field of `Waiver`, to write an exception for it."""
    said = {field: values[0] for field, values in _fields(violation).items() if values}
    return {field: said[field] for field in rule.exception if field in said}


def _lifted(rule: Rule, violation: Violation, waivers: tuple[Waiver, ...]) -> Violation:
    """Return a violation, lifted when an exception names its case."""
    if not (waivers and violation.hard):
        return violation
    fields = _fields(violation)
    waiver = next((one for one in waivers if _names(rule, one, fields)), None)
    if waiver is None:
        return violation
    fact = ADVICE.sub(".", violation.sentence)
    return replace(violation, hard=False, waiver=waiver, sentence=f"{fact} {said(waiver)}")


def _names(rule: Rule, waiver: Waiver, fields: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether an exception names this case: all that the rule asks for, and nothing else."""
    return all(str(getattr(waiver, field) or "") in fields[field] for field in rule.exception)


def _fields(violation: Violation) -> dict[str, tuple[str, ...]]:
    """Return what a violation says of each field of `Waiver`."""
    return {
        "candidate": violation.candidates,
        "epreuve": tuple(epreuve for _, epreuve in violation.passages),
        "examiner": violation.examiners,
        "centre": _one(violation.centre),
        "room": _one(violation.room),
        "day": _one(violation.when.date().isoformat() if violation.when else None),
    }


def _one(value: str | None) -> tuple[str, ...]:
    return () if value is None else (value,)


def said(waiver: Waiver) -> str:
    """« Exception motivée de Mme Roux, le 3 juin : « seule enseignante qualifiée ». »."""
    when = f"{day_and_month(waiver.given)} {waiver.given.year}"
    reason = waiver.reason.rstrip(" .")
    return typeset(f"Exception motivée de {waiver.author}, le {when} : « {reason} ».")

"""One file per rule: a legal and an illegal situation, a minute or a person apart.

The checkers' tests and the solver's read the same files. Each module has `CASES`.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module

from models.dossier import Dossier
from models.planning import Plan


@dataclass(frozen=True)
class Situation:
    """A session and a plan of it; `reference` is the plan whose locks must be kept."""

    dossier: Dossier
    plan: Plan
    reference: Plan | None = None


@dataclass(frozen=True)
class RuleCase:
    """What a rule allows and what it forbids, as near to each other as can be."""

    rule: str
    name: str
    legal: Situation
    illegal: Situation


def all_cases() -> Iterator[RuleCase]:
    """Every case of every file, in the order of the rules' ids."""
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda found: found.name):
        if module.name not in {"common", "in_training"}:
            yield from import_module(f"{__name__}.{module.name}").CASES

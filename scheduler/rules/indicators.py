"""The `indicateurs` table held against what is counted in the plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from models.dossier import Dossier
from models.french import typeset
from models.planning import LEVELS, Plan
from models.regulation import Regulation
from scheduler.rules.levels import levels_of
from scheduler.rules.view import PlanView

OPTIONAL = frozenset({"squares", "disliked"})
"""Levels whose value need not be written; when it is, it must be right."""


@dataclass(frozen=True, slots=True)
class IndicatorProblem:
    """A row of `indicateurs` that is missing, or does not say what the plan shows."""

    name: str
    sentence: str


def check_indicators(
    indicators: Mapping[str, str], dossier: Dossier, regulation: Regulation, plan: Plan
) -> tuple[IndicatorProblem, ...]:
    """Compare an `indicateurs` table with what is counted independently.

    Parameters
    ----------
    indicators
        Values as written, by name.
    dossier, regulation, plan
        The session, its texts and the plan the table speaks of.

    Returns
    -------
    tuple[IndicatorProblem, ...]
        Rows missing, unreadable, different from the count, or bounds above the value they bound.

    """
    view = PlanView(dossier, regulation, plan)
    counted = {"placed": len({passage.key for passage in view.passages})}
    counted.update(levels_of(dossier, regulation, plan))
    found = [
        *_values(indicators, counted),
        *_bounds(indicators, counted),
        *(
            IndicatorProblem(name, _missing(name))
            for name in ("seconds", "seed")
            if name not in indicators
        ),
    ]
    return tuple(IndicatorProblem(one.name, typeset(one.sentence)) for one in found)


def _values(indicators: Mapping[str, str], counted: Mapping[str, int]) -> Iterator[IndicatorProblem]:
    """Values that are missing or wrong."""
    for name, count in counted.items():
        written = indicators.get(name)
        if written is None:
            if name not in OPTIONAL:
                yield IndicatorProblem(name, _missing(name))
        elif _number(written) != count:
            yield IndicatorProblem(
                name, f"« {name} » est écrit « {written} » ; le planning donne {count}."
            )


def _bounds(indicators: Mapping[str, str], counted: Mapping[str, int]) -> Iterator[IndicatorProblem]:
    """Bounds that are missing, or higher than what they bound."""
    for level in LEVELS:
        name = f"bound_{level}"
        written = indicators.get(name)
        if written is None:
            yield IndicatorProblem(name, _missing(name))
            continue
        bound = _number(written)
        if bound is None or bound > counted[level]:
            yield IndicatorProblem(
                name,
                f"« {name} » est écrit « {written} » ; un minimum ne passe pas la valeur "
                f"({counted[level]}).",
            )


def _missing(name: str) -> str:
    """Say that a row is missing."""
    return f"la ligne « {name} » manque dans « indicateurs » ; ajoutez-la."


def _number(text: str) -> float | None:
    """Return a number as written with a comma or a point, None for anything else."""
    try:
        return float(text.strip().replace(",", "."))
    except ValueError:
        return None

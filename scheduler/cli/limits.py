"""What the verbs that search share: how long, how hard, and from which seed."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from solver.limits import DEFAULT_SECONDS, Limits

SECONDS_AN_EFFORT = 20


def limits_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a verb `--seconds`, `--effort` and `--seed`, as one argument `limits`."""

    @click.option(
        "--seconds",
        type=click.FloatRange(min=0.1),
        help="Durée au plus ; 60 par défaut, ou ce qu’il faut très largement à --effort.",
    )
    @click.option(
        "--effort",
        type=click.FloatRange(min=0.1),
        help="Travail au plus, en secondes d’un cœur au repos : mêmes données, même graine et même "
        "effort donnent le même planning, octet pour octet, machine chargée ou non.",
    )
    @click.option(
        "--seed", type=click.IntRange(0), default=1, show_default=True, help="Graine des choix."
    )
    @wraps(function)
    def limited(
        *args: Any, seconds: float | None, effort: float | None, seed: int, **options: Any
    ) -> Any:
        return function(*args, limits=limits_of(seconds, effort, seed), **options)

    return limited  # fmt: skip


def limits_of(seconds: float | None, effort: float | None, seed: int) -> Limits:
    """Return the limits of a search; an effort alone has a wall limit that it should never meet."""
    wide = DEFAULT_SECONDS if effort is None else max(DEFAULT_SECONDS, SECONDS_AN_EFFORT * effort)
    return Limits(wide if seconds is None else seconds, seed, effort)

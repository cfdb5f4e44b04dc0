"""What a calculation prefers, as forms ask for it and pages say it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.planning import PRESETS, USUAL, Aim, preset_of
from models.planning.aims import HEAVIEST, MOVABLE
from scheduler.errors import OrauxError
from webui.french import LEVEL_NAMES, number

OWN = "avance"
TITLES: Mapping[str, tuple[str, str]] = {
    "equilibre": (
        "Équilibré",
        "Le moins de commissions, puis le confort des candidats, puis celui des jurys.",
    ),
    "vacations": (
        "Peu de vacations",
        "Autant de commissions, c’est déjà le moins possible ; puis le temps des jurys avant l’attente.",
    ),
    "candidats": (
        "Confort des candidats",
        "Une commission de plus est ouverte dès qu’elle épargne aux candidats deux heures d’attente.",
    ),
}
HINTS: Mapping[str, str] = {
    "half_days": "par commission",
    "extra_days": "par jour",
    "waiting_minutes": "par minute",
    "idle_minutes": "par minute",
    "squares": "par demi-journée au carré",
    "disliked": "par demi-journée",
}


class UnreadableAimError(OrauxError):
    """A rank or a weight is not a number that can be used."""

    code = 422


@dataclass(frozen=True, slots=True)
class LevelChoice:
    """One level in the advanced form: its rank from 1 and what one unit weighs."""

    id: str
    title: str
    hint: str
    rank: int
    weight: int


def choices_of(aim: Aim = USUAL) -> tuple[LevelChoice, ...]:
    """Return the levels that an aim orders, as the advanced form shows them."""
    weights = {level: weight for tier in aim.tiers for level, weight in tier}
    return tuple(
        LevelChoice(level, LEVEL_NAMES[level], HINTS[level], aim.rank(level) + 1, weights[level])
        for level in MOVABLE
    )


def asked_aim(form: Mapping[str, str]) -> Aim:
    """Return what a form asks to prefer: a ready-made aim, or ranks and weights of one’s own.

    Raises
    ------
    UnreadableAimError
        A rank or a weight is no number from 1 up.

    """
    chosen = form.get("preference", "")
    if chosen != OWN:
        return PRESETS.get(chosen, USUAL)
    tiers: dict[int, list[tuple[str, int]]] = {}
    for level in MOVABLE:
        rank = _whole(form, f"rang_{level}", level, len(MOVABLE))
        tiers.setdefault(rank, []).append((level, _whole(form, f"poids_{level}", level, HEAVIEST)))
    return Aim(tuple(tuple(tiers[rank]) for rank in sorted(tiers)))


def _whole(form: Mapping[str, str], name: str, level: str, most: int) -> int:
    text = form.get(name, "").strip()[:9]
    if not (text.isdecimal() and 1 <= int(text) <= most):
        what = "rang" if name.startswith("rang") else "poids"
        raise UnreadableAimError(
            f"« {LEVEL_NAMES[level]} » : le {what} est un nombre entier de 1 à {number(most)}."
        )
    return int(text)


def said(aim: Aim) -> str:
    """« Équilibré », « Confort des candidats », « Réglage avancé »."""
    name = preset_of(aim)
    return TITLES[name][0] if name else "Réglage avancé"


def explained(aim: Aim) -> tuple[str, ...]:
    """Return the tiers of an aim in words, first to last."""
    return tuple(
        " + ".join(
            LEVEL_NAMES[level] if weight == 1 and len(tier) == 1 else f"{LEVEL_NAMES[level]} × {weight}"
            for level, weight in tier
        )
        for tier in aim.tiers
    )

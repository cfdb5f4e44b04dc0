"""How roles are said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from models.db import AccountRole
from scheduler.accounts.rights import ROLE_NAMES

NO_NAMES: Mapping[str, str] = {}


def centres_words(centres: Iterable[str], names: Mapping[str, str] = NO_NAMES) -> str:
    """« centre Lycée A », « centres Lycée A et Lycée B »: by name when known, else by code."""
    said = sorted(names.get(uai, uai) for uai in centres)
    if len(said) == 1:
        return f"centre {said[0]}"
    return f"centres {', '.join(said[:-1])} et {said[-1]}"


def to_centres_words(centres: Iterable[str], names: Mapping[str, str] = NO_NAMES) -> str:
    """« au centre Lycée A », « aux centres Lycée A et Lycée B »."""
    said = centres_words(centres, names)
    return f"aux {said}" if said.startswith("centres ") else f"au {said}"


def role_words(
    role: AccountRole,
    centres: Iterable[str] = (),
    names: Mapping[str, str] = NO_NAMES,
    *,
    limited: bool = False,
) -> str:
    """« gestionnaire », « gestionnaire, centre Lycée A », « gestionnaire d’un centre »."""
    kept = tuple(centres)
    if kept:
        return f"{ROLE_NAMES[role]}, {centres_words(kept, names)}"
    return f"{ROLE_NAMES[role]} limité à des centres" if limited else ROLE_NAMES[role]

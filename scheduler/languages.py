"""Which language a candidate is heard in, and whether the text lets it be chosen."""

from __future__ import annotations

from models.dossier import Candidate
from models.french import enumeration
from models.regulation import Diploma, Epreuve, language_code


def language_of(candidate: Candidate, epreuve: Epreuve) -> str | None:
    """Return the language of an épreuve for a candidate, as a code."""
    return _spoken(candidate).get(epreuve.language) if epreuve.language else None


def _spoken(candidate: Candidate) -> dict[str, str]:
    """Return the languages A, B and C that are known, as codes."""
    named = {"A": candidate.language_a, "B": candidate.language_b, "C": candidate.language_c}
    return {rank: language_code(name) for rank, name in named.items() if name}


def language_warning(candidate: Candidate, diploma: Diploma, epreuve: Epreuve) -> str | None:
    """Say in French what is wrong with the language of an épreuve, None when nothing is."""
    rank = epreuve.language
    if rank is None:
        return None
    who = f"{candidate.first_names} {candidate.family_name} (n° {candidate.number})"
    spoken = _spoken(candidate)
    mine = spoken.get(rank)
    if mine is None:
        return (
            f"La langue {rank} de {who} n’est pas connue : renseignez la colonne "
            f"« langue_{rank.lower()} »."
        )
    if epreuve.languages and mine not in epreuve.languages:
        listed = enumeration(sorted(one.lower() for one in epreuve.languages))
        return (
            f"{who} : « {mine.lower()} » n’est pas une langue de {epreuve.code} ; le texte "
            f"admet {listed}."
        )
    others = {other for key, other in spoken.items() if key != rank}
    if rank == "C" and mine in others:
        return (
            f"{who} : la langue C ({mine.lower()}) doit différer des langues A et B ; corrigez "
            "« langue_c »."
        )
    return _lacking(diploma, spoken, who) if rank in {"A", "B"} else None


def _lacking(diploma: Diploma, spoken: dict[str, str], who: str) -> str | None:
    """Say that neither A nor B is the language that one of them must be."""
    needed = diploma.needed_language
    if needed is None or needed in (spoken.get("A"), spoken.get("B")):
        return None
    return (
        f"{who} : l’une des langues A et B doit être « {needed.lower()} » ; corrigez « langue_a » ou "
        "« langue_b »."
    )

"""What people are called in sentences and on documents."""

from __future__ import annotations

from models.dossier.records import Candidate, Examiner
from models.french import full_name


def candidate_name(candidate: Candidate) -> str:
    """« Mme Louise Martin »: the usage name where there is one."""
    return full_name(
        candidate.civility, candidate.first_names, candidate.usage_name or candidate.family_name
    )


def examiner_name(examiner: Examiner) -> str:
    """« M. Bruno Ollivier »."""
    return full_name(examiner.civility, examiner.first_name, examiner.family_name)


def sorting_name(person: Candidate | Examiner) -> str:
    """« Martin Louise »: what lists of people are sorted by."""
    if isinstance(person, Candidate):
        return f"{person.usage_name or person.family_name} {person.first_names}"
    return f"{person.family_name} {person.first_name}"

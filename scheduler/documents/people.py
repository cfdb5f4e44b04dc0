"""How documents speak of people: a juror's part, a commission's members, a candidate's language."""

from __future__ import annotations

from models.dossier import Examiner
from models.dossier.names import examiner_name
from models.planning import Passage, Sitting
from models.roles import Role
from scheduler.documents.book import PlanBook
from scheduler.documents.french import agreed

ROLE_WORDS = {
    Role.ENSEIGNANT: {"": "enseignant", "e": "enseignante", "(e)": "enseignant(e)"},
    Role.PROFESSIONNEL: {"": "professionnel", "e": "professionnelle", "(e)": "professionnel(le)"},
}


def role_word(examiner: Examiner) -> str:
    """« enseignante », « professionnel », « enseignant(e) » when the civility is unknown."""
    return ROLE_WORDS[examiner.role][agreed(examiner.civility, "")]


def members_of(book: PlanBook, sitting: Sitting, *, but: str | None = None) -> tuple[str, ...]:
    """« M. Bruno Ollivier (enseignant) » for each member but one."""
    members = [book.examiner(member.examiner) for member in sitting.members if member.examiner != but]
    return tuple(f"{examiner_name(one)} ({role_word(one)})" for one in members)


def language_of(book: PlanBook, passage: Passage) -> str:
    """« anglais » for an épreuve of languages, else empty."""
    letter = book.epreuve(passage).language
    candidate = book.candidate(passage.candidate)
    spoken = {"A": candidate.language_a, "B": candidate.language_b, "C": candidate.language_c}
    return (spoken.get(letter or "") or "").casefold()

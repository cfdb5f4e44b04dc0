"""« Qui passe quoi »: each candidate's épreuves and modality, with the article that decides."""

from __future__ import annotations

from scheduler.registrations import Entry
from webui.french import typography, word, yes_no
from webui.views.names import Names
from webui.views.tables import Column, Target


def columns(names: Names) -> tuple[Column, ...]:
    """Return the columns of the table."""

    def link(entry: Entry) -> Target:
        return "candidat", entry.candidate

    def school(entry: Entry) -> str:
        candidate = names.candidates.get(entry.candidate)
        return names.establishment(candidate.establishment) if candidate else ""

    return (
        Column("candidat", "Candidat", lambda e: names.candidate(e.candidate), link=link),
        Column("etablissement", "Établissement", school, choice=True),
        Column("epreuve", "Épreuve", lambda e: e.epreuve, choice=True),
        Column("etat", "État", lambda e: word(e.state), choice=True),
        Column("modalite", "Modalité", lambda e: word(e.modality), choice=True),
        Column("planifiee", "Planifiée ici", lambda e: yes_no(e.organised), choice=True),
        Column("motif", "Pourquoi", lambda e: typography(e.reason)),
        Column(
            "texte",
            "Article",
            lambda e: typography(f"{e.citation.text}, {e.citation.part}".rstrip(", ")),
        ),
    )

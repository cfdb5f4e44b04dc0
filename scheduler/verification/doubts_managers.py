"""Épreuves that ask for somebody on site: nobody named, or half-days when nobody is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from models.dossier import Dossier, OpenHalfDay
from models.french import counted
from models.regulation import Regulation
from scheduler.problem_people import Calendar, Managers
from scheduler.registrations import Entry
from scheduler.verification.alert import Alert


def manager_doubts(
    dossier: Dossier, regulation: Regulation, entries: Iterable[Entry]
) -> Iterator[Alert]:
    """Say what the session lacks of those who manage it on site, épreuve after épreuve."""
    managers = Managers(dossier, regulation, Calendar(dossier))
    asked: dict[str, set[str]] = {}
    for entry in entries:
        if entry.organised:
            code = regulation.epreuve(entry.epreuve, entry.modality).manager
            if code is not None:
                asked.setdefault(code, set()).add(entry.epreuve)
    for code, epreuves in asked.items():
        diplomas = ", ".join(sorted({one.partition("/")[0] for one in epreuves}))
        halves = [one for one in dossier.half_days if _opens(one, epreuves)]
        empty = [one for one in halves if not managers.on_site(code, one)]
        if not managers.people.get(code):
            yield Alert(
                f"{diplomas} : aucune personne n’est nommée comme responsable de session "
                f"(qualification {code}). Vous pouvez planifier ; il la faudra pour publier.",
                "examinateurs",
            )
        elif empty:
            yield Alert(
                f"{diplomas} : aucun responsable de session (qualification {code}) n’est disponible "
                f"pour {counted(len(empty), 'demi-journée')} sur {len(halves)} ; rien ne s’y tiendra.",
                "disponibilites",
                blocking=len(empty) == len(halves),
            )


def _opens(half: OpenHalfDay, epreuves: set[str]) -> bool:
    """Whether a half-day is open to one of these épreuves."""
    return not half.epreuves or bool(epreuves & set(half.epreuves))

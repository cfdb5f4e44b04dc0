"""What documents say of contrôle en cours de formation: the form, the group, the delay of the marks."""

from __future__ import annotations

from models.french import counted, long_date
from models.planning import Passage, Sitting
from scheduler.documents.book import PlanBook
from scheduler.documents.french import fixed_spaces


def form_of(sitting: Sitting) -> str:
    """« Contrôle en cours de formation », empty for the ponctuel form."""
    return "Contrôle en cours de formation" if sitting.ccf else ""


def due_of(book: PlanBook, sitting: Sitting) -> str:
    """Say until when the marks of a commission are proposed; empty where the session does not say."""
    due = book.dossier.session.marks_due
    if due is None or not sitting.ccf:
        return ""
    return fixed_spaces(f"Propositions de notes à transmettre au plus tard le {long_date(due)}.")


def is_on_dossiers(book: PlanBook, sitting: Sitting) -> bool:
    """Whether a commission meets on dossiers, without the candidates."""
    return any(one.absent for one in book.passages_before(sitting.code))


def group_of(book: PlanBook, passage: Passage) -> str:
    """Name of the group a candidate is examined in; empty when alone."""
    epreuve = book.epreuve(passage)
    if epreuve.group is None:
        return ""
    codes = {epreuve.qualified, f"{epreuve.diploma}/{epreuve.parent}"}
    rows = (one for one in book.dossier.registrations if one.candidate == passage.candidate)
    return next((one.group for one in rows if one.group and one.epreuve in codes), "")


def told_in_group(book: PlanBook, passage: Passage) -> str:
    """What the candidate of a group is told: how many they are, never who."""
    if book.epreuve(passage).group is None:
        return ""
    same = [one for one in book.passages_before(passage.commission) if one.phases == passage.phases]
    people = counted(len(same), "candidat")
    return fixed_spaces(f"Vous passez avec tout votre groupe de projet ({people}).")

"""The form of each passage of a plan that does not say it: ponctuel or CCF, with its candidate or not.

The tables of a plan name épreuves alone; which form a candidate sits is the session’s to say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from models.dossier import Dossier, Modality
from models.planning import Passage, Plan
from models.regulation import Epreuve, Regulation
from scheduler.registrations import registrations_of

Forms = Mapping[tuple[str, str], Epreuve]


def forms_in_ccf(dossier: Dossier, regulation: Regulation) -> Forms:
    """Return the text of each épreuve sat in CCF, by candidate and qualified code."""
    return {
        (entry.candidate, entry.epreuve): regulation.epreuve(entry.epreuve, entry.modality)
        for entry in registrations_of(dossier, regulation)
        if entry.modality is Modality.CCF
    }


def with_forms(plan: Plan, forms: Forms) -> Plan:
    """Return a plan that says which passages are of CCF, and which are judged on a dossier alone."""
    if not forms:
        return plan
    passages = tuple(_said(one, forms.get((one.candidate, one.epreuve))) for one in plan.passages)
    commissions = {one.commission for one in passages if one.ccf}
    sittings = tuple(replace(one, ccf=one.code in commissions) for one in plan.sittings)
    return replace(plan, passages=passages, sittings=sittings)


def _said(passage: Passage, text: Epreuve | None) -> Passage:
    if text is None:
        return passage
    return replace(passage, ccf=True, absent=text.without_candidate)

"""Which plan of a session documents speak for, and under which number."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from models.dossier import Dossier
from models.regulation import Regulation, load
from scheduler.documents.version import DocumentVersion
from scheduler.errors import NotFoundError
from scheduler.services.dossiers import load_dossier
from scheduler.services.issues import frozen_dossier
from scheduler.services.plans import StoredPlan, current_plan, list_plans, load_plan, plan_numbered
from scheduler.services.zones import zone_among


@dataclass(frozen=True, slots=True)
class Edition:
    """A plan with all that its documents need."""

    stored: StoredPlan
    dossier: Dossier
    regulation: Regulation
    version: DocumentVersion


def edition_of(db: Session, code: str, *, number: int | None = None) -> Edition:
    """Return what documents of a session speak for.

    Parameters
    ----------
    db, code
        Where, and which session.
    number
        Number of a plan; without it, the version in force, else the newest draft (marked « PROJET »).

    Raises
    ------
    NotFoundError
        The session or the plan does not exist, or nothing was planned yet.

    """
    stored = (
        current_plan(db, code) if number is None else load_plan(db, plan_numbered(db, code, number).id)
    )
    if stored is None:
        raise NotFoundError(
            f"La session « {code} » n’a pas encore de plan ; calculez-le d’abord.",
            command=f"oraux plan {code}",
        )
    dossier = _dossier_of(db, stored)
    return Edition(stored, dossier, load(dossier.session.year), document_version(db, stored, dossier))


def _dossier_of(db: Session, stored: StoredPlan) -> Dossier:
    """Return the data a version was published with; those of now for a draft."""
    published = stored.version is not None
    kept = frozen_dossier(db, stored.id) if published else None
    return kept or load_dossier(db, stored.session, withdrawn=published)


def document_version(db: Session, stored: StoredPlan, dossier: Dossier) -> DocumentVersion:
    """Return the number, date and « annule et remplace » that documents of a plan carry."""
    if stored.version is None or stored.published_at is None:
        published = [plan.version for plan in list_plans(db, stored.session) if plan.version]
        return DocumentVersion(number=max(published, default=0) + 1, draft=True)
    day = stored.published_at.astimezone(zone_among(dossier.centres)).date()
    return DocumentVersion(stored.version, day, stored.version - 1 or None)

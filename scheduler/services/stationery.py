"""The paper of a session: read it, change it, and keep what a replaced version was printed on."""

from __future__ import annotations

from dataclasses import fields

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.db import StationeryRow
from models.stationery import PLAIN, Stationery
from scheduler.services.dossiers import session_row

COLUMNS = tuple(field.name for field in fields(Stationery))


def stationery_of(db: Session, code: str, *, plan_id: int | None = None) -> Stationery:
    """Return the paper of a session; with `plan_id`, what that version kept, if it was replaced.

    Raises
    ------
    NotFoundError
        No session has this code.

    """
    session_id = session_row(db, code).id
    row = _row(db, session_id, plan_id) if plan_id is not None else None
    row = row or _row(db, session_id, None)
    return Stationery(**{name: getattr(row, name) for name in COLUMNS}) if row else PLAIN


def keep_stationery(db: Session, code: str, paper: Stationery) -> None:
    """Make this the paper of a session; the caller commits.

    Raises
    ------
    NotFoundError
        No session has this code.

    """
    session_id = session_row(db, code).id
    row = _row(db, session_id, None) or StationeryRow(session_id=session_id)
    _fill(row, paper)
    db.add(row)


def paper_words(paper: Stationery) -> dict[str, str]:
    """Return what a paper says, by French names, as the journal keeps it; a logo by its size."""
    return {
        "en-tete": "\n".join(paper.header),
        "logo": f"{len(paper.logo)} octets" if paper.logo else "",
        "delegation": paper.delegation,
        "signataire": paper.signatory_name,
        "qualite": paper.signatory_title,
        "mentions_candidats": "\n".join(paper.candidate_notices),
        "mentions_jures": "\n".join(paper.examiner_notices),
        "mentions_professionnels": "\n".join(paper.professional_notices),
        "code_qr": "OUI" if paper.qr_code else "NON",
    }


def keep_for_version(db: Session, code: str, plan_id: int) -> None:
    """Keep for a version that is being replaced the paper it was printed on."""
    row = StationeryRow(session_id=session_row(db, code).id, plan_id=plan_id)
    _fill(row, stationery_of(db, code))
    db.add(row)


def _row(db: Session, session_id: int, plan_id: int | None) -> StationeryRow | None:
    query = select(StationeryRow).where(StationeryRow.session_id == session_id)
    return db.scalar(
        query.where(
            StationeryRow.plan_id.is_(None) if plan_id is None else StationeryRow.plan_id == plan_id
        )
    )


def _fill(row: StationeryRow, paper: Stationery) -> None:
    for name in COLUMNS:
        setattr(row, name, getattr(paper, name))

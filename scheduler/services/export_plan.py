"""Write the tables of a plan, for a third program to check or a spreadsheet to open."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.orm import Session

from scheduler.exchange import write_dossier, write_plan
from scheduler.services.plans import StoredPlan
from scheduler.services.versions import edition_of


def export_plan(
    db: Session, code: str, out: Path, *, number: int | None = None, dossier_out: Path | None = None
) -> StoredPlan:
    """Write `passages`, `commissions`, `surveillances`, `non_places` and `indicateurs` in `out`.

    Parameters
    ----------
    db, code
        Where, and which session.
    out
        Folder; made when missing.
    number
        Number of a plan; without it, the version in force, else the newest draft.
    dossier_out
        Where to write the session folder too (folder, .zip or .xlsx).

    Raises
    ------
    NotFoundError
        The session or the plan does not exist, or nothing was planned yet.
    OrauxError
        The disk refused.

    """
    edition = edition_of(db, code, number=number)
    write_plan(edition.stored.plan, edition.dossier, edition.stored.report, out)
    if dossier_out is not None:
        write_dossier(edition.dossier, dossier_out)
    return edition.stored

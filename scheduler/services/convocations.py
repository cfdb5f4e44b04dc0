"""Write the convocations of a session's version in force, or of a draft marked « PROJET »."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlalchemy.orm import Session

from scheduler.documents import write_convocations
from scheduler.services.versions import edition_of


def make_convocations(
    db: Session,
    code: str,
    out: Path,
    *,
    number: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> list[Path]:
    """Write one PDF per candidate and per juror under `out`; return the files.

    Parameters
    ----------
    db, code, out
        Where, which session, in which folder.
    number
        Number of a plan; without it, the version in force, else the newest draft.
    progress
        Told the number of files ready and the total.

    Raises
    ------
    NotFoundError
        The session or the plan does not exist, or nothing was planned yet.
    MissingToolError
        The library that makes PDF cannot run on this machine.

    """
    edition = edition_of(db, code, number=number)
    return write_convocations(
        edition.dossier,
        edition.regulation,
        edition.stored.plan,
        out,
        version=edition.version,
        progress=progress,
    )

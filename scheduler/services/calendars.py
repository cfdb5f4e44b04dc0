"""Write the calendars of a session's version in force, or of a draft."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.orm import Session

from scheduler.calendars import write_calendars
from scheduler.services.feeds import published_history
from scheduler.services.versions import edition_of


def make_calendars(db: Session, code: str, out: Path, *, number: int | None = None) -> list[Path]:
    """Write one .ics per candidate, juror, commission and room under `out`; return the files.

    Parameters
    ----------
    db, code, out
        Where, which session, in which folder.
    number
        Number of a plan; without it, the version in force, else the newest draft.

    Raises
    ------
    NotFoundError
        The session or the plan does not exist, or nothing was planned yet.

    """
    edition = edition_of(db, code, number=number)
    published = published_history(db, code)
    return write_calendars(
        edition.dossier,
        edition.regulation,
        edition.stored.plan,
        out,
        version=edition.version,
        earlier=[one for one in published if one.version.number < edition.version.number],
    )

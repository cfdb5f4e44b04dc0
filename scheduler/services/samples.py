"""Load a sample session: fictitious people, real texts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from scheduler.errors import NotFoundError
from scheduler.samples import SAMPLES, sample_path
from scheduler.services.import_session import apply_import, preview_import


def load_sample(db: Session, name: str = SAMPLES[0], *, by: str, now: datetime) -> str:
    """Store a sample session, or bring it back to what is shipped; return its code. The caller commits.

    Raises
    ------
    NotFoundError
        No sample has this name.

    """
    if name not in SAMPLES:
        raise NotFoundError(f"Aucun exemple ne s’appelle « {name} » ; exemples : {', '.join(SAMPLES)}.")
    preview = preview_import(db, path=sample_path(name))
    return apply_import(db, preview=preview, by=by, now=now)

"""Step « Vérifier »: supply against demand and data that look wrong, for a stored session."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from models.db import SessionRow, whole
from models.dossier import Dossier
from models.regulation import Regulation, load
from scheduler.registrations import registrations_of
from scheduler.services.dossiers import load_dossier
from scheduler.services.sharing import with_taken
from scheduler.verification import Alert, EpreuveSupply, alerts_of, supply_of

_SESSIONS_KEPT = 64


@dataclass(frozen=True, slots=True)
class Verification:
    """What each épreuve needs against what there is, and everything to look at, what blocks first."""

    supplies: tuple[EpreuveSupply, ...]
    alerts: tuple[Alert, ...]

    @property
    def blocking(self) -> tuple[Alert, ...]:
        """Alerts with which no complete plan can exist."""
        return tuple(alert for alert in self.alerts if alert.blocking)


def verify_session(db: Session, code: str) -> Verification:
    """Return what can be said of a session before any calculation.

    Raises
    ------
    NotFoundError
        No session has this code.

    """
    dossier = with_taken(db, load_dossier(db, code))
    return _verification(dossier, load(dossier.session.year))


def cached_findings(db: Session, row: SessionRow) -> int:
    """Return how many things there are to look at; worked out once for each revision of the data."""
    bind = str(db.get_bind().engine.url)
    known = _FINDINGS.get((bind, row.code, row.id))
    if known is None or known[0] != row.revision:
        with whole(db):
            known = (row.revision, len(verify_session(db, row.code).alerts))
        while len(_FINDINGS) >= _SESSIONS_KEPT:
            _FINDINGS.pop(next(iter(_FINDINGS)))
        _FINDINGS[(bind, row.code, row.id)] = known
    return known[1]


_FINDINGS: dict[tuple[str, str, int], tuple[int, int]] = {}


def _verification(dossier: Dossier, regulation: Regulation) -> Verification:
    entries = registrations_of(dossier, regulation)
    supplies = supply_of(dossier, regulation, entries)
    return Verification(supplies, alerts_of(dossier, regulation, supplies, entries))

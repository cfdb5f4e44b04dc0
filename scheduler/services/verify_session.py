"""Step « Vérifier »: supply against demand and data that look wrong, for a stored session."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from models.db import SessionRow, limit_in, whole
from models.dossier import Dossier
from models.regulation import Regulation, load
from scheduler.registrations import registrations_of
from scheduler.services.dossiers import load_dossier, session_row
from scheduler.services.readings import Kept, data_mark
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

    Within some centres, what is true of the whole session and follows from what may be seen of it: an
    épreuve whose candidates have no centre yet, or a doubt about somebody else, is left out.

    Raises
    ------
    NotFoundError
        No session has this code.

    """
    seen = _verified(db, code)
    if limit_in(db, session_row(db, code).id) is None:
        return seen
    with whole(db):
        state = data_mark(db, session_row(db, code))
        everything = _whole.get(state, lambda: _verified(db, code))
    supplies, alerts = frozenset(everything.supplies), frozenset(everything.alerts)
    return Verification(
        tuple(one for one in seen.supplies if one in supplies),
        tuple(one for one in seen.alerts if one in alerts),
    )


_whole = Kept(4)
"""Whole sessions verified for who has some of their centres."""


def _verified(db: Session, code: str) -> Verification:
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

"""On whose clocks hours are read: those of a session's centre, else those of the installation."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.db import CentreRow, SessionRow
from models.dossier import Centre
from models.french import hour, short_date
from models.zones import METROPOLE, zone_of
from scheduler.errors import OrauxError

VARIABLE = "ORAUX_FUSEAU"


def installation_zone(environ: Mapping[str, str] = os.environ) -> ZoneInfo:
    """Return the zone of what belongs to no session: `ORAUX_FUSEAU`, else that of Paris.

    The clock of the machine says nothing of it: a server is often set to UTC.

    Raises
    ------
    OrauxError
        `ORAUX_FUSEAU` names no zone.

    """
    asked = environ.get(VARIABLE, "").strip() or METROPOLE
    try:  # a name may be that of a folder of zones, hence OSError
        return ZoneInfo(asked)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise OrauxError(
            f"{VARIABLE}=« {asked} » n’est pas un fuseau horaire : écrivez par exemple Indian/Reunion, "
            "America/Guadeloupe ou Europe/Paris."
        ) from error


def zone_among(centres: Iterable[Centre]) -> ZoneInfo:
    """Return the zone of the first of some centres, that of the installation without any."""
    first = next(iter(centres), None)
    return installation_zone() if first is None else ZoneInfo(zone_of(first))


def session_zone(db: Session, code: str) -> ZoneInfo:
    """Return the zone that pages, papers and messages of a session write their hours in.

    It is that of the first centre, as whoever asks sees the session; that of the installation when there
    is no such session, or no centre in it yet.
    """
    query = select(CentreRow.uai, CentreRow.postal_code).join(
        SessionRow, SessionRow.id == CentreRow.session_id
    )
    query = query.where(SessionRow.code == code)
    rank = (CentreRow.withdrawn_at.is_not(None), CentreRow.id)
    found = db.execute(query.order_by(*rank).limit(1))
    return zone_among(Centre(row.uai, "", "", postal_code=row.postal_code) for row in found)


def moment_in(zone: ZoneInfo, when: datetime) -> str:
    """Return an instant as the clocks of a zone show it: « 8 juin 2027 à 14 h 30 »."""
    local = when.astimezone(zone)
    return f"{short_date(local)} à {hour(local.hour * 60 + local.minute)}"

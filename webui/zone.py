"""On whose clocks a page writes its hours: the session's centre, else the installation."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from flask import g, has_request_context, request

from scheduler.services.zones import installation_zone, session_zone
from webui.database import reading


def zone_here() -> ZoneInfo:
    """Return the zone of the session that the address names, asked for once a request."""
    if not has_request_context():
        return installation_zone()
    if "zone" not in g:
        code = (request.view_args or {}).get("code")
        g.zone = session_zone(reading(), code) if code else installation_zone()
    return zone_at_hand()


def zone_at_hand() -> ZoneInfo:
    """Return the zone that this request knows already, without asking a database that may be down."""
    found: ZoneInfo = g.get("zone") or installation_zone()
    return found

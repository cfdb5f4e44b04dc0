"""When and by whom, until accounts exist."""

from __future__ import annotations

from datetime import UTC, datetime

LOCAL_USER = "ce poste"


def utc_now() -> datetime:
    """Return the instant of a request, UTC."""
    return datetime.now(UTC)

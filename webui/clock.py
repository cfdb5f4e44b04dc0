"""When."""

from __future__ import annotations

from datetime import UTC, datetime


def utc_now() -> datetime:
    """Return the instant of a request, UTC."""
    return datetime.now(UTC)

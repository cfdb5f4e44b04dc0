"""Addresses given by a browser that must lead back within the application."""

from __future__ import annotations

from urllib.parse import urlsplit


def local_path(address: str | None) -> str | None:
    """Return `address` when it is a path of this application, None otherwise."""
    given = address or ""
    parts = urlsplit(given)
    away = given.startswith(("//", "/\\")) or parts.netloc or parts.scheme
    return given if given.startswith("/") and not away else None

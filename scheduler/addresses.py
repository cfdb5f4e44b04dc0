"""Where people reach the personal pages: the public address of this installation."""

from __future__ import annotations

import os
from collections.abc import Mapping
from urllib.parse import urlsplit

from scheduler.errors import OrauxError

VARIABLE = "ORAUX_ADRESSE"
LOCAL = "http://127.0.0.1:8765"


def public_base(environ: Mapping[str, str] = os.environ) -> str:
    """Return the address before every personal path, without a final slash: `ORAUX_ADRESSE`.

    Without the variable it is this computer's own, good for a trial and useless on paper
    (`is_public` tells).

    Raises
    ------
    OrauxError
        The variable holds no address.

    """
    given = environ.get(VARIABLE, "").strip().rstrip("/")
    if not given:
        return LOCAL
    parts = urlsplit(given)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise OrauxError(
            f"{VARIABLE} vaut « {given} », qui n’est pas une adresse : écrivez par exemple "
            "https://oraux.example.org."
        )
    return given


def is_public(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether somebody gave an address that others can reach."""
    return bool(environ.get(VARIABLE, "").strip())


def full_address(path: str, environ: Mapping[str, str] = os.environ) -> str:
    """Return the whole address of a personal path, as documents and messages print it."""
    return f"{public_base(environ)}{path}"


def webcal_address(path: str, environ: Mapping[str, str] = os.environ) -> str:
    """Return the address that a calendar application opens by itself."""
    return f"webcal://{full_address(path, environ).partition('://')[2]}"

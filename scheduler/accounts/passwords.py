"""Passwords: argon2 with the library's own costs, and the one rule that helps, length."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from scheduler.errors import OrauxError

SHORTEST = 12
LONGEST = 200
HASHER = PasswordHasher()
ABSENT = HASHER.hash("nobody has this account")
"""Verified when an address is unknown, so that the answer takes as long."""


def hashed(password: str) -> str:
    """Return what is kept of a new password.

    Raises
    ------
    OrauxError
        It is too short or too long.

    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise OrauxError(
            f"Choisissez un mot de passe de {SHORTEST} à {LONGEST} caractères : "
            "une phrase que vous seul connaissez convient très bien."
        )
    return HASHER.hash(password)


def fits(password: str, kept: str | None) -> bool:
    """Whether a password is the one kept; takes as long when nothing is."""
    try:
        return HASHER.verify(kept or ABSENT, password) and kept is not None
    except VerificationError:
        return False

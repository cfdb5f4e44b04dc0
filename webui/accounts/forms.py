"""What forms of accounts share."""

from __future__ import annotations

from scheduler.errors import OrauxError


def same_twice(password: str, again: str) -> None:
    """Refuse a password that was not written the same twice.

    Raises
    ------
    OrauxError
        It was not.

    """
    if password != again:
        raise OrauxError("Les deux mots de passe ne sont pas les mêmes ; écrivez-les de nouveau.")

"""What forms of accounts share."""

from __future__ import annotations

from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from models.db import AccountRole
from scheduler.errors import OrauxError


@dataclass(frozen=True, slots=True)
class AskedRole:
    """The role that a form gives (None takes it away), and the only centres it holds in, if any."""

    role: AccountRole | None
    centres: tuple[str, ...]


def asked_role(form: MultiDict[str, str]) -> AskedRole:
    """Return the role that a form gives.

    Raises
    ------
    OrauxError
        It limits the role without a centre, or says centres without a limit: neither opens them all.

    """
    asked = form.get("role", "")
    role = AccountRole(asked) if asked in set(AccountRole) else None
    if role is None:
        return AskedRole(None, ())
    centres, limited = tuple(dict.fromkeys(form.getlist("centre"))), form.get("etendue") == "centres"
    if limited and not centres:
        raise OrauxError("Cochez au moins un centre, ou choisissez « toute la session ».")
    if centres and not limited:
        raise OrauxError(
            "Des centres sont cochés, et « toute la session » est choisie : choisissez « dans ces "
            "centres seulement », ou décochez-les."
        )
    return AskedRole(role, centres)


def same_twice(password: str, again: str) -> None:
    """Refuse a password that was not written the same twice.

    Raises
    ------
    OrauxError
        It was not.

    """
    if password != again:
        raise OrauxError("Les deux mots de passe ne sont pas les mêmes ; écrivez-les de nouveau.")

"""The password of the mail server, sealed: a copy of the database does not give it away.

The key is a file beside the database (or in the user's data folder), readable by its owner alone.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken

from models.db import Database, folder_of
from models.location import stored_key
from scheduler.errors import OrauxError

KEY_FILE = "mail.key"


class SealBrokenError(OrauxError):
    """The password was sealed with another key."""

    code = 409


def seal(database: Database, password: str) -> str:
    """Return a password that only this installation can read; empty stays empty."""
    return _seal(database).encrypt(password.encode()).decode() if password else ""


def unseal(database: Database, sealed: str) -> str:
    """Return what was sealed.

    Raises
    ------
    SealBrokenError
        The key is not the one it was sealed with.

    """
    try:
        return _seal(database).decrypt(sealed.encode()).decode() if sealed else ""
    except InvalidToken as error:
        raise SealBrokenError(
            "Le mot de passe du serveur de courriel a été enregistré avec une autre clé "
            "(base copiée d’un autre poste ?) : saisissez-le de nouveau dans « Serveur de courriel »."
        ) from error


def _seal(database: Database) -> Fernet:
    return Fernet(urlsafe_b64encode(stored_key(folder_of(database.address) / KEY_FILE)))

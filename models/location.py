"""Where the data of this user are: the folder of the system's custom, private to its owner."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Mapping
from pathlib import Path

VARIABLE = "ORAUX_DATABASE_URL"
TEXTS = "ORAUX_TEXTES"
TEXTS_FOLDER = "textes"
FILE = "oraux.db"
PRIVATE = 0o700
KEY_BYTES = 32
KEY_MODE = 0o600


def data_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the folder of the user's data (`XDG_DATA_HOME`, `APPDATA`, or the system's custom)."""
    home = Path.home()
    if sys.platform == "win32":
        return Path(environ.get("APPDATA") or home / "AppData" / "Roaming") / "oraux"
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "oraux"
    named = Path(environ.get("XDG_DATA_HOME") or "")
    return (named if named.is_absolute() else home / ".local" / "share") / "oraux"


def texts_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the folder of the diplomas this installation adds: `ORAUX_TEXTES`, else beside the data."""
    return Path(environ.get(TEXTS) or data_folder(environ) / TEXTS_FOLDER)


def database_url(given: str | None = None, environ: Mapping[str, str] = os.environ) -> str:
    """Return the database's address: as given, else `ORAUX_DATABASE_URL`, else the user's own file."""
    return given or environ.get(VARIABLE) or f"sqlite:///{data_folder(environ) / FILE}"


def make_private(folder: Path) -> None:
    """Make a folder that only its owner can read; one that exists is left as it is.

    Raises
    ------
    OSError
        The folder cannot be made.

    """
    folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)


def stored_key(path: Path) -> bytes:
    """Return a secret of this installation, made once and readable by its owner alone.

    Raises
    ------
    OSError
        The file can be neither read nor made.

    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.stat().st_size != KEY_BYTES:  # a full disk may have cut it short
        partial = path.with_name(f"{path.stem}.{secrets.token_hex(8)}.part")
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, KEY_MODE)
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
        _put(partial, path)
    return path.read_bytes()


def _put(partial: Path, path: Path) -> None:
    """Name a whole key `path`, unless somebody put a whole one there at the same moment."""
    if path.exists() and path.stat().st_size != KEY_BYTES:
        partial.replace(path)
        return
    try:
        path.hardlink_to(partial)
    except FileExistsError:  # the first one counts: it may have signed something already
        pass
    except OSError:  # a disk that knows no links
        partial.replace(path)
    partial.unlink(missing_ok=True)

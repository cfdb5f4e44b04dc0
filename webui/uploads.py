"""Files that were dropped and wait for a yes: kept aside for a day, under a name nobody can guess."""

from __future__ import annotations

import re
import secrets
import shutil
import time
from collections.abc import Sequence
from pathlib import Path

from flask import current_app
from werkzeug.datastructures import FileStorage

from scheduler.errors import ImportRefusedError, NotFoundError
from webui.config import WebConfig

KEPT_SECONDS = 24 * 3600
TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")
LONGEST_NAME = 120
BUNDLE = "fichiers déposés"


def keep(files: Sequence[FileStorage]) -> str:
    """Store dropped files and return the token that names them.

    Raises
    ------
    ImportRefusedError
        No file came.

    """
    named = [file for file in files if file.filename]
    if not named:
        raise ImportRefusedError(
            "Aucun fichier n’a été reçu : choisissez un classeur, un .zip ou des CSV."
        )
    _sweep()
    token = secrets.token_urlsafe(24)
    folder = _root() / token / BUNDLE
    folder.mkdir(parents=True, mode=0o700)
    for file in named:
        file.save(folder / _safe(str(file.filename)))
    return token


def kept(token: str) -> Path:
    """Return what a token names: a file when one came, a folder when several did.

    Raises
    ------
    NotFoundError
        The token is unknown or too old.

    """
    folder = _root() / token / BUNDLE
    if not TOKEN.fullmatch(token) or not folder.is_dir():
        raise NotFoundError("Cet aperçu n’existe plus : déposez de nouveau votre fichier.")
    files = sorted(folder.iterdir())
    return files[0] if len(files) == 1 else folder


def forget(token: str) -> None:
    """Remove what a token names."""
    if TOKEN.fullmatch(token):
        shutil.rmtree(_root() / token, ignore_errors=True)


def _root() -> Path:
    config: WebConfig = current_app.config["ORAUX"]
    return config.data_folder / "uploads"


def _safe(name: str) -> str:
    """Return the last part of a name without what a file system refuses; its accents stay."""
    last = re.split(r"[\\/]", name)[-1]
    cleaned = re.sub(r'[\x00-\x1f<>:"|?*]', "_", last).strip(". ") or "fichier"
    return cleaned[-LONGEST_NAME:]


def _sweep() -> None:
    """Remove what nobody confirmed within a day."""
    if not _root().is_dir():
        return
    for folder in _root().iterdir():
        if time.time() - folder.stat().st_mtime > KEPT_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)

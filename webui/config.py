"""What one installation of the web application is told at its start."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class WebConfig:
    """Where the data are: a database address, and a folder for keys, uploads and documents.

    `visitor`: as long as nobody administers, whoever sits at this computer comes in without one.
    `names`: host names answered beside this computer's own, by https through a reverse proxy.
    """

    database_url: str
    data_folder: Path
    visitor: bool = False
    names: frozenset[str] = frozenset()

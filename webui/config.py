"""What one installation of the web application is told at its start."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class WebConfig:
    """Where the data are: a database address, and a folder for keys, uploads and documents."""

    database_url: str
    data_folder: Path

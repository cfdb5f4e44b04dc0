"""The files of the project as they are tracked."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT_SUFFIXES = {
    ".cfg",
    ".css",
    ".csv",
    ".html",
    ".js",
    ".json",
    ".lock",
    ".md",
    ".py",
    ".sh",
    ".svg",
    ".toml",
    ".txt",
    ".xml",
    ".yml",
    "",
}


def tracked_files() -> list[Path]:
    """Files of the repository: what git tracks, or without git what is not made by tools."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
        ).stdout
        names = [name for name in listed.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        names = [str(path.relative_to(ROOT)) for path in ROOT.rglob("*") if _is_ours(path)]
    return [ROOT / name for name in names if (ROOT / name).is_file()]


def _is_ours(path: Path) -> bool:
    made = {".venv", ".git", "var", "node_modules", "dist", "build", "__pycache__"}
    parts = path.relative_to(ROOT).parts
    return not made.intersection(parts) and not any(part.endswith("_cache") for part in parts)


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def text_files() -> list[Path]:
    return [path for path in tracked_files() if path.suffix in TEXT_SUFFIXES]


@pytest.fixture(scope="session")
def modules() -> list[Path]:
    """Python files, but for generated migrations."""
    return [path for path in tracked_files() if path.suffix == ".py" and "versions" not in path.parts]

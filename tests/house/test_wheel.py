"""What the wheel carries."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    command = [
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        str(out),
        str(root),
    ]
    subprocess.run(command, check=True, capture_output=True)
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def carried(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.mark.parametrize(
    "folder",
    [
        "models/regulation/data",
        "models/migrations",
        "scheduler/samples/data",
        "templates/documents",
        "templates/web",
        "webui/static",
    ],
)
def test_wheel_carries_every_file_of(root: Path, carried: set[str], folder: str) -> None:
    files = [
        path for path in (root / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts
    ]

    missing = {str(path.relative_to(root)) for path in files} - carried

    assert files
    assert missing == set()


def test_wheel_carries_no_test_nor_document(carried: set[str]) -> None:
    assert not [name for name in carried if name.startswith(("tests/", "docs/", "benchmarks/"))]


def test_wheel_gives_the_oraux_command(wheel: Path, carried: set[str]) -> None:
    entry = next(name for name in carried if name.endswith("entry_points.txt"))

    with zipfile.ZipFile(wheel) as archive:
        text = archive.read(entry).decode()

    assert "oraux = scheduler.cli.main:main" in text


def test_oraux_runs_from_the_wheel_alone(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    program = "from scheduler.cli.main import main; main(['--help'])"

    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert "import" in done.stdout

"""Fixtures of the calendars: sessions on both sides of a clock change, and real clients."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import venv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from models.dossier import Dossier
from models.planning import Plan
from models.regulation import Regulation, load
from scheduler.calendars import write_calendars
from scheduler.documents import DocumentVersion
from tests import handmade
from tests.alone import alone
from tests.calendars.places import Place

TOOLS = Path(__file__).parents[1] / "tools" / "calendars"
KHAL = ("khal==0.14.0", "vdirsyncer==0.21.0")
JAVASCRIPT = ("ical.js@2.2.1", "node-ical@0.26.1")


@pytest.fixture(scope="session")
def regulation() -> Regulation:
    return load(handmade.YEAR)


@pytest.fixture(scope="session")
def dossier() -> Dossier:
    return handmade.dossier()


@pytest.fixture(scope="session")
def plan(dossier: Dossier) -> Plan:
    return handmade.plan(dossier)


@pytest.fixture
def version() -> DocumentVersion:
    return DocumentVersion(2, date(2027, 2, 10))


@pytest.fixture
def write_at(
    regulation: Regulation, version: DocumentVersion, tmp_path: Path
) -> Callable[[Place], tuple[Plan, Path]]:
    """Write the calendars of a session held somewhere; return its plan and the folder."""

    def write(place: Place) -> tuple[Plan, Path]:
        centre = handmade.centre(postal_code=place.postal_code, town=place.town)
        folder = handmade.dossier(centres=(centre,))
        plan = handmade.plan(folder, place.first_day)
        write_calendars(folder, regulation, plan, tmp_path / "out", version=version)
        return plan, tmp_path / "out"

    return write


def cache_folder(name: str) -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "oraux-clients" / name


def run_or_skip(what: str, *command: str | Path) -> None:
    """Run an installer; a machine without network skips, and says what is missing."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"{what} ne s’installe pas ici : {(done.stderr or done.stdout)[-300:]}")


@pytest.fixture(scope="session")
def python_clients() -> Path:
    """Return the folder of `khal` and `vdirsyncer`, in a virtual environment of their own."""
    folder = cache_folder("khal-vdirsyncer")
    with alone(folder):
        if not (folder / "bin" / "vdirsyncer").exists():
            venv.create(folder, with_pip=True)
            run_or_skip("khal", folder / "bin" / "python", "-m", "pip", "install", "-q", *KHAL)
    return folder / "bin"


@pytest.fixture(scope="session")
def khal(python_clients: Path) -> Path:
    """Return the khal command."""
    return python_clients / "khal"


@pytest.fixture(scope="session")
def node() -> Callable[[str, Path], list[dict[str, str]]]:
    """Read a calendar with a JavaScript client (`ical.js` or `node-ical`): start, end, uid, summary."""
    if not shutil.which("node") or not shutil.which("npm"):
        pytest.skip("ical.js et node-ical ont besoin de Node.js et de npm.")
    folder = cache_folder("node")
    with alone(folder):
        if not (folder / "node_modules" / "node-ical").exists():
            folder.mkdir(parents=True, exist_ok=True)
            options = ("--ignore-scripts", "--no-audit", "--no-fund", "--prefix", folder)
            run_or_skip("ical.js", "npm", "install", *options, *JAVASCRIPT)
        script = folder / "read.mjs"
        shutil.copyfile(TOOLS / "read.mjs", script)

    def read(client: str, path: Path) -> list[dict[str, str]]:
        # a machine of another zone: the file alone must give the hour
        environment = {**os.environ, "TZ": "America/New_York"}
        done = subprocess.run(
            ["node", script, client, path], capture_output=True, text=True, check=True, env=environment
        )
        events: list[dict[str, str]] = json.loads(done.stdout)
        return events

    return read

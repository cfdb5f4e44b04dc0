"""A real PostgreSQL, started for the tests from the system's packages as an unprivileged user."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tests.patience import PATIENCE
from tests.ports import free_port


def _programs() -> Path | None:
    """Return where Debian's packages put the programs of PostgreSQL."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda one: float(one.parts[-3])
    )
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


def _unprivileged() -> dict[str, object]:
    """PostgreSQL refuses to run as root: use the account that its package made."""
    if os.name == "nt" or os.getuid() != 0:
        return {}
    return {"user": "postgres", "group": "postgres", "extra_groups": []}


@pytest.fixture(scope="session")
def postgresql():
    """The address of a PostgreSQL server of our own, gone after the tests."""
    programs = _programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="oraux-pg-"))
    account = _unprivileged()
    if account:
        shutil.chown(folder, "postgres", "postgres")
    port = free_port()
    data = folder / "data"
    settings = f"-c listen_addresses=127.0.0.1 -p {port} -k {folder} -c fsync=off"

    def run(*command):
        subprocess.run(
            [str(one) for one in command], cwd=folder, check=True, stdout=subprocess.DEVNULL, **account
        )

    run(programs / "initdb", "-D", data, "-U", "oraux", "-A", "trust", "-E", "UTF8", "--locale=C")
    control = (programs / "pg_ctl", "-D", data, "-w", "-t", f"{PATIENCE:.0f}")
    run(*control, "-o", settings, "-l", folder / "log", "start")
    try:
        yield f"postgresql://oraux@127.0.0.1:{port}"
    finally:
        run(*control, "-m", "immediate", "stop")
        shutil.rmtree(folder)


@pytest.fixture
def postgresql_url(postgresql, request):
    """The address of an empty database."""
    name = f"test_{abs(hash(request.node.nodeid))}"
    engine = create_engine(
        f"{postgresql}/postgres".replace("postgresql:", "postgresql+psycopg:"),
        isolation_level="AUTOCOMMIT",
    )
    with engine.connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}"'))
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    engine.dispose()
    return f"{postgresql}/{name}"

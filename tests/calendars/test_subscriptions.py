"""Real clients subscribe to a feed as it is served, then follow a publication."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import threading
import uuid
from contextlib import closing

import pytest
import waitress

from models.db import LinkPurpose
from tests.calendars.test_clients import khal_list
from tests.factories import FIRST_DAY
from tests.links.changes import moved, without_juror
from tests.patience import PATIENCE, wait_until
from tests.personal.conftest import filled_folder, outside, people

__all__ = ["filled_folder", "outside", "people"]
pytestmark = pytest.mark.clients


class Served:
    """The personal pages on a port of this machine, and what was asked of them."""

    def __init__(self, app):
        self.asked = []
        self._app = app
        self._server = waitress.create_server(self._answer, host="127.0.0.1", port=0, threads=2)
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        self.base = f"http://127.0.0.1:{self._server.effective_port}"

    def _answer(self, environ, start):
        def noted(status, headers, *more):
            self.asked.append((environ.get("HTTP_IF_NONE_MATCH", ""), int(status[:3])))
            return start(status, headers, *more)

        return self._app(environ, noted)

    def close(self):
        self._server.close()
        self._thread.join(PATIENCE)


@pytest.fixture
def served(outside):
    made = Served(outside.app)
    yield made
    made.close()


@pytest.fixture
def synchronised(python_clients, served, outside, tmp_path):
    """Subscribe vdirsyncer to the feed of PRO2 and return what fetches it and lists it with khal."""
    items, config = tmp_path / "items", tmp_path / "vdirsyncer"
    items.mkdir()
    config.write_text(
        f'[general]\nstatus_path = "{tmp_path}/status/"\n'
        '[pair oraux]\na = "remote"\nb = "local"\ncollections = null\n'
        f'[storage remote]\ntype = "http"\nurl = "{served.base}{outside.feed("PRO2")}"\n'
        f'[storage local]\ntype = "filesystem"\npath = "{items}"\nfileext = ".ics"\n',
        encoding="utf-8",
    )

    def run(verb):
        command = [python_clients / "vdirsyncer", "-c", config, verb]
        environment = {**os.environ, "LC_ALL": "C.UTF-8"}
        subprocess.run(command, check=True, capture_output=True, input=b"y\n", env=environment)

    def fetch():
        run("sync")
        return khal_list(python_clients / "khal", tmp_path, "Europe/Paris", FIRST_DAY), [
            one.read_text(encoding="utf-8") for one in items.iterdir()
        ]

    run("discover")
    return fetch


def test_vdirsyncer_and_khal_follow_a_change_and_a_withdrawal(synchronised, outside, people):
    first, _ = synchronised()
    outside.publish(moved(people[1], "C6", minutes=10))
    later, changed = synchronised()
    outside.publish(without_juror(moved(people[1], "C6", minutes=10), "C6", "PRO2", "PRO1"))
    _, withdrawn = synchronised()

    assert [line[11:16] for line in first] == ["14:45"]
    assert [line[11:16] for line in later] == ["14:55"]
    assert ["SEQUENCE:2" in one for one in changed] == [True]
    assert ["STATUS:CANCELLED" in one and "SEQUENCE:3" in one for one in withdrawn] == [True]


def subscribe_thunderbird(profile, address):
    """Write the profile of somebody who has subscribed to one calendar."""
    calendar = f"calendar.registry.{uuid.uuid4()}"
    values = {
        f"{calendar}.type": '"ics"',
        f"{calendar}.uri": f'"{address}"',
        f"{calendar}.name": '"Oraux"',
        f"{calendar}.cache.enabled": "true",
        f"{calendar}.readOnly": "true",
        f"{calendar}.refreshInterval": '"1"',
        "calendar.timezone.local": '"Europe/Paris"',
        "mail.provider.suppress_dialog_on_startup": "true",
        "mailnews.start_page.enabled": "false",
        "datareporting.policy.dataSubmissionEnabled": "false",
        "app.update.auto": "false",
    }
    lines = [f'user_pref("{name}", {value});\n' for name, value in values.items()]
    profile.mkdir()
    (profile / "user.js").write_text("".join(lines), encoding="utf-8")


def events_of_thunderbird(profile, copy):
    """Return start (UTC) and state of each event Thunderbird keeps, from a copy: it locks its file."""
    if not (profile / "calendar-data" / "cache.sqlite").exists():
        return []
    shutil.copytree(profile / "calendar-data", copy, dirs_exist_ok=True)
    query = "SELECT datetime(event_start / 1000000, 'unixepoch'), ical_status FROM cal_events ORDER BY 1"
    with closing(sqlite3.connect(copy / "cache.sqlite")) as kept:
        try:
            return kept.execute(query).fetchall()
        except sqlite3.OperationalError:  # its tables are not made yet
            return []


def test_thunderbird_subscribes_and_reads_the_hours(served, outside, tmp_path):
    program = shutil.which("thunderbird")
    if program is None:
        pytest.skip("Thunderbird n’est pas installé : apt-get install thunderbird")
    profile = tmp_path / "profile"
    path = outside.feed("PRO2", LinkPurpose.DISCREET)
    subscribe_thunderbird(profile, f"{served.base}{path}")

    command = [program, "--headless", "--no-remote", "--profile", str(profile)]
    environment = {**os.environ, "HOME": str(tmp_path)}
    running = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        found = wait_until(lambda: events_of_thunderbird(profile, tmp_path / "copy"))
    finally:
        running.terminate()
        running.wait(PATIENCE)

    assert found == [("2027-06-09 12:45:00", "CONFIRMED")]

"""`oraux serve` as a process: it answers, says what is in its way, and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from contextlib import contextmanager

import pytest

from tests.patience import PATIENCE, wait_until
from tests.ports import free_port

ORAUX = [sys.executable, "-m", "scheduler.cli.main"]


@contextmanager
def serving(url, port):
    """Serve until the block ends; the first line is out when it starts."""
    command = [*ORAUX, "serve", "--port", str(port), "--db", url]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert f"http://127.0.0.1:{port}" in server.stdout.readline()
        yield server
    finally:
        if server.poll() is None:
            server.kill()
        server.communicate()


def children_of(pid):
    found = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False)
    return [int(one) for one in found.stdout.split()]


def alive(pid):
    """Whether a process runs; one that is dead and not yet collected does not."""
    found = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return bool(found.stdout.strip()) and not found.stdout.startswith("Z")


def test_application_answers_on_this_machine(store):
    port = free_port()

    with serving(store.url, port), urllib.request.urlopen(f"http://127.0.0.1:{port}/sessions") as page:
        assert page.status == 200


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_worker_ends_with_the_application(store, sent):
    with serving(store.url, free_port()) as server:
        (worker,) = children_of(server.pid)

        os.kill(server.pid, sent)

        server.wait(PATIENCE)
        wait_until(lambda: not alive(worker))


def test_taken_port_is_said(store):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        done = subprocess.run(
            [*ORAUX, "serve", "--port", str(port), "--db", store.url],
            capture_output=True,
            text=True,
            check=False,
        )

    assert done.returncode == 1
    assert "choisissez-en un autre avec --port" in done.stderr
    assert "Traceback" not in done.stderr

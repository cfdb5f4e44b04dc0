"""`oraux serve --public` as a process: personal pages alone, over https only, behind its proxy."""

from __future__ import annotations

import http.client
import os
import re
import subprocess
from contextlib import contextmanager
from urllib.parse import urlencode

import pytest

from models.db import LinkKind
from scheduler.convened import Holder
from scheduler.services.links import link_for
from tests.cli.test_serve import ORAUX, children_of
from tests.patience import PATIENCE
from tests.ports import free_port
from tests.stores import CODE

BASE = "https://oraux.example.org"
FROM_PROXY = {"Host": "oraux.example.org", "X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"}


def command(url, *options):
    return [*ORAUX, "serve", "--public", "--db", url, *options]


def environment(address):
    kept = {name: value for name, value in os.environ.items() if name != "ORAUX_ADRESSE"}
    return {**kept, **({"ORAUX_ADRESSE": address} if address else {})}


@contextmanager
def serving(url, address, *options):
    """Serve until the block ends; give the process and a way to ask."""
    port = free_port()
    server = subprocess.Popen(
        command(url, "--port", str(port), *options),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment(address),
    )  # fmt: skip

    def ask(method, path, headers=(), body=None):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        connection.request(method, path, body, dict(headers))
        answer = connection.getresponse()
        found = answer.status, answer.headers, answer.read().decode()
        connection.close()
        return found

    try:
        assert "pages personnelles sont ouvertes" in server.stdout.readline()
        yield server, ask
    finally:
        server.kill()
        server.communicate()


def test_personal_pages_are_served_alone_and_without_a_worker(store):
    store.full()
    path = link_for(store.database, CODE, Holder(LinkKind.CANDIDATE, "1"))

    with serving(store.url, "") as (server, ask):
        codes = {
            asked: ask("GET", asked)[0] for asked in ("/candidat", path, "/sessions", "/robots.txt")
        }
        workers = children_of(server.pid)

    assert codes == {"/candidat": 200, path: 200, "/sessions": 404, "/robots.txt": 200}
    assert workers == []


def test_form_sent_over_https_through_the_proxy_is_taken(store):
    store.full()

    with serving(store.url, BASE, "--mandataire", "127.0.0.1") as (_, ask):
        _, headers, page = ask("GET", "/candidat", FROM_PROXY)
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
        cookie = headers["Set-Cookie"]
        form = {"csrf_token": token, "numero": "1", "jour": "1", "mois": "1", "annee": "2000"}
        sent = {
            **FROM_PROXY,
            "Cookie": cookie.partition(";")[0],
            "Referer": f"{BASE}/candidat",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        code, _, answer = ask("POST", "/candidat", sent, urlencode(form))

    assert code == 404
    assert "Aucun candidat convoqué" in answer
    assert "; Secure" in cookie
    assert "HttpOnly" in cookie


def test_another_host_gets_nothing(store):
    with serving(store.url, BASE) as (_, ask):
        assert ask("GET", "/candidat", {"Host": "ailleurs.example.org"})[0] == 400


@pytest.mark.parametrize(
    ("address", "options"),
    [
        ("", ("--host", "0.0.0.0")),  # noqa: S104 (refused: that is what is tested)
        ("http://oraux.example.org", ()),
        ("oraux.example.org", ()),
    ],
)
def test_pages_are_not_served_in_the_clear(store, address, options):
    done = subprocess.run(
        command(store.url, *options),
        capture_output=True,
        text=True,
        check=False,
        env=environment(address),
    )

    assert done.returncode == 1
    assert "https://" in done.stderr
    assert "Traceback" not in done.stderr

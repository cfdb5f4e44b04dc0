"""A real Chromium before a real server: waitress, its worker process, a database of its own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.alone import alone
from tests.browser.judge import SIZES, Judge
from tests.patience import PATIENCE
from tests.web.conftest import Site, dossier, solution

__all__ = ["dossier", "solution"]  # fixtures shared with the tests of the pages

PATIENT = 1000 * PATIENCE
expect.set_options(timeout=PATIENT)
AXE = "axe-core@4.14.1"
CHROMIUM = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SERVE = """
import sys
from webui.serve import serve
if __name__ == "__main__":
    said = lambda address: print(address, flush=True)
    serve(sys.argv[1], port=int(sys.argv[2]), visitor=True, started=said)
"""


class Server:
    """The application in a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.url = f"sqlite:///{folder}/oraux.db"
        script = folder / "serve.py"
        script.write_text(SERVE, encoding="utf-8")
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
        self.process = subprocess.Popen(
            [sys.executable, str(script), self.url, "0"],
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )
        self.address = self.process.stdout.readline().strip().rstrip("/")

    def close(self) -> None:
        self.process.terminate()
        self.process.wait(PATIENCE)
        self.process.stdout.close()


@pytest.fixture
def server(tmp_path):
    """Return a server on an empty installation."""
    made = Server(tmp_path)
    yield made
    made.close()


@pytest.fixture(scope="session")
def filled(tmp_path_factory, dossier, solution):
    """Return a server on an installation with a version in force and a draft."""
    folder = tmp_path_factory.mktemp("filled")
    site = Site(folder)
    site.code = site.store(dossier)
    site.publish(site.plan(dossier, solution.plan, solution.report))
    site.plan(dossier, solution.plan, solution.report)
    site.database.close()
    made = Server(folder)
    made.session = site.code
    yield made
    made.close()


@pytest.fixture(scope="module")
def chromium():
    """Return Chromium, the system's own; it ends with its file, so that its loop troubles no other."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("Chromium n’est pas installé : apt-get install chromium")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=CHROMIUM, timeout=PATIENT)
        yield browser
        browser.close()


@pytest.fixture
def window(chromium):
    """Open windows that share nothing (cookies, size, scheme) and wait as long as it takes."""
    with ExitStack() as opened:

        def open_window(**options):
            context = chromium.new_context(locale="fr-FR", **options)
            opened.callback(context.close)
            context.set_default_timeout(PATIENT)
            return context.new_page()

        yield open_window


def arrived(page, address):
    """Wait until a page is the one of this address, whole: keys are heard once its scripts are there."""
    expect(page).to_have_url(re.compile(address))
    page.wait_for_load_state()


@pytest.fixture(params=SIZES)
def judge(request, window, filled, axe):
    """Tell what is wrong with pages, at each size."""
    return Judge(window(viewport=SIZES[request.param], base_url=filled.address), axe)


@pytest.fixture
def page(window):
    """Return a page; an error in its console, or a refusal of the policy, fails the test."""
    opened = window(viewport={"width": 1280, "height": 900})
    said = []
    opened.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: said.append(str(error)))
    yield opened
    opened.context.close()
    assert said == []


def _install_axe(base: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("axe-core a besoin de npm.")
    base.mkdir(parents=True, exist_ok=True)
    options = ("--ignore-scripts", "--no-audit", "--no-fund", "--prefix", base)
    done = subprocess.run([npm, "install", *options, AXE], capture_output=True, check=False)
    if done.returncode:
        pytest.skip("axe-core ne s’installe pas ici.")


@pytest.fixture(scope="session")
def axe():
    """Return the source of axe-core, which judges accessibility."""
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "oraux-clients" / "axe"
    source = base / "node_modules" / "axe-core" / "axe.min.js"
    with alone(base):
        if not source.exists():
            _install_axe(base)
    return source.read_text(encoding="utf-8")

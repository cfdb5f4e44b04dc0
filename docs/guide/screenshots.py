"""Takes the screenshots of the guide from the running application and its sample session.

Start ``python3 run.py`` first, then run ``python -m docs.guide.screenshots``.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from scheduler.samples import sample_path

ROOT = Path(__file__).parents[2]
IMAGES = Path(__file__).parent / "images"
SESSION = "/sessions/SESSION-2027"
SIZE = {"width": 1280, "height": 800}
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]


def visit(path: str) -> Callable[[Page], None]:
    """Return the step that opens a page."""
    return lambda page: page.goto(path) and None


def preview(page: Page) -> None:
    """Drop the sample that lacks jurors, up to its preview."""
    page.goto("/")
    page.set_input_files("input[type=file]", sample_path("session-impossible", "xlsx"))
    page.get_by_role("button", name="Lire et vérifier").click()
    page.wait_for_selector("text=Aperçu avant enregistrement")


def first_of(table: str, column: str) -> Callable[[Page], None]:
    """Return the step that opens the page of the first person of a table of the session."""

    def step(page: Page) -> None:
        page.goto(f"{SESSION}/donnees/{table}")
        page.locator(f"table a[href*='/{column}/']").first.click()

    return step


SHOTS: dict[str, Callable[[Page], None]] = {
    "sessions": visit("/"),
    "apercu": preview,
    "donnees": visit(SESSION),
    "qui-passe-quoi": visit(f"{SESSION}/qui-passe-quoi"),
    "planifier": visit(f"{SESSION}/planifier"),
    "planning": visit(f"{SESSION}/plan"),
    "candidat": first_of("candidats", "candidats"),
    "conformite": visit(f"{SESSION}/plan/conformite"),
    "publier": visit(f"{SESSION}/publier"),
    "textes": visit("/textes/regles"),
}


def address() -> str:
    """Where the application is: the first argument, or what `run.py` wrote."""
    if len(sys.argv) > 1:
        return sys.argv[1]
    state = json.loads((ROOT / "var" / "server.json").read_text(encoding="utf-8"))
    return str(state["address"])


def convocation() -> None:
    """Draw the first page of a candidate's convocation."""
    folder = ROOT / "var" / "session-2027" / "convocations"
    pdf = next(path for path in sorted(folder.rglob("*.pdf")) if path.stem.startswith("2027"))
    target = IMAGES / "convocation"
    command = [
        shutil.which("pdftoppm") or "pdftoppm",
        "-png",
        "-r",
        "80",
        "-singlefile",
        str(pdf),
        str(target),
    ]
    subprocess.run(command, check=True)  # noqa: S603 - our own file


def main() -> None:
    """Take every screenshot."""
    IMAGES.mkdir(exist_ok=True)
    with sync_playwright() as driver, tempfile.TemporaryDirectory() as profile:
        context = driver.chromium.launch_persistent_context(
            profile,
            executable_path=shutil.which("chromium"),
            args=[*CHROMIUM, *QUIET],
            base_url=address(),
            viewport=SIZE,
            locale="fr-FR",
        )
        page = context.pages[0]
        for name, step in SHOTS.items():
            step(page)
            page.screenshot(path=IMAGES / f"{name}.png")
            print(name)
        context.close()
    convocation()


if __name__ == "__main__":
    main()

"""Takes the screenshots of the guide from the running application and its sample session.

Start ``python3 run.py`` first, then run ``python -m docs.guide.screenshots``.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, ViewportSize, sync_playwright

from scheduler.samples import sample_path
from webui.views.training import CLOSED, COOKIE

ROOT = Path(__file__).parents[2]
IMAGES = Path(__file__).parent / "images"
ADDRESS = "http://127.0.0.1:8000"
SESSION = "/sessions/SESSION-2027"
SIZE: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 844}
REFUSING = "PRO-03"
"""Who says that he or she cannot come."""
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]


def visit(path: str) -> Callable[[Page], None]:
    """Return the step that opens a page."""
    return lambda page: page.goto(path) and None


def drop(*changes: tuple[str, str, str]) -> Callable[[Page], None]:
    """Return the step that drops the sample, changed here and there, up to its preview."""

    def step(page: Page) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "session-2027.zip"
            _zip_sample(path, changes)
            page.goto(f"{SESSION}/import")
            page.set_input_files("input[type=file]", path)
            page.get_by_role("button", name="Lire et vérifier").click()
            page.wait_for_selector("text=Aperçu avant enregistrement")

    return step


def _zip_sample(path: Path, changes: tuple[tuple[str, str, str], ...]) -> None:
    """Write the tables of the sample; each change is a table, a text and what replaces it."""
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(sample_path(kind="csv").glob("*.csv")):
            text = file.read_text(encoding="utf-8-sig")
            for table, before, after in changes:
                text = text.replace(before, after) if table == file.stem else text
            archive.writestr(file.name, text)


def whole_day(page: Page) -> None:
    """Open the plan of the first day in a window wide enough to see it whole."""
    page.set_viewport_size({"width": 1520, "height": 1000})
    page.goto(f"{SESSION}/plan")


def week(page: Page) -> None:
    """Open the whole week of the plan, by room."""
    page.goto(f"{SESSION}/plan?portee=semaine")
    page.locator(".board-bar").evaluate("one => one.scrollIntoView()")


def access(page: Page) -> None:
    """Open « Accès » of a session that a second centre has joined, for a person of that centre."""
    page.goto(f"{SESSION}/donnees/centres/ligne")
    for name, value in (("uai", "0499090A"), ("nom", "Lycée des Sources"), ("commune", "Saumur")):
        page.fill(f"[name=c-{name}]", value)
    page.locator("main button.btn-primary").first.click()
    page.wait_for_url("**/donnees/centres?*")
    page.goto("/comptes")
    page.fill("#nom", "Nadia Perrin")
    page.fill("#email", "nadia.perrin@example.org")
    page.select_option("#session", "SESSION-2027")
    page.check("[name=etendue][value=centres]")
    page.check("[name=centre][value='0499090A']")
    page.get_by_role("button", name="Inviter").click()
    page.wait_for_selector("code.address")
    page.goto(f"{SESSION}/acces")
    page.locator("main summary").first.click()


def draft(page: Page) -> None:
    """Take the version in force up again as a draft, and open the plan of the first day."""
    page.set_viewport_size({"width": 1440, "height": 960})
    page.goto(f"{SESSION}/plan")
    take_up = page.get_by_role("button", name="Reprendre ce plan dans un brouillon")
    if take_up.count():
        take_up.click()


def moving(page: Page) -> None:
    """Hold a passage over the board, its places judged."""
    draft(page)
    page.locator(".timeline").evaluate("one => one.scrollIntoView()")
    held = page.locator(".block-jury").nth(5).bounding_box()
    if held is None:
        raise SystemExit("Le plan n’a pas de passage à montrer.")
    page.mouse.move(held["x"] + 8, held["y"] + 12)
    page.mouse.down()
    page.mouse.move(held["x"] + 40, held["y"] + 30, steps=4)
    page.wait_for_selector(".day-count")
    _find_possible(page)


def _find_possible(page: Page) -> None:
    """Bring the passage in hand over the first place, or the first exchange, that is possible."""
    for other in page.locator(".target-green .box, .block-jury").all()[:40]:
        frame = other.bounding_box()
        if frame is None:
            continue
        page.mouse.move(frame["x"] + 10, frame["y"] + 14, steps=2)
        page.wait_for_timeout(700)
        if "Possible" in page.locator("[data-said]").inner_text():
            return


def places(page: Page) -> None:
    """Open « Déplacer vers… » of one passage."""
    page.mouse.up()
    draft(page)
    page.locator(".block-jury").nth(5).click()
    page.wait_for_selector("dialog[open] h2")


def edited_cell(page: Page) -> None:
    """Type a school that does not exist in a cell: it is refused at its place, nothing is stored."""
    page.goto(f"{SESSION}/donnees/candidats")
    cell = page.locator('tbody td[data-col="etablissement"]').nth(1)
    cell.dblclick()
    cell.locator("input").fill("0499999Z")
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()


def pasted(page: Page) -> None:
    """Paste a few cells of a spreadsheet, up to what would change."""
    page.goto(f"{SESSION}/donnees/candidats/coller?colonne=division")
    page.get_by_label("Cellules du tableur").fill(
        "Numéro\tDivision\tNé(e) le\n2027100001\tBTS2-C\t04/03/2008\n2027100002\tBTS2-C\t31/02/2008"
    )
    page.get_by_role("button", name="Voir ce qui changerait").click()
    page.get_by_role("heading", name="Ce qui changerait").wait_for()


def unplaced(page: Page) -> None:
    """Plan the sample that lacks jurors, and open what could not be placed."""
    oraux("exemple", "session-impossible")
    oraux("plan", "SESSION-IMPOSSIBLE", "--seconds", "600", "--effort", "25")
    page.goto("/sessions/SESSION-IMPOSSIBLE/plan/non-places")


def close_lessons(context: BrowserContext, address: str) -> None:
    """Put the lessons of the training session away: they stand in one picture alone."""
    context.add_cookies([{"name": COOKIE, "value": CLOSED, "url": address}])


def lesson(page: Page) -> None:
    """Open the session with the lesson of the training open, as for whoever begins."""
    page.context.clear_cookies(name=COOKIE)
    page.goto(SESSION)
    close_lessons(page.context, page.url)


def needs(page: Page) -> None:
    """Open « Vérifier » where needs and means begin."""
    page.set_viewport_size({"width": 1280, "height": 1000})
    page.goto(f"{SESSION}/verifier")
    page.get_by_role("heading", name="Besoins et moyens par épreuve").scroll_into_view_if_needed()
    page.evaluate("document.querySelector('.supply').scrollIntoView({block: 'start'})")


def remedies(page: Page) -> None:
    """Search what the sample that lacks jurors is short of, and open what was found."""
    oraux("exemple", "session-impossible")
    page.goto("/sessions/SESSION-IMPOSSIBLE/verifier")
    page.get_by_role("button", name=re.compile("^Chercher (ce qui manque|de nouveau)")).click()
    page.get_by_text("Cherché le").wait_for(timeout=180_000)
    page.evaluate("scrollTo(0, 0)")


def oraux(*arguments: str) -> None:
    """Run the command of this environment."""
    command = [str(Path(sys.executable).with_name("oraux")), *arguments]
    subprocess.run(command, check=True)  # noqa: S603 - our own command


def personal(person: str) -> Callable[[Page], None]:
    """Return the step that opens somebody's own page, as on a phone."""

    def step(page: Page) -> None:
        page.goto(f"{SESSION}/{person}")
        make = page.get_by_role("button", name="Créer l’adresse")
        if make.count():
            make.click()
        address = page.get_by_label("Adresse de la page personnelle").input_value()
        page.set_viewport_size(PHONE)
        page.goto(urlsplit(address).path)

    return step


def entry(page: Page) -> None:
    """Open the page that asks for number and birth date, as on a phone."""
    page.set_viewport_size(PHONE)
    page.goto("/candidat")


def refusal(page: Page) -> None:
    """Say that a juror cannot come, then open what the staff see of it."""
    personal(f"examinateurs/{REFUSING}")(page)
    page.get_by_text("Je ne peux pas venir…").click()
    page.get_by_role("checkbox").first.check()
    page.get_by_label("Pourquoi ?").fill("Réunion imposée par mon employeur")
    page.get_by_role("button", name="Prévenir le centre").click()
    page.set_viewport_size(SIZE)
    page.goto(f"{SESSION}/reponses")


def repairs(page: Page) -> None:
    """Open what would do without the juror, once it has been searched."""
    page.goto(f"{SESSION}/reparer/{REFUSING}")
    page.get_by_role("button", name="Garder comme brouillon").first.wait_for(timeout=120_000)


def take_back_refusal(page: Page) -> None:
    """Let the juror come after all: the pictures can be taken again."""
    personal(f"examinateurs/{REFUSING}")(page)
    page.get_by_role("button", name="Finalement, je viens").click()


def outbox(page: Page) -> None:
    """Write the messages of the version in force, and open their list in a tall window."""
    page.set_viewport_size({"width": 1280, "height": 1250})
    page.goto(f"{SESSION}/envois")
    page.get_by_role("button", name=re.compile("^Préparer (les messages|de nouveau)")).click()


def message(page: Page) -> None:
    """Open one message of the outbox."""
    outbox(page)
    page.get_by_role("link", name="Louise Carré").click()


SHOTS: dict[str, Callable[[Page], None]] = {
    "sessions": visit("/"),
    "erreurs": drop(
        ("candidats", "Solène;2006-11-14", "Solène;31/02/2006"),
        ("examinateurs", "SAM-EG", "SAM-ÉCO"),
        ("salles", ";PREPARATION;8;", ";PREPARATION;;"),
    ),
    "apercu": drop(
        ("candidats", "Clémence;2006-11-14", "Clémence;2006-11-15"),
        ("salles", "Salle 012, isolée", "Salle 014, isolée"),
    ),
    "donnees": visit(SESSION),
    "table": edited_cell,
    "coller": pasted,
    "trajets": visit(f"{SESSION}/temps-de-trajet"),
    "disponibilites": visit(f"{SESSION}/disponibilites"),
    "valeurs": visit(f"{SESSION}/regles"),
    "journal": visit(f"{SESSION}/journal"),
    "qui-passe-quoi": visit(f"{SESSION}/qui-passe-quoi"),
    "entrainement": lesson,
    "verifier": needs,
    "jury-epreuve": visit(f"{SESSION}/verifier/jury/BTS-SAM~2f.E4?centre=0499001T"),
    "planifier": visit(f"{SESSION}/planifier"),
    "planning": whole_day,
    "semaine": week,
    "candidat": visit(f"{SESSION}/candidats/2027100016"),
    "examinateur": visit(f"{SESSION}/examinateurs/PRO-03"),
    "conformite": visit(f"{SESSION}/plan/conformite"),
    "publier": visit(f"{SESSION}/publier"),
    "exceptions": visit(f"{SESSION}/exceptions?regle=own_student"),
    "comparer": visit(f"{SESSION}/comparer"),
    "convoquer": visit(f"{SESSION}/convoquer"),
    "envois": outbox,
    "message": message,
    "jour-j": visit(f"{SESSION}/jour-j"),
    "bilan": visit(f"{SESSION}/bilan"),
    "a-telephoner": visit(f"{SESSION}/a-telephoner"),
    "serveur-courriel": visit("/courriel"),
    "page-candidat": personal("candidats/2027100016"),
    "page-entree": entry,
    "page-jure": personal("examinateurs/PRO-03"),
    "reponses": refusal,
    "reparations": repairs,
    "textes": visit("/textes/regles"),
    "non-places": unplaced,
    "remedes": remedies,
    "ajuster": moving,
    "deplacer": places,
    "acces": access,
}


def convocation() -> None:
    """Draw the first page of a candidate's convocation."""
    folder = ROOT / "var" / "session-2027" / "convocations"
    pdf = folder / "candidats" / "2027100016.pdf"
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


def _profile() -> tempfile.TemporaryDirectory[str]:
    """A folder for the browser, which may still write in it when it ends."""
    return tempfile.TemporaryDirectory(ignore_cleanup_errors=True)


def main() -> None:
    """Take every screenshot."""
    IMAGES.mkdir(exist_ok=True)
    base = sys.argv[1] if len(sys.argv) > 1 else ADDRESS
    with sync_playwright() as driver, _profile() as profile:
        context = driver.chromium.launch_persistent_context(
            profile,
            executable_path=shutil.which("chromium"),
            args=[*CHROMIUM, *QUIET],
            base_url=base,
            viewport=SIZE,
            locale="fr-FR",
        )
        page = context.pages[0]
        close_lessons(context, base)
        for name, step in SHOTS.items():
            page.set_viewport_size(SIZE)
            step(page)
            page.screenshot(path=IMAGES / f"{name}.png")
            print(name)
        take_back_refusal(page)
        context.close()
    convocation()


if __name__ == "__main__":
    main()

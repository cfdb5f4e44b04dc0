"""Every page, light and dark, desk and phone: nothing serious for axe, nothing wider than the screen."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

PAGES = [
    "/sessions",
    "/textes",
    "/textes/diplomes/BTS-SAM",
    "/textes/regles",
    "/textes/citations",
    "/recherche?q=2027",
    "/nulle-part",
    "/aide",
    "/sessions/{code}",
    "/sessions/{code}/import",
    "/sessions/{code}/donnees/candidats",
    "/sessions/{code}/donnees/trajets",
    "/sessions/{code}/donnees/candidats/ligne?cle=2027100003",
    "/sessions/{code}/disponibilites",
    "/sessions/{code}/regles",
    "/sessions/{code}/journal",
    "/sessions/{code}/journal/1",
    "/sessions/{code}/qui-passe-quoi",
    "/sessions/{code}/verifier",
    "/sessions/{code}/verifier/jury/BTS-SAM~2f.E4",
    "/sessions/{code}/planifier",
    "/sessions/{code}/plan",
    "/sessions/{code}/plan?vue=examinateur",
    "/sessions/{code}/plan?plan=2&portee=semaine",
    "/sessions/{code}/plan/deplacer?plan=2&candidat=2027100003&epreuve=BTS-SAM/E4",
    "/sessions/{code}/plan/historique?plan=2",
    "/sessions/{code}/plan?vue=candidat&zoom=large",
    "/sessions/{code}/plan/passages",
    "/sessions/{code}/plan/non-places",
    "/sessions/{code}/plan/conformite",
    "/sessions/{code}/comparer",
    "/sessions/{code}/exceptions?regle=own_student",
    "/sessions/{code}/publier",
    "/sessions/{code}/convoquer",
    "/sessions/{code}/envois",
    "/sessions/{code}/a-telephoner",
    "/sessions/{code}/retards",
    "/sessions/{code}/textes-des-messages",
    "/sessions/{code}/contacts",
    "/courriel",
    "/sessions/{code}/candidats/2027100003",
    "/sessions/{code}/examinateurs/AGO-01",
    "/sessions/{code}/reponses",
    "/sessions/{code}/agendas",
]
SIZES = {"desk": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}
RUN = """async () => {
  const levels = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  const found = await axe.run(document, { runOnly: levels });
  const said = (one) => one.nodes.map((node) => node.html.slice(0, 200)).slice(0, 2);
  return found.violations
    .filter((one) => ["serious", "critical"].includes(one.impact))
    .map((one) => `${one.id}: ${said(one).join(" | ")}`);
}"""
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_have_no_serious_violation_and_fit_the_screen(window, filled, axe, size, scheme):
    page = window(viewport=SIZES[size], color_scheme=scheme, base_url=filled.address)
    found = {}

    for path in PAGES:
        page.goto(path.format(code=filled.session))
        page.evaluate(axe)
        problems = page.evaluate(RUN)
        if page.evaluate(WIDER) > 0:
            problems.append("wider than the screen")
        if problems:
            found[path] = problems

    assert found == {}

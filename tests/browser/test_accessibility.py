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
    "/sessions/{code}/donnees/candidats/coller",
    "/sessions/{code}/temps-de-trajet",
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
    "/sessions/{code}/jour-j",
    "/sessions/{code}/bilan",
    "/sessions/{code}/agendas",
]


def test_pages_have_no_serious_violation_and_fit_the_screen(judge, filled):
    assert judge([path.format(code=filled.session) for path in PAGES]) == {}

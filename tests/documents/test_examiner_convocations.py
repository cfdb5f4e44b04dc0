"""What a juror's convocation says, and what it keeps to itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from models.dossier import Dossier
from models.french import hour
from models.planning import Plan
from models.regulation import Regulation
from scheduler.documents import Press, document
from scheduler.documents.examiner import examiner_content
from scheduler.errors import NotFoundError
from tests import handmade

Reader = Callable[[bytes], str]


@pytest.fixture
def pdf(press_of: Callable[..., Press]) -> Callable[[str], bytes]:
    def make(code: str) -> bytes:
        return document(press_of(), "examinateurs", code)

    return make


def test_convocation_lists_half_days_rooms_and_members(
    pdf: Callable[[str], bytes], text_of: Reader
) -> None:
    text = text_of(pdf("PRO-01"))

    assert "M. Karim Belkacem, vous êtes convoqué comme membre de jury" in text
    assert "Lundi 7 juin 2027 8 h 30 – 12 h 44 E4, commission E4-01 Salle B01" in text
    assert "Avec : Mme Hélène Castagnier (enseignante)" in text


def test_running_order_agrees_with_the_plan(press_of: Callable[..., Press], plan: Plan) -> None:
    content = examiner_content(press_of(), "PRO-02")

    printed = [(line.number, line.start, line.end) for one in content.sittings for line in one.order]
    jury = [
        (passage.candidate, hour(passage.phases[-1].start), hour(passage.phases[-1].end))
        for passage in plan.passages
        if passage.epreuve == handmade.SAM_E5
    ]
    assert printed == jury


def test_running_order_shows_minutes_but_neither_decision_nor_private_facts(
    pdf: Callable[[str], bytes], text_of: Reader, dossier: Dossier
) -> None:
    text = text_of(pdf("PRO-01"))

    assert "1 h 14, dont 19 min de temps majoré" in text
    assert "salle accessible" in text
    one = dossier.candidates[2]
    for secret in ("Décision", one.ine, "4 mars 2008", one.email, "Lycée des Mauges", one.division):
        assert secret is not None
        assert secret not in text


def test_professional_gets_a_page_for_the_employer_without_any_candidate(
    pdf: Callable[[str], bytes], regulation: Regulation, dossier: Dossier
) -> None:
    page = PdfReader(BytesIO(pdf("PRO-01"))).pages[-1].extract_text()
    text = " ".join(page.split())

    assert "Pour l’employeur" in text
    assert "Ardoises et Cie" in text
    assert "Lundi 7 juin 2027 8 h 30 – 12 h 44" in text
    assert " ".join(regulation.notices_for("professional")[0].split()) in text
    assert not any(one.number in text or one.family_name in text for one in dossier.candidates)


def test_teacher_has_no_page_for_an_employer(pdf: Callable[[str], bytes], text_of: Reader) -> None:
    assert "employeur" not in text_of(pdf("SAM-01")).casefold()


def test_reading_of_dossiers_comes_before_the_first_candidate(
    pdf: Callable[[str], bytes], text_of: Reader
) -> None:
    assert "Lecture des dossiers" not in text_of(pdf("SAM-01"))
    assert "Lecture des dossiers : 8 h 30 – 8 h 45" in text_of(pdf("AGO-03"))


def test_replacement_of_the_professional_is_told(
    press_of: Callable[..., Press], plan: Plan, text_of: Reader
) -> None:
    first = plan.sittings[0]
    members = tuple(replace(one, replacement=one.examiner == "SAM-01") for one in first.members)
    changed = replace(plan, sittings=(replace(first, members=members), *plan.sittings[1:]))

    text = text_of(document(press_of(plan=changed), "examinateurs", "SAM-01"))

    assert text.count("Vous siégez en remplacement du professionnel.") == 1


def test_examiner_who_sits_nowhere_is_told_so(press_of: Callable[..., Press], dossier: Dossier) -> None:
    idle = replace(dossier.examiners[0], code="SAM-99")
    folder = replace(dossier, examiners=(*dossier.examiners, idle))

    with pytest.raises(NotFoundError, match="ne siège dans aucune commission"):
        examiner_content(press_of(dossier=folder), "SAM-99")

"""What a candidate's convocation says, read back from the PDF."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from models.dossier import Dossier
from models.french import NBSP, hour
from models.planning import Plan
from models.regulation import Regulation
from scheduler.documents import DocumentVersion, Press, document
from scheduler.documents.book import PlanBook
from scheduler.documents.candidate import candidate_content
from scheduler.errors import NotFoundError
from tests import handmade

Reader = Callable[[bytes], str]


@pytest.fixture
def convocation(
    dossier: Dossier, press_of: Callable[..., Press], version: DocumentVersion, text_of: Reader
) -> Callable[..., str]:
    """Text of one convocation; keywords change the candidate, or give another version or session."""

    def make(number: str = "2027100001", **changes: Any) -> str:
        chosen = changes.pop("version", version)
        folder = replace(dossier, session=changes.pop("session", dossier.session))
        people = tuple(
            replace(one, **changes) if one.number == number else one for one in folder.candidates
        )
        folder = replace(folder, candidates=people)
        return text_of(document(press_of(dossier=folder, version=chosen), "candidats", number))

    return make


def test_convocation_gives_day_report_hour_phases_and_rooms(convocation: Callable[..., str]) -> None:
    text = convocation("2027100001")

    assert "Lundi 7 juin 2027" in text
    assert "Se présenter à 8 h — Hall du bâtiment B" in text
    assert "8 h 30 – 9 h 25 Exposé puis entretien" in text
    assert "Mardi 8 juin 2027" in text
    assert "8 h 45 – 9 h 30 Préparation sur poste informatique 45 min Salle informatique 105" in text
    assert "9 h 30 – 10 h 15" in text
    assert "Bâtiment B, rez-de-chaussée" in text


def test_every_convocation_agrees_with_the_plan(
    press_of: Callable[..., Press], dossier: Dossier, plan: Plan
) -> None:
    press = press_of()

    for one in dossier.candidates:
        content = candidate_content(press, one.number)
        printed = [
            (block.report, line.start, line.end)
            for day in content.days
            for block in day.passages
            for line in block.phases
        ]
        expected = sorted(
            (held.start, hour(passage.convocation), hour(held.start), hour(held.end))
            for passage in plan.passages
            if passage.candidate == one.number
            for held in passage.phases
        )
        assert printed == [row[1:] for row in expected]


def test_convocation_never_names_a_juror(convocation: Callable[..., str], dossier: Dossier) -> None:
    text = convocation("2027100001").casefold()

    for juror in dossier.examiners:
        assert juror.family_name.casefold() not in text
        assert juror.code.casefold() not in text
    assert "E4-01".casefold() not in text


def test_extra_time_is_printed_in_minutes_with_its_decision(convocation: Callable[..., str]) -> None:
    text = convocation(handmade.WITH_THIRD)

    assert "1 h 14, dont 19 min de temps majoré" in text
    assert "1 h, dont 15 min de temps majoré" in text
    assert "Décision du 20 novembre 2026, n° 2026-0003." in text


def test_pause_is_told_apart_from_extra_time(convocation: Callable[..., str]) -> None:
    text = convocation(handmade.WITH_PAUSE)

    assert "1 h 05, dont 10 min de pause" in text
    assert "temps majoré" not in text


def test_accessible_and_separate_rooms_are_told(convocation: Callable[..., str]) -> None:
    text = convocation(handmade.IN_WHEELCHAIR)

    assert "accessibles aux personnes à mobilité réduite" in text
    assert "Préparation dans une salle séparée." in text


def test_a_candidate_without_accommodation_reads_of_none(convocation: Callable[..., str]) -> None:
    assert "Aménagements" not in convocation("2027100001")


def test_later_version_says_what_it_replaces(convocation: Callable[..., str]) -> None:
    text = convocation("2027100001")

    assert "N° 2027100001-2 · version 2 du 10 mai 2027" in text
    assert "annule et remplace la convocation n° 2027100001-1" in text


def test_first_version_replaces_nothing(convocation: Callable[..., str]) -> None:
    assert "annule et remplace" not in convocation(version=DocumentVersion(1, date(2027, 5, 3)))


def test_a_draft_says_so_on_every_page(convocation: Callable[..., str]) -> None:
    text = convocation(handmade.WITH_THIRD, version=DocumentVersion(1, draft=True))

    assert text.count("PROJET — sans valeur") >= 2
    assert "PROJET" not in convocation(handmade.WITH_THIRD)


def test_usage_name_comes_first_and_family_name_stays(convocation: Callable[..., str]) -> None:
    text = convocation(usage_name="Martin", first_names="Louise", family_name="Carré")

    assert "Mme Louise Martin, vous êtes convoquée" in text
    assert "Nom de famille Carré" in text


def test_unknown_civility_agrees_with_both(convocation: Callable[..., str]) -> None:
    assert "vous êtes convoqué(e)" in convocation(civility=None)


def test_texts_of_the_regulation_are_printed(
    convocation: Callable[..., str], regulation: Regulation
) -> None:
    text = convocation("2027100001")

    for code in (handmade.SAM_E4, handmade.SAM_E5):
        epreuve = regulation.epreuve(code)
        for sentence in (*epreuve.bring, *epreuve.notices, *regulation.notices_for("candidate")):
            assert " ".join(sentence.split()) in text
    assert "D643-24" in text
    assert "dans la limite d’une heure" in text


def test_printed_diploma_name_follows_the_year(
    press_of: Callable[..., Press], regulation: Regulation
) -> None:
    content = candidate_content(press_of(), "2027100021")

    assert content.diploma == regulation.diplomas["BCP-AGORA"].name_in(2027).replace("« ", f"«{NBSP}")


def test_markup_in_a_name_is_only_text(convocation: Callable[..., str]) -> None:
    assert "<b>Zoé</b> & Cie" in convocation(first_names="<b>Zoé</b>", family_name="& Cie")


def test_session_without_optional_facts_still_makes_a_document(
    convocation: Callable[..., str], dossier: Dossier
) -> None:
    bare = replace(
        dossier.session,
        service=None,
        signatory_name=None,
        signatory_title=None,
        contact_email=None,
        contact_phone=None,
        emergency_phone=None,
        town=None,
    )

    text = convocation(session=bare, birth_date=None, establishment=None, division=None)

    assert "Renseignements" not in text
    assert "None" not in text


def test_candidate_without_passage_is_told_so(press_of: Callable[..., Press], dossier: Dossier) -> None:
    folder = replace(dossier, candidates=(*dossier.candidates, handmade.candidate(99)))

    with pytest.raises(NotFoundError, match="n’a aucun passage"):
        candidate_content(press_of(dossier=folder), "2027100099")


def test_unknown_candidate_is_told_so(press_of: Callable[..., Press]) -> None:
    with pytest.raises(NotFoundError, match="Le candidat 1 n’est pas dans la session"):
        candidate_content(press_of(), "1")


def test_nobody_is_convened_for_a_dossier_judged_alone(
    dossier: Dossier, regulation: Regulation, plan: Plan
) -> None:
    alone = replace(
        plan.passages[0], epreuve="MC-SNO/E3A", candidate="2027100099", ccf=True, absent=True
    )
    folder = replace(dossier, candidates=(*dossier.candidates, handmade.candidate(99, "MC-SNO")))

    book = PlanBook(folder, regulation, replace(plan, passages=(*plan.passages, alone)))

    assert regulation.epreuve("MC-SNO/E3A").without_candidate
    assert "2027100099" not in {one.number for one in book.candidates()}
    assert alone in book.passages_before(alone.commission)


def test_two_centres_are_both_described(
    dossier: Dossier, plan: Plan, press_of: Callable[..., Press], text_of: Reader
) -> None:
    other = handmade.centre(uai="0499002U", name="Lycée des Ardoises", address="3 quai du Roi")
    moved = tuple(
        replace(one, centre=other.uai) if one.epreuve == handmade.SAM_E5 else one
        for one in plan.passages
    )
    folder = replace(dossier, centres=(*dossier.centres, other))

    press = press_of(dossier=folder, plan=replace(plan, passages=moved))
    text = text_of(document(press, "candidats", "2027100001"))

    assert "Se présenter à 8 h 15, Lycée des Ardoises" in text
    assert "3 quai du Roi" in text
    assert "12 rue des Ardoisières" in text

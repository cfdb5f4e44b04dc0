"""Papers of the day: what each kind says, and what it keeps to itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from models.dossier import Dossier
from models.planning import Plan, Unplaced
from scheduler.documents import KINDS, Press, document
from scheduler.errors import NotFoundError
from tests import handmade

Reader = Callable[[bytes], str]
Read = Callable[..., str]
MORNING = "2027-06-08-matin-0499001T-P1"


@pytest.fixture
def read(press_of: Callable[..., Press], text_of: Reader) -> Read:
    """Text of one document of a kind."""

    def run(kind: str, code: str, **changes: object) -> str:
        return text_of(document(press_of(**changes), kind, code))

    return run


def codes(press: Press, kind: str) -> list[str]:
    return [entry.code for entry in KINDS[kind].entries(press)]


def test_each_room_in_use_has_its_sign_and_each_preparation_its_sheet(
    press_of: Callable[..., Press], plan: Plan
) -> None:
    first = plan.sittings[:2]
    kept = {one.code for one in first}
    passages = tuple(one for one in plan.passages if one.commission in kept)
    press = press_of(plan=replace(plan, sittings=first, passages=passages))

    assert codes(press, "portes") == [
        "2027-06-07-matin-0499001T-B01",
        "2027-06-08-matin-0499001T-B02",
        MORNING,
    ]
    assert codes(press, "preparation") == [MORNING]
    assert codes(press, "ordres") == ["2027-06-07-0499001T", "2027-06-08-0499001T"]
    assert codes(press, "emargement") == ["E4-01", "E5-02"]


def test_attendance_list_has_hours_measures_and_members_to_sign(read: Read) -> None:
    text = read("emargement", "E4-01")

    assert "10 h 30 – 11 h 44 2027100003 Mme Awa Brémond" in text
    assert "1 h 14, dont 19 min de temps majoré" in text
    assert "Mme Hélène Castagnier (enseignante)" in text
    assert "M. Karim Belkacem (professionnel)" in text
    assert "Décision" not in text


def test_door_sign_shows_neither_full_names_nor_jurors_nor_measures(
    read: Read, dossier: Dossier
) -> None:
    text = read("portes", "2027-06-07-matin-0499001T-B01")

    assert "10 h 30 – 11 h 44 2027100003 Awa B." in text
    assert "Lundi 7 juin 2027, matin" in text
    assert "majoré" not in text
    assert not any(one.family_name in text for one in (*dossier.candidates, *dossier.examiners))


def test_door_of_a_preparation_room_names_the_epreuve_and_the_hours(read: Read) -> None:
    text = read("portes", MORNING)

    assert "Préparation E5 — Gestion de projet" in text
    assert "8 h 45 – 9 h 30 2027100001 Jules C." in text
    assert "commission" not in text.partition("N’entrez")[0].casefold()


def test_preparation_sheet_says_when_to_hand_over_take_back_and_send_where(read: Read) -> None:
    text = read("preparation", MORNING)

    assert "8 h 45 9 h 30 45 min 2027100001 Mme Jules Carré E5" in text
    assert "Salle B02 attendu à 9 h 30" in text
    assert "dont 15 min de temps majoré" in text
    assert "au plus" in text
    assert "Décision" not in text


def test_preparation_sheet_says_who_is_alone_in_the_room(read: Read) -> None:
    text = read("preparation", "2027-06-08-apres-midi-0499001T-P1")

    assert "seul dans la salle" in text


def test_running_order_follows_the_hour_to_report(read: Read) -> None:
    text = read("ordres", "2027-06-08-0499001T")

    assert "8 h 15 2027100001 Mme Jules Carré E5 8 h 45 (P1) 9 h 30 – 10 h 15 B02, E5-02" in text
    assert text.index("2027100001") < text.index("2027100002") < text.index("2027100003")


def test_running_order_of_a_long_day_repeats_its_headings(
    read: Read, dossier: Dossier, plan: Plan
) -> None:
    many = tuple(replace(plan.passages[0], candidate=f"{2027200000 + rank}") for rank in range(300))
    people = tuple(replace(dossier.candidates[0], number=one.candidate) for one in many)
    crowded = replace(plan, passages=many, sittings=plan.sittings[:1])

    text = read(
        "ordres", "2027-06-07-0499001T", dossier=replace(dossier, candidates=people), plan=crowded
    )

    assert text.startswith("Académie de Nantes")
    assert text.count("Devant le jury") > 5
    assert all(one.candidate in text for one in many)


def test_evaluation_slip_names_candidate_and_jury_but_prints_no_mark(
    read: Read, dossier: Dossier
) -> None:
    text = read("evaluation", f"E4-01-{handmade.WITH_THIRD}")

    assert "Mme Awa Brémond — n° 2027100003" in text
    assert "1 h 14, dont 19 min de temps majoré" in text
    assert "M. Karim Belkacem (professionnel)" in text
    assert "/20" not in text.replace(" ", "")
    one = dossier.candidates[2]
    for secret in ("Décision", one.ine, "4 mars 2008", one.email, "Lycée des Mauges", one.division):
        assert str(secret) not in text


def test_minutes_list_members_candidates_and_who_replaces(read: Read, plan: Plan) -> None:
    first = plan.sittings[0]
    members = tuple(replace(one, replacement=one.examiner == "SAM-01") for one in first.members)
    changed = replace(plan, sittings=(replace(first, members=members), *plan.sittings[1:]))

    text = read("proces-verbaux", "E4-01", plan=changed)

    assert text.count("siège en remplacement du professionnel") == 1
    assert "8 h 30 – 9 h 25 2027100001 Mme Jules Carré" in text
    assert "Convoqués : 4" in text
    assert "Fait à Angers" in text


def test_pouch_holds_the_order_the_list_a_slip_each_and_the_minutes(read: Read) -> None:
    text = read("pochettes", "E4-01")

    assert text.count("Fiche d’évaluation") == 4
    titles = ["Pochette de jury", "Liste d’émargement", "Fiche d’évaluation", "Procès-verbal de la"]
    assert sorted(titles, key=text.index) == titles


def test_conformity_report_names_rules_texts_and_what_is_not_kept(read: Read, plan: Plan) -> None:
    left = Unplaced(handmade.WITH_PAUSE, handmade.SAM_E4, "Aucune salle libre le 7 juin.")

    text = read("conformite", "rapport", plan=replace(plan, unplaced=(left,)))

    assert "manquements à une règle obligatoire" in text
    assert "Chaque épreuve inscrite est placée une fois" in text
    assert "Code de l’éducation, Article D643-24" in text
    assert "M. Nathan Guérin BTS-SAM/E4 Aucune salle libre le 7 juin." in text


def test_school_list_has_only_its_own_candidates_by_division_and_name(
    press_of: Callable[..., Press], read: Read, dossier: Dossier
) -> None:
    other = replace(dossier.candidates[4], establishment=None)
    people = tuple(other if one.number == other.number else one for one in dossier.candidates)
    folder = replace(dossier, candidates=people)

    text = read("etablissements", "0499010C", dossier=folder)

    assert codes(press_of(dossier=folder), "etablissements") == ["0499010C", "sans-etablissement"]
    assert "29 candidats" in text
    assert other.number not in text
    assert text.index("Ait-Ahmed") < text.index("Bonnet") < text.index("Brémond")
    assert "Candidats sans établissement" in read("etablissements", "sans-etablissement", dossier=folder)


@pytest.mark.parametrize(
    ("kind", "said"),
    [("emargement", "n’a rien sous le code E9"), ("affiches", "Il n’y a pas de document « affiches »")],
)
def test_unknown_document_is_told_so(press_of: Callable[..., Press], kind: str, said: str) -> None:
    with pytest.raises(NotFoundError, match=said):
        document(press_of(), kind, "E9")

"""What the diagnosis and the explanations print."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from models.dossier import RoomType
from scheduler.services.diagnosis_words import head_words
from solver.diagnosis.diagnose import CentreDiagnosis
from tests.stores import CODE


@pytest.fixture
def draft(store):
    _, plan = store.full()
    return store.draft(plan)


def test_diagnosis_of_a_sound_session_says_what_would_break_first(oraux, draft):  # noqa: ARG001
    said = oraux("diagnose", CODE)

    assert said.code == 0
    assert "16 passages : rien ne manque en nombre" in said.out
    assert "Ce qui manquerait d’abord :" in said.out
    assert "Absences que le plan supporte" in said.out


def test_diagnosis_as_data_has_no_remedy_when_nothing_is_short(oraux, store):
    dossier, _ = store.full()
    folder = store.folder_of(dossier)

    said = json.loads(oraux("diagnose", "--dossier", folder, "--json").out)

    assert said["non_places"] == 0
    assert said["parties"][0]["remedes"] == []
    assert said["parties"][0]["marges"]


@pytest.mark.parametrize(
    ("sure", "said"),
    [
        (3, "10 passages : au moins 3 passages ne peuvent pas être placés."),
        (2, "qu’à une commission par demi-journée (2 dans tous les cas)."),
        (0, "qu’à une commission par demi-journée."),
    ],
)
def test_what_is_short_by_custom_only_is_said_to_be(sure, said):
    part = CentreDiagnosis("", 10, 3, sure=sure)

    assert head_words(part).replace("\xa0", " ").endswith(said)


def test_what_is_short_once_examiners_are_lent_to_centres_is_said_to_be():
    part = CentreDiagnosis("C0", 10, 3)

    assert "restent partagés ainsi entre les centres" in head_words(part)


def test_diagnosis_asks_for_a_session_or_a_folder(oraux):
    said = oraux("diagnose")

    assert (said.code, "Donnez le code d’une session" in said.err) == (1, True)


def test_why_here_lists_the_other_places_and_what_forbids_the_rest(oraux, draft):  # noqa: ARG001
    said = oraux("pourquoi", CODE, "1")

    assert said.code == 0
    assert "BTS-SAM/E4 : commission C1" in said.out
    assert "BTS-SAM/E5 : commission C2" in said.out
    assert "Autres places possibles :" in said.out


def test_why_nowhere_gives_the_least_change(oraux, draft):  # noqa: ARG001
    oraux("deplace", CODE, "1", "E4", "--sans-place")

    said = oraux("pourquoi", CODE, "1", "E4")

    assert "sans place dans ce plan" in said.out
    assert "Le plus petit changement qui le place, vérifié :\n    1. Mme Louise Martin1" in said.out


def test_people_who_lack_the_same_thing_are_named_together(oraux, store):
    dossier, _ = store.full()
    without = replace(
        dossier, rooms=tuple(one for one in dossier.rooms if one.type is not RoomType.JURY)
    )

    said = oraux("diagnose", "--dossier", store.folder_of(without))

    lines = [line for line in said.out.splitlines() if "Aucune salle de jury" in line]
    assert len(lines) == len({line.rpartition(" pour ")[2] for line in lines})
    assert all(line.strip().split(maxsplit=2)[1] == "candidats" for line in lines)

"""`oraux repair`: what it prints, what it keeps, what it refuses."""

from __future__ import annotations

import json

import pytest

from models.dossier import HalfDayName
from tests.factories import CENTRE, FIRST_DAY
from tests.stores import CODE

DAY = FIRST_DAY.isoformat()


@pytest.fixture
def published(store):
    _, plan = store.full()
    store.publish(store.draft(plan))
    return store


def test_absence_is_said_with_who_sits_instead_and_who_is_convened(oraux, published):
    done = oraux("repair", CODE, "--absent", "OPA1", "--date", DAY, "--demi-journee", "matin")

    assert done.code == 0
    assert "Absence de Mme Anne RouxOPA1, mardi 8 juin, le matin" in done.out
    assert "Commission C1" in done.out
    assert "Mme Anne RouxOPA2 remplace Mme Anne RouxOPA1" in done.out
    assert "À convoquer de nouveau : 2 changements" in done.out
    assert "0 passage déplacé : rien de moins n’est possible." in done.out
    assert "--garder 1" in done.out
    assert published.dossier().availabilities == ()


def test_kept_proposal_can_be_published(oraux, published):
    kept = oraux("repair", CODE, "--absent", "OPA1", "--date", DAY, "--garder", "1")
    done = oraux("publish", CODE)

    assert "Proposition 1 gardée : plan n° 2" in kept.out
    assert (kept.code, done.code) == (0, 0)
    assert "version 2" in done.out
    assert [one.half_day for one in published.dossier().availabilities] == [HalfDayName.JOURNEE]


@pytest.mark.usefixtures("published")
def test_json_says_the_same_to_programs(oraux):
    done = oraux("repair", CODE, "--absent", "OPA1", "--date", DAY, "--json")

    found = json.loads(done.printed)
    best = found["propositions"][0]
    assert (found["session"], found["plan"], found["garde"]) == (CODE, 1, None)
    assert best["niveaux"]["moved"] == {"valeur": 0, "minimum": 0, "prouve": True}
    assert {one["code"] for one in best["a_convoquer"]} == {"OPA1", "OPA2"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--absent", "OPA1"), "--date"),
        (("--absent", "OPA1", "--date", "hier"), "AAAA-MM-JJ"),
        (("--absent", "OPA1", "--date", DAY, "--jusqu-au", "2027-06-01"), "--jusqu-au"),
        (("--absent", "OPA7", "--date", DAY), "OPA7"),
        (("--absent", "OPA1", "--date", "2027-08-01"), "Rien n’est ouvert"),
        (("--salle-fermee", "B12"), "CENTRE/SALLE"),
        (("--salle-fermee", f"{CENTRE}/J7"), "J7"),
        (("--deplacer", "1"), "--date"),
        (("--retirer", "77"), "77"),
        ((), "Dites ce qui arrive"),
        (("--absent", "OPA1", "--date", DAY, "--garder", "8"), "proposition n° 8"),
        (("--absent", "OPA1", "--date", DAY, "--plan", "8"), "plan n° 8"),
    ],
)
def test_what_cannot_be_repaired_is_said_in_french(oraux, published, arguments, words):
    done = oraux("repair", CODE, *arguments)

    assert done.code != 0
    assert words in done.err
    assert "Traceback" not in done.err
    assert published.dossier().availabilities == ()


@pytest.mark.usefixtures("published")
def test_nothing_hit_says_so(oraux):
    done = oraux("repair", CODE, "--absent", "RH2", "--date", DAY)

    assert done.code == 0
    assert "Rien à réparer" in done.out
    assert "--garder" not in done.out

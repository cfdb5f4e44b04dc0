"""Verbs that adjust a plan by hand: suggest, move, lock, undo."""

from __future__ import annotations

import json

import pytest

from tests.stores import CODE


@pytest.fixture
def draft(store):
    _, plan = store.full()
    return store.draft(plan)


def place_of(store, plan_id, candidate, epreuve):
    passages = store.plan(plan_id).plan.passages
    return next(one for one in passages if (one.candidate, one.epreuve) == (candidate, epreuve))


def test_suggestions_say_where_and_what_it_costs(oraux, draft):  # noqa: ARG001
    said = oraux("suggere", CODE, "1", "E5")

    assert said.code == 0
    assert "Mme Louise Martin1 (n° 1), BTS-SAM/E5 : commission C2, mardi 8 juin" in said.out
    assert "Places libres :\n  1. commission" in said.out
    assert "Échanges :\n  1. avec" in said.out
    assert "Commissions à ouvrir :" in said.out


def test_suggestions_as_data_give_the_levels_after(oraux, draft):  # noqa: ARG001
    said = oraux("suggere", CODE, "1", "BTS-SAM/E5", "--json")

    first = json.loads(said.out)["places"][0]
    assert first["verdict"] == "GREEN"
    assert first["apres"]["unplaced"] == 0
    assert first["deplacements"][0]["candidat"] == "1"


def test_passage_moves_and_comes_back(oraux, store, draft):
    before = place_of(store, draft, "1", "BTS-SAM/E5")

    moved = oraux("deplace", CODE, "1", "E5", "--commission", "C6", "--heure", "17 h")
    after = place_of(store, draft, "1", "BTS-SAM/E5")
    undone = oraux("annule", CODE)

    assert (moved.code, undone.code) == (0, 0)
    assert "de C2, mardi 8 juin à 14 h 15 à C6, mercredi 9 juin à 17 h" in moved.out
    assert after.commission == "C6"
    assert place_of(store, draft, "1", "BTS-SAM/E5") == before


def test_unlawful_move_is_refused_with_its_reason(oraux, draft):  # noqa: ARG001
    refused = oraux("deplace", CODE, "1", "E4", "--commission", "C5", "--heure", "10:00")

    assert refused.code == 1
    assert "rien n’a été enregistré" in refused.err
    assert "passe en même temps que" in refused.err


def test_version_in_force_is_copied_before_it_is_adjusted(oraux, store, draft):
    store.publish(draft)

    moved = oraux("deplace", CODE, "1", "E5", "--commission", "C6", "--heure", "17:00")

    assert moved.code == 0
    assert place_of(store, draft, "1", "BTS-SAM/E5").commission == "C2"
    assert place_of(store, draft + 1, "1", "BTS-SAM/E5").commission == "C6"


def test_journal_lists_what_was_done(oraux, draft):  # noqa: ARG001
    oraux("verrouille", CODE, "1", "E4")
    oraux("deplace", CODE, "2", "E4", "--sans-place")

    journal = oraux("annule", CODE, "--journal").out.splitlines()

    assert [line.split(" : ")[1] for line in journal] == [
        "Mme Louise Martin1 (n° 1), BTS-SAM/E4",
        "Mme Louise Martin2 (n° 2), BTS-SAM/E4",
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("99", "E4", "--sans-place"), "Aucun candidat n’a le numéro 99"),
        (("1", "E9", "--sans-place"), "ne passe pas BTS-SAM/E9"),
        (("1", "E4"), "Dites où le placer"),
        (("1", "E4", "--commission", "C1"), "Donnez la commission et l’heure"),
        (("1", "E4", "--commission", "C1", "--heure", "25:00"), "une heure entre 00:00 et 23:59"),
        (("1", "E4", "--commission", "C99", "--heure", "9:00"), "pas de commission « C99 »"),
        (("1", "E4", "--avec", "2", "--sans-place"), "Dites où le placer"),
    ],
)
def test_what_cannot_be_done_is_said(oraux, draft, arguments, said):  # noqa: ARG001
    answer = oraux("deplace", CODE, *arguments)

    assert answer.code == 1
    assert said in answer.err

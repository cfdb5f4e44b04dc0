"""Why a passage has no place, or is where it is: grouped, and with the least change that repairs it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.dossier import Accommodation, Incompatibility
from models.regulation import load
from scheduler.board import PlanDesk
from scheduler.board.explaining import explain
from scheduler.rules import check
from tests.factories import E4, E5, YEAR, full_session


def left_out(dossier, plan, key):
    """The desk of a plan in which one passage has lost its place."""
    desk = PlanDesk(dossier, load(YEAR), plan)
    return PlanDesk(dossier, desk.regulation, desk.apply(desk.taken_out(key, "Retiré.")))


def test_placed_passage_is_told_its_other_places_with_their_cost(desk):
    found = explain(desk, ("1", E5))

    assert found.remedies == ()
    assert [place.commission for place in found.places] == ["C6"]
    assert found.places[0].effect.changes["extra_days"] == 1


def test_commissions_are_grouped_by_what_forbids_them(desk):
    links = tuple(Incompatibility(code, "1", "parenté") for code in ("OPA1", "OPA2"))
    desk = PlanDesk(replace(desk.dossier, incompatibilities=links), desk.regulation, desk.plan)

    found = explain(desk, ("1", E4))

    (group,) = found.obstacles
    assert group.what == "un membre ne peut pas l’interroger"
    assert group.where == ("C5",)
    assert "parenté" in group.example


def test_unplaced_passage_is_given_a_free_place_first():
    dossier, plan = full_session()
    desk = left_out(dossier, plan, ("1", E4))

    (place,) = explain(desk, ("1", E4)).remedies

    assert len(place.moves) == 1
    assert check(dossier, desk.regulation, desk.apply(place)).ok


def test_half_days_say_why_no_commission_can_be_opened():
    dossier, plan = full_session()
    wheelchair = (*dossier.accommodations, Accommodation("1", accessible_room=True))
    desk = left_out(replace(dossier, accommodations=wheelchair), plan, ("1", E4))

    closed = {one.what: one.where for one in explain(desk, ("1", E4)).closed}

    assert closed["plus de salle de jury accessible libre"][0].startswith("mardi 8")


def test_every_remedy_is_lawful_and_places_the_passage():
    dossier, plan = full_session()
    for key in (("1", E4), ("5", E4), ("6", E5)):
        desk = left_out(dossier, plan, key)

        for place in explain(desk, key).remedies:
            after = desk.apply(place)
            assert check(dossier, desk.regulation, after).ok
            assert after.unplaced == ()


@pytest.mark.parametrize("key", [("1", E4), ("7", "BCP-AGORA/E31")])
def test_every_commission_of_the_epreuve_is_answered_for(desk, key):
    found = explain(desk, key)

    named = {place.commission for place in found.places}
    named |= {code for one in found.obstacles for code in one.where}
    same = {code for code, one in desk.index.sittings.items() if one.record.epreuve == key[1]}
    now = desk.index.passages[key].record.commission
    assert same - {now} <= named

"""What the desk proposes, and what a change does to people, rooms and hours."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.dossier import Incompatibility, Parameter
from models.planning import Unplaced
from models.regulation import load
from scheduler.board import Colour, Move, PlanDesk
from scheduler.errors import NotFoundError, OrauxError
from scheduler.rules import check
from tests.factories import E4, E5, YEAR, clock, full_session


def with_unplaced(number: str, epreuve: str) -> PlanDesk:
    """The desk of the full session where somebody has no place."""
    dossier, plan = full_session()
    whole = PlanDesk(dossier, load(YEAR), plan)
    left = whole.apply(whole.taken_out((number, epreuve), "Il manque un professionnel."))
    return PlanDesk(dossier, load(YEAR), left)


def test_best_places_are_lawful_and_the_first_changes_the_levels_least(desk):
    places = desk.best_places("1", E5)

    assert places
    assert all(place.verdict.colour is not Colour.RED for place in places)
    assert places == sorted(places, key=lambda place: place.rank)


def test_places_say_for_each_commission_what_forbids_it(desk):
    folder = replace(desk.dossier, incompatibilities=(Incompatibility("OPA2", "1", "parenté"),))
    desk = PlanDesk(folder, desk.regulation, desk.plan)

    (place,) = [one for one in desk.places_for("1", E4) if one.commission == "C5"]

    assert place.verdict.colour is Colour.RED
    assert "a avec lui une incompatibilité déclarée (parenté)" in place.verdict.sentences[0]


def test_preparation_moves_with_the_oral_and_finds_a_room_again(desk):
    place = desk.effect_of(Move("1", E5, "C6", clock("17:00", 1)))

    preparation, oral = place.passage.phases
    assert place.verdict.colour is Colour.GREEN
    assert (preparation.room, oral.room) == ("P1", "J1")
    assert preparation.end <= oral.start == clock("17:00", 1)


def test_commission_left_by_its_last_candidate_goes_away(desk):
    both = (Move("5", E4, "C1", clock("8:00", 1)), Move("6", E4, "C1", clock("9:00", 1)))

    place = desk.effect_of(*both)

    assert place.change.sittings["C5"] is None
    assert place.effect.changes["half_days"] == -1


def test_hours_of_a_commission_follow_its_candidates(desk):
    place = desk.effect_of(Move("1", E4, "C5", clock("9:00", 1)))

    after = {one.code: one for one in desk.apply(place).sittings}
    assert after["C1"].start == clock("9:00")
    assert after["C5"].start == clock("9:00", 1)


def test_hour_to_report_follows_the_passage_and_the_one_before_it(desk):
    two_hours = replace(desk.dossier, parameters=(Parameter("convocation_time", "120"),))
    desk = PlanDesk(two_hours, desk.regulation, desk.plan)

    place = desk.swap_of(("1", E4), ("4", E4))

    after = {(one.candidate, one.epreuve): one for one in desk.apply(place).passages}
    assert after["4", E4].convocation == clock("6:00")
    assert after["1", E5].convocation == after["1", E4].end == clock("11:55")


def test_unplaced_passage_is_given_a_place_and_leaves_the_list():
    desk = with_unplaced("1", E4)

    place = desk.best_places("1", E4)[0]

    after = desk.apply(place)
    assert place.effect.changes["unplaced"] == -1
    assert after.unplaced == ()
    assert check(desk.dossier, desk.regulation, after).ok


def test_passage_taken_out_is_listed_with_its_reason(desk):
    after = desk.apply(desk.taken_out(("1", E4), "Dossier à revoir."))

    assert after.unplaced == (Unplaced("1", E4, "Dossier à revoir."),)
    assert check(desk.dossier, desk.regulation, after).ok


def test_swap_exchanges_commissions_and_hours(desk):
    place = desk.swap_of(("1", E4), ("5", E4))

    after = {(one.candidate, one.epreuve): one for one in desk.apply(place).passages}
    assert after["1", E4].commission == "C5"
    assert after["5", E4].commission == "C1"
    assert after["5", E4].start == clock("8:00")


def test_commission_can_be_opened_with_free_people_in_a_free_room(desk):
    place = desk.best_openings("1", E4)[0]

    assert place.commission not in {one.code for one in desk.plan.sittings}
    assert place.effect.changes["half_days"] == 1
    assert check(desk.dossier, desk.regulation, desk.apply(place)).ok


def test_locked_passage_has_only_red_places(desk):
    locked = desk.apply(desk.maker.locking([("1", E4)], locked=True))
    desk = PlanDesk(desk.dossier, desk.regulation, locked)

    places = desk.places_for("1", E4)

    assert {place.verdict.colour for place in places} == {Colour.RED}
    assert "déverrouillez-le" in places[0].verdict.sentences[-1]


def test_hours_of_one_commission_are_judged_step_by_step(desk):
    hours = desk.hours_in("1", E4, "C5")

    colours = {place.start: place.verdict.colour for place in hours}
    assert colours[clock("8:00", 1)] is Colour.GREEN
    assert colours[clock("10:00", 1)] is Colour.RED
    assert len(hours) == len(range(clock("8:00", 1), clock("11:35", 1) + 1, 5))


def test_change_undone_gives_the_same_plan_back(desk):
    place = desk.effect_of(Move("1", E5, "C6", clock("17:00", 1)))

    back = place.change.undone_on(desk.plan).applied_to(desk.apply(place))

    assert set(back.passages) == set(desk.plan.passages)
    assert set(back.sittings) == set(desk.plan.sittings)
    assert set(back.watches) == set(desk.plan.watches)


def test_desk_refuses_a_plan_with_a_passage_twice(desk):
    twice = replace(desk.plan, passages=(*desk.plan.passages, desk.plan.passages[0]))

    with pytest.raises(OrauxError, match="deux fois le même passage"):
        PlanDesk(desk.dossier, desk.regulation, twice)


@pytest.mark.parametrize(
    "move",
    [Move("99", E4, "C1", 0), Move("1", "BTS-SAM/E9", "C1", 0), Move("1", E4, "C99", 0)],
)
def test_unknown_candidate_epreuve_or_commission_is_said(desk, move):
    with pytest.raises(NotFoundError):
        desk.effect_of(move)

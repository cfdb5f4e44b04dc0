from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from models.dossier import Accommodation, Dossier, Room, RoomType, SessionInfo
from models.french import NBSP
from models.planning import Member, Passage, PhaseTime, Plan, Sitting, Unplaced
from models.roles import Role
from webui.views.axis import BETWEEN, SCALES, WEEK_SCALES, days_of
from webui.views.board_rows import Shown, timeline
from webui.views.names import Names
from webui.views.timeline import Band, Contents, RowKey, draw_row, hours_fitting

DAY = date(2027, 6, 8)
NINE = 9 * 60


def passage(candidate, start, *, room="B12"):
    preparation = PhaseTime("preparation", start, start + 45, "P1")
    oral = PhaseTime("oral", start + 50, start + 95, room)
    return Passage(candidate, "BTS-SAM/E5", "C1", "E5-01", start - 30, (preparation, oral))


def plan(*passages):
    members = (Member("T1", Role.ENSEIGNANT),)
    sitting = Sitting("E5-01", "BTS-SAM/E5", "C1", "B12", NINE, NINE + 180, members)
    return Plan(
        first_day=DAY,
        passages=passages,
        sittings=(sitting,),
        unplaced=(Unplaced("3", "BTS-SAM/E5", "x"),),
    )


def names():
    rooms = (Room("C1", "B12", RoomType.JURY, 1), Room("C1", "P1", RoomType.PREPARATION, 8))
    return Names(Dossier(session=SessionInfo("S", "Session", 2027, "Lille"), rooms=rooms))


def shown(laid, *, by="salle", days=(DAY,), zoom="normal", people=None):
    return timeline(laid, people or names(), Shown(days, by, zoom))


def test_overlapping_preparations_have_lanes_of_their_own():
    laid = plan(passage("1", NINE), passage("2", NINE + 20), passage("3", NINE + 60))

    rows = {row.key.name: row for row in shown(laid).rows}

    assert rows["P1"].lanes == 2
    first, second, third = (drawn.y for drawn in rows["P1"].blocks)
    assert first == third < second


def test_room_shows_its_commission_behind_the_candidates_it_hears():
    row = next(row for row in shown(plan(passage("1", NINE))).rows if row.key.name == "B12")

    assert [drawn.what.code for drawn in row.bands] == ["E5-01"]
    assert [drawn.what.kind for drawn in row.blocks] == ["jury"]


def test_commission_shows_what_its_candidates_do_before_the_jury_below():
    (row,) = shown(plan(passage("1", NINE)), by="commission").rows

    jury, lead = row.blocks
    assert (jury.what.kind, lead.what.kind) == ("jury", "lead")
    assert lead.y > jury.y
    assert lead.height < jury.height


def test_every_phase_knows_its_passage_and_when_the_jury_sees_it():
    (row,) = shown(plan(passage("1", NINE)), by="candidat").rows

    preparation, oral = (drawn.what for drawn in row.blocks)
    assert preparation.passage == oral.passage == ("1", "BTS-SAM/E5")
    assert preparation.start_with_jury == oral.start_with_jury == NINE + 50


def test_lock_and_extra_time_are_marked_and_said():
    people = names()
    extra = Accommodation("1", extra_share=Fraction(1, 3))
    people.dossier = replace(people.dossier, accommodations=(extra,))
    locked = replace(passage("1", NINE), locked=True)

    row = next(row for row in shown(plan(locked), people=people).rows if row.key.name == "B12")

    block = row.blocks[0].what
    assert block.marks == ("verrou", "tiers")
    assert "temps majoré 1/3, verrouillé" in block.title


def test_day_spans_whole_hours_and_scales_minutes():
    axis = shown(plan(passage("1", NINE + 10)), zoom="large").axis

    (column,) = axis.columns
    assert (column.start, column.end) == (9 * 60, 12 * 60)
    assert axis.x(10 * 60) == 60 * SCALES["large"]


def test_week_puts_its_days_side_by_side():
    next_day = DAY.replace(day=9)
    laid = plan(passage("1", NINE), passage("2", NINE + 1440))

    axis = shown(laid, days=(DAY, next_day)).axis

    first, second = axis.columns
    assert second.left == first.width + BETWEEN
    assert axis.x(NINE + 1440) == second.left
    assert first.width == 180 * WEEK_SCALES["normal"]


def test_examiners_show_their_commissions_and_whom_they_hear():
    (row,) = shown(plan(passage("1", NINE)), by="examinateur").rows

    assert row.key.name == "T1"
    assert [drawn.what.code for drawn in row.bands] == ["E5-01"]
    assert [drawn.what.passage[0] for drawn in row.blocks] == ["1"]


def test_what_is_written_is_cut_to_the_room_there_is():
    (drawn,) = shown(plan(passage("2027000001", NINE)), by="commission", zoom="serre").rows[0].blocks[:1]

    assert len(drawn.label) * 5 < drawn.width


def test_days_are_those_with_something_on_them():
    assert days_of(plan(passage("1", NINE), passage("2", NINE + 2 * 1440))) == (DAY, date(2027, 6, 10))


@pytest.mark.parametrize(
    ("width", "written"), [(120, "9 h – 10 h 05"), (40, "9 h"), (24, "9h"), (16, "")]
)
def test_hours_are_whole_or_not_written(width, written):
    assert hours_fitting("9 h – 10 h 05".replace(" h", f"{NBSP}h"), width).replace(NBSP, " ") == written


def test_hour_and_minutes_are_never_cut_to_the_hour():
    hour = f"8{NBSP}h{NBSP}45"

    assert {hours_fitting(hour, width) for width in range(80)} == {"", "8h45", hour}


@pytest.mark.parametrize("minutes", range(10, 160, 10))
def test_commission_is_named_by_its_whole_code_or_not_at_all(minutes):
    axis = shown(plan(passage("1", NINE))).axis
    band = Band("E31-05", NINE, NINE + minutes, "E31 · E31-05 · Mme ROUX Anne", "", 0)

    row = draw_row(RowKey("C", "B01", "B01"), Contents([], [band]), axis, headed=True)

    label = row.bands[0].label
    assert not label or "E31-05" in label
    assert label or row.bands[0].width < 50

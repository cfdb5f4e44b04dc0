from datetime import date

from models.dossier import Dossier, Room, RoomType, SessionInfo
from models.planning import Member, Passage, PhaseTime, Plan, Sitting, Unplaced
from models.roles import Role
from webui.views.names import Names
from webui.views.timeline import SCALES, days_of, timeline

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


def test_timeline_puts_overlapping_preparations_in_lanes_of_their_own():
    shown = timeline(
        plan(passage("1", NINE), passage("2", NINE + 20), passage("3", NINE + 60)),
        names(),
        DAY,
        by="salle",
    )

    rows = {row.name: row for row in shown.rows}
    assert rows["P1"].lanes == 2
    assert [block.lane for block in rows["P1"].blocks] == [0, 1, 0]


def test_timeline_marks_what_happens_before_the_jury():
    shown = timeline(plan(passage("1", NINE)), names(), DAY, by="candidat")

    assert [block.kind for block in shown.rows[0].blocks] == ["prep", "jury"]


def test_timeline_spans_whole_hours_and_scales_minutes():
    shown = timeline(plan(passage("1", NINE + 10)), names(), DAY, by="commission", zoom="large")

    assert (shown.start, shown.end) == (9 * 60, 12 * 60)
    assert shown.x(10 * 60) == 60 * SCALES["large"]


def test_timeline_of_examiners_shows_their_commissions():
    shown = timeline(plan(passage("1", NINE)), names(), DAY, by="examinateur")

    assert shown.rows[0].name == "T1"
    assert shown.rows[0].blocks[0].target == ("commission", "E5-01")


def test_days_are_those_with_something_on_them():
    assert days_of(plan(passage("1", NINE), passage("2", NINE + 2 * 1440))) == (DAY, date(2027, 6, 10))

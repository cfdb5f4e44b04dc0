"""« Jour J »: one day of the version in force, and what an absence leads to."""

from __future__ import annotations

from datetime import date, timedelta
from html import unescape

from scheduler.convened import half_day_of
from webui.views.day import day_shown, days_of, halves_of
from webui.views.names import Names

FIRST = date(2027, 6, 7)
DAYS = [FIRST, FIRST + timedelta(days=2)]


def text_of(answer):
    return unescape(answer.get_data(as_text=True)).replace("\N{NO-BREAK SPACE}", " ")


def test_day_is_the_one_asked_for_else_today_else_the_next_else_the_last():
    assert day_shown(DAYS, DAYS[1].isoformat(), FIRST) == DAYS[1]
    assert day_shown(DAYS, "", FIRST) == FIRST
    assert day_shown(DAYS, "hier", FIRST + timedelta(days=1)) == DAYS[1]
    assert day_shown(DAYS, "", FIRST + timedelta(days=30)) == DAYS[1]
    assert day_shown([], "", FIRST) is None


def test_each_commission_of_a_day_stands_once_in_its_half_day(dossier, solution):
    plan = solution.plan

    for day in days_of(plan):
        halves = halves_of(plan, Names(dossier), day)
        shown = [(half.name, one.sitting.code) for half in halves for one in half.sittings]
        wanted = [(half_day_of(plan, one), one.code) for one in plan.sittings]
        assert sorted(shown) == sorted((half.name, code) for half, code in wanted if half.day == day)


def test_absence_of_somebody_who_sits_is_looked_into(read_only, solution):
    sitting = solution.plan.sittings[0]
    half = half_day_of(solution.plan, sitting)
    who = sitting.members[0].examiner
    page = text_of(read_only.client.get(f"/sessions/{read_only.code}/jour-j?jour={half.day}"))

    address = f"/sessions/{read_only.code}/reparer/{who}/{half.day}.{half.name}"
    answer = read_only.client.get(address)

    assert address in page
    assert answer.status_code == 200
    assert "Absent : " in text_of(answer)


def test_absence_of_somebody_who_does_not_sit_then_is_said(read_only, solution):
    who = solution.plan.sittings[0].members[0].examiner

    answer = read_only.client.get(f"/sessions/{read_only.code}/reparer/{who}/2027-01-01.MATIN")

    assert answer.status_code == 404
    assert "ne siège pas à cette demi-journée" in text_of(answer)


def test_session_without_version_says_what_to_do(planned):
    page = text_of(planned.client.get(f"/sessions/{planned.code}/jour-j"))

    assert "Rien n’est encore publié" in page

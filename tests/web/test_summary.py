"""« Bilan »: the version in force counted, on screen and in files."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from models.dossier import AvailabilityState
from models.planning import Member
from models.regulation import load
from models.roles import Role
from scheduler.services.summary import count_plan, works_of


def text_of(answer):
    return answer.get_data(as_text=True).replace("\N{NO-BREAK SPACE}", " ")


def test_each_examiner_is_counted_by_what_his_or_her_commissions_hear(dossier, solution):
    plan = solution.plan
    heard = Counter(one.commission for one in plan.passages)

    works = works_of(plan, dossier)

    for work in works:
        mine = [one for one in plan.sittings if work.examiner in {m.examiner for m in one.members}]
        assert work.commissions == len(mine)
        assert work.heard == sum(heard[one.code] for one in mine)
        assert work.minutes == sum(one.end - one.start for one in mine)
    assert sum(one.heard for one in works) >= len(plan.passages)


def test_two_commissions_of_one_morning_are_one_half_day(dossier, solution):
    first = solution.plan.sittings[0]
    twice = replace(solution.plan, sittings=(first, replace(first, code="BIS")))

    works = works_of(twice, dossier)

    assert {(one.half_days, one.commissions) for one in works} == {(1, 2)}


@pytest.fixture
def replaced(dossier, solution):
    """Return a plan where a teacher sits for the professional of one commission, and that commission."""
    sitting = next(
        one
        for one in solution.plan.sittings
        if any(m.role is Role.PROFESSIONNEL and not m.replacement for m in one.members)
    )
    teacher = next(one.code for one in dossier.examiners if one.role is Role.ENSEIGNANT)
    members = tuple(
        Member(teacher, m.role, replacement=True) if m.role is Role.PROFESSIONNEL else m
        for m in sitting.members
    )
    changed = replace(sitting, members=members)
    others = tuple(one for one in solution.plan.sittings if one.code != sitting.code)
    return replace(solution.plan, sittings=(changed, *others)), changed


def test_replacement_says_where_each_professional_is(dossier, replaced):
    plan, sitting = replaced
    away = tuple(
        replace(one, available_by_default=False) if one.role is Role.PROFESSIONNEL else one
        for one in dossier.examiners
    )
    closed = tuple(one for one in dossier.availabilities if one.state is AvailabilityState.INDISPONIBLE)
    nobody = replace(dossier, examiners=away, availabilities=closed)

    found = count_plan(plan, nobody, load(dossier.session.year)).replacements

    mine = next(one for one in found if one.sitting.code == sitting.code)
    said = {one.said for one in mine.professionals}
    assert "n’a rien déclaré" in said
    assert all(one == "n’a rien déclaré" or one.startswith("siège en ") for one in said)


def test_page_shows_each_table_and_what_it_does_not_know(read_only):
    for name in ("", "/commissions", "/remplacements"):
        answer = read_only.client.get(f"/sessions/{read_only.code}/bilan{name}")
        assert answer.status_code == 200
    page = text_of(read_only.client.get(f"/sessions/{read_only.code}/bilan"))
    assert "Interrogations par examinateur" in page
    assert "Oraux ne sait pas qui est venu" in page
    assert read_only.client.get(f"/sessions/{read_only.code}/bilan/rien").status_code == 404


def test_workbook_counts_in_numbers_and_csv_holds_the_same(read_only, solution, dossier):
    at = f"/sessions/{read_only.code}/bilan"
    sheet = load_workbook(io.BytesIO(read_only.client.get(f"{at}.xlsx").data))["interrogations"]
    packed = zipfile.ZipFile(io.BytesIO(read_only.client.get(f"{at}.zip").data))
    rows = list(
        csv.reader(packed.read("interrogations.csv").decode("utf-8-sig").splitlines(), delimiter=";")
    )

    works = works_of(solution.plan, dossier)
    column = rows[0].index("Interrogations")
    assert [row[column].value for row in sheet.iter_rows(min_row=2)] == [one.heard for one in works]
    assert [int(row[column]) for row in rows[1:]] == [one.heard for one in works]


def test_session_without_version_says_what_to_do(planned):
    page = text_of(planned.client.get(f"/sessions/{planned.code}/bilan"))

    assert "Rien n’est encore publié" in page
    assert planned.client.get(f"/sessions/{planned.code}/bilan.xlsx").status_code == 404

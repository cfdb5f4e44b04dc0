"""`oraux bilan`: what each examiner did, for the pay."""

from __future__ import annotations

import csv

import pytest

from tests.stores import CODE


@pytest.fixture
def plan(store):
    _, plan = store.full()
    store.publish(store.draft(plan))
    return plan


def test_each_examiner_is_told_with_what_is_paid(oraux, plan):
    said = oraux("bilan", CODE)

    who = {member.examiner for sitting in plan.sittings for member in sitting.members}
    assert said.code == 0
    assert {line.split("  ")[0] for line in said.out.splitlines()[:-1]} == who
    assert said.out.splitlines()[-1].startswith(f"{len(who)} examinateurs")
    assert " interrogation" in said.out


def test_table_for_a_spreadsheet_holds_the_same_counts(oraux, plan):
    rows = list(
        csv.DictReader(
            oraux("bilan", CODE, "--format", "csv").out.lstrip("\ufeff").splitlines(), delimiter=";"
        )
    )

    seats = {(one.code, member.examiner) for one in plan.sittings for member in one.members}
    heard = [member for member in seats for one in plan.passages if one.commission == member[0]]
    assert sum(int(row["commissions"]) for row in rows) == len(seats)
    assert sum(int(row["interrogations"]) for row in rows) == len(heard)


def test_session_without_version_says_to_publish_first(oraux, store):
    _, plan = store.full()
    store.draft(plan)

    refused = oraux("bilan", CODE)

    assert refused.code == 1
    assert "oraux publish" in refused.err

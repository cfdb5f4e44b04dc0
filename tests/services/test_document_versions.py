"""Versions of documents: data as published, numbers that last, and one sentence for what changes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.db import FrozenRow, IssueRow
from models.stationery import Stationery
from scheduler.documents.cancellation import cancellation_content
from scheduler.documents.candidate import candidate_content
from scheduler.documents.examiner import examiner_content
from scheduler.documents.press import CANDIDATE, EXAMINER
from scheduler.errors import NotFoundError
from scheduler.services.documents import open_pages, press_of
from scheduler.services.stationery import keep_stationery
from scheduler.services.store_dossier import store_dossier
from tests.links.changes import without_candidate
from tests.stores import CODE, LATER, NOW


def press(store, number=None):
    with store.database.reading() as db:
        return press_of(db, CODE, number=number)


def earlier(plan, rank=0, minutes=5):
    """Return the plan with one candidate to report earlier."""
    passages = list(plan.passages)
    passages[rank] = replace(passages[rank], convocation=passages[rank].convocation - minutes)
    return replace(plan, passages=tuple(passages))


def rename(store, dossier, number, name):
    people = tuple(
        replace(one, family_name=name) if one.number == number else one for one in dossier.candidates
    )
    with store.database.writing() as db:
        store_dossier(db, replace(dossier, candidates=people), now=LATER)


def test_name_corrected_later_leaves_the_published_documents_alone(store):
    dossier, plan = store.full()
    number = plan.passages[0].candidate
    store.publish(store.draft(plan))
    before = candidate_content(press(store), number).name

    rename(store, dossier, number, "Corrigée")

    assert candidate_content(press(store), number).name == before
    assert "Corrigée" not in before


def test_next_version_prints_the_corrected_name_under_the_same_number(store):
    dossier, plan = store.full()
    number = plan.passages[0].candidate
    store.publish(store.draft(plan))
    rename(store, dossier, number, "Corrigée")
    store.publish(store.draft(plan), LATER)

    new, old = (candidate_content(press(store, rank), number) for rank in (2, 1))

    assert "Corrigée" in new.name
    assert "Corrigée" not in old.name
    assert new.head.number == old.head.number == f"{number}-1"
    assert new.head.replaces == ""


def test_only_who_moves_is_convened_anew_and_reads_why(store):
    _, plan = store.full()
    moved, other = plan.passages[0].candidate, plan.passages[-1].candidate
    store.publish(store.draft(plan))
    store.publish(store.draft(earlier(plan)), LATER)

    made = press(store)
    new, same = candidate_content(made, moved), candidate_content(made, other)

    assert (new.head.number, new.head.replaces) == (f"{moved}-2", f"{moved}-1")
    assert new.head.version.startswith("version\xa02 du 2\xa0mars")
    assert "accueil à" in new.change
    assert "au lieu de" in new.change
    assert (same.head.number, same.head.replaces, same.change) == (f"{other}-1", "", "")
    assert same.head.version.startswith("version\xa01 du 1er\xa0mars")


def test_version_that_moves_nobody_keeps_every_document_as_it_was(store):
    _, plan = store.full()
    store.publish(store.draft(plan))
    store.publish(store.draft(earlier(plan)), LATER)
    number = plan.passages[0].candidate
    second = candidate_content(press(store), number)

    store.publish(store.draft(earlier(plan)), LATER)

    assert candidate_content(press(store), number) == second


def test_replaced_convocation_is_the_last_that_was_made_not_the_last_version(store):
    _, plan = store.full()
    number = plan.passages[0].candidate
    store.publish(store.draft(plan))
    store.publish(store.draft(plan), LATER)
    store.publish(store.draft(earlier(plan)), LATER)

    head = candidate_content(press(store), number).head

    assert (head.number, head.replaces) == (f"{number}-3", f"{number}-1")


def test_commission_that_ends_later_convenes_its_members_anew_and_nobody_else(store):
    _, plan = store.full()
    sitting = plan.sittings[0]
    store.publish(store.draft(plan))
    longer = replace(plan, sittings=(replace(sitting, end=sitting.end + 5), *plan.sittings[1:]))
    store.publish(store.draft(longer), LATER)

    made = press(store)

    anew = {holder for holder, one in made.issues.items() if one.version.number == 2}
    assert anew == {(EXAMINER, one.examiner) for one in sitting.members}


def test_changed_running_order_dates_the_order_and_not_the_convocation(store):
    _, plan = store.full()
    sitting = plan.sittings[0]
    members = tuple(reversed(sitting.members))
    store.publish(store.draft(plan))
    changed = replace(plan, sittings=(replace(sitting, members=members), *plan.sittings[1:]))
    store.publish(store.draft(changed), LATER)

    content = examiner_content(press(store), sitting.members[0].examiner)

    assert content.head.number.endswith("-1")
    assert content.order_version.startswith("version\xa02")


def test_replaced_version_keeps_its_paper_and_the_one_in_force_takes_the_new(store):
    _, plan = store.full()
    with store.database.writing() as db:
        keep_stationery(db, CODE, Stationery(header=("Bureau A",)))
    store.publish(store.draft(plan))
    store.publish(store.draft(plan), LATER)
    with store.database.writing() as db:
        keep_stationery(db, CODE, Stationery(header=("Bureau B",)))

    assert press(store, 1).stationery.header == ("Bureau A",)
    assert press(store, 2).stationery.header == ("Bureau B",)


def test_version_published_before_records_were_kept_prints_as_it_did(store):
    _, plan = store.full()
    store.publish(store.draft(plan))
    store.publish(store.draft(plan), LATER)
    with store.database.writing() as db:
        db.query(FrozenRow).delete()
        db.query(IssueRow).delete()
    number = plan.passages[0].candidate

    head = candidate_content(press(store), number).head

    assert (head.number, head.replaces) == (f"{number}-2", f"{number}-1")


@pytest.mark.parametrize("address", ["", "https://oraux.example.org"])
def test_paper_carries_a_code_only_where_the_page_can_be_reached(store, monkeypatch, address):
    monkeypatch.setenv("ORAUX_ADRESSE", address)
    _, plan = store.full()
    store.publish(store.draft(plan), NOW)
    open_pages(store.database, CODE)

    page = candidate_content(press(store), plan.passages[0].candidate).page

    assert (page is not None) == bool(address)
    assert page is None or page.address.startswith(f"{address}/candidat/")


def test_who_is_no_longer_convened_gets_a_cancellation_that_keeps_its_number(store):
    dossier, plan = store.full()
    gone = "8"
    left = without_candidate(plan, gone, dossier)
    store.publish(store.draft(plan))
    store.publish(store.draft(left), LATER)
    second = cancellation_content(press(store), (CANDIDATE, gone))
    store.publish(store.draft(earlier(left)), LATER)

    third = cancellation_content(press(store), (CANDIDATE, gone))

    assert (second.head.number, second.head.replaces) == (f"{gone}-2", f"{gone}-1")
    assert [line.what[:2] for line in second.lines] == ["E3", "E3"]
    assert second.head == third.head
    assert press(store, 1).withdrawn == {}


def test_who_is_convened_again_has_no_cancellation(store):
    dossier, plan = store.full()
    store.publish(store.draft(plan))
    store.publish(store.draft(without_candidate(plan, "8", dossier)), LATER)
    store.publish(store.draft(plan), LATER)

    with pytest.raises(NotFoundError, match="Aucune convocation de 8 n’est annulée"):
        cancellation_content(press(store), (CANDIDATE, "8"))

"""The availability grid: half-days said one by one, filled, copied; whole days split when needed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from models.dossier import AvailabilityState, HalfDayName
from scheduler.errors import ConflictError, NotFoundError
from scheduler.exchange.editing import RowEdit
from scheduler.services.availability import (
    Slot,
    Wanted,
    copied,
    half_days_of,
    said_of,
    set_availability,
)
from scheduler.services.edit_data import Typed, edit_data
from tests.factories import full_session
from tests.stores import CODE, NOW, Store

MORNING, AFTERNOON, DAY = HalfDayName
FREE, AWAY, LIKED, DISLIKED = AvailabilityState


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """Return a store that these tests share: each speaks of an examiner or a day of its own."""
    made = Store(tmp_path_factory.mktemp("grid"))
    made.put(full_session()[0])
    yield made
    made.database.close()


def say(store, *wanted, by="Anne"):
    with store.database.writing() as db:
        return set_availability(db, CODE, wanted, by=by, now=NOW)


def rows(store, examiner, day):
    found = [one for one in store.dossier().availabilities if (one.examiner, one.day) == (examiner, day)]
    return {one.half_day: one.state for one in found}


@pytest.fixture
def someone(store):
    """Return an examiner's code and a day on which nothing is said of him or her."""
    code = store.dossier().examiners[0].code
    said = {row.day for row in store.dossier().availabilities if row.examiner == code}
    return code, max({half.day for half in store.dossier().half_days} | said) + timedelta(days=1)


def test_half_day_is_said_changed_and_left_to_the_default_again(store, someone):
    slot = Slot(*someone, MORNING)

    say(store, Wanted(slot, AWAY))
    away = rows(store, *someone)
    say(store, Wanted(slot, LIKED, seen=AWAY))
    liked = rows(store, *someone)
    say(store, Wanted(slot, None, seen=LIKED))

    assert (away, liked, rows(store, *someone)) == ({MORNING: AWAY}, {MORNING: LIKED}, {})


def test_whole_day_is_split_when_half_of_it_changes(store, someone):
    code, day = someone
    whole = {"examinateur": code, "date": day.isoformat(), "demi_journee": DAY, "etat": AWAY}
    with store.database.writing() as db:
        edit_data(db, CODE, [Typed(RowEdit("disponibilites", None, whole))], by="Anne", now=NOW)

    say(store, Wanted(Slot(code, day, MORNING), FREE, seen=AWAY))

    assert rows(store, code, day) == {MORNING: FREE, AFTERNOON: AWAY}
    say(store, *(Wanted(Slot(code, day, half), None, checked=False) for half in (MORNING, AFTERNOON)))


def test_half_day_that_somebody_else_changed_is_not_overwritten(store, someone):
    slot = Slot(*someone, MORNING)
    say(store, Wanted(slot, AWAY), by="Bob")

    with pytest.raises(
        ConflictError, match="entre-temps par Bob : elle est maintenant « indisponible »"
    ):
        say(store, Wanted(slot, LIKED, seen=None))

    assert rows(store, *someone) == {MORNING: AWAY}
    say(store, Wanted(slot, None, seen=AWAY))


def test_copied_row_says_the_same_of_every_half_day(store):
    dossier = store.dossier()
    source, target = (one.code for one in dossier.examiners[-2:])
    halves = half_days_of(dossier)
    say(store, *(Wanted(Slot(source, *half), DISLIKED, checked=False) for half in halves))

    say(store, *copied(store.dossier(), source, [source, target]))

    said = said_of(store.dossier())
    assert {said.get(Slot(target, *half)) for half in halves} == {DISLIKED}


def test_unknown_examiner_is_refused(store, someone):
    with pytest.raises(NotFoundError, match="PERSONNE"):
        say(store, Wanted(Slot("PERSONNE", someone[1], MORNING), AWAY))


def test_row_of_somebody_who_left_is_not_copied_over_that_of_others(store, someone):
    with pytest.raises(NotFoundError, match="PERSONNE"):
        copied(store.dossier(), "PERSONNE", [someone[0]])

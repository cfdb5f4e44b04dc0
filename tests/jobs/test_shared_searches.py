"""Large searches that workers take part in: the same plan, whoever dies, stops or has another code."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select, update

from models.db import PartState, SearchPartRow, SharedSearchRow, open_database
from models.planning import Plan
from scheduler.errors import OrauxError
from scheduler.jobs import part_rows as rows
from scheduler.jobs.helping import take_part
from scheduler.jobs.lend import lent_processes
from scheduler.jobs.parcels import Parcel, code_version, packed, unpacked
from scheduler.jobs.pulses import Pulses
from scheduler.jobs.queue import call_workers, parts_queue_of
from scheduler.jobs.sharing import MOST_LOSSES, SharedCrew
from solver.division.crew import Ears
from solver.division.found import Found
from solver.division.lending import Ledger
from solver.division.share import Cutter, Order
from solver.instance import Instance
from solver.limits import Clock, Limits
from solver.solve import by_centre, first_of_centre
from tests.patience import wait_until
from tests.solver.instances import session

LIMITS = Limits(600, 1, 0.3, 1)
PROBLEM = session(24, centres=3, days=2, tight=1.5)
NOBODY = 2**22 + 1
"""No process has this id: Linux stops at 2 ** 22."""


def parts():
    cutter, ledger = Cutter(PROBLEM), Ledger(Instance(PROBLEM))
    codes = [one.code for one in PROBLEM.examiners]
    for centre in cutter.centres:
        loans = ledger.loans(codes, [centre])
        yield cutter.part(Order(centre, {code: by[centre] for code, by in loans.items()}))


def ears(**changes) -> Ears:
    usual = Ears(lambda _: LIMITS, lambda _centre, _news: None, lambda: False)
    return replace(usual, **changes)


def search_of(database) -> int:
    with database.reading() as db:
        return db.scalars(select(SharedSearchRow.id)).one()


def rows_left(database) -> int:
    with database.reading() as db:
        searches = db.scalars(select(SharedSearchRow.id)).all()
        return len(searches) + len(db.scalars(select(SearchPartRow.id)).all())


def in_order(found) -> list[Found]:
    return sorted((replace(one, work=0.0) for one in found), key=lambda one: one.centre)


def searched_here() -> list[Found]:
    return in_order(first_of_centre(part, LIMITS, lambda _: None, lambda: False) for part in parts())


class Helped:
    """A shared crew beside which a worker takes every part but the last, as soon as it is there."""

    def __init__(self, database) -> None:
        self.database = database
        self.crew = SharedCrew(database, 1)

    def each(self, work, parts, ears):
        yield from self.crew.each(work, self._helped(parts), ears)

    def _helped(self, parts):
        for rank, part in enumerate(parts):
            if rank:
                take_part(self.database, search_of(self.database), code_version())
            yield part


def planned(crew=None) -> Plan:
    return by_centre(PROBLEM, Clock(LIMITS), crew).plan


@pytest.fixture(scope="module")
def plan_alone() -> Plan:
    return planned()


def test_search_led_alone_finds_what_it_finds_without_rows(store, plan_alone):
    with SharedCrew(store.database, 1) as crew:
        plan = planned(crew)

    assert plan == plan_alone
    assert rows_left(store.database) == 0


def test_search_others_take_part_in_finds_the_same_plan(store, plan_alone):
    helped = Helped(store.database)
    with helped.crew:
        plan = planned(helped)

    assert plan == plan_alone
    assert rows_left(store.database) == 0


def test_parcel_comes_back_as_it_went():
    for part in parts():
        parcel = Parcel(part, LIMITS)

        assert unpacked(packed(parcel), Parcel) == parcel


def test_part_of_a_dead_worker_is_searched_again(store):
    def stolen():
        yield from (one for rank, one in enumerate(parts()) if rank == 0)
        taken = rows.claim(store.database, search_of(store.database), (PartState.WAITING,))
        rows.write_part(store.database, taken, pid=NOBODY)
        yield from (one for rank, one in enumerate(parts()) if rank > 0)

    with SharedCrew(store.database, 1) as crew:
        found = list(crew.each(first_of_centre, stolen(), ears()))

    assert in_order(found) == searched_here()


def test_worker_given_up_for_dead_cannot_answer_for_the_next_one(store):
    search_id, part = rows.open_search(store.database, "v"), next(parts())
    rows.post(store.database, search_id, part.centre, "first_of_centre", b"")
    slow = rows.claim(store.database, search_id, (PartState.WAITING,))
    [lost] = rows.under_way(store.database, search_id)
    rows.give_up(store.database, lost, MOST_LOSSES)
    rows.claim(store.database, search_id, (PartState.WAITING,))

    assert not rows.write_part(store.database, slow, state=PartState.DONE, answer=b"late")
    assert rows.take_answer(store.database, search_id) is None


def test_part_lost_twice_is_kept_for_the_process_that_leads(store):
    search_id, part = rows.open_search(store.database, "v"), next(parts())
    rows.post(store.database, search_id, part.centre, "first_of_centre", b"")
    for _ in range(MOST_LOSSES):
        rows.claim(store.database, search_id, (PartState.WAITING,))
        [lost] = rows.under_way(store.database, search_id)
        rows.give_up(store.database, lost, MOST_LOSSES)

    assert rows.claim(store.database, search_id, (PartState.WAITING,)) is None
    assert rows.claim(store.database, search_id, (PartState.KEPT,)) is not None


def test_part_that_fails_elsewhere_is_left_to_the_process_that_leads(store):
    search_id, part = rows.open_search(store.database, code_version()), next(parts())
    given = packed(Parcel(part, LIMITS))
    rows.post(store.database, search_id, part.centre, "unknown_work", given)

    with pytest.raises(KeyError):
        take_part(store.database, search_id, code_version())

    assert rows.claim(store.database, search_id, (PartState.KEPT,)) is not None


def test_worker_with_another_code_takes_nothing(store):
    search_id, part = rows.open_search(store.database, "another"), next(parts())
    rows.post(store.database, search_id, part.centre, "first_of_centre", packed(Parcel(part, LIMITS)))

    take_part(store.database, search_id, code_version())

    assert rows.claim(store.database, search_id, (PartState.WAITING,)) is not None
    assert [one for one, _ in rows.searches_led_by_others(store.database, code_version())] == [search_id]
    assert rows.searches_of(store.database, code_version()) == []


def test_search_whose_leader_died_is_left_alone(store):
    search_id, part = rows.open_search(store.database, code_version()), next(parts())
    rows.post(store.database, search_id, part.centre, "first_of_centre", packed(Parcel(part, LIMITS)))
    with store.database.writing() as db:
        db.execute(update(SharedSearchRow).values(pid=NOBODY))
    search, leaders = rows.read_search(store.database, search_id), Pulses(gone=0.0)
    leaders.stopped(search_id, search.alive_at, search.host, search.pid)

    take_part(store.database, search_id, code_version(), leaders)

    assert rows.under_way(store.database, search_id) == []
    assert rows.take_answer(store.database, search_id) is None


def test_stopped_search_tells_workers_and_keeps_what_they_have(store):
    stopped = []

    def helped():
        first, second, _ = parts()
        yield first
        take_part(store.database, search_of(store.database), code_version())
        yield second
        stopped.append(True)

    with SharedCrew(store.database, 1) as crew:
        found = list(crew.each(first_of_centre, helped(), ears(cancelled=lambda: bool(stopped))))
        asked = rows.read_search(store.database, search_of(store.database)).stop_requested

    assert in_order(found) == searched_here()[:1]
    assert asked


def test_search_that_lost_its_rows_is_no_plan(store):
    def robbed():
        yield next(parts())
        rows.remove_parts(store.database, search_of(store.database))

    with SharedCrew(store.database, 1) as crew, pytest.raises(OrauxError, match="Relancez"):
        list(crew.each(first_of_centre, robbed(), ears()))


def test_searches_of_dead_processes_are_removed(store):
    dead = rows.open_search(store.database, "v")
    with store.database.writing() as db:
        long_ago = rows.utc_now() - 2 * rows.GONE
        db.execute(update(SharedSearchRow).values(pid=NOBODY, alive_at=long_ago))

    alive = rows.open_search(store.database, "v")

    assert dead != alive
    assert rows.searches_of(store.database, "v") == [alive]


def test_calls_that_nobody_answers_do_not_pile_up(store):
    huey = parts_queue_of(store.database, "v")
    for _ in range(3):
        call_workers(huey, 1, 5)

    assert huey.pending_count() == 5
    huey.storage.close()


@pytest.mark.postgresql
def test_lent_process_answers_a_part_on_postgresql(postgresql_url):
    database = open_database(postgresql_url)
    version, part = code_version(), next(parts())
    search_id = rows.open_search(database, version)
    rows.post(database, search_id, part.centre, "first_of_centre", packed(Parcel(part, LIMITS)))

    with lent_processes(database, 1):
        call_workers(parts_queue_of(database, version), search_id, 1)
        answer = wait_until(lambda: rows.take_answer(database, search_id))

    assert in_order([unpacked(answer, Found)]) == searched_here()[:1]
    database.close()

"""A large search led from this process, that any worker of the same database may take part in.

The process that leads searches too, in its own processes: alone, it does everything (docs/adr/0021).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from types import TracebackType
from typing import Self

from models.db import Database, PartState
from scheduler.errors import OrauxError
from scheduler.jobs import part_rows as rows
from scheduler.jobs.alongside import alongside
from scheduler.jobs.parcels import Parcel, code_version, packed, unpacked
from scheduler.jobs.pulses import Pulses
from scheduler.jobs.queue import call_workers, parts_queue_of
from solver.division import Processes
from solver.division.crew import Ears, Work
from solver.division.found import Found
from solver.division.share import Part
from solver.limits import Limits, Progress

BEAT = 1.0
"""Seconds between two signs of life."""
LOOK = 0.3
"""Seconds between two looks at what others do."""
PATIENCE = 5.0
"""Seconds left to others, once somebody asked to stop, for the best they have."""
MOST_LOSSES = 2
"""Workers a part may be lost with before it is only searched here."""
LOST = (
    "Le calcul partagé a perdu ses lignes dans la base de données (restauration, nettoyage) ; aucun "
    "plan n’a été enregistré. Relancez le calcul."
)


class SharedCrew:
    """The processes of this machine, and whatever workers others lend; rows are gone at the end."""

    def __init__(self, database: Database, processes: int) -> None:
        self._database = database
        self._processes = Processes(processes)
        self._search_id: int | None = None
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def each(self, work: Work, parts: Iterable[Part], ears: Ears) -> Iterator[Found]:
        """Do `work` for every part, here and wherever a worker takes one; see `solver.division.Crew`."""
        stage = _Stage(self._database, self._search(), ears)
        stage.post(work, parts)
        try:
            while stage.awaited and not ears.cancelled():
                for found in self._processes.each(work, stage.taken_here(), stage.ears):
                    stage.answered_here(found)
                    yield found
                yield from stage.answers()
                stage.pause()
            yield from stage.last_answers()
        finally:
            rows.remove_parts(self._database, stage.search_id)

    def _search(self) -> int:
        """Return the row of this search, made when there is work for the first time."""
        if self._search_id is None:
            database, over = self._database, threading.Event()
            self._search_id = search_id = rows.open_search(database, code_version())
            self._stack.callback(rows.close_search, database, search_id)
            self._stack.enter_context(
                alongside(lambda: _beat(database, search_id, over), over, name="search-beat")
            )
            self._stack.enter_context(self._processes)
        return self._search_id


def _beat(database: Database, search_id: int, over: threading.Event) -> None:
    while not over.wait(BEAT):
        rows.write_search(database, search_id)


class _Stage:
    """One work for many parts: what is awaited, what this process took, what others do."""

    def __init__(self, database: Database, search_id: int, ears: Ears) -> None:
        self.database = database
        self.search_id = search_id
        self.ears = replace(ears, limits=self._limits, beat=self.look)
        self.awaited: set[str] = set()
        self._given = ears.limits
        self._here: dict[str, tuple[rows.Claim, Limits]] = {}
        self._pulses = Pulses()
        self._looked = 0.0
        self._stopping = False
        self._huey = parts_queue_of(database, code_version())
        rows.write_search(database, search_id, stop=False)

    def post(self, work: Work, parts: Iterable[Part]) -> None:
        """Put every part in the database, one in memory at a time, and call the workers."""
        for part in parts:
            if self.ears.cancelled():
                return
            given = packed(Parcel(part, self._given(part)))
            rows.post(self.database, self.search_id, part.centre, work.__name__, given)
            self.awaited.add(part.centre)
        call_workers(self._huey, self.search_id, len(self.awaited))

    def taken_here(self) -> Iterator[Part]:
        """Take parts that wait, one when there is a hand for it."""
        states = (PartState.WAITING, PartState.KEPT)
        while (claim := rows.claim(self.database, self.search_id, states)) is not None:
            parcel = unpacked(claim.given, Parcel)
            self._here[parcel.part.centre] = replace(claim, given=b""), parcel.limits
            yield parcel.part

    def answered_here(self, found: Found) -> None:
        """Note that this process has searched a part."""
        claim, _ = self._here.pop(found.centre)
        rows.remove_parts(self.database, self.search_id, claim.part_id)
        self.awaited.discard(found.centre)

    def answers(self) -> Iterator[Found]:
        """Give what others found."""
        while (answer := rows.take_answer(self.database, self.search_id)) is not None:
            found = unpacked(answer, Found)
            self.awaited.discard(found.centre)
            yield found

    def pause(self) -> None:
        """Wait a little for the others.

        Raises
        ------
        OrauxError
            Rows that are awaited are not there any more.

        """
        if not self.awaited:
            return
        if not rows.count_parts(self.database, self.search_id):
            raise OrauxError(LOST)
        time.sleep(LOOK)
        self.look()

    def look(self) -> None:
        """Pass on news of others and the wish to stop; let the parts of dead workers be taken again."""
        if time.monotonic() - self._looked < LOOK:
            return
        self._looked = time.monotonic()
        self._ask_to_stop()
        mine = {claim.part_id for claim, _ in self._here.values()}
        for one in rows.under_way(self.database, self.search_id):
            if one.part_id in mine:
                continue
            if one.news:
                self.ears.tell(one.centre, unpacked(one.news, Progress))
            if self._pulses.stopped((one.part_id, one.number), one.alive_at, one.host, one.pid):
                rows.give_up(self.database, one, MOST_LOSSES)
                call_workers(self._huey, self.search_id, 1)

    def last_answers(self) -> Iterator[Found]:
        """Once somebody asked to stop, give the best that others have, and wait a little for it."""
        self._ask_to_stop()
        end = time.monotonic() + PATIENCE
        while self.awaited and time.monotonic() < end and rows.under_way(self.database, self.search_id):
            time.sleep(LOOK)
        yield from self.answers()

    def _ask_to_stop(self) -> None:
        if self.ears.cancelled() and not self._stopping:
            self._stopping = True
            rows.write_search(self.database, self.search_id, stop=True)

    def _limits(self, part: Part) -> Limits:
        """Limits as they were posted: the same for whoever takes the part."""
        return self._here[part.centre][1]

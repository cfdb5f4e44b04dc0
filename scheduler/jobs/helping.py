"""Take part in a search that another process leads, on this machine or another."""

from __future__ import annotations

import logging
import threading
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

from models.db import Database, PartState
from scheduler.jobs import part_rows as rows
from scheduler.jobs.alongside import alongside
from scheduler.jobs.parcels import WORKS, Parcel, packed, unpacked
from scheduler.jobs.pulses import Pulses
from scheduler.jobs.run import closing
from solver.division.found import Found
from solver.limits import Progress

log = logging.getLogger(__name__)

TICK = 0.5
"""Seconds between two signs of life, and two looks for a wish to stop."""


def take_part(database: Database, search_id: int, version: str, leaders: Pulses | None = None) -> None:
    """Search parts of a search, one after the other, until none waits.

    Parameters
    ----------
    database, search_id
        Where, and which search; one that has ended is left alone.
    version
        Print of our code (`parcels.code_version`): a search led by another is left alone, for we
        might answer differently.
    leaders
        What this process knows of those who lead: a search whose leader died is left alone.

    """
    pulses = leaders or Pulses()
    while not closing.is_set():
        search = rows.read_search(database, search_id)
        if search is None or search.version != version or search.stop_requested:
            return
        if pulses.stopped(search_id, search.alive_at, search.host, search.pid):
            return
        claim = rows.claim(database, search_id, (PartState.WAITING,))
        if claim is None or not _search_part(database, claim, pulses):
            return


def _search_part(database: Database, claim: rows.Claim, leaders: Pulses) -> bool:
    """Search one part; whether its search goes on."""
    watch = _Watch(database, claim, leaders)
    parcel = unpacked(claim.given, Parcel)
    log.info("Search of %s begins", parcel.part.centre)
    try:
        with watch.at_work():
            found = WORKS[claim.work](parcel.part, parcel.limits, watch.tell, watch.stop.is_set)
    except BaseException:
        rows.write_part(database, claim, state=PartState.KEPT)  # who leads meets the error itself
        raise
    return _answer(database, claim, found, watch)


def _answer(database: Database, claim: rows.Claim, found: Found, watch: _Watch) -> bool:
    """Write what was found; a search that this process cut short is left to somebody else."""
    if closing.is_set() or watch.orphan:
        rows.write_part(database, claim, state=PartState.WAITING)
        return False
    return rows.write_part(database, claim, state=PartState.DONE, answer=packed(found), news=None)


@dataclass
class _Watch:
    """Says that this process lives and how far it is, and looks for a wish to stop, in a thread."""

    database: Database
    claim: rows.Claim
    leaders: Pulses
    stop: threading.Event = field(default_factory=threading.Event)
    done: threading.Event = field(default_factory=threading.Event)
    latest: Progress | None = None
    orphan: bool = False

    def tell(self, progress: Progress) -> None:
        """Keep the latest news."""
        self.latest = progress

    def at_work(self) -> AbstractContextManager[None]:
        """Watch until the block ends."""
        return alongside(self._loop, self.done, name=f"part-{self.claim.part_id}")

    def _loop(self) -> None:
        while not self.done.wait(TICK):
            news = None if self.latest is None else packed(self.latest)
            held = rows.write_part(self.database, self.claim, alive_at=rows.utc_now(), news=news)
            if not held or closing.is_set() or self._asked_to_stop():
                self.stop.set()

    def _asked_to_stop(self) -> bool:
        """Whoever leads wants no more, has ended, or died."""
        search = rows.read_search(self.database, self.claim.search_id)
        if search is None or search.stop_requested:
            return True
        beat = search.alive_at, search.host, search.pid
        self.orphan = self.orphan or self.leaders.stopped(search.id, *beat)
        return self.orphan

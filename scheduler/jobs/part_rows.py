"""Parts of a shared search as rows: put there, taken by one worker only, answered, given back."""

from __future__ import annotations

import os
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, CursorResult, delete, func, select, update

from models.db import Database, PartState, SearchPartRow, SharedSearchRow
from scheduler.jobs.processes import process_lives

FORGOTTEN = timedelta(days=1)
"""After this long without a word, a search of another machine is removed."""
GONE = timedelta(minutes=1)
"""The same for one of this machine whose process is not there any more."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A part that this process took, the `number`-th to do so."""

    part_id: int
    search_id: int
    number: int
    work: str
    given: bytes


@dataclass(frozen=True, slots=True)
class UnderWay:
    """A part that some process searches, and its last word."""

    part_id: int
    centre: str
    number: int
    host: str | None
    pid: int | None
    alive_at: datetime | None
    news: bytes | None


def utc_now() -> datetime:
    """Return the time, UTC."""
    return datetime.now(tz=UTC)


def open_search(database: Database, version: str) -> int:
    """Write that this process leads a search, once those of dead processes are removed."""
    with database.writing() as db:
        for row in db.scalars(select(SharedSearchRow)):
            silent = utc_now() - row.alive_at
            if silent > FORGOTTEN or (silent > GONE and not process_lives(row.host, row.pid)):
                db.delete(row)
        mine = SharedSearchRow(
            version=version, host=socket.gethostname(), pid=os.getpid(), alive_at=utc_now()
        )
        db.add(mine)
        db.flush()
        return mine.id


def close_search(database: Database, search_id: int) -> None:
    """Remove a search with its parts."""
    with database.writing() as db:
        db.execute(delete(SharedSearchRow).where(SharedSearchRow.id == search_id))


def searches_of(database: Database, version: str) -> list[int]:
    """Return the searches that a machine with this code may take part in."""
    query = select(SharedSearchRow.id).where(SharedSearchRow.version == version)
    with database.reading() as db:
        return list(db.scalars(query.order_by(SharedSearchRow.id)))


def searches_led_by_others(database: Database, version: str) -> list[tuple[int, str]]:
    """Return the searches of the last minute that another code leads, each with its machine."""
    row = SharedSearchRow
    query = select(row.id, row.host).where(row.version != version, row.alive_at > utc_now() - GONE)
    with database.reading() as db:
        return [(search_id, host) for search_id, host in db.execute(query)]


def write_search(database: Database, search_id: int, *, stop: bool | None = None) -> None:
    """Say that the process that leads a search lives, and whether workers are to stop."""
    mine = update(SharedSearchRow).where(SharedSearchRow.id == search_id)
    values: dict[str, object] = {} if stop is None else {"stop_requested": stop}
    with database.writing() as db:
        db.execute(mine.values(alive_at=utc_now(), **values))


def read_search(database: Database, search_id: int) -> SharedSearchRow | None:
    """Return a search as it is now, None once it ended."""
    with database.reading() as db:
        return db.get(SharedSearchRow, search_id)


def post(database: Database, search_id: int, centre: str, work: str, given: bytes) -> None:
    """Put a part where any worker may take it."""
    with database.writing() as db:
        db.add(SearchPartRow(search_id=search_id, centre=centre, work=work, given=given))


def claim(database: Database, search_id: int, states: Sequence[PartState]) -> Claim | None:
    """Take the first part of a search that is in one of these states; None when there is none."""
    wanted = select(SearchPartRow).where(
        SearchPartRow.search_id == search_id, SearchPartRow.state.in_(states)
    )
    with database.writing() as db:
        one = wanted.order_by(SearchPartRow.id).limit(1).with_for_update(skip_locked=True)
        row = db.scalar(one)
        if row is None:
            return None
        row.state, row.claims, row.news = PartState.RUNNING, row.claims + 1, None
        row.host, row.pid, row.alive_at = socket.gethostname(), os.getpid(), utc_now()
        return Claim(row.id, row.search_id, row.claims, row.work, row.given)


def write_part(database: Database, held: Claim, **values: object) -> bool:
    """Write in a part that this process still holds; False when it holds it no more."""
    with database.writing() as db:
        result = db.execute(update(SearchPartRow).where(_held(held.part_id, held.number)).values(values))
        return isinstance(result, CursorResult) and result.rowcount == 1


def give_up(database: Database, lost: UnderWay, most: int) -> None:
    """Let a part whose worker died be taken again, by anybody unless `most` workers lost it."""
    state = PartState.KEPT if lost.number >= most else PartState.WAITING
    with database.writing() as db:
        db.execute(
            update(SearchPartRow).where(_held(lost.part_id, lost.number)).values(state=state, news=None)
        )


def under_way(database: Database, search_id: int) -> list[UnderWay]:
    """Return the parts of a search that somebody searches."""
    row = SearchPartRow
    query = select(row.id, row.centre, row.claims, row.host, row.pid, row.alive_at, row.news)
    with database.reading() as db:
        found = db.execute(query.where(row.search_id == search_id, row.state == PartState.RUNNING))
        return [UnderWay(*values) for values in found]


def take_answer(database: Database, search_id: int) -> bytes | None:
    """Return one answer of a search and remove its row; None when none has come."""
    row = SearchPartRow
    query = select(row.id, row.answer).where(row.search_id == search_id, row.state == PartState.DONE)
    with database.reading() as db:
        found = db.execute(query.order_by(row.id).limit(1)).one_or_none()
    if found is None:
        return None
    part_id, answer = found
    remove_parts(database, search_id, part_id)
    return answer


def remove_parts(database: Database, search_id: int, part_id: int | None = None) -> None:
    """Remove one part of a search, or all."""
    which = SearchPartRow.search_id == search_id
    if part_id is not None:
        which = which & (SearchPartRow.id == part_id)
    with database.writing() as db:
        db.execute(delete(SearchPartRow).where(which))


def count_parts(database: Database, search_id: int) -> int:
    """Return how many parts of a search have no answer yet, or one that was not taken."""
    query = select(func.count()).where(SearchPartRow.search_id == search_id)
    with database.reading() as db:
        return db.scalar(query) or 0


def _held(part_id: int, number: int) -> ColumnElement[bool]:
    return (
        (SearchPartRow.id == part_id)
        & (SearchPartRow.claims == number)
        & (SearchPartRow.state == PartState.RUNNING)
    )

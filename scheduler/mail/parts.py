"""An establishment's batch in as many messages as mail servers ask, each numbered, none sent twice.

Who is in which part is decided when the messages are prepared, and kept in them: each part is a message
of its own, reviewed, sent and tried again like any other. Once one of them has been approved, the others
keep their candidates whatever changes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from itertools import pairwise
from math import ceil

from models.db import MessageRow, MessageState
from scheduler.documents import Press
from scheduler.documents.school_folder import school_archive
from scheduler.documents.schools import pupils
from scheduler.mail.attachments import LARGEST
from scheduler.mail.news import News

LIGHT = 1024 * 1024
"""Bytes that no convocation reaches, even with the largest logo: a few of them need not be weighed."""
MARGIN = 1.5
"""How much heavier than those that are weighed the others are taken for."""
OPEN = (MessageState.READY, MessageState.UNREACHABLE, MessageState.EXCLUDED)
"""States in which a message may still be written otherwise."""


def always_fit(largest: int = LARGEST) -> int:
    """Return how many convocations a message of `largest` bytes takes whatever they weigh."""
    return max(1, largest // LIGHT)


def most_a_message(press: Press, uai: str, largest: int = LARGEST) -> int:
    """Return how many convocations of an establishment a message takes; two of the longest are weighed.

    Raises
    ------
    NotFoundError
        The establishment has no convened candidate.
    MissingToolError
        Typst cannot run on this machine.

    """
    held = pupils(press.book, uai)
    longest = sorted(held, key=lambda one: len(press.book.passages_of(one.number)), reverse=True)
    one, two = (len(school_archive(press, uai, [each.number for each in longest[:n]])) for n in (1, 2))
    if len(held) == 1:
        return 1
    each = (two - one) * MARGIN
    listing = one - (two - one)  # the establishment's list goes with every part
    return max(1, int((largest - listing) / each))


def shares(people: Collection[str], most: int) -> list[tuple[str, ...]]:
    """Share people out, in their order, in as few parts of about the same size as can be."""
    numbers = tuple(people)
    count = max(1, ceil(len(numbers) / most))
    size, more = divmod(len(numbers), count)
    ends = [size * rank + min(rank, more) for rank in range(count + 1)]
    return [numbers[start:end] for start, end in pairwise(ends)]


def numbered(news: News, parts: Collection[tuple[str, ...]]) -> list[News]:
    """Return one message a part; who is no longer convened is said in the first one alone."""
    if len(parts) == 1:
        return [news]
    return [
        replace(news, people=people, part=(rank, len(parts)), changes=news.changes if rank == 1 else ())
        for rank, people in enumerate(parts, start=1)
    ]


def settled(held: Iterable[MessageRow]) -> list[MessageRow] | None:
    """Return the parts of a batch in their order, None while they may still be shared out otherwise."""
    rows = [row for row in held if row.state is not MessageState.SUPERSEDED]
    if all(row.state in OPEN for row in rows):
        return None
    return sorted(rows, key=lambda row: row.round)

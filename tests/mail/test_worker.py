"""The real worker process, killed while it sends: nothing twice, nothing forgotten."""

from __future__ import annotations

import os
import signal
from collections import Counter
from datetime import UTC, datetime

import pytest

from models.db import MessageState
from scheduler.jobs import start_worker
from tests.mail.servers import MailHost, Running
from tests.patience import wait_until

PEOPLE = [str(number) for number in range(1, 6)]


def states(office):
    return Counter(one.state for one in office.messages() if one.holder in PEOPLE)


@pytest.fixture
def approved(office):
    """An office whose candidates' messages may leave now."""
    office.prepare()
    office.lighten()
    office.clock = datetime.now(tz=UTC)
    office.approve(*PEOPLE)
    return office


def test_worker_sends_what_was_approved(approved, host):
    with Running(host) as port:
        approved.settle(port)
        with start_worker(approved.database):
            wait_until(lambda: states(approved) == {MessageState.SENT: len(PEOPLE)})

    assert sorted(host.addresses) == [f"c{one}@example.org" for one in PEOPLE]


def test_worker_killed_while_the_server_takes_a_message_never_sends_it_twice(approved):
    host = MailHost(closed=True)
    with Running(host) as port:
        approved.settle(port)
        with start_worker(approved.database) as worker:
            wait_until(lambda: states(approved)[MessageState.HANDED] == 1)

            os.kill(worker.pid, signal.SIGKILL)

            host.closed = False
            wait_until(lambda: states(approved)[MessageState.SENT] == len(PEOPLE) - 1)

    assert states(approved)[MessageState.UNCERTAIN] == 1
    assert max(Counter(host.addresses).values()) == 1
    left = {one.address for one in approved.messages(state=MessageState.SENT)}
    assert left <= set(host.addresses)


def test_worker_killed_again_and_again_forgets_nobody(approved, host):
    with Running(host) as port:
        approved.settle(port)
        with start_worker(approved.database) as worker:
            for sent in (1, 3):
                wait_until(lambda: len(host.received) >= sent)  # noqa: B023 (asked at once)
                killed = worker.pid
                os.kill(killed, signal.SIGKILL)
                wait_until(lambda: worker.pid != killed)  # noqa: B023 (asked at once)
            wait_until(
                lambda: (
                    sum(states(approved)[one] for one in (MessageState.SENT, MessageState.UNCERTAIN))
                    == len(PEOPLE)
                )
            )

    assert max(Counter(host.addresses).values()) == 1
    assert states(approved)[MessageState.SENT] >= len(PEOPLE) - 2

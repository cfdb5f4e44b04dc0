"""Ports for the servers of the tests."""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from itertools import count

FIRST, MANY = 10_000, 20_000
"""Below the ports that systems hand out to whoever asks for any: nobody is given ours meanwhile."""
_ranks = count(os.getpid() * 41)


def free_port() -> int:
    """Return a port that nobody listens on, never the same twice."""
    for rank in _ranks:
        port = FIRST + rank % MANY
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port
    raise AssertionError

"""Whether a process still lives, to know that what it held is lost."""

from __future__ import annotations

import os
import socket


def process_lives(host: str | None, pid: int | None) -> bool:
    """Whether the process of a machine is there; yes when that cannot be told."""
    if pid is None or host != socket.gethostname() or os.name == "nt":
        return True  # on Windows, asking a process would end it
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True

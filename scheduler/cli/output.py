"""Standard output is for the answer alone: a table or JSON that a program reads."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper

OUT, ERR = 1, 2


def apart_from_libraries() -> None:
    """Send what libraries write by themselves to standard error, and keep the output for ourselves.

    HiGHS 1.12 writes a line that no option silences (ERGO-Code/HiGHS, issue 2783): in the middle of
    JSON, nobody could read it any more. Without a standard error, nothing changes.
    """
    before = sys.stdout
    if before is not sys.__stdout__ or not isinstance(before, TextIOWrapper):
        return
    try:
        before.flush()
        ours = os.dup(OUT)
        os.dup2(ERR, OUT)
    except OSError:
        return
    buffering = 1 if before.line_buffering else -1
    sys.stdout = os.fdopen(ours, "w", encoding=before.encoding, buffering=buffering)

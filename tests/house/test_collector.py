"""Cycles of objects are looked for less often where sessions are read and planned."""

from __future__ import annotations

import gc

from models.collector import look_rarely


def test_a_whole_session_is_read_before_cycles_are_looked_for_again() -> None:
    before = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    try:
        look_rarely()

        assert gc.isenabled()
        assert gc.get_threshold()[0] > 10 * 700
    finally:
        gc.set_threshold(*before)

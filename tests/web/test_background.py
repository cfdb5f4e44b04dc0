"""Answers that take seconds: the page does not wait for them, and they are worked out once."""

from __future__ import annotations

import threading

import pytest

from webui.background import Background, StillAtWorkError

LONG = 30.0


@pytest.fixture
def door():
    """An answer that comes when the door is opened."""
    opened = threading.Event()
    yield opened
    opened.set()


def test_answer_that_takes_long_is_not_waited_for_and_comes_later(door):
    background, key = Background(), ("a", "b", "long")
    calls = []

    def work_out():
        calls.append(1)
        door.wait(LONG)
        return 42

    for _ in range(2):
        with pytest.raises(StillAtWorkError):
            background.answer(key, (1,), work_out, patience=0.01)
    door.set()

    assert background.answer(key, (1,), work_out, patience=LONG) == 42
    assert background.answer(key, (1,), work_out, patience=LONG) == 42
    assert len(calls) == 1


def test_answer_that_fails_says_why_and_is_tried_again():
    background, key = Background(), ("a", "b", "fails")
    answers = iter([TimeoutError("Le disque ne répond pas."), None])

    def work_out():
        error = next(answers)
        if error:
            raise error
        return "fait"

    with pytest.raises(TimeoutError, match="disque"):
        background.answer(key, (1,), work_out, patience=LONG)

    assert background.answer(key, (1,), work_out, patience=LONG) == "fait"

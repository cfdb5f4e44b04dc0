"""A database of its own for each test."""

from __future__ import annotations

import pytest

from scheduler.cli.main import main
from tests.stores import Store


class Outcome:
    def __init__(self, code, out, err):
        self.code, self.printed = code, out
        self.out, self.err = (text.replace("\N{NO-BREAK SPACE}", " ") for text in (out, err))


@pytest.fixture
def store(tmp_path):
    """A database in a file, ready to be filled."""
    made = Store(tmp_path)
    yield made
    made.database.close()


@pytest.fixture
def oraux(store, capsys, monkeypatch):
    """Run the command on the database of the test; return its code and what it wrote."""
    monkeypatch.setenv("ORAUX_DATABASE_URL", store.url)

    def run(*arguments):
        with pytest.raises(SystemExit) as leaving:
            main([str(one) for one in arguments])
        written = capsys.readouterr()
        return Outcome(leaving.value.code, written.out, written.err)

    return run

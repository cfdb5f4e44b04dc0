"""A reading reads the same thing once; a writer reads it anew."""

from __future__ import annotations

from models.db import Limit, once_a_reading, whole
from tests.stores import fresh_database


def test_reading_finds_once_and_a_writer_each_time(tmp_path):
    database = fresh_database(tmp_path)
    asked = []

    def read():
        asked.append(1)
        return len(asked)

    with database.reading() as db:
        same = [once_a_reading(db, ("x", 1), read), once_a_reading(db, ("x", 1), read)]
        other = once_a_reading(db, ("x", 2), read)
    with database.reading() as db:
        later = once_a_reading(db, ("x", 1), read)
    with database.writing() as db:
        written = [once_a_reading(db, ("x", 1), read), once_a_reading(db, ("x", 1), read)]
    database.close()

    assert (same, other, later, written) == ([1, 1], 2, 3, [4, 5])


def test_what_is_read_within_some_centres_is_not_given_for_the_whole(tmp_path):

    database = fresh_database(tmp_path)
    with database.limited([Limit(1, frozenset({"0490001A"}))]).reading() as db:
        within = once_a_reading(db, ("x",), lambda: "centre")
        with whole(db):
            everything = once_a_reading(db, ("x",), lambda: "session")
        again = once_a_reading(db, ("x",), lambda: "elsewhere")
    database.close()

    assert (within, everything, again) == ("centre", "session", "centre")

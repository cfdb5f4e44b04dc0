"""Data kept with a publication come back exactly, and survive later programmes."""

from __future__ import annotations

import json
import zlib

import pytest

from models.dossier.frozen import frozen, thawed
from scheduler.exchange import read_dossier
from scheduler.samples import SAMPLES, sample_path
from tests import handmade


@pytest.mark.parametrize("name", SAMPLES)
def test_session_comes_back_exactly(name):
    dossier = read_dossier(sample_path(name)).dossier

    assert thawed(frozen(dossier)) == dossier


def test_hand_made_session_comes_back_exactly():
    assert thawed(frozen(handmade.dossier())) == handmade.dossier()


def test_block_of_another_programme_is_read_without_what_it_does_not_share():
    tables = json.loads(zlib.decompress(frozen(handmade.dossier())))
    for row in tables["candidates"]:
        row["shoe_size"] = 42
    del tables["teachings"]

    again = thawed(zlib.compress(json.dumps(tables).encode()))

    assert again == handmade.dossier()


@pytest.mark.parametrize("block", [b"", b"nothing", zlib.compress(b"{}"), zlib.compress(b"[]")])
def test_bytes_that_hold_no_session_are_refused(block):
    with pytest.raises(ValueError, match="no session"):
        thawed(block)

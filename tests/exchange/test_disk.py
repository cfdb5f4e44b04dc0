"""The system's refusals are told in French."""

from __future__ import annotations

from pathlib import Path

from scheduler.exchange import read_dossier
from scheduler.exchange.disk import disk_reason


def test_missing_path_is_told_in_french(tmp_path: Path) -> None:
    reading = read_dossier(tmp_path / "absent.zip")

    assert reading.dossier is None
    assert "aucun fichier à cet endroit" in reading.problems[0].line()


def test_unknown_refusal_keeps_the_words_of_the_system() -> None:
    assert disk_reason(OSError(9999, "strange refusal")) == "strange refusal"

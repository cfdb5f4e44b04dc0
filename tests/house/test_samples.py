"""The sample sessions shipped with the package."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import make_samples
from benchmarks.sample_session import feasible
from models.dossier.records import Dossier
from scheduler.exchange import Severity, read_dossier
from scheduler.samples import SAMPLES, sample_path

EXPECTED = make_samples.SAMPLES


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_sample_is_read_without_error(name: str, kind: str) -> None:
    reading = read_dossier(sample_path(name, kind))

    assert [problem.line() for problem in reading.problems if problem.severity is Severity.ERROR] == []


@pytest.mark.parametrize("name", SAMPLES)
def test_sample_folder_and_workbook_say_the_same(name: str) -> None:
    folder, workbook = (read_dossier(sample_path(name, kind)).dossier for kind in ("csv", "xlsx"))

    assert folder == workbook


@pytest.mark.parametrize("name", SAMPLES)
def test_sample_is_what_the_generator_writes(name: str) -> None:
    reading = read_dossier(sample_path(name))

    assert reading.dossier == EXPECTED[name]()


def test_sample_has_the_cases_of_real_life() -> None:
    dossier = feasible()

    assert {row.phase for row in dossier.accommodations} >= {"*", "preparation", "oral", "production"}
    assert any(row.accessible_room for row in dossier.accommodations)
    assert any(row.separate_room for row in dossier.accommodations)
    assert any(row.pause_minutes for row in dossier.accommodations)
    assert any(row.reserve for row in dossier.examiners)
    assert _twins_have_a_parent_among_examiners(dossier)


def _twins_have_a_parent_among_examiners(dossier: Dossier) -> bool:
    parents = {row.examiner for row in dossier.incompatibilities}
    families = {row.family_name for row in dossier.examiners if row.code in parents}
    twins = [row for row in dossier.candidates if row.family_name in families]
    return len(twins) == 2 and twins[0].birth_date == twins[1].birth_date


def test_unknown_sample_is_refused() -> None:
    with pytest.raises(KeyError):
        sample_path("session-1999")


def test_sample_path_lies_in_the_package() -> None:
    assert sample_path().is_relative_to(Path(sample_path.__code__.co_filename).parent)

"""Rows to break a lawful folder with, and what its reading must say."""

from __future__ import annotations

from collections.abc import Callable

from scheduler.exchange import FileProblem, Reading
from tests.exchange.conftest import LAWFUL, Rows

Read = Callable[..., Reading]


def with_row(table: str, *rows: list[str]) -> Rows:
    return [*LAWFUL[table], *rows]


def candidate(number: str = "2027000003", **cells: str) -> list[str]:
    known = dict(zip(LAWFUL["candidats"][0], LAWFUL["candidats"][2], strict=True))
    return list({**known, "numero": number, **cells}.values())


def only_error(reading: Reading) -> FileProblem:
    assert reading.dossier is None
    assert len(reading.errors) == 1, reading.lines()
    return reading.errors[0]


def only_warning(reading: Reading) -> FileProblem:
    assert reading.dossier is not None, reading.lines()
    assert len(reading.warnings) == 1, reading.lines()
    return reading.warnings[0]


def place(problem: FileProblem) -> tuple[str, int, str]:
    return problem.file, problem.row, problem.column

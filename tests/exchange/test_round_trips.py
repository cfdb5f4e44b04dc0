"""What is written is read back the same, whatever people type; what is read never breaks the reader."""

from __future__ import annotations

import csv
import io
import tempfile
from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.dossier import Accommodation, Dossier
from scheduler.exchange import read_dossier, write_dossier
from tests.exchange.conftest import LAWFUL, as_csv, write_tables
from tests.exchange.strategies import dossiers

SLOW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


@settings(SLOW, max_examples=25)
@given(name=st.sampled_from(["dossier", "session.zip", "session.xlsx"]), dossier=dossiers())
def test_import_of_an_export_is_the_same_session(name: str, dossier: Dossier) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write_dossier(dossier, Path(folder) / name)

        reading = read_dossier(Path(folder) / name)

    assert reading.errors == ()
    assert reading.dossier == dossier


def test_share_of_extra_time_survives_exactly(tmp_path: Path, dossier: Dossier) -> None:
    shares = [Fraction(1, 3), Fraction(1, 2), Fraction(2, 3), Fraction(1, 7), Fraction(1, 4)]
    given_ = tuple(
        Accommodation("2027000001", phase=phase, extra_share=share, decision="d")
        for phase, share in zip(
            ["*", "oral", "preparation", "production", "prise-en-main"], shares, strict=True
        )
    )

    write_dossier(replace(dossier, accommodations=given_), tmp_path / "d")

    read = read_dossier(tmp_path / "d").dossier
    assert read is not None
    assert [one.extra_share for one in read.accommodations] == shares


@pytest.mark.parametrize("name", ["=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(A1)", "＝1+1"])
def test_cell_that_a_spreadsheet_would_run_is_neutralised(
    tmp_path: Path, dossier: Dossier, name: str
) -> None:
    changed = replace(dossier, centres=(replace(dossier.centres[0], name=name),))

    write_dossier(changed, tmp_path / "d")
    write_dossier(changed, tmp_path / "d.xlsx")

    with (tmp_path / "d" / "centres.csv").open(encoding="utf-8-sig") as stream:
        rows = list(csv.reader(stream, delimiter=";"))
    cell = openpyxl.load_workbook(tmp_path / "d.xlsx")["centres"]["B2"]
    assert rows[1][1] == f"'{name}"
    assert (cell.data_type, cell.value) == ("s", f"'{name}")


def test_files_are_written_as_excel_in_french_opens_them(tmp_path: Path, dossier: Dossier) -> None:
    write_dossier(dossier, tmp_path / "d")

    content = (tmp_path / "d" / "centres.csv").read_bytes()
    assert content.startswith("\ufeffuai;nom;adresse;".encode())
    assert content.count(b"\r\n") == content.count(b"\n") == 2


@SLOW
@given(
    content=st.binary(max_size=2000),
    suffix=st.sampled_from(["xlsx", "zip", "csv"]),
    start=st.sampled_from(
        [b"", b"PK\x03\x04", b"PK\x05\x06", b"\xef\xbb\xbf", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
    ),
)
def test_random_bytes_end_in_a_sentence(content: bytes, suffix: str, start: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a.{suffix}"
        path.write_bytes(start + content)

        reading = read_dossier(path)

    assert reading.errors
    assert reading.dossier is None


@SLOW
@given(table=st.sampled_from(sorted(LAWFUL)), content=st.binary(max_size=500))
def test_random_table_never_breaks_the_reader(table: str, content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        tables = {**LAWFUL, table: content}

        reading = read_dossier(write_tables(Path(folder) / "d", tables))

    assert bool(reading.errors) == (reading.dossier is None)


@SLOW
@given(data=st.data())
def test_mutated_table_never_breaks_the_reader(data: st.DataObject) -> None:
    table = data.draw(st.sampled_from(sorted(LAWFUL)))
    content = bytearray(as_csv(LAWFUL[table]))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 3))] = data.draw(
            st.sampled_from(
                [b"", b";", b'"', b"\r", b"\n", b"\x00", b"\xe9", "é".encode(), b"24:00", b"=", b"/"]
            )
        )
    with tempfile.TemporaryDirectory() as folder:
        reading = read_dossier(write_tables(Path(folder) / "d", {**LAWFUL, table: bytes(content)}))

    assert bool(reading.errors) == (reading.dossier is None)
    assert all(problem.row >= 1 and "\n" not in problem.line() for problem in reading.problems)


@cache
def small_workbook() -> bytes:
    """Return one small workbook, the same for every example."""
    book, content = openpyxl.Workbook(), io.BytesIO()
    book.active.title = "candidats"
    book.active.append(["numero", "nom"])
    book.save(content)
    return content.getvalue()


@settings(max_examples=60, deadline=None)
@given(
    mutations=st.lists(
        st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=8
    )
)
def test_mutated_workbook_never_breaks_the_reader(mutations: list[tuple[float, int]]) -> None:
    content = bytearray(small_workbook())
    for at, byte in mutations:
        content[int(at * len(content))] = byte
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.xlsx"
        path.write_bytes(content)

        assert read_dossier(path).errors

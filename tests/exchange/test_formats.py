"""Files that are not what their names say, and workbooks that are refused."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from scheduler.exchange import read_dossier
from tests.exchange.broken import only_error
from tests.exchange.conftest import LAWFUL, as_csv


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", b"uai;nom\r\n"),
        ("a.zip", b"uai;nom\r\n"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("a.xlsx", b"PK\x03\x04broken"),
        ("a.zip", b"PK\x03\x04broken"),
        ("a.xls", b"any"),
        ("a.xlsm", b"any"),
        ("a.txt", b"any"),
        ("a.csv", b"PK\x03\x04broken"),
        ("a.xlsx", b""),
        ("a.zip", b""),
        ("a.csv", b""),
    ],
)
def test_file_whose_content_belies_its_name_is_one_error(
    tmp_path: Path, name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)

    problem = only_error(read_dossier(tmp_path / name))

    assert problem.file == name


@pytest.mark.parametrize("name", ["a.xls", "a.xlsm", "a.ods"])
def test_other_workbooks_are_sent_back_with_the_format_to_save_in(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")

    assert "enregistrez au format .xlsx" in only_error(read_dossier(tmp_path / name)).message


def test_zip_given_the_name_of_a_workbook_is_an_error(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("centres.csv", as_csv(LAWFUL["centres"]))

    assert "malgré son nom" in only_error(read_dossier(tmp_path / "a.xlsx")).message


def test_workbook_with_macros_is_refused(tmp_path: Path) -> None:
    book = io.BytesIO()
    openpyxl.Workbook().save(book)
    with zipfile.ZipFile(book, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    (tmp_path / "a.xlsx").write_bytes(book.getvalue())

    message = only_error(read_dossier(tmp_path / "a.xlsx")).message
    assert "macros" in message
    assert "enregistrez au format .xlsx" in message

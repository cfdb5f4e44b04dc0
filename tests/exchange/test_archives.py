"""Archives and workbooks that lie, climb, or would fill the memory."""

from __future__ import annotations

import io
import resource
import zipfile
from collections.abc import Iterable
from pathlib import Path

import openpyxl
import pytest

from scheduler.exchange import read_dossier
from scheduler.exchange.raw import UnreadableFileError
from scheduler.exchange.sheet_scan import copied_bytes, item_sizes, scan_sheet
from tests.exchange.conftest import LAWFUL, as_csv

GIB = 2**20  # kibibytes, as the system counts them
Members = Iterable[tuple[str | zipfile.ZipInfo, bytes]]


def archive(path: Path, members: Members) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in members:
            written.writestr(name, content)
    return path


def lawful(prefix: str = "") -> Members:
    return [(f"{prefix}{name}.csv", as_csv(rows)) for name, rows in LAWFUL.items()]


def message_of(path: Path) -> str:
    reading = read_dossier(path)
    assert reading.dossier is None
    assert reading.errors[0].file == path.name
    return reading.errors[0].message


def link() -> zipfile.ZipInfo:
    member = zipfile.ZipInfo("candidats.csv")
    member.create_system = 3
    member.external_attr = 0o120777 << 16
    return member


@pytest.mark.parametrize("prefix", ["", "session/"])
def test_zip_with_at_most_one_folder_is_read(tmp_path: Path, prefix: str) -> None:
    noise = [("__MACOSX/._candidats.csv", b"x"), (f"{prefix}.DS_Store", b"x")]

    reading = read_dossier(archive(tmp_path / "a.zip", [*lawful(prefix), *noise]))

    assert reading.problems == ()
    assert reading.dossier is not None


def test_files_of_a_zip_that_are_no_tables_are_warnings(tmp_path: Path) -> None:
    reading = read_dossier(archive(tmp_path / "a.zip", [*lawful(), ("lisezmoi.txt", b"bonjour")]))

    assert [one.file for one in reading.warnings] == ["lisezmoi.txt"]
    assert reading.dossier is not None


@pytest.mark.parametrize(
    ("members", "what"),
    [
        ([*lawful(), ("../evil.csv", b"a")], "sort de l’archive"),
        ([*lawful(), ("..\\evil.csv", b"a")], "sort de l’archive"),
        ([*lawful(), ("/evil.csv", b"a")], "sort de l’archive"),
        ([*lawful(), ("C:\\evil.csv", b"a")], "sort de l’archive"),
        ([(link(), b"/etc/hostname")], "lien"),
        ([*lawful(), ("autre.zip", b"PK\x03\x04")], "archive ou classeur dans l’archive"),
        ([*lawful(), ("autre.dat", b"PK\x03\x04")], "archive ou classeur dans l’archive"),
        ([*lawful("a/"), ("b/trajets.csv", b"a")], "plusieurs dossiers"),
        (lawful("a/b/"), "plusieurs dossiers"),
        ([("lisezmoi.txt", b"a")], "aucun fichier .csv"),
    ],
)
def test_zip_that_climbs_links_or_nests_is_refused(tmp_path: Path, members: Members, what: str) -> None:
    assert what in message_of(archive(tmp_path / "a.zip", members))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_zip_with_one_name_twice_is_refused(tmp_path: Path) -> None:
    assert "même nom" in message_of(archive(tmp_path / "a.zip", [*lawful(), ("candidats.csv", b"a")]))


def test_zip_bomb_is_refused_unopened(tmp_path: Path) -> None:
    with (
        zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as written,
        written.open("candidats.csv", "w", force_zip64=True) as member,
    ):
        for _ in range(501):
            member.write(bytes(2**20))

    assert "500 Mio au plus" in message_of(tmp_path / "a.zip")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < GIB


def test_zip_of_countless_members_is_refused_unlisted(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", ((f"{number:0200}.csv", b"") for number in range(9_000)))

    assert "trop de fichiers" in message_of(path)


def test_half_a_gigabyte_is_refused_unread(tmp_path: Path) -> None:
    for name in ("a.zip", "a.xlsx", "a.csv"):
        with (tmp_path / name).open("wb") as stream:
            stream.truncate(512 * 2**20)

        assert "100 Mio au plus" in message_of(tmp_path / name)


def test_damaged_member_is_one_error_of_its_table(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", lawful())
    content = bytearray(path.read_bytes())
    content[60:70] = bytes(10)
    path.write_bytes(content)

    assert "endommagé" in " ".join(read_dossier(path).lines())


def sheet(*rows: bytes) -> io.BytesIO:
    return io.BytesIO(b"<worksheet><sheetData>" + b"".join(rows) + b"</sheetData></worksheet>")


@pytest.mark.parametrize(
    ("cells", "what"),
    [
        (b'<c r="A1048576"><v>1</v></c>', "lignes"),
        (b'<c r="XFD1"><v>1</v></c>', "colonnes"),
        (b'<c r="IV1"><v>1</v></c><c r="A190000"><v>1</v></c>', "dispersées"),
        (b'<x:c r="A1048576"><v>1</v></x:c>', "lignes"),
    ],
)
def test_sheet_that_would_load_as_a_huge_rectangle_is_refused(cells: bytes, what: str) -> None:
    with pytest.raises(UnreadableFileError, match=what):
        scan_sheet(sheet(cells))


def test_styled_empty_cells_far_away_are_no_rectangle() -> None:
    assert scan_sheet(sheet(b'<c r="A1"><v>1</v></c><c r="XFD1048576" s="1"/>')).cells == 1


def test_cell_of_many_megabytes_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="démesurée"):
        scan_sheet(sheet(b'<c r="A1" t="str"><v>', b"a" * (20 * 2**20), b"</v></c>"))


def test_shared_texts_are_counted_as_often_as_they_are_shown() -> None:
    sizes = item_sizes(io.BytesIO(b"<sst><si><t>" + b"a" * 1000 + b"</t></si></sst>"))
    cells = b"".join(b'<c r="A%d" t="s"><v>0</v></c>' % row for row in range(1, 1001))

    assert 1000 * 1000 <= copied_bytes(sheet(cells), sizes) <= 1000 * 1100


def test_broken_formulas_are_found_with_their_places() -> None:
    scan = scan_sheet(
        sheet(
            b'<c r="B2"><f>A1</f><v/></c><c r="C3" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
            b'<c r="D4" t="str"><f>""</f><v></v></c><c r="E5"><f>1+1</f><v>2</v></c>',
        )
    )

    assert set(scan.broken) == {(2, 2), (3, 3)}


def test_workbook_that_declares_entities_is_refused(tmp_path: Path) -> None:
    book = io.BytesIO()
    openpyxl.Workbook().save(book)
    with zipfile.ZipFile(book) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    parts["xl/workbook.xml"] = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + parts["xl/workbook.xml"]

    assert "endommagé" in message_of(archive(tmp_path / "a.xlsx", list(parts.items())))


def test_deeply_nested_sheet_ends_in_a_sentence(tmp_path: Path) -> None:
    book = io.BytesIO()
    openpyxl.Workbook().save(book)
    with zipfile.ZipFile(book) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    parts["xl/worksheets/sheet1.xml"] = b"<worksheet><sheetData>" + b"<a>" * 1_000_000

    assert read_dossier(archive(tmp_path / "a.xlsx", list(parts.items()))).errors

"""Ways of writing that real files have, all of which must be understood."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from models.dossier import CandidateStatus, RoomType
from scheduler.exchange import Reading, read_dossier
from scheduler.exchange.cells import fold
from scheduler.exchange.holidays import easter_of
from scheduler.exchange.tables import TABLES
from tests.exchange.conftest import LAWFUL, Rows, as_csv

Read = Callable[..., Reading]
MORNING = ["0450001A", "2027-06-15", "08:00", "12:30", ""]


def with_row(table: str, *rows: list[str]) -> Rows:
    return [*LAWFUL[table], *rows]


def half_day(**cells: str) -> Rows:
    known = dict(zip(LAWFUL["calendrier"][0], MORNING, strict=True))
    return with_row("calendrier", list({**known, **cells}.values()))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("ending", ["\r\n", "\n"])
def test_every_encoding_separator_and_line_ending_is_read(
    read: Read, encoding: str, separator: str, ending: str
) -> None:
    text = ending.join(separator.join(row) for row in LAWFUL["centres"]) + ending

    dossier = read(centres=text.encode(encoding)).dossier

    assert dossier is not None
    assert dossier.centres[0].name == "Lycée des Essais"
    assert dossier.centres[0].town == "Orléans"


def test_last_line_without_line_break_is_read(read: Read) -> None:
    assert read(centres=as_csv(LAWFUL["centres"]).rstrip()).problems == ()


@pytest.mark.parametrize("day", ["2027-06-15", "15/06/2027"])
def test_dates_are_read(read: Read, day: str) -> None:
    dossier = read(calendrier=half_day(date=day)).dossier

    assert dossier is not None
    assert dossier.half_days[2].day == dt.date(2027, 6, 15)


@pytest.mark.parametrize(
    ("hour", "minutes"),
    [
        ("08:05", 485),
        ("8:05", 485),
        ("08:05:00", 485),
        ("8 h 05", 485),
        ("8h05", 485),
        ("8 h", 480),
        ("8\u00a0h\u00a005", 485),
        ("8\u202fh\u202f05", 485),
        ("08H05", 485),
        ("00:00", 0),
    ],
)
def test_hours_are_read(read: Read, hour: str, minutes: int) -> None:
    dossier = read(calendrier=half_day(debut=hour)).dossier

    assert dossier is not None
    assert dossier.half_days[2].start == minutes


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("OUI", True),
        ("oui", True),
        ("O", True),
        ("1", True),
        ("Vrai", True),
        ("NON", False),
        ("n", False),
        ("0", False),
        ("FAUX", False),
    ],
)
def test_yes_and_no_are_read(read: Read, word: str, value: bool) -> None:
    rows = [
        [*row[:-1], end]
        for row, end in zip(LAWFUL["examinateurs"], ["dispo_defaut", word, "OUI"], strict=True)
    ]

    dossier = read(examinateurs=rows).dossier

    assert dossier is not None
    assert dossier.examiners[0].available_by_default is value


@pytest.mark.parametrize("text", ["47,9029", "47.9029"])
def test_decimals_are_read(read: Read, text: str) -> None:
    rows = [[*row, end] for row, end in zip(LAWFUL["centres"], ["latitude", text], strict=True)]

    dossier = read(centres=rows).dossier

    assert dossier is not None
    assert dossier.centres[0].latitude == 47.9029


@pytest.mark.parametrize(
    "text", ["SAM-OPA,SAM-GP", "SAM-OPA | SAM-GP", "sam-opa,,SAM GP,", '"SAM-OPA, SAM-GP"']
)
def test_lists_are_read(read: Read, text: str) -> None:
    row = ["E2", "Vidal", "Ines", "ENSEIGNANT", "", text, ""]

    dossier = read(examinateurs=with_row("examinateurs", row)).dossier

    assert dossier is not None
    assert dossier.examiners[2].qualifications == ("SAM-OPA", "SAM-GP")


def test_list_is_read_in_a_comma_separated_file(read: Read) -> None:
    content = (
        b"code,nom,prenom,role,qualifications\r\n"
        b'E1,Roux,Paul,ENSEIGNANT,"SAM-OPA,SAM-GP"\r\nP1,Blanc,Eva,PROFESSIONNEL,PRO-SAM\r\n'
    )

    dossier = read(examinateurs=content).dossier

    assert dossier is not None
    assert dossier.examiners[0].qualifications == ("SAM-OPA", "SAM-GP")


@pytest.mark.parametrize(
    "header",
    [
        "numero",
        "NUMÉRO",
        "Nume\u0301ro",
        " numéro ",
        "N° Candidat",
        "N°\u00a0candidat",
        "n_candidat",
        "N-Candidat",
        "Numéro de candidat",
        "nº candidat",
    ],
)
def test_headers_are_matched_however_they_are_written(read: Read, header: str) -> None:
    rows = [[header, *LAWFUL["candidats"][0][1:]], *LAWFUL["candidats"][1:]]

    assert read(candidats=rows).problems == ()


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_no_header_means_two_columns_of_a_table(table: Any) -> None:
    headers = [header for column in table.columns for header in column.headers]

    assert len(headers) == len(set(headers))


def test_table_names_are_matched_like_headers(read: Read, tmp_path: Path) -> None:
    read()
    (tmp_path / "dossier" / "candidats.csv").rename(tmp_path / "dossier" / "Candidats.CSV")

    assert read_dossier(tmp_path / "dossier").problems == ()


@pytest.mark.parametrize("empty", ["", "-", " -", "\u00a0"])
def test_empty_cells_mean_none(read: Read, empty: str) -> None:
    row = ["2027000003", " Durand ", "Zoé", empty, empty, "BTS-SAM", "EXPERIENCE", *[empty] * 5]

    dossier = read(candidats=with_row("candidats", row)).dossier

    assert dossier is not None
    assert dossier.candidates[2].family_name == "Durand"
    assert dossier.candidates[2].establishment is None
    assert dossier.candidates[2].language_a is None


def test_text_is_kept_as_it_is(read: Read) -> None:
    name = "🎓 <b>O’Brien</b> & 'Fils' " + "x" * 300

    dossier = read(centres=with_row("centres", ["0450009Z", name, "Olivet"])).dossier

    assert dossier is not None
    assert dossier.centres[1].name == name


def test_number_with_a_decimal_part_of_zero_is_a_code(read: Read) -> None:
    row = ["2027000003.0", *LAWFUL["candidats"][1][1:]]

    dossier = read(candidats=with_row("candidats", row)).dossier

    assert dossier is not None
    assert dossier.candidates[2].number == "2027000003"


def test_unclosed_quote_is_said_at_its_row(read: Read) -> None:
    reading = read(
        centres=as_csv(LAWFUL["centres"]) + b'0450008Y;"Annexe;Olivet\r\n0450009Z;Autre;Olivet\r\n'
    )

    assert [(one.row, "guillemet" in one.message) for one in reading.errors] == [(3, True)]


def test_many_problems_are_counted_beyond_the_first_thousand(read: Read) -> None:
    rows = [[f"{number}X", "", "Olivet"] for number in range(1500)]

    reading = read(centres=with_row("centres", *rows))

    assert len(reading.errors) == 1000
    assert reading.lines()[-1] == f"… et {reading.omitted} autres problèmes : corrigez d’abord ceux-ci."


def test_cell_of_more_than_ten_thousand_characters_is_an_error(read: Read) -> None:
    lawful = read(centres=with_row("centres", ["0450009Z", "x" * 10_000, "Olivet"]))
    reading = read(centres=with_row("centres", ["0450009Z", "x" * 10_001, "Olivet"]))

    assert lawful.problems == ()
    assert [(one.row, one.column) for one in reading.errors] == [(3, "nom")]


def test_fold_forgets_case_accents_and_marks() -> None:
    assert fold("N° d’Œuvre_É-t\u0301\u00a0A") == "ndoeuvreeta"


@pytest.mark.parametrize(
    ("year", "month", "day"), [(2024, 3, 31), (2025, 4, 20), (2026, 4, 5), (2027, 3, 28), (2038, 4, 25)]
)
def test_easter_falls_on_the_day_of_the_almanac(year: int, month: int, day: int) -> None:
    assert easter_of(year) == dt.date(year, month, day)


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """Return a writer of the lawful workbook with some sheets replaced by typed cells."""

    def write(**changed: list[list[Any]]) -> Path:
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, rows in {**LAWFUL, **changed}.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append([None if cell == "" else cell for cell in row])
        book.save(tmp_path / "session.xlsx")
        return tmp_path / "session.xlsx"

    return write


def test_lawful_workbook_is_the_lawful_folder(workbook: Callable[..., Path], read: Read) -> None:
    reading = read_dossier(workbook())

    assert reading.problems == ()
    assert reading.dossier == read().dossier


def test_typed_cells_are_read_as_such(workbook: Callable[..., Path]) -> None:
    path = workbook(
        calendrier=[
            LAWFUL["calendrier"][0],
            ["0450001A", dt.date(2027, 6, 15), dt.time(8, 5), dt.time(12), None],
        ],
        salles=[[*LAWFUL["salles"][0], "accessible"], ["0450001A", 12, "JURY", 1, True]],
        candidats=[
            LAWFUL["candidats"][0],
            [2027000001.0, "Martin", "Léa", None, 2, "BTS-SAM", "scolaire"],
        ],
    )

    dossier = read_dossier(path).dossier

    assert dossier is not None
    assert (dossier.half_days[0].day, dossier.half_days[0].start) == (dt.date(2027, 6, 15), 485)
    assert (dossier.rooms[0].code, dossier.rooms[0].accessible, dossier.rooms[0].type) == (
        "12",
        True,
        RoomType.JURY,
    )
    assert (dossier.candidates[0].number, dossier.candidates[0].division) == ("2027000001", "2")
    assert dossier.candidates[0].status is CandidateStatus.SCOLAIRE


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("date", 46187),
        ("date", 46187.5),
        ("date", dt.datetime(2027, 6, 15, 8)),  # noqa: DTZ001 (a cell has no zone)
        ("debut", 0.3333),
        ("debut", dt.timedelta(days=1)),
        ("debut", dt.time(8, 0, 30)),
        ("fin", True),
    ],
)
def test_cell_of_the_wrong_type_is_an_error(
    workbook: Callable[..., Path], column: str, cell: Any
) -> None:
    row: dict[str, Any] = dict(zip(LAWFUL["calendrier"][0], MORNING, strict=True))
    rows = [LAWFUL["calendrier"][0], list({**row, column: cell}.values())]

    reading = read_dossier(workbook(calendrier=rows))

    assert [(one.file, one.row, one.column) for one in reading.errors] == [
        ("session.xlsx[calendrier]", 2, column)
    ]


def test_code_that_a_spreadsheet_took_for_a_date_is_an_error(workbook: Callable[..., Path]) -> None:
    rows = [LAWFUL["salles"][0], ["0450001A", dt.date(2027, 1, 2), "JURY", 1]]

    assert "format Texte" in read_dossier(workbook(salles=rows)).errors[0].message


def test_formula_without_stored_value_is_an_error(workbook: Callable[..., Path]) -> None:
    rows = [LAWFUL["salles"][0], ["0450001A", "B12", "JURY", "=1+0"]]

    reading = read_dossier(workbook(salles=rows))

    assert [(one.row, one.column) for one in reading.errors] == [(2, "places")]
    assert "formule" in reading.errors[0].message


def test_formula_alone_in_its_row_is_still_an_error(workbook: Callable[..., Path]) -> None:
    rows = [*LAWFUL["inscriptions"], [None, None, None], ["=A1"]]

    assert [one.row for one in read_dossier(workbook(inscriptions=rows)).errors][:1] == [3]


def test_row_numbers_of_a_workbook_are_those_of_the_spreadsheet(workbook: Callable[..., Path]) -> None:
    rows = [[], LAWFUL["salles"][0], [], ["0450001A", "B12", "CAVE", 1]]

    assert [one.row for one in read_dossier(workbook(salles=rows)).errors] == [4]


def test_cell_beyond_the_header_of_a_sheet_is_an_error(workbook: Callable[..., Path]) -> None:
    rows = [LAWFUL["salles"][0], ["0450001A", "B12", "JURY", 1, "trop"]]

    assert [one.row for one in read_dossier(workbook(salles=rows)).errors] == [2]


def test_help_sheet_is_ignored_and_another_is_a_warning(workbook: Callable[..., Path]) -> None:
    reading = read_dossier(workbook(Aide=[["Comment faire"]], Brouillon=[["notes"]]))

    assert [one.file for one in reading.problems] == ["session.xlsx[Brouillon]"]
    assert reading.dossier is not None

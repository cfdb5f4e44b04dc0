"""What a second import of a session changes, and what it leaves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from models.dossier import Candidate, CandidateStatus, Dossier
from scheduler.cli.modele import command
from scheduler.exchange import (
    ChangeKind,
    Reading,
    changes_between,
    merged,
    problems_of,
    read_dossier,
    write_template,
)
from scheduler.exchange.tables import TABLES
from tests.exchange.conftest import LAWFUL

NEW = Candidate("2027000009", "Durand", "Zoé", "BTS-SAM", CandidateStatus.SCOLAIRE)


def corrected(dossier: Dossier) -> Dossier:
    """Rename the first candidate, leave out the second, add a third."""
    return replace(dossier, candidates=(replace(dossier.candidates[0], family_name="Martinet"), NEW))


def test_importing_twice_changes_nothing(dossier: Dossier) -> None:
    assert changes_between(dossier, dossier) == ()
    assert merged(dossier, dossier, remove_absent=False) == dossier
    assert merged(dossier, dossier, remove_absent=True) == dossier


def test_corrected_import_lists_what_it_adds_changes_and_no_longer_has(dossier: Dossier) -> None:
    changes = changes_between(dossier, corrected(dossier))

    assert [(one.kind, one.key) for one in changes] == [
        (ChangeKind.CHANGED, ("2027000001",)),
        (ChangeKind.ADDED, ("2027000009",)),
        (ChangeKind.REMOVED, ("2027000002",)),
    ]
    assert [(one.column, one.before, one.after) for one in changes[0].fields] == [
        ("nom", "Martin", "Martinet")
    ]
    assert changes[1].label == "Zoé Durand (n°\u00a02027000009)"


def test_first_import_adds_everything(dossier: Dossier) -> None:
    changes = changes_between(None, dossier)

    assert {one.kind for one in changes} == {ChangeKind.ADDED}
    assert {one.table for one in changes} >= {"session", "centres", "candidats", "salles"}


def test_absent_record_is_kept_unless_removal_is_confirmed(dossier: Dossier) -> None:
    new = corrected(dossier)

    kept = merged(dossier, new, remove_absent=False)
    removed = merged(dossier, new, remove_absent=True)

    assert [one.number for one in kept.candidates] == ["2027000001", "2027000002", "2027000009"]
    assert [one.number for one in removed.candidates] == ["2027000001", "2027000009"]


def test_table_that_the_import_leaves_out_stays(dossier: Dossier) -> None:
    new = replace(dossier, rooms=(), candidates=(NEW,))

    assert (
        merged(dossier, new, remove_absent=True, tables=frozenset({"candidats"})).rooms == dossier.rooms
    )
    assert {one.table for one in changes_between(dossier, new, tables=frozenset({"candidats"}))} == {
        "candidats"
    }


def test_removing_a_candidate_removes_what_names_it(read: Callable[..., Reading]) -> None:
    dossier = read(
        inscriptions=[*LAWFUL["inscriptions"], ["2027000002", "E4", "DISPENSE", "", ""]]
    ).dossier
    assert dossier is not None

    removed = merged(
        dossier,
        replace(dossier, candidates=dossier.candidates[:1]),
        remove_absent=True,
        tables=frozenset({"candidats"}),
    )

    assert removed.registrations == ()


def test_import_that_leaves_tables_out_is_checked_against_the_stored_session(
    read: Callable[..., Reading], dossier: Dossier
) -> None:
    reading = read(dossier, etablissements=None)

    assert reading.problems == ()
    assert "etablissements" not in reading.tables_present


def test_session_kept_with_an_old_half_day_is_checked_again(dossier: Dossier) -> None:
    later = replace(dossier, half_days=(replace(dossier.half_days[0], start=500), dossier.half_days[1]))

    kept = merged(dossier, later, remove_absent=False)

    assert problems_of(dossier) == problems_of(later) == ()
    assert [(one.file, one.column) for one in problems_of(kept)] == [("calendrier", "debut")]


def test_template_asks_only_for_what_it_lacks(tmp_path: Path) -> None:
    write_template(tmp_path / "modele.xlsx", year=2027)

    reading = read_dossier(tmp_path / "modele.xlsx")

    assert reading.warnings == ()
    assert {one.file for one in reading.errors} == {"modele.xlsx[session]"}


def test_filled_template_is_a_session(tmp_path: Path) -> None:
    write_template(tmp_path / "modele.xlsx", year=2027)
    book = openpyxl.load_workbook(tmp_path / "modele.xlsx")
    for name, rows in LAWFUL.items():
        headers = {cell.value: cell.column for cell in book[name][1]}
        for number, row in enumerate(rows[1:], start=2):
            for title, value in zip(rows[0], row, strict=True):
                if value:
                    book[name].cell(number, headers[title]).value = value
    for number in range(6, 14):
        book["session"].cell(number, 1).value = None
    book.save(tmp_path / "rempli.xlsx")

    reading = read_dossier(tmp_path / "rempli.xlsx")

    assert reading.problems == ()
    assert reading.dossier is not None
    assert len(reading.dossier.candidates) == 2


def test_template_has_lists_frozen_headers_and_help(tmp_path: Path) -> None:
    write_template(tmp_path / "modele.xlsx", year=2027)

    book = openpyxl.load_workbook(tmp_path / "modele.xlsx")
    assert book.sheetnames[1:-1] == [table.name for table in TABLES]
    for table in TABLES:
        sheet = book[table.name]
        listed = {validation.formula1 for validation in sheet.data_validations.dataValidation}
        assert sheet.freeze_panes == "A2"
        for column in table.columns:
            if column.kind.choices:
                assert f'"{",".join(column.kind.choices)}"' in listed
    told = {(row[0].value, row[1].value) for row in book["Aide"].iter_rows(min_row=1)}
    assert all((table.name, column.name) in told for table in TABLES for column in table.columns)


def test_help_lists_every_alias() -> None:
    result = CliRunner().invoke(command, ["--aide"])

    assert result.exit_code == 0
    for table in TABLES:
        for column in table.columns:
            assert all(alias in result.output for alias in (column.name, *column.aliases))


def test_command_writes_the_template_once(tmp_path: Path) -> None:
    path = tmp_path / "modele.xlsx"

    first = CliRunner().invoke(command, [str(path)])
    second = CliRunner().invoke(command, [str(path)])

    assert first.exit_code == 0
    assert second.exit_code == 2
    assert "existe déjà" in second.output


@pytest.mark.parametrize("name", ["modele.csv", "modele"])
def test_command_refuses_another_format(tmp_path: Path, name: str) -> None:
    assert CliRunner().invoke(command, [str(tmp_path / name)]).exit_code == 2

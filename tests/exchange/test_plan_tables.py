"""Tables of a plan: written to the letter of the contract, read back from anybody."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest

from models.dossier import Dossier
from models.planning.plan import (
    LEVELS,
    Level,
    Member,
    Passage,
    PhaseTime,
    Plan,
    Sitting,
    SolveReport,
    Unplaced,
    Watch,
)
from models.roles import Role
from scheduler.exchange import NotWrittenError, read_plan, write_dossier, write_plan

CENTRE = "0450001A"
PLAN = Plan(
    dt.date(2027, 6, 14),
    (
        Passage(
            "2027000001",
            "BTS-SAM/E5",
            CENTRE,
            "C1",
            480,
            (PhaseTime("preparation", 510, 555, "P1"), PhaseTime("oral", 560, 605, "B12")),
            locked=True,
        ),
        Passage(
            "2027000002", "BTS-SAM/E4", CENTRE, "C2", 1440 + 810, (PhaseTime("oral", 2280, 2335, "B12"),)
        ),
    ),
    (
        Sitting(
            "C1",
            "BTS-SAM/E5",
            CENTRE,
            "B12",
            560,
            605,
            (Member("E1", Role.ENSEIGNANT), Member("P1", Role.PROFESSIONNEL)),
        ),
        Sitting(
            "C2",
            "BTS-SAM/E4",
            CENTRE,
            "B12",
            2280,
            2335,
            (Member("E1", Role.ENSEIGNANT), Member("E2", Role.ENSEIGNANT, replacement=True)),
        ),
    ),
    (Watch(CENTRE, "P1", 510, 555, 1),),
    (Unplaced("2027000001", "BTS-SAM/E4", "aucune salle libre"),),
)
REPORT = SolveReport(tuple(Level(name, index + 2, index) for index, name in enumerate(LEVELS)), 1.5, 42)


def lines_of(path: Path) -> list[str]:
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\r\n")
    return content.decode("utf-8-sig").split("\r\n")[:-1]


def test_passages_are_written_with_their_phases_by_hour(tmp_path: Path, dossier: Dossier) -> None:
    write_plan(PLAN, dossier, REPORT, tmp_path / "out")

    assert lines_of(tmp_path / "out" / "passages.csv") == [
        (
            "candidat;diplome;epreuve;centre;date;convocation;phase1;phase1_debut;phase1_fin;phase1_salle;"
            "phase2;phase2_debut;phase2_fin;phase2_salle;commission;verrouille"
        ),
        "2027000001;BTS-SAM;E5;0450001A;2027-06-14;08:00;preparation;08:30;09:15;P1;oral;09:20;10:05;B12;C1;OUI",
        "2027000002;BTS-SAM;E4;0450001A;2027-06-15;13:30;oral;14:00;14:55;B12;;;;;C2;NON",
    ]


def test_commissions_are_written_one_row_per_member(tmp_path: Path, dossier: Dossier) -> None:
    write_plan(PLAN, dossier, REPORT, tmp_path / "out")

    assert lines_of(tmp_path / "out" / "commissions.csv") == [
        "commission;centre;date;debut;fin;salle;epreuve;examinateur;role;remplacant",
        "C1;0450001A;2027-06-14;09:20;10:05;B12;BTS-SAM/E5;E1;ENSEIGNANT;NON",
        "C1;0450001A;2027-06-14;09:20;10:05;B12;BTS-SAM/E5;P1;PROFESSIONNEL;NON",
        "C2;0450001A;2027-06-15;14:00;14:55;B12;BTS-SAM/E4;E1;ENSEIGNANT;NON",
        "C2;0450001A;2027-06-15;14:00;14:55;B12;BTS-SAM/E4;E2;ENSEIGNANT;OUI",
    ]


def test_other_tables_are_written(tmp_path: Path, dossier: Dossier) -> None:
    write_plan(PLAN, dossier, REPORT, tmp_path / "out")

    assert lines_of(tmp_path / "out" / "surveillances.csv")[1:] == [
        "0450001A;2027-06-14;P1;08:30;09:15;1"
    ]
    assert lines_of(tmp_path / "out" / "non_places.csv")[1:] == ["2027000001;E4;aucune salle libre"]


def test_indicators_hold_every_level_with_its_bound(tmp_path: Path, dossier: Dossier) -> None:
    write_plan(PLAN, dossier, REPORT, tmp_path / "out")

    rows = dict(line.split(";") for line in lines_of(tmp_path / "out" / "indicateurs.csv")[1:])
    assert list(rows)[:9] == ["placed", *LEVELS]
    assert {f"bound_{name}" for name in LEVELS} <= set(rows)
    assert (rows["placed"], rows["half_days"], rows["bound_half_days"], rows["seed"]) == (
        "2",
        "4",
        "2",
        "42",
    )


def test_plan_read_back_is_the_plan_written(tmp_path: Path, dossier: Dossier) -> None:
    write_plan(PLAN, dossier, REPORT, tmp_path / "out")

    reading = read_plan(tmp_path / "out", dossier)

    assert reading.problems == ()
    assert reading.plan == PLAN
    assert reading.indicators["seed"] == "42"


def test_empty_plan_is_written_and_read(tmp_path: Path, dossier: Dossier) -> None:
    empty = Plan(dt.date(2027, 6, 14))

    write_plan(empty, dossier, REPORT, tmp_path / "out")

    assert read_plan(tmp_path / "out", dossier).plan == empty


def test_same_plan_in_any_order_gives_the_same_bytes(tmp_path: Path, dossier: Dossier) -> None:
    shuffled = Plan(
        PLAN.first_day, PLAN.passages[::-1], PLAN.sittings[::-1], PLAN.watches, PLAN.unplaced
    )

    write_plan(PLAN, dossier, REPORT, tmp_path / "a")
    write_plan(shuffled, dossier, REPORT, tmp_path / "b")

    for name in ("passages.csv", "commissions.csv"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_what_is_wrong_but_readable_is_kept(tmp_path: Path, dossier: Dossier) -> None:
    write_plan(PLAN, dossier, REPORT, tmp_path / "out")
    path = tmp_path / "out" / "passages.csv"
    text = (
        path.read_text("utf-8-sig")
        .replace("08:30;09:15;P1", "09:30;09:15;NULLE-PART")
        .replace("2027000002", "9")
    )
    path.write_text(text.replace(";", ","), "utf-8")

    reading = read_plan(tmp_path / "out", dossier)

    assert reading.problems == ()
    assert reading.plan.passages[0].phases[0] == PhaseTime("preparation", 570, 555, "NULLE-PART")
    assert reading.plan.passages[1].candidate == "9"


@pytest.mark.parametrize(
    ("table", "before", "after", "row"),
    [
        ("passages", "08:00", "25:00", 2),
        ("passages", "2027-06-15", "demain", 3),
        ("commissions", "E1;ENSEIGNANT", "E1;JURÉ", 2),
        ("commissions", "B12;BTS-SAM/E5;P1", "B13;BTS-SAM/E5;P1", 3),
    ],
)
def test_what_cannot_be_understood_is_a_problem(
    tmp_path: Path, dossier: Dossier, table: str, before: str, after: str, row: int
) -> None:
    write_plan(PLAN, dossier, REPORT, tmp_path / "out")
    path = tmp_path / "out" / f"{table}.csv"
    path.write_text(path.read_text("utf-8").replace(before, after, 1), "utf-8")

    problems = read_plan(tmp_path / "out", dossier).problems

    assert [(one.file, one.row) for one in problems] == [(f"{table}.csv", row)]


@pytest.mark.parametrize("missing", ["passages", "commissions"])
def test_missing_table_of_a_plan_is_a_problem(tmp_path: Path, dossier: Dossier, missing: str) -> None:
    write_plan(PLAN, dossier, REPORT, tmp_path / "out")
    (tmp_path / "out" / f"{missing}.csv").unlink()

    assert [one.file for one in read_plan(tmp_path / "out", dossier).problems] == [f"{missing}.csv"]


def test_missing_folder_of_a_plan_is_a_problem(tmp_path: Path, dossier: Dossier) -> None:
    assert len(read_plan(tmp_path / "nulle-part", dossier).problems) == 1


def write_to_full_disk(data: bytes) -> None:
    with Path("/dev/full").open("wb") as stream:
        stream.write(data)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")  # noqa: PTH110
def test_full_disk_leaves_what_was_there_and_says_so(
    tmp_path: Path, dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_plan(PLAN, dossier, REPORT, tmp_path / "out")
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    monkeypatch.setattr(Path, "write_bytes", lambda _, data: write_to_full_disk(data))

    with pytest.raises(NotWrittenError, match="rien n’a été changé"):
        write_plan(Plan(PLAN.first_day), dossier, REPORT, tmp_path / "out")

    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before


@pytest.mark.parametrize("name", ["out", "out.zip", "out.xlsx"])
def test_place_that_cannot_be_written_says_so(tmp_path: Path, dossier: Dossier, name: str) -> None:
    (tmp_path / "fichier").write_text("un fichier, pas un dossier")

    with pytest.raises(NotWrittenError, match="rien n’a été changé"):
        write_dossier(dossier, tmp_path / "fichier" / name)


def test_plan_without_report_is_written_with_its_own_levels(tmp_path: Path, dossier: Dossier) -> None:
    write_plan(PLAN, dossier, None, tmp_path / "out")

    indicators = read_plan(tmp_path / "out", dossier).indicators
    assert (indicators["placed"], indicators["replacements"], indicators["half_days"]) == ("2", "1", "2")
    assert {indicators[f"bound_{name}"] for name in LEVELS} == {"0"}

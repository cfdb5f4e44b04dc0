"""Every warning of the severity table of the session folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from scheduler.exchange import Severity
from tests.exchange.broken import Read, candidate, only_warning, place, with_row
from tests.exchange.conftest import LAWFUL, write_tables


@pytest.mark.parametrize(
    ("day", "what"),
    [
        ("2027-06-13", "dimanche"),
        ("2027-07-14", "férié"),
        ("2027-06-12", "samedi"),
        ("2027-05-17", "Pentecôte"),
        ("2027-05-06", "Ascension"),
        ("2027-03-29", "Pâques"),
    ],
)
def test_day_off_is_a_warning(read: Read, day: str, what: str) -> None:
    problem = only_warning(
        read(calendrier=with_row("calendrier", ["0450001A", day, "08:00", "12:00", ""]))
    )

    assert place(problem) == ("calendrier.csv", 4, "date")
    assert what in problem.message


def test_language_c_equal_to_another_is_a_warning(read: Read) -> None:
    row = candidate(langue_a="Anglais", langue_b="Espagnol", langue_c="ESPAGNOL")

    assert place(only_warning(read(candidats=with_row("candidats", row)))) == (
        "candidats.csv",
        4,
        "langue_c",
    )


def test_no_english_among_a_and_b_is_a_warning(read: Read) -> None:
    row = candidate(langue_a="Allemand", langue_b="Espagnol")

    assert "anglais" in only_warning(read(candidats=with_row("candidats", row))).message


def test_qualification_of_the_other_role_is_a_warning(read: Read) -> None:
    row = ["E2", "Vidal", "Ines", "ENSEIGNANT", "", "PRO-SAM", "OUI"]

    problem = only_warning(read(examinateurs=with_row("examinateurs", row)))

    assert place(problem) == ("examinateurs.csv", 4, "qualifications")


@pytest.mark.parametrize(("share", "minutes"), [("50", ""), ("", "40"), ("33,34", "")])
def test_more_than_a_third_without_decision_is_a_warning(read: Read, share: str, minutes: str) -> None:
    row = ["2027000001", "E4", "oral", share, minutes, ""]

    assert "decision" in only_warning(read(amenagements=with_row("amenagements", row))).message


@pytest.mark.parametrize("share", ["33", "33,3", "33.33", "1/3", "33,333", "33 %"])
def test_a_third_however_it_is_written_needs_no_decision(read: Read, share: str) -> None:
    reading = read(amenagements=with_row("amenagements", ["2027000001", "E4", "oral", share, "", ""]))

    assert reading.problems == ()
    assert reading.dossier is not None
    assert str(reading.dossier.accommodations[0].extra_share) == "1/3"


@pytest.mark.parametrize("tutor", ["Eva Blanc", "BLANC Éva", "eva-blanc"])
def test_tutor_who_is_a_juror_is_a_warning(read: Read, tutor: str) -> None:
    problem = only_warning(read(candidats=with_row("candidats", candidate(tuteur=tutor))))

    assert place(problem) == ("candidats.csv", 4, "tuteur")


def test_employer_who_is_a_juror_is_a_warning(read: Read) -> None:
    problem = only_warning(read(candidats=with_row("candidats", candidate(entreprise="LUMEN"))))

    assert place(problem) == ("candidats.csv", 4, "entreprise")


def test_professional_without_a_half_day_is_a_warning(read: Read) -> None:
    row = ["P2", "Noir", "Luc", "PROFESSIONNEL", "", "PRO-SAM", "NON"]

    problem = only_warning(read(examinateurs=with_row("examinateurs", row)))

    assert place(problem) == ("examinateurs.csv", 4, "code")


def test_professional_with_one_half_day_is_no_warning(read: Read) -> None:
    row = ["P2", "Noir", "Luc", "PROFESSIONNEL", "", "PRO-SAM", "NON"]
    free = [
        ["P2", "2027-06-14", "JOURNEE", "INDISPONIBLE"],
        ["P2", "2027-06-14", "APRES_MIDI", "A_EVITER"],
    ]

    reading = read(
        examinateurs=with_row("examinateurs", row),
        disponibilites=with_row("disponibilites", *free),
    )

    assert reading.problems == ()


def test_zeros_lost_at_the_left_of_a_uai_are_put_back_with_a_warning(read: Read) -> None:
    reading = read(centres=with_row("centres", ["450009Z", "Annexe", "Olivet"]))

    assert place(only_warning(reading)) == ("centres.csv", 3, "uai")
    assert reading.dossier is not None
    assert reading.dossier.centres[1].uai == "0450009Z"


def test_zeros_lost_at_the_left_of_a_number_are_put_back_with_a_warning(read: Read) -> None:
    reading = read(
        candidats=with_row("candidats", candidate("0127000003")),
        amenagements=with_row("amenagements", ["127000003", "*", "*", "33", "", ""]),
    )

    assert place(only_warning(reading)) == ("amenagements.csv", 2, "candidat")
    assert reading.dossier is not None
    assert reading.dossier.accommodations[0].candidate == "0127000003"


def test_unknown_column_and_file_are_warnings(read: Read, tmp_path: Path) -> None:
    rows = [[*row, extra] for row, extra in zip(LAWFUL["centres"], ["Humeur", "bonne"], strict=True)]
    write_tables(tmp_path / "dossier", {"recettes": [["plat"], ["tarte"]]})

    reading = read(centres=rows)

    assert {problem.severity for problem in reading.problems} == {Severity.WARNING}
    assert {place(problem)[:2] for problem in reading.problems} == {
        ("centres.csv", 1),
        ("recettes.csv", 1),
    }

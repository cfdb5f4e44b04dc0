"""Cyclades « Listes simples », joined to a session. Everybody in them is fictitious."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from models.dossier import CandidateStatus, Dossier, ExamForm
from scheduler.exchange import Reading, changes_between, merged, read_dossier

HEADER = (
    "Division de classe;N° Candidat;N° Inscription;N° Océan;Nom de famille;Nom d'usage;Prénom(s);"
    "Date de Naissance;Division de classe;INE;Catégorie Candidat;Code Spécialité;"
    "Spécialité;Etat;Enseignements"
)
PREAMBLE = (
    "2027",
    "Baccalauréat professionnel",
    "Listes simples",
    "LYCEE DU VAL (0450002B)",
    "Edition : complète",
    "Date d'édition : 03/02/2027",
    "Critères de recherche : Code Spécialité = 30004, N° Candidat",
    "Regroupement : Division de classe",
    "Tri : Nom de famille",
)
ROW = (
    "'TAGO1';0245000001;001 Version 1;123;D'ALMEIDA; -;Inès, Zoé;05/09/2009;'TAGO1';123456789AB;"
    "SCOLAIRE BACPRO 3 ANS (132);30004;ASSISTANCE A LA GESTION DES ORGANISATIONS;Inscrit;EP1, EP2"
)


def listed(
    path: Path, *rows: str, encoding: str = "utf-8-sig", preamble: tuple[str, ...] = PREAMBLE
) -> Path:
    lines = [*(line + ";" * 14 for line in preamble), HEADER, *rows]
    path.write_bytes("".join(line + "\r\n" for line in lines).encode(encoding))
    return path


@pytest.fixture
def read_list(tmp_path: Path, dossier: Dossier):
    def read(*rows: str, **more: object) -> Reading:
        return read_dossier(listed(tmp_path / "liste.csv", *rows, **more), base=dossier)  # type: ignore[arg-type]

    return read


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("preamble", [PREAMBLE, (PREAMBLE[0], *PREAMBLE[2:])])
def test_list_joins_its_candidates_to_the_session(
    read_list, dossier: Dossier, encoding, preamble
) -> None:
    reading = read_list(ROW, encoding=encoding, preamble=preamble)

    assert reading.problems == ()
    assert reading.tables_present == {"candidats"}
    assert reading.dossier.candidates[:2] == dossier.candidates
    added = reading.dossier.candidates[2]
    assert (added.number, added.family_name, added.first_names) == (
        "0245000001",
        "D'ALMEIDA",
        "Inès, Zoé",
    )
    assert (added.usage_name, added.division, added.ine) == (None, "TAGO1", "123456789AB")
    assert (added.diploma, added.status) == ("BCP-AGORA", CandidateStatus.SCOLAIRE)
    assert (added.birth_date, added.establishment) == (dt.date(2009, 9, 5), "0450002B")
    assert added.form is ExamForm.GLOBALE


def test_highest_version_of_a_registration_counts(read_list) -> None:
    older, newer = ROW, ROW.replace("Version 1", "Version 10").replace("D'ALMEIDA", "DALMEIDA")
    middle = ROW.replace("Version 1", "Version 2").replace("D'ALMEIDA", "AUTRE")

    reading = read_list(older, newer, middle)

    assert reading.problems == ()
    assert [one.family_name for one in reading.dossier.candidates[2:]] == ["DALMEIDA"]


def test_candidate_who_is_not_registered_is_set_aside_with_a_warning(read_list) -> None:
    reading = read_list(ROW.replace(";Inscrit;", ";Démissionnaire;"))

    assert [(one.row, one.column) for one in reading.warnings] == [(11, "Etat")]
    assert len(reading.dossier.candidates) == 2


def test_other_speciality_is_kept_and_reported(read_list) -> None:
    reading = read_list(ROW.replace("30004", "25214"))

    assert [one.row for one in reading.warnings] == [11]
    assert reading.dossier.candidates[2].diploma == "25214"


def test_what_cyclades_does_not_know_of_a_candidate_stays(tmp_path: Path, dossier: Dossier) -> None:
    first = read_dossier(listed(tmp_path / "liste.csv", ROW), base=dossier).dossier
    assert first is not None
    known = merged(dossier, first, remove_absent=False, tables=frozenset({"candidats"}))

    again = read_dossier(tmp_path / "liste.csv", base=known).dossier

    assert again is not None
    assert changes_between(known, again, tables=frozenset({"candidats"})) == ()


@pytest.mark.parametrize(
    ("before", "after", "column"),
    [
        ("0245000001", "24A", "N° Candidat"),
        ("05/09/2009", "5 sept 2009", "Date de Naissance"),
        ("SCOLAIRE BACPRO", "TOURISTE", "Catégorie Candidat"),
        ("D'ALMEIDA", "D\x07ALMEIDA", "nomdefamille"),
    ],
)
def test_wrong_cell_is_an_error_at_its_row(read_list, before: str, after: str, column: str) -> None:
    reading = read_list(ROW.replace(before, after))

    assert reading.dossier is None
    assert [(one.file, one.row, one.column) for one in reading.errors] == [("liste.csv", 11, column)]


def test_row_with_a_cell_too_many_is_an_error(read_list) -> None:
    assert "15 attendues" in read_list(ROW + ";surplus").errors[0].message


def test_list_of_an_establishment_the_session_does_not_know_is_a_warning(read_list) -> None:
    reading = read_list(ROW, preamble=tuple(line.replace("0450002B", "0450099X") for line in PREAMBLE))

    assert "0450099X" in reading.warnings[0].message
    assert reading.dossier.candidates[2].establishment is None


def test_list_without_a_session_says_what_to_do(tmp_path: Path) -> None:
    reading = read_dossier(listed(tmp_path / "liste.csv", ROW))

    assert "--session" in reading.errors[0].message


def test_csv_that_is_no_list_says_what_to_give(tmp_path: Path, dossier: Dossier) -> None:
    (tmp_path / "candidats.csv").write_text("numero;nom\r\n1;2\r\n", encoding="utf-8")

    assert "en dossier" in read_dossier(tmp_path / "candidats.csv", base=dossier).errors[0].message

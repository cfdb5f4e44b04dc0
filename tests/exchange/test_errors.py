"""Every error of the severity table of the session folder."""

from __future__ import annotations

import pytest

from scheduler.exchange import FileProblem, Severity
from tests.exchange.broken import Read, candidate, only_error, only_warning, place, with_row
from tests.exchange.conftest import LAWFUL, as_csv


def test_lawful_folder_is_read_without_problem(read: Read) -> None:
    reading = read()

    assert reading.problems == ()
    assert reading.dossier is not None
    assert [one.number for one in reading.dossier.candidates] == ["2027000001", "2027000002"]


def test_problem_line_names_file_row_column_and_marks_a_warning() -> None:
    error = FileProblem("candidats.csv", 3, "nom", "vide")
    warning = FileProblem("session.xlsx[candidats]", 3, "nom", "vide", Severity.WARNING)

    assert error.line() == "candidats.csv:3:nom: vide"
    assert warning.line() == "session.xlsx[candidats]:3:nom: avertissement : vide"


@pytest.mark.parametrize(
    "table", ["session", "centres", "calendrier", "salles", "candidats", "examinateurs"]
)
def test_missing_required_table_is_an_error(read: Read, table: str) -> None:
    reading = read(**{table: None})

    assert place(reading.errors[0])[:2] == (f"{table}.csv", 1)
    assert "absente, obligatoire" in reading.errors[0].message


@pytest.mark.parametrize(
    "table", ["inscriptions", "amenagements", "disponibilites", "parametres", "etablissements"]
)
def test_missing_optional_table_is_no_error(read: Read, table: str) -> None:
    assert read(**{table: None}).dossier is not None


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("centres", "nom"),
        ("calendrier", "fin"),
        ("salles", "type"),
        ("candidats", "diplome"),
        ("examinateurs", "qualifications"),
        ("session", "valeur"),
    ],
)
def test_missing_required_column_is_an_error(read: Read, table: str, column: str) -> None:
    index = LAWFUL[table][0].index(column)
    rows = [[cell for place_, cell in enumerate(row) if place_ != index] for row in LAWFUL[table]]

    reading = read(**{table: rows})

    assert place(reading.errors[0]) == (f"{table}.csv", 1, column)


def test_row_with_more_cells_than_the_header_is_an_error(read: Read) -> None:
    reading = read(centres=with_row("centres", ["0450009Z", "Annexe", "Olivet", "surplus"]))

    assert place(only_error(reading))[:2] == ("centres.csv", 3)
    assert "4 cellules trouvées, 3 attendues" in only_error(reading).message


BAD_CELLS = [
    ("calendrier", ["0450001A", "14/06/27", "08:00", "12:00", ""], "date", "14/06/27"),
    ("calendrier", ["0450001A", "31/02/2027", "08:00", "12:00", ""], "date", "31/02/2027"),
    ("calendrier", ["0450001A", "2027/06/15", "08:00", "12:00", ""], "date", "2027/06/15"),
    ("calendrier", ["0450001A", "46187", "08:00", "12:00", ""], "date", "46187"),
    ("calendrier", ["0450001A", "2027-06-15", "24:00", "12:00", ""], "debut", "24:00"),
    ("calendrier", ["0450001A", "2027-06-15", "8h75", "12:00", ""], "debut", "8h75"),
    ("calendrier", ["0450001A", "2027-06-15", "0.333", "12:00", ""], "debut", "0.333"),
    ("salles", ["0450001A", "P2", "PREPARATION", "douze"], "places", "douze"),
    ("salles", ["0450001A", "P2", "PREPARATION", "-3"], "places", "-3"),
    ("salles", ["0450001A", "P2", "PREPARATION", "2,5"], "places", "2,5"),
    ("salles", ["0450001A", "P2", "CUISINE", "2"], "type", "CUISINE"),
    ("centres", ["45A", "Annexe", "Olivet"], "uai", "45A"),
    ("candidats", candidate(diplome="BTS-XYZ"), "diplome", "BTS-XYZ"),
    ("candidats", candidate(statut="ELEVE"), "statut", "ELEVE"),
    ("inscriptions", ["2027000001", "E9", "INSCRIT", "", ""], "epreuve", "E9"),
    ("inscriptions", ["2027000001", "MC-SNO/E1", "INSCRIT", "", ""], "epreuve", "MC-SNO/E1"),
    ("amenagements", ["2027000001", "*", "sieste", "33,33", "", ""], "phase", "sieste"),
    ("amenagements", ["2027000001", "*", "*", "beaucoup", "", ""], "majoration_pct", "beaucoup"),
    (
        "examinateurs",
        ["E2", "Vidal", "Ines", "ENSEIGNANT", "", "SAM-ZZZ", ""],
        "qualifications",
        "SAM-ZZZ",
    ),
    (
        "examinateurs",
        ["E2", "Vidal", "Ines", "ENSEIGNANT", "", "SAM-GP", "peut-être"],
        "dispo_defaut",
        "peut-être",
    ),
    ("disponibilites", ["E1", "2027-06-14", "SOIR", "DISPONIBLE"], "demi_journee", "SOIR"),
    ("parametres", ["no_such_rule", "3", ""], "regle", "no_such_rule"),
    ("parametres", ["daily_cap", "sept", ""], "valeur", "sept"),
]


@pytest.mark.parametrize(("table", "row", "column", "value"), BAD_CELLS)
def test_bad_cell_is_an_error_at_its_place(
    read: Read, table: str, row: list[str], column: str, value: str
) -> None:
    reading = read(**{table: with_row(table, row)})

    problem = only_error(reading)
    assert place(problem) == (f"{table}.csv", len(LAWFUL[table]) + 1, column)
    assert value in problem.message
    assert "attendu" in problem.message


def test_empty_qualifications_are_an_error(read: Read) -> None:
    row = ["E2", "Vidal", "Ines", "ENSEIGNANT", "", "", "OUI"]

    problem = only_error(read(examinateurs=with_row("examinateurs", row)))

    assert place(problem) == ("examinateurs.csv", 4, "qualifications")


REFERENCES = [
    ("calendrier", ["0459999Z", "2027-06-15", "08:00", "12:00", ""], "centre"),
    ("salles", ["0459999Z", "B1", "JURY", "1"], "centre"),
    ("candidats", candidate(etablissement="0459999Z"), "etablissement"),
    ("inscriptions", ["2027999999", "E4", "DISPENSE", "", ""], "candidat"),
    ("amenagements", ["2027999999", "*", "*", "33", "", ""], "candidat"),
    ("disponibilites", ["E9", "2027-06-14", "MATIN", "DISPONIBLE"], "examinateur"),
]


@pytest.mark.parametrize(("table", "row", "column"), REFERENCES)
def test_unknown_reference_is_an_error(read: Read, table: str, row: list[str], column: str) -> None:
    problem = only_error(read(**{table: with_row(table, row)}))

    assert place(problem) == (f"{table}.csv", len(LAWFUL[table]) + 1, column)
    assert "inconnu" in problem.message


def test_unknown_references_of_the_optional_tables_are_errors(read: Read) -> None:
    reading = read(
        incompatibilites=[["examinateur", "candidat", "motif"], ["E9", "2027000001", "Parent"]],
        enseignements=[["examinateur", "etablissement", "division"], ["E1", "0459999Z", ""]],
        trajets=[["etablissement", "centre", "minutes"], ["0450002B", "0459999Z", "20"]],
    )

    assert {place(problem) for problem in reading.errors} == {
        ("incompatibilites.csv", 2, "examinateur"),
        ("enseignements.csv", 2, "etablissement"),
        ("trajets.csv", 2, "centre"),
    }


def test_title_above_the_header_is_an_error(read: Read) -> None:
    problem = only_error(read(centres=[["Liste des centres", "", ""], *LAWFUL["centres"]]))

    assert place(problem)[:2] == ("centres.csv", 1)
    assert "titre au-dessus" in problem.message


def test_duplicate_key_with_other_content_is_an_error(read: Read) -> None:
    problem = only_error(read(candidats=with_row("candidats", candidate("2027000001", nom="Autre"))))

    assert place(problem) == ("candidats.csv", 4, "numero")
    assert "ligne 2" in problem.message


def test_exact_duplicate_row_is_a_warning_and_counts_once(read: Read) -> None:
    reading = read(candidats=with_row("candidats", LAWFUL["candidats"][1]))

    assert place(only_warning(reading)) == ("candidats.csv", 4, "numero")
    assert reading.dossier is not None
    assert len(reading.dossier.candidates) == 2


def test_two_ways_of_writing_one_epreuve_are_one_key(read: Read) -> None:
    reading = read(
        inscriptions=with_row(
            "inscriptions",
            ["2027000001", "E4", "DISPENSE", "", ""],
            ["2027000001", "BTS-SAM/E4", "INSCRIT", "", ""],
        )
    )

    assert place(only_error(reading))[:2] == ("inscriptions.csv", 3)


def test_duplicate_header_is_an_error(read: Read) -> None:
    rows = [[*row, extra] for row, extra in zip(LAWFUL["centres"], ["Commune", "Olivet"], strict=True)]

    problem = only_error(read(centres=rows))

    assert place(problem) == ("centres.csv", 1, "Commune")


def test_duplicate_header_under_an_alias_is_an_error(read: Read) -> None:
    rows = [[*row, extra] for row, extra in zip(LAWFUL["centres"], ["ville", "Olivet"], strict=True)]

    assert "même colonne" in only_error(read(centres=rows)).message


def test_half_day_that_ends_before_it_starts_is_an_error(read: Read) -> None:
    problem = only_error(
        read(calendrier=with_row("calendrier", ["0450001A", "2027-06-15", "12:00", "08:00", ""]))
    )

    assert place(problem) == ("calendrier.csv", 4, "fin")


def test_half_day_that_overlaps_another_of_its_centre_is_an_error(read: Read) -> None:
    problem = only_error(
        read(calendrier=with_row("calendrier", ["0450001A", "2027-06-14", "12:29", "13:00", ""]))
    )

    assert place(problem) == ("calendrier.csv", 4, "debut")


def test_half_days_that_touch_do_not_overlap(read: Read) -> None:
    reading = read(calendrier=with_row("calendrier", ["0450001A", "2027-06-14", "12:30", "13:30", ""]))

    assert reading.problems == ()


@pytest.mark.parametrize("seats", ["0", ""])
def test_preparation_room_without_seats_is_an_error(read: Read, seats: str) -> None:
    problem = only_error(read(salles=with_row("salles", ["0450001A", "P2", "PREPARATION", seats])))

    assert place(problem) == ("salles.csv", 4, "places")


def test_code_of_two_diplomas_is_an_error_even_when_one_is_written(read: Read) -> None:
    candidates = with_row("candidats", candidate(diplome="MC-SNO"))
    half_day = ["0450001A", "2027-06-15", "08:00", "12:00", "E1"]

    problem = only_error(read(candidats=candidates, calendrier=with_row("calendrier", half_day)))

    assert place(problem) == ("calendrier.csv", 4, "epreuves")
    assert "ambigu" in problem.message
    assert "MC-SNO/E1" in problem.message


def test_code_of_one_diploma_of_the_session_is_qualified(read: Read) -> None:
    half_day = ["0450001A", "2027-06-15", "08:00", "12:00", '"e4,E5"']

    dossier = read(calendrier=with_row("calendrier", half_day)).dossier

    assert dossier is not None
    assert dossier.half_days[2].epreuves == ("BTS-SAM/E4", "BTS-SAM/E5")


@pytest.mark.parametrize("size", [1, 5])
def test_group_of_the_wrong_size_is_an_error(read: Read, size: int) -> None:
    people = [
        candidate(f"202700010{n}", diplome="MC-SNO", etablissement="0450002B") for n in range(size)
    ]
    rows = [[row[0], "E1A", "INSCRIT", "CCF", "G1"] for row in people]

    problem = only_error(
        read(candidats=with_row("candidats", *people), inscriptions=with_row("inscriptions", *rows))
    )

    assert place(problem) == ("inscriptions.csv", 2, "groupe")


def test_group_of_a_lawful_size_is_accepted(read: Read) -> None:
    people = [candidate(f"202700010{n}", diplome="MC-SNO", etablissement="0450002B") for n in range(2)]
    rows = [[row[0], "E1A", "INSCRIT", "CCF", "G1"] for row in people]

    reading = read(
        candidats=with_row("candidats", *people), inscriptions=with_row("inscriptions", *rows)
    )

    assert reading.problems == ()


@pytest.mark.parametrize(
    ("number", "epreuve"), [("2027000002", "E5"), ("2027000001", "E4"), ("2027000002", "E5A")]
)
def test_ccf_without_a_right_to_it_is_an_error(read: Read, number: str, epreuve: str) -> None:
    problem = only_error(
        read(inscriptions=with_row("inscriptions", [number, epreuve, "INSCRIT", "CCF", ""]))
    )

    assert place(problem) == ("inscriptions.csv", 2, "modalite")


def test_ccf_with_a_right_to_it_is_accepted(read: Read) -> None:
    assert (
        read(inscriptions=with_row("inscriptions", ["2027000001", "E5", "INSCRIT", "CCF", ""])).problems
        == ()
    )


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Or\x07léans", "contrôle"),
        ("Or\tléans", "contrôle"),
        ("Or\u202eléans", "sens du texte"),
        ("Or\u2066léans", "sens du texte"),
        ("Or\u2028léans", "saut de ligne"),
        ("Or\x85léans", "saut de ligne"),
    ],
)
def test_character_nobody_sees_is_an_error(read: Read, text: str, what: str) -> None:
    problem = only_error(read(centres=with_row("centres", ["0450009Z", "Annexe", text])))

    assert place(problem) == ("centres.csv", 3, "commune")
    assert what in problem.message


def test_line_break_in_a_cell_is_an_error_and_does_not_shift_rows(read: Read) -> None:
    content = (
        as_csv(LAWFUL["centres"]) + b'0450008Y;"An\r\nnexe";Olivet\r\n0450009Z;Annexe;Olivet;trop\r\n'
    )

    reading = read(centres=content)

    assert [place(problem) for problem in reading.errors] == [
        ("centres.csv", 3, "nom"),
        ("centres.csv", 4, "-"),
    ]


def test_blank_lines_count_in_row_numbers(read: Read) -> None:
    content = as_csv(LAWFUL["centres"]) + b"\r\n;;\r\n0450009Z;;Olivet\r\n"

    assert place(only_error(read(centres=content))) == ("centres.csv", 5, "nom")


def test_file_of_another_encoding_is_an_error(read: Read) -> None:
    content = as_csv(LAWFUL["centres"]).decode("utf-8-sig").encode("utf-16")

    assert "encodage" in only_error(read(centres=content)).message


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_mix_of_encodings_names_the_row(read: Read, mark: bytes) -> None:
    lines = (
        "uai;nom;commune\r\n0450001A;Lycée;Orléans\r\n".encode()
        + "0450009Z;Lycée;Olivet\r\n".encode("cp1252")
    )

    problem = only_error(read(centres=mark + lines))

    assert place(problem)[:2] == ("centres.csv", 3)
    assert "encodages" in problem.message


def test_mix_of_encodings_inside_one_row_names_it(read: Read) -> None:
    line = b"0450001A;" + "Lycée".encode() + b";" + "Orléans".encode("cp1252")

    assert place(only_error(read(centres=b"uai;nom;commune\r\n" + line)))[:2] == ("centres.csv", 2)


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04 nothing else", b"%PDF-1.7 nothing", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
)
def test_csv_that_is_another_format_is_an_error(read: Read, content: bytes) -> None:
    assert "malgré son nom" in read(centres=content).errors[0].message


def test_endless_blank_lines_are_refused_by_name(read: Read) -> None:
    found = read(candidats=as_csv(LAWFUL["candidats"]) + b"\r\n" * 1_000_001)

    error = only_error(found)
    assert "plus de 1000000 lignes, vides comprises" in error.message


def test_code_with_the_sign_that_separates_lists_is_refused_at_its_cell(read: Read) -> None:
    error = only_error(read(candidats=with_row("candidats", candidate("A|B"))))

    assert place(error) == ("candidats.csv", 4, "numero")
    assert "« A|B » trouvé, un code sans « | » attendu" in error.message.replace("\xa0", " ")
    assert "retirez-le" in error.message

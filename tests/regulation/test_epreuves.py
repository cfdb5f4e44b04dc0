"""The épreuves beside what the texts say: phases, commissions, replacements."""

from __future__ import annotations

import pytest

from models.regulation import Epreuve, load
from models.roles import Role

TEACHER, PRO = Role.ENSEIGNANT, Role.PROFESSIONNEL


def phases(epreuve: Epreuve) -> list[tuple[str, int | None, bool]]:
    return [(phase.id, phase.minutes, phase.with_jury) for phase in epreuve.phases]


def seats(epreuve: Epreuve) -> list[tuple[Role, tuple[str, ...], tuple[str, ...]]]:
    return [(seat.role, seat.qualifications, seat.replacement) for seat in epreuve.seats]


@pytest.mark.parametrize(
    ("code", "modality", "expected"),
    [
        ("BTS-SAM/E21", "PONCTUEL", [("preparation", 20, False), ("oral", 20, True)]),
        ("BTS-SAM/E22", "PONCTUEL", [("preparation", 20, False), ("oral", 20, True)]),
        ("BTS-SAM/E4", "PONCTUEL", [("oral", 55, True)]),
        ("BTS-SAM/E4", "CCF", [("oral", 55, True)]),
        ("BTS-SAM/E5", "PONCTUEL", [("preparation", 45, False), ("oral", 45, True)]),
        ("BTS-SAM/E5A", "CCF", [("oral", 15, True)]),
        ("BTS-SAM/E5B", "CCF", [("preparation", 45, False), ("oral", 30, True)]),
        ("BTS-SAM/EF1", "PONCTUEL", [("preparation", 20, False), ("oral", 20, True)]),
        ("BTS-SAM/EF2", "PONCTUEL", [("oral", 20, True)]),
        ("BCP-AGORA/E31", "PONCTUEL", [("prise-en-main", 15, False), ("oral", 45, True)]),
        ("BCP-AGORA/E31", "CCF", [("oral", None, True)]),
        ("BCP-AGORA/E32", "PONCTUEL", [("oral", 30, True)]),
        ("BCP-AGORA/E32", "CCF", [("oral", None, True)]),
        ("BCP-AGORA/E41", "PONCTUEL", [("preparation", 5, False), ("oral", 15, True)]),
        ("BCP-AGORA/E42", "PONCTUEL", [("preparation", 5, False), ("oral", 15, True)]),
        ("BCP-AGORA/EF1", "PONCTUEL", [("oral", None, True)]),
        ("MC-SNO/E1", "PONCTUEL", [("oral", 40, True)]),
        ("MC-SNO/E1A", "CCF", [("oral", 40, True)]),
        ("MC-SNO/E1B", "CCF", [("oral", 20, True)]),
        ("MC-SNO/E2", "PONCTUEL", [("oral", 35, True)]),
        ("MC-SNO/E2", "CCF", [("oral", None, True)]),
        ("MC-SNO/E3", "PONCTUEL", [("production", 120, False), ("oral", 30, True)]),
        ("MC-SNO/E3A", "CCF", [("oral", None, True)]),
        ("MC-SNO/E3B", "CCF", [("production", 120, False), ("oral", 20, True)]),
        ("TP-SA/CCP1", "PONCTUEL", [("oral", None, True)]),
        ("TP-SA/ENTRETIEN-FINAL", "PONCTUEL", [("oral", None, True)]),
    ],
)
def test_epreuve_has_the_phases_of_its_text(
    code: str, modality: str, expected: list[tuple[str, int | None, bool]]
) -> None:
    assert phases(load(2027).epreuve(code, modality)) == expected


@pytest.mark.parametrize(
    ("code", "modality", "expected"),
    [
        (
            "BTS-SAM/E4",
            "PONCTUEL",
            [(TEACHER, ("SAM-OPA",), ()), (PRO, ("PRO-SAM",), ("SAM-ATELIERS",))],
        ),
        ("BTS-SAM/E5", "PONCTUEL", [(TEACHER, ("SAM-GP",), ()), (PRO, ("PRO-SAM",), ("SAM-EG",))]),
        ("BTS-SAM/E5A", "CCF", [(TEACHER, ("SAM-GP",), ()), (PRO, ("PRO-SAM",), ("SAM-EG",))]),
        (
            "BTS-SAM/EF2",
            "PONCTUEL",
            [(TEACHER, ("SAM-EG",), ()), (PRO, ("PRO-SAM", "PRO-UNIV"), ("SAM-EG",))],
        ),
        ("BCP-AGORA/E31", "PONCTUEL", [(TEACHER, ("AGORA-PRO",), ()), (TEACHER, ("AGORA-PRO",), ())]),
        (
            "BCP-AGORA/E32",
            "PONCTUEL",
            [(TEACHER, ("AGORA-PRO",), ()), (PRO, ("PRO-RH",), ("AGORA-PRO",))],
        ),
        ("MC-SNO/E1", "PONCTUEL", [(TEACHER, ("SNO-B1",), ()), (PRO, ("PRO-NUM",), ("SNO",))]),
        ("MC-SNO/E2", "PONCTUEL", [(TEACHER, ("SNO-B2",), ()), (TEACHER, ("SNO-B2",), ())]),
        ("MC-SNO/E3", "PONCTUEL", [(TEACHER, ("SNO-B3",), ()), (TEACHER, ("SNO-B3",), ())]),
        ("MC-SNO/E2", "CCF", [(TEACHER, ("SNO",), ()), (TEACHER, ("SNO",), ())]),
        ("TP-SA/CCP1", "PONCTUEL", [(PRO, ("TP-SA",), ()), (PRO, ("TP-SA",), ())]),
    ],
)
def test_epreuve_has_the_commission_of_its_text(
    code: str, modality: str, expected: list[tuple[Role, tuple[str, ...], tuple[str, ...]]]
) -> None:
    assert seats(load(2027).epreuve(code, modality)) == expected


@pytest.mark.parametrize(
    "code", ["BTS-SAM/E21", "BTS-SAM/E22", "BTS-SAM/EF1", "BCP-AGORA/E41", "BCP-AGORA/E42"]
)
def test_language_epreuve_is_heard_by_one_teacher_of_the_language(code: str) -> None:
    epreuve = load(2027).epreuve(code)

    assert [(seat.role, seat.by_language) for seat in epreuve.seats] == [(TEACHER, True)]
    assert epreuve.language in {"A", "B", "C"}


def test_only_sno_situation_a_of_e1_is_passed_in_groups() -> None:
    groups = {
        epreuve.qualified: epreuve.group
        for diploma in load(2027).diplomas.values()
        for epreuve in diploma.epreuves
        if epreuve.group is not None
    }

    assert groups == {"MC-SNO/E1A": (2, 4)}


def test_two_sno_situations_are_held_without_the_candidate() -> None:
    alone = {
        (epreuve.qualified, epreuve.modality)
        for diploma in load(2027).diplomas.values()
        for epreuve in diploma.epreuves
        if epreuve.without_candidate
    }

    assert alone == {("MC-SNO/E2", "CCF"), ("MC-SNO/E3A", "CCF")}


def test_every_sno_ccf_teacher_must_have_trained_the_candidate() -> None:
    teachers = [
        seat
        for epreuve in load(2027).diplomas["MC-SNO"].epreuves
        if epreuve.modality == "CCF"
        for seat in epreuve.seats
        if seat.role is TEACHER
    ]

    assert teachers
    assert all(seat.trained_candidate for seat in teachers)


def test_entretien_final_is_the_only_epreuve_that_comes_last() -> None:
    last = [
        epreuve.qualified
        for diploma in load(2027).diplomas.values()
        for epreuve in diploma.epreuves
        if epreuve.last
    ]

    assert last == ["TP-SA/ENTRETIEN-FINAL"]


@pytest.mark.parametrize(
    ("code", "minutes"),
    [
        ("BTS-SAM/E1", 240),
        ("BTS-SAM/E3", 240),
        ("BTS-SAM/E6", 240),
        ("BTS-SAM/E21-ECRIT", 120),
        ("BCP-AGORA/E11", 150),
        ("BCP-AGORA/E12", 60),
        ("BCP-AGORA/E2", 210),
        ("BCP-AGORA/E33", 120),
        ("BCP-AGORA/E51", 150),
        ("BCP-AGORA/E52", 120),
        ("BCP-AGORA/E6", 90),
    ],
)
def test_written_epreuve_lasts_what_the_reglement_says(code: str, minutes: int) -> None:
    epreuve = load(2027).epreuve(code)

    assert (epreuve.kind, epreuve.minutes) == ("WRITTEN", minutes)


def test_candidates_always_bring_their_convocation_and_an_identity_document() -> None:
    brought = load(2027).epreuve("BTS-SAM/E4").bring

    assert brought[:2] == (
        "cette convocation",
        "une pièce d’identité avec photographie (périmée depuis moins de cinq ans acceptée)",
    )


def test_absence_is_told_for_compulsory_bts_epreuves_only() -> None:
    regulation = load(2027)

    def warns(code: str) -> bool:
        return any("session de remplacement" in notice for notice in regulation.epreuve(code).notices)

    assert warns("BTS-SAM/E4")
    assert not warns("BTS-SAM/EF1")
    assert not warns("BCP-AGORA/E31")


def test_old_units_that_count_now_are_those_of_the_annexes() -> None:
    kept = {
        code: {(one.former_unit, one.unit) for one in diploma.correspondences}
        for code, diploma in load(2027).diplomas.items()
    }

    assert {("U31", "U3"), ("U32", "U3"), ("U6", "U4"), ("U4", None), ("U5", None)} <= kept["BTS-SAM"]
    assert {("U2", "U32"), ("U32", "U2"), ("U34", "U33"), ("U33", None)} <= kept["BCP-AGORA"]
    assert not kept["MC-SNO"]

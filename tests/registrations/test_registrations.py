"""Who sits what: deduced where the session gives no row, and as the row says where it does."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from models.dossier import (
    Candidate,
    CandidateStatus,
    Dossier,
    Establishment,
    EstablishmentStatus,
    ExamForm,
    Modality,
    Parameter,
    Registration,
    RegistrationState,
    SessionInfo,
)
from models.regulation import Regulation
from scheduler.registrations import Entry, registrations_of

MakeCandidate = Callable[..., Candidate]
MakeEstablishment = Callable[..., Establishment]
Sits = Callable[..., dict[str, Entry]]
RefusalsAt = Callable[..., tuple[tuple[Registration, str], ...]]
INSCRIT, DISPENSE = RegistrationState.INSCRIT, RegistrationState.DISPENSE


def row(
    code: str, state: RegistrationState = INSCRIT, modality: Modality | None = None, **fields: str
) -> Registration:
    return Registration(
        "2027000001", f"BTS-SAM/{code}" if "/" not in code else code, state, modality, **fields
    )


def organised(entries: dict[str, Entry]) -> set[str]:
    return {code for code, entry in entries.items() if entry.organised}


def test_sam_candidate_by_experience_sits_every_oral_in_ponctuel(
    candidate: MakeCandidate, sits: Sits
) -> None:
    entries = sits(candidate())

    assert organised(entries) == {"BTS-SAM/E21", "BTS-SAM/E22", "BTS-SAM/E4", "BTS-SAM/E5"}


def test_sam_pupil_of_a_public_school_sits_e5_in_two_ccf_situations(
    candidate: MakeCandidate, establishment: MakeEstablishment, sits: Sits
) -> None:
    entries = sits(
        candidate(status=CandidateStatus.SCOLAIRE), at=establishment(EstablishmentStatus.PUBLIC)
    )

    assert organised(entries) == {"BTS-SAM/E21", "BTS-SAM/E22", "BTS-SAM/E4"}
    assert entries["BTS-SAM/E5A"].modality is Modality.CCF
    assert entries["BTS-SAM/E5B"].modality is Modality.CCF
    assert "BTS-SAM/E5" not in entries


def test_sam_trainee_of_an_authorised_greta_sits_all_in_ccf_but_e6(
    candidate: MakeCandidate, establishment: MakeEstablishment, sits: Sits
) -> None:
    entries = sits(
        candidate(status=CandidateStatus.FPC), at=establishment(EstablishmentStatus.GRETA, ccf=True)
    )

    assert {code for code, one in entries.items() if one.modality is Modality.PONCTUEL} == {"BTS-SAM/E6"}
    assert {"BTS-SAM/E21A", "BTS-SAM/E21B", "BTS-SAM/E4", "BTS-SAM/E5A"} <= set(entries)


def test_agora_pupil_hors_contrat_sits_the_orals_in_ponctuel(
    candidate: MakeCandidate, establishment: MakeEstablishment, sits: Sits
) -> None:
    entries = sits(
        candidate(diploma="BCP-AGORA", status=CandidateStatus.SCOLAIRE),
        at=establishment(EstablishmentStatus.PRIVE_HORS_CONTRAT),
    )

    assert organised(entries) == {f"BCP-AGORA/{code}" for code in ("E31", "E32", "E41", "E42")}


def test_sno_apprentice_of_an_authorised_cfa_sits_the_five_situations(
    candidate: MakeCandidate, establishment: MakeEstablishment, sits: Sits
) -> None:
    entries = sits(
        candidate(diploma="MC-SNO", status=CandidateStatus.APPRENTI),
        at=establishment(EstablishmentStatus.CFA, ccf=True),
    )

    assert set(entries) == {f"MC-SNO/{code}" for code in ("E1A", "E1B", "E2", "E3A", "E3B")}
    assert organised(entries) == set()


def test_titre_professionnel_ends_with_the_entretien_final(candidate: MakeCandidate, sits: Sits) -> None:
    assert list(sits(candidate(diploma="TP-SA"))) == [
        "TP-SA/CCP1",
        "TP-SA/CCP2",
        "TP-SA/ENTRETIEN-FINAL",
    ]


def test_written_epreuves_are_told_but_not_planned(candidate: MakeCandidate, sits: Sits) -> None:
    written = sits(candidate())["BTS-SAM/E6"]

    assert (written.state, written.kind, written.organised) == (INSCRIT, "WRITTEN", False)


def test_row_of_dispense_takes_the_epreuve_away_and_cites_the_annex(
    candidate: MakeCandidate, sits: Sits
) -> None:
    entry = sits(candidate(), row("E21", DISPENSE))["BTS-SAM/E21"]

    assert (entry.state, entry.organised, entry.explicit) == (DISPENSE, False, True)
    assert entry.citation.part.startswith("Annexe II.B")


def test_row_for_a_unit_holds_for_its_written_part(candidate: MakeCandidate, sits: Sits) -> None:
    assert sits(candidate(), row("E21", DISPENSE))["BTS-SAM/E21-ECRIT"].state is DISPENSE


def test_candidate_with_one_row_still_gets_the_others_deduced(
    candidate: MakeCandidate, sits: Sits
) -> None:
    entries = sits(candidate(), row("E4", RegistrationState.BENEFICE))

    assert organised(entries) == {"BTS-SAM/E21", "BTS-SAM/E22", "BTS-SAM/E5"}
    assert not entries["BTS-SAM/E5"].explicit


def test_explicit_ponctuel_wins_over_the_route(
    candidate: MakeCandidate, establishment: MakeEstablishment, sits: Sits
) -> None:
    entries = sits(
        candidate(status=CandidateStatus.SCOLAIRE),
        row("E5", INSCRIT, Modality.PONCTUEL),
        at=establishment(EstablishmentStatus.PUBLIC),
    )

    assert entries["BTS-SAM/E5"].organised
    assert "BTS-SAM/E5A" not in entries


def test_explicit_ccf_becomes_the_situations(candidate: MakeCandidate, sits: Sits) -> None:
    entries = sits(candidate(), row("E5", INSCRIT, Modality.CCF))

    assert {"BTS-SAM/E5A", "BTS-SAM/E5B"} <= set(entries)
    assert "BTS-SAM/E5" not in entries


def test_row_for_one_situation_brings_the_other_one_too(candidate: MakeCandidate, sits: Sits) -> None:
    entries = sits(candidate(), row("E5A"))

    assert entries["BTS-SAM/E5A"].explicit
    assert not entries["BTS-SAM/E5B"].explicit
    assert "BTS-SAM/E5" not in entries


def test_row_without_modality_keeps_that_of_the_route(
    candidate: MakeCandidate, establishment: MakeEstablishment, sits: Sits
) -> None:
    entries = sits(
        candidate(status=CandidateStatus.SCOLAIRE),
        row("E5"),
        at=establishment(EstablishmentStatus.PUBLIC),
    )

    assert entries["BTS-SAM/E5A"].modality is Modality.CCF
    assert entries["BTS-SAM/E5A"].explicit


def test_progressive_form_sits_only_what_its_rows_say(candidate: MakeCandidate, sits: Sits) -> None:
    entries = sits(candidate(form=ExamForm.PROGRESSIVE), row("E4"))

    assert organised(entries) == {"BTS-SAM/E4"}
    assert entries["BTS-SAM/E5"].state is RegistrationState.NON_INSCRIT
    assert "Forme progressive" in entries["BTS-SAM/E5"].reason


def test_session_plans_only_the_epreuves_it_names(candidate: MakeCandidate, sits: Sits) -> None:
    entries = sits(candidate(), only=("BTS-SAM/E4",))

    assert organised(entries) == {"BTS-SAM/E4"}
    assert entries["BTS-SAM/E5"].state is INSCRIT


@pytest.mark.parametrize(
    ("language", "other", "epreuve"),
    [("language_a", "language_b", "E21"), ("language_b", "language_a", "E22")],
)
def test_language_epreuve_carries_the_language_of_the_candidate(
    language: str, other: str, epreuve: str, candidate: MakeCandidate, sits: Sits
) -> None:
    entry = sits(candidate(**{language: " hébreu ", other: "Anglais"}))[f"BTS-SAM/{epreuve}"]

    assert (entry.language, entry.warning) == ("HEBREU", None)


def test_language_nobody_filled_in_is_deduced_and_told(candidate: MakeCandidate, sits: Sits) -> None:
    entry = sits(candidate(language_b=None))["BTS-SAM/E22"]

    assert entry.organised
    assert entry.language is None
    assert entry.warning is not None
    assert "langue_b" in entry.warning


def test_language_c_is_a_sign_for_its_optional_epreuve(candidate: MakeCandidate, sits: Sits) -> None:
    assert "BTS-SAM/EF1" not in sits(candidate())
    assert sits(candidate(language_c="Italien"))["BTS-SAM/EF1"].language == "ITALIEN"


def test_other_optional_epreuve_needs_a_row(candidate: MakeCandidate, sits: Sits) -> None:
    assert "BTS-SAM/EF2" not in sits(candidate(language_c="Italien"))
    assert sits(candidate(), row("EF2"))["BTS-SAM/EF2"].organised


def test_designated_centre_of_the_row_wins_over_that_of_the_candidate(
    candidate: MakeCandidate, sits: Sits
) -> None:
    entries = sits(candidate(centre="0690001A"), row("E4", centre="0690002B"))

    assert entries["BTS-SAM/E4"].centre == "0690002B"
    assert entries["BTS-SAM/E5"].centre == "0690001A"


def test_group_belongs_to_the_group_situation_only(
    candidate: MakeCandidate, establishment: MakeEstablishment, sits: Sits
) -> None:
    entries = sits(
        candidate(diploma="MC-SNO", status=CandidateStatus.SCOLAIRE),
        row("MC-SNO/E1", group="G1"),
        at=establishment(EstablishmentStatus.PUBLIC),
    )

    assert entries["MC-SNO/E1A"].group == "G1"
    assert entries["MC-SNO/E1B"].group is None


def test_reason_names_the_candidate_s_case_and_the_column(
    candidate: MakeCandidate, establishment: MakeEstablishment, sits: Sits
) -> None:
    entry = sits(
        candidate(status=CandidateStatus.APPRENTI), at=establishment(EstablishmentStatus.CFA, ccf=True)
    )["BTS-SAM/E5A"]

    assert entry.reason == (
        "Apprenti dans un CFA habilité au CCF\u00a0: E5A en contrôle en cours de formation "
        "(Annexe II.C – Règlement d’examen, première colonne)."
    )


def test_unknown_authorisation_is_told_where_it_decides(
    candidate: MakeCandidate, establishment: MakeEstablishment, sits: Sits
) -> None:
    entries = sits(candidate(status=CandidateStatus.APPRENTI), at=establishment(EstablishmentStatus.CFA))

    assert entries["BTS-SAM/E5"].warning is not None
    assert "habilite_ccf" in entries["BTS-SAM/E5"].warning
    assert entries["BTS-SAM/E4"].warning is None


def test_parameter_of_the_session_changes_the_column(
    candidate: MakeCandidate, establishment: MakeEstablishment, sits: Sits
) -> None:
    entries = sits(
        candidate(status=CandidateStatus.FPC),
        at=establishment(EstablishmentStatus.GRETA, ccf=True),
        parameters=(Parameter("sam_fpc_ccf_integral", "NON"),),
    )

    assert entries["BTS-SAM/E4"].organised


def test_candidate_of_a_diploma_without_text_gives_nothing(candidate: MakeCandidate, sits: Sits) -> None:
    assert sits(candidate(diploma="BTS-XXX")) == {}


@pytest.mark.parametrize(
    ("place", "ccf", "asked", "allowed"),
    [
        (EstablishmentStatus.CFA, True, row("E5", INSCRIT, Modality.CCF), True),
        (EstablishmentStatus.CFA, False, row("E5", INSCRIT, Modality.CCF), False),
        (EstablishmentStatus.PRIVE_HORS_CONTRAT, False, row("E5", INSCRIT, Modality.CCF), False),
        (EstablishmentStatus.CFA, False, row("E5A"), False),
        (EstablishmentStatus.CFA, False, row("E5A", DISPENSE), True),
        (EstablishmentStatus.CFA, False, row("E5", INSCRIT, Modality.PONCTUEL), True),
        (EstablishmentStatus.CFA, None, row("E5", INSCRIT, Modality.CCF), True),
        (EstablishmentStatus.CFA, True, row("E4", INSCRIT, Modality.CCF), False),
        (EstablishmentStatus.CFA, True, row("E6", INSCRIT, Modality.CCF), False),
    ],
)
def test_ccf_is_refused_where_the_reglement_does_not_open_it(
    place: EstablishmentStatus,
    ccf: bool | None,
    asked: Registration,
    allowed: bool,
    refusals_at: RefusalsAt,
) -> None:
    found = refusals_at(place, ccf, asked)

    assert (found == ()) is allowed


def test_refusal_names_the_candidate_and_what_to_do(refusals_at: RefusalsAt) -> None:
    ((_, sentence),) = refusals_at(EstablishmentStatus.CFA, False, row("E5", INSCRIT, Modality.CCF))

    assert "Inès Roux" in sentence
    assert "mettez PONCTUEL" in sentence


def test_situation_of_ccf_contradicts_its_epreuve_in_ponctuel(refusals_at: RefusalsAt) -> None:
    ((refused, sentence),) = refusals_at(
        EstablishmentStatus.CFA, True, row("E5", INSCRIT, Modality.PONCTUEL), row("E5A")
    )

    assert refused.epreuve == "BTS-SAM/E5A"
    assert "retirez l’une des deux lignes" in sentence


def test_candidates_keep_the_order_of_the_dossier(
    regulation: Regulation, candidate: MakeCandidate
) -> None:
    dossier = Dossier(
        session=SessionInfo("S27", "Session 2027", 2027, "Lyon"),
        candidates=tuple(candidate(number=str(number)) for number in (3, 1, 2)),
    )

    entries = registrations_of(dossier, regulation)

    assert list(dict.fromkeys(entry.candidate for entry in entries)) == ["3", "1", "2"]

"""Dispenses, kept marks, forms and languages, unit by unit as the annexes list them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from models.dossier import Candidate, CandidateStatus, ExamForm, Registration, RegistrationState
from models.regulation import Regulation
from scheduler.registrations import Entry

Sits = Callable[..., dict[str, Entry]]
MakeCandidate = Callable[..., Candidate]
INSCRIT, DISPENSE = RegistrationState.INSCRIT, RegistrationState.DISPENSE
BENEFICE, NON_INSCRIT = RegistrationState.BENEFICE, RegistrationState.NON_INSCRIT
NUMBER = "2027000001"

# Annexe II.B of the BTS: the units one may be dispensed of, and those of which nothing is said.
DISPENSED = {"E1": True, "E21": True, "E22": True, "E3": True, "E4": False, "E5": False, "E6": False}

# Annexe IV of each diploma: the former units that count for the one an épreuve makes up.
KEPT = {
    "BTS-SAM": {
        "E1": ("U1",),
        "E21": ("U21",),
        "E22": ("U22",),
        "E3": ("U31", "U32"),
        "E4": ("U6",),
        "E5": (),
        "E6": (),
    },
    "BCP-AGORA": {
        "E11": ("U11",),
        "E12": ("U12",),
        "E2": ("U32",),
        "E31": ("U31",),
        "E32": ("U2",),
        "E33": ("U34",),
        "E41": ("U41",),
        "E42": ("U42",),
        "E51": ("U51",),
        "E52": ("U52",),
        "E6": ("U6",),
        "E7": ("U7",),
    },
}
FORMER = {"BTS-SAM": "BTS Assistant de manager", "BCP-AGORA": "Gestion-Administration"}
FORMS = {"BTS-SAM": "Article 7", "BCP-AGORA": "Article 6"}


@dataclass(frozen=True)
class Case:
    """A diploma and one of its épreuves."""

    diploma: str
    epreuve: str


CASES = [Case(diploma, code) for diploma, units in KEPT.items() for code in units]


def _row(case: Case, state: RegistrationState) -> Registration:
    return Registration(NUMBER, f"{case.diploma}/{case.epreuve}", state)


def _entry(
    case: Case, state: RegistrationState, sits: Sits, candidate: MakeCandidate, **fields: object
) -> Entry:
    entries = sits(candidate(diploma=case.diploma, **fields), _row(case, state))
    return entries[f"{case.diploma}/{case.epreuve}"]


@pytest.mark.parametrize(("epreuve", "listed"), DISPENSED.items())
def test_dispense_is_cited_where_the_annex_lists_the_unit_and_doubted_elsewhere(
    epreuve: str, listed: bool, candidate: MakeCandidate, sits: Sits
) -> None:
    entry = _entry(Case("BTS-SAM", epreuve), DISPENSE, sits, candidate)

    assert (entry.state, entry.organised) == (DISPENSE, False)
    assert entry.citation.part.startswith("Annexe II.B")
    assert (entry.warning is None) is listed


@pytest.mark.parametrize("case", CASES, ids=str)
def test_kept_mark_names_the_former_units_and_the_annex(
    case: Case, candidate: MakeCandidate, sits: Sits
) -> None:
    entry = _entry(case, BENEFICE, sits, candidate)

    former = KEPT[case.diploma][case.epreuve]
    assert (entry.state, entry.organised, entry.warning) == (BENEFICE, False, None)
    assert entry.citation.part.startswith("Annexe IV")
    assert FORMER[case.diploma] in entry.reason
    assert " et ".join(former) in entry.reason
    assert ("aucune unité" in entry.reason) is (former == ())


@pytest.mark.parametrize("case", CASES, ids=str)
@pytest.mark.parametrize("form", list(ExamForm))
def test_unit_not_chosen_is_lawful_in_the_progressive_form_alone(
    case: Case, form: ExamForm, candidate: MakeCandidate, sits: Sits
) -> None:
    entry = _entry(case, NON_INSCRIT, sits, candidate, form=form)

    assert (entry.state, entry.organised) == (NON_INSCRIT, False)
    assert entry.citation.part == FORMS[case.diploma]
    assert (entry.warning is None) is (form is ExamForm.PROGRESSIVE)


@pytest.mark.parametrize("case", CASES, ids=str)
@pytest.mark.parametrize("form", list(ExamForm))
def test_unit_chosen_is_sat_in_both_forms(
    case: Case, form: ExamForm, candidate: MakeCandidate, sits: Sits
) -> None:
    entry = _entry(case, INSCRIT, sits, candidate, form=form)

    assert (entry.state, entry.explicit) == (INSCRIT, True)
    assert "Annexe II" in entry.citation.part


@pytest.mark.parametrize("case", CASES, ids=str)
def test_unit_without_row_is_sat_in_the_global_form_alone(
    case: Case, candidate: MakeCandidate, sits: Sits
) -> None:
    code = f"{case.diploma}/{case.epreuve}"
    whole, chosen = (
        sits(candidate(diploma=case.diploma, form=form))[code].state
        for form in (ExamForm.GLOBALE, ExamForm.PROGRESSIVE)
    )

    assert (whole, chosen) == (INSCRIT, NON_INSCRIT)


def test_titre_is_sat_whole_or_one_ccp_at_a_time(candidate: MakeCandidate, sits: Sits) -> None:
    title = candidate(diploma="TP-SA", status=CandidateStatus.EXPERIENCE)
    one = candidate(diploma="TP-SA", form=ExamForm.PROGRESSIVE)

    whole = sits(title)
    single = sits(one, Registration(NUMBER, "TP-SA/CCP2", INSCRIT))

    assert [code for code, entry in whole.items() if entry.organised] == [
        "TP-SA/CCP1",
        "TP-SA/CCP2",
        "TP-SA/ENTRETIEN-FINAL",
    ]
    assert [code for code, entry in single.items() if entry.organised] == ["TP-SA/CCP2"]


@pytest.mark.parametrize(
    ("spoken", "epreuve", "wrong"),
    [
        (("Anglais", "Espagnol", None), "E21", None),
        (("Espagnol", "Anglais", None), "E22", None),
        (("Espagnol", "Italien", None), "E21", "anglais"),
        (("Espagnol", "Italien", None), "E22", "anglais"),
        (("Anglais", "Breton", None), "E22", "breton"),
        (("Anglais", "Espagnol", "Espagnol"), "EF1", "différer"),
        (("Anglais", "Espagnol", "Anglais"), "EF1", "différer"),
        (("Anglais", "Espagnol", "Italien"), "EF1", None),
        ((None, "Espagnol", None), "E21", "langue_a"),
    ],
)
def test_choice_of_languages_is_that_of_the_text(
    spoken: tuple[str | None, str | None, str | None],
    epreuve: str,
    wrong: str | None,
    candidate: MakeCandidate,
    sits: Sits,
) -> None:
    one = candidate(language_a=spoken[0], language_b=spoken[1], language_c=spoken[2])

    warning = sits(one)[f"BTS-SAM/{epreuve}"].warning

    assert warning is None if wrong is None else wrong in (warning or "")


def test_bac_pro_asks_for_no_language_in_particular(candidate: MakeCandidate, sits: Sits) -> None:
    one = candidate(diploma="BCP-AGORA", language_a="Espagnol", language_b="Italien")

    assert sits(one)["BCP-AGORA/E41"].warning is None


@pytest.mark.parametrize(
    ("year", "name"), [(2024, "Mention complémentaire"), (2025, "Certificat de spécialisation")]
)
def test_mention_is_called_a_certificate_from_2025_on(
    year: int, name: str, regulation: Regulation
) -> None:
    assert regulation.diplomas["MC-SNO"].name_in(year).startswith(name)

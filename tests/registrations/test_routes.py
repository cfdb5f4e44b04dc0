"""Which column of the règlement d'examen each kind of candidate takes, case by case."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest

from models.dossier import CandidateStatus, EstablishmentStatus, Parameter
from scheduler.routes import Taken

STATUSES = list(CandidateStatus)
PLACES = [*EstablishmentStatus, None]
PUBLIC = {EstablishmentStatus.PUBLIC, EstablishmentStatus.GRETA}
SCHOOL = {EstablishmentStatus.PUBLIC, EstablishmentStatus.PRIVE_SOUS_CONTRAT}

# (authorised for CCF, not authorised or not said) for each kind of candidate, the last for all others.
COLUMNS = {
    "BTS-SAM": {"scolaire": (1, 1), "apprenti": (1, 3), "fpc publique": (2, 3), "autre": (3, 3)},
    "BCP-AGORA": {"scolaire": (1, 1), "apprenti": (1, 2), "fpc publique": (3, 1), "autre": (2, 2)},
    "MC-SNO": {"scolaire": (1, 1), "apprenti": (1, 2), "fpc publique": (1, 1), "autre": (2, 2)},
}


def kind(status: CandidateStatus, place: EstablishmentStatus | None) -> str:
    if place is None:
        return "autre"
    if status is CandidateStatus.SCOLAIRE and place in SCHOOL:
        return "scolaire"
    if status is CandidateStatus.APPRENTI:
        return "apprenti"
    if status is CandidateStatus.FPC and place in PUBLIC:
        return "fpc publique"
    return "autre"


@pytest.mark.parametrize("diploma", list(COLUMNS))
@pytest.mark.parametrize(
    ("status", "place", "ccf"), list(product(STATUSES, PLACES, (True, False, None)))
)
def test_candidate_takes_the_column_of_the_reglement(
    diploma: str,
    status: CandidateStatus,
    place: EstablishmentStatus | None,
    ccf: bool | None,
    takes: Callable[..., Taken],
) -> None:
    taken = takes(diploma, status, place, ccf=ccf)

    authorised, not_authorised = COLUMNS[diploma][kind(status, place)]
    assert taken.route.id == f"colonne-{authorised if ccf else not_authorised}"


@pytest.mark.parametrize(("status", "place"), list(product(STATUSES, PLACES)))
def test_titre_professionnel_has_one_route_for_all(
    status: CandidateStatus, place: EstablishmentStatus | None, takes: Callable[..., Taken]
) -> None:
    taken = takes("TP-SA", status, place)

    assert (taken.route.id, taken.warning) == ("session", None)


@pytest.mark.parametrize(
    ("status", "place", "warned"),
    [
        (CandidateStatus.SCOLAIRE, None, True),
        (CandidateStatus.SCOLAIRE, EstablishmentStatus.CFA, True),
        (CandidateStatus.SCOLAIRE, EstablishmentStatus.PUBLIC, False),
        (CandidateStatus.SCOLAIRE, EstablishmentStatus.PRIVE_HORS_CONTRAT, False),
        (CandidateStatus.APPRENTI, None, True),
        (CandidateStatus.FPC, None, True),
        (CandidateStatus.FPC, EstablishmentStatus.CFA, True),
        (CandidateStatus.FPC, EstablishmentStatus.PRIVE_HORS_CONTRAT, False),
        (CandidateStatus.DISTANCE, None, False),
        (CandidateStatus.EXPERIENCE, None, False),
        (CandidateStatus.EXPERIENCE, EstablishmentStatus.AUTRE, False),
    ],
)
def test_case_the_text_does_not_name_is_told(
    status: CandidateStatus, place: EstablishmentStatus | None, warned: bool, takes: Callable[..., Taken]
) -> None:
    taken = takes("BTS-SAM", status, place, ccf=False)

    assert (taken.warning is not None) is warned


def test_parameter_settles_the_column_of_public_continuing_training(takes: Callable[..., Taken]) -> None:
    row = Parameter("sam_fpc_ccf_integral", "NON")

    taken = takes("BTS-SAM", CandidateStatus.FPC, EstablishmentStatus.GRETA, row, ccf=True)

    assert taken.route.id == "colonne-1"

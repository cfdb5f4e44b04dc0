"""Factories of small dossiers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from models.dossier import (
    Candidate,
    CandidateStatus,
    Dossier,
    Establishment,
    EstablishmentStatus,
    Parameter,
    Registration,
    SessionInfo,
)
from models.regulation import Regulation, load
from scheduler.parameters import RuleValues
from scheduler.registrations import Entry, ccf_refusals, registrations_of
from scheduler.routes import Taken, route_of

UAI = "0690123X"


@pytest.fixture
def regulation() -> Regulation:
    return load(2027)


@pytest.fixture
def candidate() -> Callable[..., Candidate]:
    """Return a BTS SAM candidate au titre de l'expérience, but for what is given."""
    base = Candidate(
        number="2027000001",
        family_name="Roux",
        first_names="Inès",
        diploma="BTS-SAM",
        status=CandidateStatus.EXPERIENCE,
        language_a="Anglais",
        language_b="Espagnol",
    )

    def make(**fields: object) -> Candidate:
        return replace(base, **fields)  # type: ignore[arg-type]

    return make


@pytest.fixture
def establishment() -> Callable[..., Establishment]:
    def make(status: EstablishmentStatus, *, ccf: bool | None = None) -> Establishment:
        return Establishment(UAI, "Établissement des Tilleuls", status, ccf_authorised=ccf)

    return make


@pytest.fixture
def sits(regulation: Regulation) -> Callable[..., dict[str, Entry]]:
    """Return the entries of one candidate by épreuve."""

    def find(
        one: Candidate,
        *rows: Registration,
        at: Establishment | None = None,
        only: tuple[str, ...] = (),
        parameters: tuple[Parameter, ...] = (),
    ) -> dict[str, Entry]:
        dossier = Dossier(
            session=SessionInfo("S27", "Session 2027", 2027, "Lyon", epreuves=only),
            establishments=(at,) if at else (),
            candidates=(replace(one, establishment=at.uai) if at else one,),
            registrations=rows,
            parameters=parameters,
        )
        entries = registrations_of(dossier, regulation)
        found = {entry.epreuve: entry for entry in entries}
        assert len(found) == len(entries)
        return found

    return find


@pytest.fixture
def takes(
    regulation: Regulation,
    candidate: Callable[..., Candidate],
    establishment: Callable[..., Establishment],
) -> Callable[..., Taken]:
    """Return the route that a kind of candidate takes."""

    def find(
        diploma: str,
        status: CandidateStatus,
        place: EstablishmentStatus | None,
        *rows: Parameter,
        ccf: bool | None = None,
    ) -> Taken:
        at = None if place is None else establishment(place, ccf=ccf)
        values = RuleValues(regulation, rows)
        return route_of(
            candidate(status=status, diploma=diploma), at, regulation.diplomas[diploma], values
        )

    return find


@pytest.fixture
def refusals_at(
    regulation: Regulation,
    candidate: Callable[..., Candidate],
    establishment: Callable[..., Establishment],
) -> Callable[..., tuple[tuple[Registration, str], ...]]:
    """Return the CCF refusals of an apprentice's row in an establishment."""

    def find(
        place: EstablishmentStatus, ccf: bool | None, *asked: Registration
    ) -> tuple[tuple[Registration, str], ...]:
        at = establishment(place, ccf=ccf)
        dossier = Dossier(
            session=SessionInfo("S27", "Session 2027", 2027, "Lyon"),
            establishments=(at,),
            candidates=(candidate(status=CandidateStatus.APPRENTI, establishment=at.uai),),
            registrations=asked,
        )
        return ccf_refusals(dossier, regulation)

    return find

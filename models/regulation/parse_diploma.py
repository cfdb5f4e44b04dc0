"""Read one diploma: épreuves, phases, commissions, routes, dispenses, correspondences."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from models.regulation.parse import RegulationError, Source, in_force
from models.regulation.parse_rules import own_values_of, parameters_of, qualifications_of
from models.regulation.texts import (
    Correspondence,
    Diploma,
    Dispense,
    Epreuve,
    EpreuveKind,
    Phase,
    Route,
    Seat,
)
from models.roles import Role

MODALITIES = ("PONCTUEL", "CCF")


def diploma_of(source: Source, year: int) -> Diploma:
    """Build the diploma of a data file as it stands for the session of `year`."""
    table = source.need(source.table, "diploma")
    code: str = source.need(table, "code")
    diploma = Diploma(
        code=code,
        names=tuple((since, name) for since, name in source.need(table, "names")),
        first_session=source.need(table, "first_session"),
        last_session=table.get("last_session"),
        citation=source.citation(table),
        epreuves=_epreuves(source, code, year),
        routes=_routes(source, year),
        qualifications=qualifications_of(source),
        dispenses=_dispenses(source),
        correspondences=_correspondences(source),
        parameters=parameters_of(source, year, code),
        values=own_values_of(source, code),
        needed_language=table.get("needed_language"),
        forms=source.citation(table, "forms") if "forms" in table else None,
        specialities=tuple(table.get("specialities", ())),
    )
    _check_routes(source, diploma)
    return diploma


def _epreuves(source: Source, diploma: str, year: int) -> tuple[Epreuve, ...]:
    """Every épreuve in each of its modalities."""
    return tuple(
        _epreuve(source, table, diploma, modality)
        for table in source.tables("epreuve")
        if in_force(table, year)
        for modality in table.get("modalities", ["PONCTUEL"])
    )


def _epreuve(source: Source, table: Mapping[str, Any], diploma: str, modality: str) -> Epreuve:
    """One épreuve in one modality."""
    if modality not in MODALITIES:
        raise RegulationError(f"{source.name} : modalité inconnue « {modality} ».")
    group = table.get("group")
    optional = table.get("optional", False)
    common = () if optional else source.table["diploma"].get("notices", ())
    return Epreuve(
        diploma=diploma,
        code=source.need(table, "code"),
        title=source.need(table, "title"),
        unit=source.need(table, "unit"),
        kind=EpreuveKind(table.get("kind", "ORAL")),
        modality=modality,
        citation=source.citation(table),
        coefficient=table.get("coefficient"),
        parent=table.get("parent"),
        phases=tuple(_phase(source, phase) for phase in table.get("phases", ())),
        seats=tuple(_seat(source, seat) for seat in table.get("seats", ())),
        language=table.get("language"),
        languages=tuple(table.get("languages", ())),
        optional=optional,
        group=(group[0], group[1]) if group else None,
        without_candidate=table.get("without_candidate", False),
        own_establishment=table.get("own_establishment", False),
        last=table.get("last", False),
        manager=table.get("manager", source.table["diploma"].get("manager")),
        trainer_forbidden=source.table["diploma"].get("trainer_forbidden", False),
        minutes=table.get("minutes"),
        bring=tuple(table.get("bring", ())),
        notices=(*table.get("notices", ()), *common),
    )


def _phase(source: Source, table: Mapping[str, Any]) -> Phase:
    """One phase of an épreuve."""
    return Phase(
        id=source.need(table, "id"),
        title=source.need(table, "title"),
        minutes=table.get("minutes"),
        with_jury=source.need(table, "with_jury"),
        citation=source.citation(table),
        computer=table.get("computer", False),
        detail=table.get("detail", ""),
        parameter=table.get("parameter"),
    )


def _seat(source: Source, table: Mapping[str, Any]) -> Seat:
    """One seat of a commission."""
    replacement = tuple(table.get("replacement", ()))
    return Seat(
        role=Role(source.need(table, "role")),
        qualifications=tuple(table.get("qualifications", ())),
        citation=source.citation(table),
        title=source.need(table, "title"),
        replacement=replacement,
        replacement_citation=source.citation(table, "replacement_citation") if replacement else None,
        by_language=table.get("by_language", False),
        trained_candidate=table.get("trained_candidate", False),
    )


def _routes(source: Source, year: int) -> tuple[Route, ...]:
    """Columns of the règlement d'examen, in the order in which they are tried."""
    return tuple(
        Route(
            id=source.need(table, "id"),
            title=source.need(table, "title"),
            conditions=tuple(MappingProxyType(dict(one)) for one in source.need(table, "conditions")),
            modalities=MappingProxyType(dict(source.need(table, "modalities"))),
            citation=source.citation(table),
        )
        for table in source.tables("route")
        if in_force(table, year)
    )


def _check_routes(source: Source, diploma: Diploma) -> None:
    """Each route says the modality of épreuves that exist in it."""
    for route in diploma.routes:
        for code, modality in route.modalities.items():
            if not diploma.parts(code, modality):
                raise RegulationError(f"{source.name} : {route.id}, {code} n’existe pas en {modality}.")


def _dispenses(source: Source) -> tuple[Dispense, ...]:
    """Units one may be dispensed of."""
    return tuple(
        Dispense(source.need(table, "title"), tuple(source.need(table, "units")), source.citation(table))
        for table in source.tables("dispense")
    )


def _correspondences(source: Source) -> tuple[Correspondence, ...]:
    """Units of a former diploma, one row a pair."""
    return tuple(
        Correspondence(
            former_diploma=source.need(table, "former_diploma"),
            former_unit=former,
            unit=unit or None,
            last_session=source.need(table, "last_session"),
            citation=source.citation(table),
        )
        for table in source.tables("correspondence")
        for former, unit in source.need(table, "units")
    )

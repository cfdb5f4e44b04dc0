"""Travel times as a matrix: a row for each establishment, a column for each centre."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.dossier import Dossier
from models.french import folded

PAGE = 100


@dataclass(frozen=True, slots=True)
class JourneyRow:
    """One establishment: minutes to each centre in the order of the columns, None when unknown."""

    uai: str
    name: str
    town: str
    minutes: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class JourneyMatrix:
    """A page of the matrix; `centres` are pairs of code and name, `unknown` the cells without a time."""

    centres: tuple[tuple[str, str], ...]
    rows: tuple[JourneyRow, ...]
    found: int
    total: int
    unknown: int
    page: int
    pages: int


def matrix(dossier: Dossier, asked: Mapping[str, str]) -> JourneyMatrix:
    """Return the page of the matrix that an address asks for: `q` searches, `vides` leaves the gaps."""
    every = rows_of(dossier)
    words = folded(asked.get("q", "")).split()
    found = [
        one
        for one in every
        if all(word in folded(f"{one.name} {one.town} {one.uai}") for word in words)
        and (not asked.get("vides") or has_gap(one))
    ]
    pages = max(1, -(-len(found) // PAGE))
    text = asked.get("page", "")
    page = min(max(1, int(text[:9])), pages) if text.isdecimal() else 1
    return JourneyMatrix(
        tuple((one.uai, one.name) for one in dossier.centres),
        tuple(found[(page - 1) * PAGE : page * PAGE]),
        len(found),
        len(every),
        sum(map(has_gap, every)),
        page,
        pages,
    )


def rows_of(dossier: Dossier) -> list[JourneyRow]:
    """Return every establishment by name, with its times."""
    times = {(one.establishment, one.centre): one.minutes for one in dossier.journeys}
    schools = sorted(dossier.establishments, key=lambda one: (folded(one.name), one.uai))
    return [
        JourneyRow(
            one.uai,
            one.name,
            one.town or "",
            tuple(times.get((one.uai, centre.uai)) for centre in dossier.centres),
        )
        for one in schools
    ]


def has_gap(row: JourneyRow) -> bool:
    """Whether the time to some centre is unknown."""
    return None in row.minutes

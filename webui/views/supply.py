"""Supply against demand: a card an épreuve, with a chart of the session and a grid of its half-days."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import groupby

from models.dossier import OpenHalfDay
from models.french import counted
from models.planning import Plan
from scheduler.verification import Balance, EpreuveSupply, HalfDaySupply, Resource
from webui.french import short_date
from webui.views.charts import Bar, Bars
from webui.views.names import Names

TITLES = {
    Resource.TEACHERS: "Enseignants",
    Resource.PROFESSIONALS: "Professionnels",
    Resource.ROOMS: "Salles de jury",
    Resource.SEATS: "Préparation",
}
UNITS = {
    Resource.TEACHERS: ("demi-journée", "demi-journées"),
    Resource.PROFESSIONALS: ("demi-journée", "demi-journées"),
    Resource.ROOMS: ("demi-journée de salle", "demi-journées de salle"),
    Resource.SEATS: ("candidat", "candidats"),
}
MINUTES_A_DAY = 24 * 60

Address = Callable[[EpreuveSupply, Resource, OpenHalfDay | None], str]
"""Gives the page where a resource of an épreuve is looked at, for one half-day or for all."""


@dataclass(frozen=True, slots=True)
class Column:
    """One half-day of the grid; `where` names its centre when the épreuve has several."""

    half_day: OpenHalfDay
    name: str
    where: str


@dataclass(frozen=True, slots=True)
class GridCell:
    """One number of the grid; `level` is its height out of 20, `scarce` what limits the half-day."""

    value: int
    level: int
    scarce: bool
    href: str


@dataclass(frozen=True, slots=True)
class GridRow:
    """One resource over the half-days."""

    title: str
    cells: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class SupplyCard:
    """One épreuve: its numbers, a verdict, its chart and its grid; `days` are dates and their widths."""

    anchor: str
    title: str
    epreuve: str
    centre: str
    supply: EpreuveSupply
    tone: str
    mark: str
    verdict: str
    chart: Bars
    days: tuple[tuple[str, int], ...]
    columns: tuple[Column, ...]
    rows: tuple[GridRow, ...]
    possible: tuple[GridCell, ...]
    opened: tuple[int, ...] | None


def cards(
    supplies: tuple[EpreuveSupply, ...], names: Names, address: Address, plan: Plan | None
) -> list[SupplyCard]:
    """Return a card an épreuve, the short ones first; `plan` says how many commissions it opens."""
    made = [_card(rank, supply, names, address, plan) for rank, supply in enumerate(supplies, 1)]
    return sorted(made, key=lambda card: ("bad", "warn", "ok").index(card.tone))


def overview(made: list[SupplyCard]) -> Bars:
    """Draw the commissions that each épreuve needs against those that can be held."""
    return Bars(
        tuple(
            Bar(
                card.title,
                card.supply.possible,
                card.supply.needed,
                _said(card.supply.possible, card.supply.needed, ("commission", "commissions")),
                f"#{card.anchor}",
            )
            for card in made
            if not card.supply.missing
        )
    )


def _card(
    rank: int, supply: EpreuveSupply, names: Names, address: Address, plan: Plan | None
) -> SupplyCard:
    tone, mark, verdict = _verdict(supply)
    several = len({one.half_day.centre for one in supply.half_days}) > 1
    ordered = sorted(supply.half_days, key=lambda one: (one.half_day.day, one.half_day.start))
    return SupplyCard(
        anchor=f"besoins-{rank}",
        title=supply.name,
        epreuve=supply.epreuve,
        centre=names.centre(supply.centre) or "tous les centres",
        supply=supply,
        tone=tone,
        mark=mark,
        verdict=verdict,
        chart=Bars(tuple(_bar(supply, one, address) for one in supply.balances)),
        days=tuple(
            (short_date(day), len(list(group)))
            for day, group in groupby(ordered, key=lambda one: one.half_day.day)
        ),
        columns=tuple(_column(one.half_day, names, several=several) for one in ordered),
        rows=tuple(_rows(supply, ordered, address)),
        possible=_cells([one.possible for one in ordered]),
        opened=tuple(_opened(plan, supply, one.half_day) for one in ordered) if plan else None,
    )


def _bar(supply: EpreuveSupply, one: Balance, address: Address) -> Bar:
    text = _said(one.have, one.need, UNITS[one.resource])
    href = address(supply, one.resource, None)
    return Bar(TITLES[one.resource], one.have, one.need, text, href, replaceable=one.replaceable)


def _said(have: int, need: int, unit: tuple[str, str]) -> str:
    return f"{counted(have, *unit)} pour {need}"


def _column(half_day: OpenHalfDay, names: Names, *, several: bool) -> Column:
    name = "matin" if half_day.name == "MATIN" else "après-midi"
    return Column(half_day, name, names.centre(half_day.centre) if several else "")


def _rows(supply: EpreuveSupply, ordered: list[HalfDaySupply], address: Address) -> list[GridRow]:
    numbers: Mapping[Resource, Callable[[HalfDaySupply], int]] = {
        Resource.TEACHERS: lambda one: one.teachers,
        Resource.PROFESSIONALS: lambda one: one.professionals,
        Resource.ROOMS: lambda one: one.rooms,
        Resource.SEATS: lambda one: one.seats,
    }
    return [
        GridRow(
            TITLES[one.resource],
            _cells(
                [numbers[one.resource](half) for half in ordered],
                [one.resource in half.scarce for half in ordered],
                [address(supply, one.resource, half.half_day) for half in ordered],
            ),
        )
        for one in supply.balances
    ]


def _cells(
    values: list[int], scarce: list[bool] | None = None, hrefs: list[str] | None = None
) -> tuple[GridCell, ...]:
    most = max([1, *values])
    marks, links = scarce or [False] * len(values), hrefs or [""] * len(values)
    return tuple(
        GridCell(value, round(20 * value / most), mark, href)
        for value, mark, href in zip(values, marks, links, strict=True)
    )


def _opened(plan: Plan, supply: EpreuveSupply, half_day: OpenHalfDay) -> int:
    """Count the commissions that a plan holds in a half-day."""
    midnight = (half_day.day - plan.first_day).days * MINUTES_A_DAY
    start, end = midnight + half_day.start, midnight + half_day.end
    return sum(
        one.epreuve == supply.epreuve and one.centre == half_day.centre and start <= one.start < end
        for one in plan.sittings
    )


def _verdict(supply: EpreuveSupply) -> tuple[str, str, str]:
    if supply.missing:
        return "bad", "ban", "Durée à fixer"
    if supply.short:
        return "bad", "ban", "Insuffisant"
    if supply.needed * 10 > supply.possible * 9:
        return "warn", "alert", "Très juste"
    return "ok", "check", "Suffisant"

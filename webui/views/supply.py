"""Supply against demand as charts and lines."""

from __future__ import annotations

from dataclasses import dataclass

from scheduler.verification import EpreuveSupply
from webui.french import short_date, word
from webui.views.charts import Bar, Bars
from webui.views.names import Names


@dataclass(frozen=True, slots=True)
class SupplyCard:
    """One épreuve: its numbers, a verdict and its chart by half-day."""

    title: str
    epreuve: str
    centre: str
    supply: EpreuveSupply
    chart: Bars
    tone: str
    mark: str
    verdict: str


def cards(supplies: tuple[EpreuveSupply, ...], names: Names) -> list[SupplyCard]:
    """Return a card an épreuve, the short ones first."""
    made = [_card(supply, names) for supply in supplies]
    return sorted(made, key=lambda card: ("bad", "warn", "ok").index(card.tone))


def _card(supply: EpreuveSupply, names: Names) -> SupplyCard:
    bars = tuple(
        Bar(f"{short_date(one.half_day.day)}, {word(one.half_day.name).lower()}", one.possible, None)
        for one in supply.half_days
    )
    tone, mark, verdict = _verdict(supply)
    language = f" ({supply.language.lower()})" if supply.language else ""
    return SupplyCard(
        f"{supply.epreuve}{language}",
        supply.epreuve,
        names.centre(supply.centre),
        supply,
        Bars(bars),
        tone,
        mark,
        verdict,
    )


def _verdict(supply: EpreuveSupply) -> tuple[str, str, str]:
    if supply.missing:
        return "bad", "ban", "Durée à fixer"
    if supply.short:
        return "bad", "ban", "Insuffisant"
    if supply.needed * 10 > supply.possible * 9:
        return "warn", "alert", "Très juste"
    return "ok", "check", "Suffisant"

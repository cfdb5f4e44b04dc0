"""« Bilan » as tables: what each examiner does, the commissions, the replacements."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from scheduler.services.summary import Replacement, Summary, Work
from webui.french import hour, plan_day, short_date, word
from webui.views.names import Names
from webui.views.plan_tables import PLAN_TABLES
from webui.views.tables import Column, Target


@dataclass(frozen=True, slots=True)
class BilanTable:
    """One table of the page and of its exports."""

    id: str
    title: str
    empty: str
    records: Callable[[Summary], Sequence[Any]]
    columns: Callable[[Summary, Names], tuple[Column, ...]]


def _work_columns(_summary: Summary, names: Names) -> tuple[Column, ...]:
    def person(work: Work) -> Target:
        return "examinateur", work.examiner

    return (
        Column("examinateur", "Examinateur", lambda w: names.examiner(w.examiner), link=person),
        Column("code", "Code", lambda w: w.examiner),
        Column("role", "Rôle", lambda w: word(w.role), choice=True),
        Column("origine", "Origine", lambda w: _origin(names, w.examiner), choice=True),
        Column("epreuves", "Épreuves", lambda w: ", ".join(w.epreuves)),
        _number("demi_journees", "Demi-journées", lambda w: w.half_days),
        _number("commissions", "Commissions", lambda w: w.commissions),
        _number("interrogations", "Interrogations", lambda w: w.heard),
        _number("minutes", "Minutes", lambda w: w.minutes),
        _number("remplace", "Remplacements", lambda w: w.replacing),
    )


def _number(name: str, title: str, value: Callable[[Work], int]) -> Column:
    return Column(name, title, lambda work: str(value(work)), value, numeric=True)


def _origin(names: Names, code: str) -> str:
    known = names.examiners.get(code)
    return (known.organisation or names.establishment(known.establishment)) if known else ""


def _replacement_columns(summary: Summary, names: Names) -> tuple[Column, ...]:
    def commission(one: Replacement) -> Target:
        return "commission", one.sitting.code

    def day(one: Replacement) -> str:
        return short_date(plan_day(one.sitting.start, summary.plan.first_day))

    return (
        Column("commission", "Commission", lambda r: r.sitting.code, link=commission),
        Column("epreuve", "Épreuve", lambda r: r.sitting.epreuve, choice=True),
        Column("jour", "Jour", day, lambda r: r.sitting.start, choice=True),
        Column(
            "debut", "Début", lambda r: hour(r.sitting.start), lambda r: r.sitting.start, numeric=True
        ),
        Column("remplacant", "Siège à sa place", lambda r: names.examiner(r.examiner)),
        Column("motif", "Où sont les professionnels", lambda r: _where(r, names)),
    )


def _where(one: Replacement, names: Names) -> str:
    said = (f"{names.examiner(at.examiner)} : {at.said}" for at in one.professionals)
    return " ; ".join(said) or one.lacking


BILAN_TABLES = {
    table.id: table
    for table in (
        BilanTable(
            "interrogations",
            "Interrogations par examinateur",
            "Personne ne siège.",
            lambda b: b.works,
            _work_columns,
        ),
        BilanTable(
            "commissions",
            "Commissions",
            "Aucune commission.",
            lambda b: b.plan.sittings,
            lambda b, names: PLAN_TABLES["commissions"].columns(b.plan, names),
        ),
        BilanTable(
            "remplacements",
            "Remplacements",
            "Aucun professionnel n’est remplacé.",
            lambda b: b.replacements,
            _replacement_columns,
        ),
    )
}

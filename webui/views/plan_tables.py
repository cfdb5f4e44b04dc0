"""The plan as tables: passages, commissions, watches and what is not placed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from models.french import NBSP
from models.planning import Passage, Plan, Sitting, Unplaced, Watch
from webui.french import hour, plan_day, short_date
from webui.views.names import Names
from webui.views.tables import Column, Target


@dataclass(frozen=True, slots=True)
class PlanTable:
    """One table of a plan."""

    id: str
    title: str
    empty: str
    records: Callable[[Plan], Sequence[Any]]
    columns: Callable[[Plan, Names], tuple[Column, ...]]


def members_text(sitting: Sitting, names: Names) -> str:
    """Return the members by name, replacements said so."""
    return f"{NBSP}; ".join(
        names.examiner(member.examiner) + (" (remplace le professionnel)" if member.replacement else "")
        for member in sitting.members
    )


def _passages(plan: Plan, names: Names) -> tuple[Column, ...]:
    def candidate(passage: Passage) -> Target:
        return "candidat", passage.candidate

    def commission(passage: Passage) -> Target:
        return "commission", passage.commission

    def moment(passage: Passage) -> int:
        return passage.start

    return (
        Column("candidat", "Candidat", lambda p: names.candidate(p.candidate), link=candidate),
        Column("numero", "Numéro", lambda p: p.candidate),
        Column("epreuve", "Épreuve", lambda p: p.epreuve, choice=True),
        Column(
            "jour", "Jour", lambda p: short_date(plan_day(p.start, plan.first_day)), moment, choice=True
        ),
        Column(
            "convocation",
            "Convocation",
            lambda p: hour(p.convocation),
            lambda p: p.convocation,
            numeric=True,
        ),
        Column("debut", "Début", lambda p: hour(p.start), moment, numeric=True),
        Column("fin", "Fin", lambda p: hour(p.end), lambda p: p.end, numeric=True),
        Column(
            "salles", "Salles", lambda p: " → ".join(dict.fromkeys(phase.room for phase in p.phases))
        ),
        Column("commission", "Commission", lambda p: p.commission, link=commission),
        Column("verrou", "Verrou", lambda p: "Verrouillé" if p.locked else "", choice=True),
    )


def _sittings(plan: Plan, names: Names) -> tuple[Column, ...]:
    held = Counter(passage.commission for passage in plan.passages)

    def commission(sitting: Sitting) -> Target:
        return "commission", sitting.code

    return (
        Column("commission", "Commission", lambda s: s.code, link=commission),
        Column("epreuve", "Épreuve", lambda s: s.epreuve, choice=True),
        Column(
            "jour",
            "Jour",
            lambda s: short_date(plan_day(s.start, plan.first_day)),
            lambda s: s.start,
            choice=True,
        ),
        Column("debut", "Début", lambda s: hour(s.start), lambda s: s.start, numeric=True),
        Column("fin", "Fin", lambda s: hour(s.end), lambda s: s.end, numeric=True),
        Column("centre", "Centre", lambda s: names.centre(s.centre), choice=True),
        Column("salle", "Salle", lambda s: names.room(s.centre, s.room)),
        Column("membres", "Membres", lambda s: members_text(s, names)),
        Column(
            "candidats", "Candidats", lambda s: str(held[s.code]), lambda s: held[s.code], numeric=True
        ),
    )


def _watches(plan: Plan, names: Names) -> tuple[Column, ...]:
    return (
        Column("salle", "Salle", lambda w: names.room(w.centre, w.room)),
        Column("centre", "Centre", lambda w: names.centre(w.centre), choice=True),
        Column(
            "jour",
            "Jour",
            lambda w: short_date(plan_day(w.start, plan.first_day)),
            lambda w: w.start,
            choice=True,
        ),
        Column("debut", "De", lambda w: hour(w.start), lambda w: w.start, numeric=True),
        Column("fin", "À", lambda w: hour(w.end), lambda w: w.end, numeric=True),
        Column("candidats", "Candidats au plus", lambda w: str(w.peak), lambda w: w.peak, numeric=True),
    )


def _unplaced(_plan: Plan, names: Names) -> tuple[Column, ...]:
    def candidate(row: Unplaced) -> Target:
        return "candidat", row.candidate

    return (
        Column("candidat", "Candidat", lambda u: names.candidate(u.candidate), link=candidate),
        Column("numero", "Numéro", lambda u: u.candidate),
        Column("epreuve", "Épreuve", lambda u: u.epreuve, choice=True),
        Column("motif", "Ce qui manque", lambda u: u.reason),
    )


def adjusting(table: str) -> tuple[Column, ...]:
    """Return the column of actions of a table of a draft: « Déplacer… », « Placer… »."""
    word = ACTIONS.get(table)
    if word is None:
        return ()

    def passage(row: Passage | Unplaced) -> Target:
        return "passage", f"{row.candidate}|{row.epreuve}"

    return (Column("ajuster", "Ajuster", lambda _: word, link=passage, screen_only=True),)


ACTIONS = {"passages": "Déplacer…", "non-places": "Placer…"}
"""Tables whose rows are passages, and what can be done with one."""


def _watch_list(plan: Plan) -> Sequence[Watch]:
    return plan.watches


PLAN_TABLES = {
    table.id: table
    for table in (
        PlanTable("passages", "Passages", "Aucun passage.", lambda p: p.passages, _passages),
        PlanTable("commissions", "Commissions", "Aucune commission.", lambda p: p.sittings, _sittings),
        PlanTable(
            "surveillances",
            "Surveillances",
            "Aucune salle de préparation utilisée.",
            _watch_list,
            _watches,
        ),
        PlanTable(
            "non-places", "Non placés", "Tous les passages sont placés.", lambda p: p.unplaced, _unplaced
        ),
    )
}

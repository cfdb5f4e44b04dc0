"""« Bilan »: what the version in force has each examiner do, and who sits for a professional."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from models.dossier import Dossier
from models.planning import Plan, Sitting
from models.regulation import Regulation
from models.roles import Role
from scheduler.convened import HalfDay, half_day_of, half_days_of
from scheduler.verification import Presence
from webui.french import hour, plan_day, short_date, word
from webui.views.names import Names
from webui.views.plan_tables import PLAN_TABLES
from webui.views.tables import Column, Target


@dataclass(frozen=True, slots=True)
class Work:
    """What one examiner does: half-days, commissions, candidates heard, minutes in commission."""

    examiner: str
    role: Role
    half_days: int
    commissions: int
    heard: int
    minutes: int
    replacing: int
    epreuves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Replacement:
    """A teacher in a professional's seat, and where the professionals are meanwhile."""

    sitting: Sitting
    examiner: str
    reason: str


@dataclass(frozen=True, slots=True)
class Bilan:
    """A plan, counted."""

    plan: Plan
    works: tuple[Work, ...]
    replacements: tuple[Replacement, ...]


@dataclass(frozen=True, slots=True)
class BilanTable:
    """One table of the page and of its exports."""

    id: str
    title: str
    empty: str
    records: Callable[[Bilan], Sequence[Any]]
    columns: Callable[[Bilan, Names], tuple[Column, ...]]


def bilan_of(plan: Plan, dossier: Dossier, regulation: Regulation, names: Names) -> Bilan:
    """Count a plan."""
    return Bilan(plan, works_of(plan, names), _Absences(plan, dossier, regulation, names).replacements())


def works_of(plan: Plan, names: Names) -> tuple[Work, ...]:
    """Return what each examiner does, by name."""
    heard = Counter(one.commission for one in plan.passages)
    sat: defaultdict[str, list[Sitting]] = defaultdict(list)
    replacing: Counter[str] = Counter()
    roles: dict[str, Role] = {}
    for sitting in plan.sittings:
        for member in sitting.members:
            sat[member.examiner].append(sitting)
            replacing[member.examiner] += member.replacement
            roles[member.examiner] = Role.ENSEIGNANT if member.replacement else member.role
    return tuple(
        Work(
            examiner=who,
            role=roles[who],
            half_days=len(half_days_of(plan, who)),
            commissions=len(sat[who]),
            heard=sum(heard[one.code] for one in sat[who]),
            minutes=sum(one.end - one.start for one in sat[who]),
            replacing=replacing[who],
            epreuves=tuple(sorted({one.epreuve for one in sat[who]})),
        )
        for who in sorted(sat, key=names.examiner_rank)
    )


class _Absences:
    """Where the professionals are whom teachers sit for."""

    def __init__(self, plan: Plan, dossier: Dossier, regulation: Regulation, names: Names) -> None:
        self.plan, self.regulation, self.names = plan, regulation, names
        self.presence = Presence(dossier, regulation)
        self.half_days = {(one.centre, one.day, one.name): one for one in dossier.half_days}
        self.busy = {
            (member.examiner, half_day_of(plan, one)): one.code
            for one in plan.sittings
            for member in one.members
        }

    def replacements(self) -> tuple[Replacement, ...]:
        """Return who sits for a professional, in the order of the plan."""
        return tuple(
            Replacement(one, member.examiner, self.reason(one))
            for one in self.plan.sittings
            for member in one.members
            if member.replacement
        )

    def reason(self, sitting: Sitting) -> str:
        """Say where each professional is who could have sat."""
        half = half_day_of(self.plan, sitting)
        opened = self.half_days.get((sitting.centre, half.day, half.name))
        if opened is None:
            return "La demi-journée n’est plus au calendrier."
        epreuve = self.regulation.epreuve(sitting.epreuve)
        found = self.presence.roll(epreuve, None, Role.PROFESSIONNEL, opened)
        said = [self._where(one.examiner.code, one.absence, half) for one in found]
        return " ; ".join(said) or "Personne n’a la qualification."

    def _where(self, who: str, absence: str, half: HalfDay) -> str:
        code = self.busy.get((who, half))
        where = f"siège en {code}" if code else absence or "disponible, non retenu"
        return f"{self.names.examiner(who)} : {where}"


def _work_columns(_bilan: Bilan, names: Names) -> tuple[Column, ...]:
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


def _replacement_columns(bilan: Bilan, names: Names) -> tuple[Column, ...]:
    def commission(one: Replacement) -> Target:
        return "commission", one.sitting.code

    def day(one: Replacement) -> str:
        return short_date(plan_day(one.sitting.start, bilan.plan.first_day))

    return (
        Column("commission", "Commission", lambda r: r.sitting.code, link=commission),
        Column("epreuve", "Épreuve", lambda r: r.sitting.epreuve, choice=True),
        Column("jour", "Jour", day, lambda r: r.sitting.start, choice=True),
        Column(
            "debut", "Début", lambda r: hour(r.sitting.start), lambda r: r.sitting.start, numeric=True
        ),
        Column("remplacant", "Siège à sa place", lambda r: names.examiner(r.examiner)),
        Column("motif", "Où sont les professionnels", lambda r: r.reason),
    )


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

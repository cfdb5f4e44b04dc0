"""« Bilan »: what the version in force has each examiner do, and who sits for a professional."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from sqlalchemy.orm import Session

from models.db import whole
from models.dossier import Dossier, Examiner
from models.french import folded
from models.planning import Plan, Sitting
from models.regulation import Regulation
from models.roles import Role
from scheduler.convened import HalfDay, half_day_of, half_days_of
from scheduler.errors import NotFoundError
from scheduler.services.plans import current_plan, load_plan
from scheduler.services.versions import edition_of
from scheduler.verification import Presence


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
class Whereabouts:
    """Where a professional is who could have sat."""

    examiner: str
    said: str


@dataclass(frozen=True, slots=True)
class Replacement:
    """A teacher in a professional's seat, and where the professionals are meanwhile.

    Without any, `lacking` says why nobody could be asked.
    """

    sitting: Sitting
    examiner: str
    professionals: tuple[Whereabouts, ...] = ()
    lacking: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """A plan, counted; `dossier` is the data that name its people."""

    plan: Plan
    dossier: Dossier
    works: tuple[Work, ...]
    replacements: tuple[Replacement, ...]


def summary_of(db: Session, code: str) -> Summary:
    """Count the version in force of a session, with the data it was published with.

    Raises
    ------
    NotFoundError
        No session has this code, or nothing is published.

    """
    stored = current_plan(db, code)
    if stored is None or stored.version is None:
        raise NotFoundError(
            f"Rien n’est encore publié dans la session « {code} » : le bilan compte la version "
            "en vigueur.",
            command=f"oraux publish {code}",
        )
    edition = edition_of(db, code, number=stored.number)
    with whole(db):
        everywhere = load_plan(db, stored.id).plan
    return count_plan(edition.stored.plan, edition.dossier, edition.regulation, everywhere)


def count_plan(
    plan: Plan, dossier: Dossier, regulation: Regulation, everywhere: Plan | None = None
) -> Summary:
    """Count a plan; `everywhere` is all of it when `plan` holds some of its centres only."""
    replacements = _Absences(plan, dossier, regulation, everywhere or plan).replacements()
    return Summary(plan, dossier, works_of(plan, dossier), replacements)


def works_of(plan: Plan, dossier: Dossier) -> tuple[Work, ...]:
    """Return what each examiner does, by family name, first name and code."""
    heard = Counter(one.commission for one in plan.passages)
    sat: defaultdict[str, list[Sitting]] = defaultdict(list)
    replacing: Counter[str] = Counter()
    roles: dict[str, Role] = {}
    for sitting in plan.sittings:
        for member in sitting.members:
            sat[member.examiner].append(sitting)
            replacing[member.examiner] += member.replacement
            roles[member.examiner] = Role.ENSEIGNANT if member.replacement else member.role
    known = {one.code: one for one in dossier.examiners}
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
        for who in sorted(sat, key=lambda who: _rank(who, known.get(who)))
    )


def _rank(code: str, known: Examiner | None) -> str:
    return folded(f"{known.family_name} {known.first_name} {code}") if known else code


class _Absences:
    """Where the professionals are whom teachers sit for."""

    def __init__(self, plan: Plan, dossier: Dossier, regulation: Regulation, everywhere: Plan) -> None:
        self.plan, self.regulation = plan, regulation
        self.presence = Presence(dossier, regulation)
        self.half_days = {(one.centre, one.day, one.name): one for one in dossier.half_days}
        self.own = {one.code for one in plan.sittings}
        self.busy = {
            (member.examiner, half_day_of(everywhere, one)): one.code
            for one in everywhere.sittings
            for member in one.members
        }

    def replacements(self) -> tuple[Replacement, ...]:
        """Return who sits for a professional, in the order of the plan."""
        return tuple(
            self._replacement(one, member.examiner)
            for one in self.plan.sittings
            for member in one.members
            if member.replacement
        )

    def _replacement(self, sitting: Sitting, who: str) -> Replacement:
        """Say where each professional is who could have sat."""
        half = half_day_of(self.plan, sitting)
        opened = self.half_days.get((sitting.centre, half.day, half.name))
        if opened is None:
            return Replacement(sitting, who, lacking="La demi-journée n’est plus au calendrier.")
        epreuve = self.regulation.epreuve(sitting.epreuve)
        roll = self.presence.roll(epreuve, None, Role.PROFESSIONNEL, opened)
        found = tuple(self._where(one.examiner.code, one.absence, half) for one in roll)
        return Replacement(sitting, who, found, "" if found else "Personne n’a la qualification.")

    def _where(self, who: str, absence: str, half: HalfDay) -> Whereabouts:
        code = self.busy.get((who, half))
        if code is None:
            return Whereabouts(who, absence or "disponible, non retenu")
        return Whereabouts(who, f"siège en {code}" if code in self.own else "siège dans un autre centre")

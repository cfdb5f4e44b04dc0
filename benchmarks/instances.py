"""Session folders of any size, drawn by a seeded hand: what a région's exam service would send.

BTS SAM, E4 and E5, ponctuel: every centre has its schools, its candidates (extra time for one in
twelve, an accessible or separate room for a few), its teachers (some teach the candidates they could
hear), professionals free on the days they gave, rooms. `tight` is the people and rooms there are for
one needed: 1.5 is comfortable, 1.2 usual, 1.05 tight.

    python -m benchmarks.instances FOLDER --candidates 400 --centres 2 --days 5 --tight 1.2 --seed 1
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from math import ceil
from pathlib import Path

from benchmarks.people import COMPANIES, Crowd, mail, uai
from models.dossier.records import (
    Accommodation,
    Availability,
    AvailabilityState,
    Candidate,
    CandidateStatus,
    Centre,
    Dossier,
    Establishment,
    EstablishmentStatus,
    Examiner,
    HalfDayName,
    Journey,
    OpenHalfDay,
    Room,
    RoomType,
    SessionInfo,
    Teaching,
)
from models.roles import Role
from scheduler.exchange import write_dossier

FIRST_DAY = date(2027, 6, 7)
MORNING, AFTERNOON, MINUTES = 8 * 60, 13 * 60 + 30, 240
PER_HALF_DAY = 4
SCHOOL_SIZE = 14
EPREUVES = ("BTS-SAM/E4", "BTS-SAM/E5")
TEACHERS = ("SAM-OPA", "SAM-GP", "SAM-OPA SAM-GP", "SAM-ATELIERS SAM-GP", "SAM-OPA SAM-EG")
STATUSES = {
    EstablishmentStatus.PRIVE_HORS_CONTRAT: CandidateStatus.SCOLAIRE,
    EstablishmentStatus.CFA: CandidateStatus.APPRENTI,
    EstablishmentStatus.DISTANCE: CandidateStatus.DISTANCE,
}


@dataclass(frozen=True, slots=True)
class Size:
    """What is asked of an instance."""

    candidates: int
    centres: int = 1
    days: int = 4
    tight: float = 1.2
    seed: int = 1

    @property
    def name(self) -> str:
        """Short name: `400x2c5d-t120-s1`."""
        tight = round(self.tight * 100)
        return f"{self.candidates}x{self.centres}c{self.days}d-t{tight}-s{self.seed}"

    @property
    def local(self) -> int:
        """Candidates of one centre."""
        return ceil(self.candidates / self.centres)

    @property
    def commissions(self) -> int:
        """Commissions that one centre needs, both épreuves."""
        return len(EPREUVES) * ceil(self.local / PER_HALF_DAY)


@dataclass(frozen=True, slots=True)
class School:
    """A school, the centre its candidates go to, and how many it sends."""

    uai: str
    centre: int
    size: int
    status: EstablishmentStatus


def instance(size: Size) -> Dossier:
    """Draw a session folder; the same size gives the same folder."""
    crowd = Crowd(size.seed)
    schools = _schools(size)
    candidates = _candidates(crowd, size, schools)
    examiners, teachings = _teachers(crowd, size, schools)
    professionals, availabilities = _professionals(crowd, size)
    return Dossier(
        session=_session(size),
        centres=tuple(_centre(index) for index in range(size.centres)),
        half_days=tuple(_half_days(size)),
        rooms=tuple(room for centre in range(size.centres) for room in _rooms(size, centre)),
        establishments=(*_centre_schools(size), *(_establishment(school) for school in schools)),
        journeys=tuple(_journeys(crowd, size, schools)),
        candidates=candidates,
        accommodations=_accommodations(crowd, candidates),
        examiners=(*examiners, *professionals),
        availabilities=(*_absences(crowd, size, examiners), *availabilities),
        teachings=teachings,
    )


def _session(size: Size) -> SessionInfo:
    return SessionInfo(
        code=size.name.upper(),
        label=f"Oraux de {size.candidates} candidats",
        year=2027,
        academie="Nantes",
        contact_email="examens@example.org",
        contact_phone="02 61 91 10 10",
        epreuves=EPREUVES,
    )


def _code(centre: int) -> str:
    return uai(490_000 + centre)


def _centre(index: int) -> Centre:
    return Centre(_code(index), f"Lycée n° {index + 1}", f"Ville-{index + 1}")


def _half_days(size: Size) -> list[OpenHalfDay]:
    days = [FIRST_DAY + timedelta(days=day + 2 * (day // 5)) for day in range(size.days)]
    return [
        OpenHalfDay(_code(centre), day, start, start + MINUTES)
        for centre in range(size.centres)
        for day in days
        for start in (MORNING, AFTERNOON)
    ]


def _rooms(size: Size, centre: int) -> list[Room]:
    """As many jury rooms as commissions at once, half of them accessible, and seats for the E5."""
    code = _code(centre)
    juries = ceil(size.commissions / (2 * size.days) * size.tight)
    rooms = [
        Room(code, f"J{rank:02}", RoomType.JURY, 1, accessible=rank % 2 == 0) for rank in range(juries)
    ]
    seats = ceil(juries / 2 * size.tight) + 2
    half = ceil(seats / 2)
    rooms.append(Room(code, "P1", RoomType.PREPARATION, half, computers=half, accessible=True))
    rooms.append(Room(code, "P2", RoomType.PREPARATION, seats - half, computers=seats - half))
    rooms.append(Room(code, "P3", RoomType.PREPARATION, 1, computers=1, accessible=True))
    return rooms


def _schools(size: Size) -> list[School]:
    kinds = list(STATUSES)
    found = []
    for centre in range(size.centres):
        here = size.candidates // size.centres + (centre < size.candidates % size.centres)
        count = max(2, round(here / SCHOOL_SIZE))
        for rank in range(count):
            share = here // count + (rank < here % count)
            code = uai(500_000 + 1000 * centre + rank)
            found.append(School(code, centre, share, kinds[rank % len(kinds)]))
    return found


def _centre_schools(size: Size) -> list[Establishment]:
    return [
        Establishment(_code(i), f"Lycée n° {i + 1}", EstablishmentStatus.PUBLIC, f"Ville-{i + 1}", True)
        for i in range(size.centres)
    ]


def _establishment(school: School) -> Establishment:
    town = f"Ville-{school.centre + 1}"
    return Establishment(school.uai, f"École {school.uai}", school.status, town, ccf_authorised=False)


def _journeys(crowd: Crowd, size: Size, schools: list[School]) -> list[Journey]:
    """Minutes to the centre of the school and to both neighbours."""
    rows = []
    for school in schools:
        near = {(school.centre + step) % size.centres for step in (-1, 0, 1)}
        for centre in sorted(near):
            minutes = crowd.random.randrange(10, 60) + 45 * (centre != school.centre)
            rows.append(Journey(school.uai, _code(centre), minutes))
    return rows


def _candidates(crowd: Crowd, size: Size, schools: list[School]) -> tuple[Candidate, ...]:
    """One in twenty has no designated centre where there are several."""
    rows: list[Candidate] = []
    for school in schools:
        for _ in range(school.size):
            person = crowd.person(date(2008, 3, 31), 5)
            free = size.centres > 1 and crowd.random.random() < 0.05
            apprentice = STATUSES[school.status] is CandidateStatus.APPRENTI
            rows.append(
                Candidate(
                    number=f"{2_027_000_001 + len(rows)}",
                    civility=person.civility,
                    family_name=person.family,
                    first_names=person.first,
                    birth_date=person.born,
                    establishment=school.uai,
                    division="SAM2",
                    diploma="BTS-SAM",
                    status=STATUSES[school.status],
                    centre=None if free else _code(school.centre),
                    email=mail(person.first, person.family),
                    language_a="ANGLAIS",
                    language_b="ESPAGNOL",
                    company=crowd.random.choice(COMPANIES) if apprentice else None,
                )
            )
    return tuple(rows)


def _accommodations(crowd: Crowd, candidates: tuple[Candidate, ...]) -> tuple[Accommodation, ...]:
    decision = "Décision du 20 novembre 2026"
    rows = []
    for one in candidates:
        chance = crowd.random.random()
        if chance < 0.08:
            rows.append(Accommodation(one.number, extra_share=Fraction(1, 3), decision=decision))
        elif chance < 0.09:
            rows.append(Accommodation(one.number, accessible_room=True, decision=decision))
        elif chance < 0.095:
            rows.append(Accommodation(one.number, separate_room=True, decision=decision))
    return tuple(rows)


def _needed(size: Size, free: float) -> int:
    """People of one role for a centre, each free for a share of the half-days, six at most."""
    return max(3, ceil(size.commissions * size.tight / min(6.0, 2 * size.days * free)))


def _teachers(
    crowd: Crowd, size: Size, schools: list[School]
) -> tuple[list[Examiner], tuple[Teaching, ...]]:
    """Half of them teach in a school that sends candidates."""
    people: list[Examiner] = []
    teachings = []
    for centre in range(size.centres):
        local = [school for school in schools if school.centre == centre]
        for rank in range(_needed(size, 0.85)):
            code = f"ENS-{len(people) + 1:05}"
            school = local[rank // 2 % len(local)] if rank % 2 else None
            home = school.uai if school else _code(centre)
            held = tuple(TEACHERS[rank % len(TEACHERS)].split())
            one = _examiner(crowd, code, Role.ENSEIGNANT, held)
            mobile = crowd.random.random() < 0.3
            reach = () if mobile else (_code(centre),)
            most = 6 if crowd.random.random() < 0.4 else None
            people.append(replace(one, establishment=home, centres=reach, max_half_days=most))
            if school:
                teachings.append(Teaching(code, school.uai, "SAM2"))
    return people, tuple(teachings)


def _professionals(crowd: Crowd, size: Size) -> tuple[list[Examiner], list[Availability]]:
    """Free when they said so, by whole days and a few mornings."""
    people: list[Examiner] = []
    rows = []
    days = sorted({half.day for half in _half_days(size)})
    for centre in range(size.centres):
        for rank in range(_needed(size, 0.5)):
            one = _examiner(crowd, f"PRO-{len(people) + 1:05}", Role.PROFESSIONNEL, ("PRO-SAM",))
            reach = () if crowd.random.random() < 0.3 else (_code(centre),)
            people.append(replace(one, centres=reach, available_by_default=False))
            free = crowd.random.sample(days, max(1, round(len(days) * crowd.random.uniform(0.4, 0.6))))
            free = sorted({*free, days[rank % len(days)]})
            rows += [Availability(one.code, day, *_said(crowd)) for day in free]
    return people, rows


def _said(crowd: Crowd) -> tuple[HalfDayName, AvailabilityState]:
    whole = crowd.random.random() < 0.8
    state = AvailabilityState.A_EVITER if crowd.random.random() < 0.1 else AvailabilityState.DISPONIBLE
    return (HalfDayName.JOURNEE if whole else HalfDayName.MATIN), state


def _absences(crowd: Crowd, size: Size, teachers: list[Examiner]) -> list[Availability]:
    """Teachers are free unless they say otherwise: one half-day in eight, and one more is disliked."""
    days = sorted({half.day for half in _half_days(size)})
    rows = []
    for one in teachers:
        for day in days:
            for name in (HalfDayName.MATIN, HalfDayName.APRES_MIDI):
                chance = crowd.random.random()
                if chance < 0.2:
                    gone = chance < 0.12
                    state = AvailabilityState.INDISPONIBLE if gone else AvailabilityState.A_EVITER
                    rows.append(Availability(one.code, day, name, state))
    return rows


def _examiner(crowd: Crowd, code: str, role: Role, held: tuple[str, ...]) -> Examiner:
    person = crowd.person(date(1995, 1, 1), 30)
    return Examiner(
        code=code,
        civility=person.civility,
        family_name=person.family,
        first_name=person.first,
        role=role,
        organisation=None if role is Role.ENSEIGNANT else crowd.random.choice(COMPANIES),
        email=mail(person.first, person.family),
        phone=crowd.mobile(),
        qualifications=held,
    )


def asked(arguments: list[str] | None = None) -> tuple[Path, Size]:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--candidates", type=int, default=400)
    parser.add_argument("--centres", type=int, default=2)
    parser.add_argument("--days", type=int, default=5)
    parser.add_argument("--tight", type=float, default=1.2)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    return given.folder, Size(given.candidates, given.centres, given.days, given.tight, given.seed)


def main() -> None:
    """Write one session folder."""
    folder, size = asked()
    write_dossier(instance(size), folder)
    print(f"{size.name} -> {folder}")


if __name__ == "__main__":
    main()

"""Session folders drawn by a seeded hand, with the mess of real ones."""

from __future__ import annotations

import random
from datetime import date, timedelta
from fractions import Fraction

from models.dossier import (
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
    Incompatibility,
    OpenHalfDay,
    Parameter,
    Registration,
    RegistrationState,
    Role,
    Room,
    RoomType,
    SessionInfo,
    Teaching,
)

FIRST_DAY = date(2027, 6, 7)
CODES = {
    "BTS-SAM": ("SAM-OPA", "SAM-GP", "SAM-ATELIERS", "LV-ANGLAIS", "LV-ESPAGNOL"),
    "BCP-AGORA": ("AGORA-PRO", "AGORA-PRO", "LV-ANGLAIS"),
    "MC-SNO": ("SNO-B1", "SNO-B2", "SNO-B3"),
}
PROFESSIONALS = {"BTS-SAM": "PRO-SAM", "BCP-AGORA": "PRO-RH", "MC-SNO": "PRO-NUM"}
ORALS = {
    "BTS-SAM": ("E4", "E5", "E21", "E22"),
    "BCP-AGORA": ("E31", "E32", "E41"),
    "MC-SNO": ("E1", "E2", "E3"),
}
WORK = ("Atelier Brun", "Mairie de Valbois", "Cabinet Orme", None, None, None)


class Drawn:
    """One random session; every choice comes from `draw`."""

    def __init__(self, seed: int, *, most: int = 24) -> None:
        self.draw = random.Random(seed)
        self.diplomas = self.draw.sample(sorted(ORALS), self.draw.randint(1, 3))
        self.schools = [f"0490{index:03}A" for index in range(self.draw.randint(2, 5))]
        self.centres = [f"0491{index:03}B" for index in range(self.draw.choice((1, 1, 1, 2)))]
        self.size = self.draw.randint(3, most)
        self.days = self.draw.randint(1, 3)

    def dossier(self) -> Dossier:
        """Draw every table."""
        candidates = tuple(self._candidate(index) for index in range(self.size))
        examiners = tuple(self._examiners())
        return Dossier(
            session=SessionInfo("S", "Session", 2027, "Aix", epreuves=self._epreuves()),
            centres=tuple(Centre(uai, f"Lycée {uai}", "Valbois") for uai in self.centres),
            half_days=tuple(self._half_days()),
            rooms=tuple(self._rooms()),
            establishments=tuple(self._establishments()),
            candidates=candidates,
            registrations=tuple(self._registrations(candidates)),
            accommodations=tuple(self._accommodations(candidates)),
            examiners=examiners,
            availabilities=tuple(self._availabilities(examiners)),
            incompatibilities=tuple(self._incompatibilities(examiners, candidates)),
            teachings=tuple(self._teachings(examiners)),
            parameters=tuple(self._parameters()),
        )

    def _epreuves(self) -> tuple[str, ...]:
        orals = [f"{diploma}/{code}" for diploma in self.diplomas for code in ORALS[diploma]]
        return tuple(sorted(self.draw.sample(orals, self.draw.randint(1, len(orals)))))

    def _half_days(self) -> list[OpenHalfDay]:
        found = []
        for centre in self.centres:
            for day in range(self.days):
                morning = self.draw.choice((8 * 60, 8 * 60 + 30, 9 * 60))
                noon = self.draw.choice((12 * 60, 12 * 60 + 30))
                after = self.draw.choice((noon + 30, 13 * 60, 13 * 60 + 30))
                evening = self.draw.choice((17 * 60, 18 * 60, 19 * 60 + 30))
                for start, end in ((morning, noon), (after, evening)):
                    if self.draw.random() < 0.9:
                        opened = self._epreuves() if self.draw.random() < 0.15 else ()
                        found.append(
                            OpenHalfDay(centre, FIRST_DAY + timedelta(days=day), start, end, opened)
                        )
        return found or [OpenHalfDay(self.centres[0], FIRST_DAY, 480, 720)]

    def _rooms(self) -> list[Room]:
        found = []
        for centre in self.centres:
            for index in range(self.draw.randint(1, 6)):
                accessible = self.draw.random() < 0.5
                found.append(Room(centre, f"J{index}", RoomType.JURY, 1, accessible=accessible))
            for index in range(self.draw.randint(1, 3)):
                seats = self.draw.randint(1, 8)
                computers = self.draw.choice((None, seats, max(0, seats - 2)))
                accessible = self.draw.random() < 0.6
                found.append(
                    Room(
                        centre,
                        f"P{index}",
                        RoomType.PREPARATION,
                        seats,
                        computers=computers,
                        accessible=accessible,
                    )
                )
        return found

    def _establishments(self) -> list[Establishment]:
        statuses = (EstablishmentStatus.PRIVE_HORS_CONTRAT, EstablishmentStatus.CFA)
        return [
            Establishment(uai, f"École {uai}", self.draw.choice(statuses), ccf_authorised=False)
            for uai in self.schools
        ]

    def _candidate(self, index: int) -> Candidate:
        return Candidate(
            number=f"20270{index:05}",
            family_name=f"NOM{index}",
            first_names="Camille",
            diploma=self.draw.choice(self.diplomas),
            status=self.draw.choice((CandidateStatus.DISTANCE, CandidateStatus.EXPERIENCE)),
            establishment=self.draw.choice([*self.schools, None]),
            division=self.draw.choice(("A", "B", None)),
            centre=self.draw.choice([*self.centres, None]),
            language_a="Anglais",
            language_b="Espagnol",
            company=self.draw.choice(WORK),
            tutor=self.draw.choice((None, None, "Mme Dominique PRO0")),
        )

    def _registrations(self, candidates: tuple[Candidate, ...]) -> list[Registration]:
        found = []
        for one in candidates:
            if self.draw.random() < 0.1:
                code = self.draw.choice(ORALS[one.diploma])
                found.append(
                    Registration(one.number, f"{one.diploma}/{code}", RegistrationState.DISPENSE)
                )
        return found

    def _accommodations(self, candidates: tuple[Candidate, ...]) -> list[Accommodation]:
        found = []
        for one in candidates:
            for _ in range(self.draw.choice((0, 0, 0, 1, 2))):
                code = self.draw.choice(("*", f"{one.diploma}/{self.draw.choice(ORALS[one.diploma])}"))
                found.append(
                    Accommodation(
                        one.number,
                        code,
                        self.draw.choice(("*", "oral", "preparation", "prise-en-main", "production")),
                        extra_share=self.draw.choice((None, Fraction(1, 3), Fraction(1, 4))),
                        extra_minutes=self.draw.choice((None, None, 7)),
                        pause_minutes=self.draw.choice((None, None, 5)),
                        accessible_room=self.draw.random() < 0.3,
                        separate_room=self.draw.random() < 0.3,
                        decision="D1",
                    )
                )
        return found

    def _examiners(self) -> list[Examiner]:
        found = []
        for diploma in self.diplomas:
            codes = CODES[diploma]
            for index in range(self.draw.randint(2, 7)):
                held = self.draw.sample(codes, self.draw.randint(1, 2))
                found.append(self._examiner(f"T{len(found)}", Role.ENSEIGNANT, tuple(set(held)), index))
            for index in range(self.draw.randint(0, 4)):
                held = [PROFESSIONALS[diploma]]
                found.append(self._examiner(f"PRO{len(found)}", Role.PROFESSIONNEL, tuple(held), index))
        return found

    def _examiner(self, code: str, role: Role, held: tuple[str, ...], index: int) -> Examiner:
        teacher = role == Role.ENSEIGNANT
        return Examiner(
            code,
            code,
            "Dominique",
            role,
            held,
            establishment=self.draw.choice([*self.schools, None]) if teacher else None,
            organisation=None if teacher else self.draw.choice(WORK),
            centres=tuple(self.draw.sample(self.centres, 1)) if self.draw.random() < 0.2 else (),
            max_half_days=self.draw.choice((None, None, 1, 3)),
            reserve=index > 0 and self.draw.random() < 0.15,
            habilitation_end=FIRST_DAY if self.draw.random() < 0.05 else None,
            available_by_default=self.draw.random() < 0.9,
        )

    def _availabilities(self, examiners: tuple[Examiner, ...]) -> list[Availability]:
        found = {}
        for one in examiners:
            for day in range(self.days):
                for name in HalfDayName:
                    if self.draw.random() < 0.15:
                        state = self.draw.choice(list(AvailabilityState))
                        when = FIRST_DAY + timedelta(days=day)
                        found[one.code, when, name] = Availability(one.code, when, name, state)
        return list(found.values())

    def _incompatibilities(
        self, examiners: tuple[Examiner, ...], candidates: tuple[Candidate, ...]
    ) -> list[Incompatibility]:
        pairs = {
            (self.draw.choice(examiners).code, self.draw.choice(candidates).number)
            for _ in range(self.draw.randint(0, 3))
        }
        return [Incompatibility(examiner, candidate, "famille") for examiner, candidate in sorted(pairs)]

    def _teachings(self, examiners: tuple[Examiner, ...]) -> list[Teaching]:
        return [
            Teaching(
                one.code,
                self.draw.choice(self.schools),
                self.draw.choice(("A", "B", None)),
                self.draw.choice((None, 2027, 2026)),
            )
            for one in examiners
            if one.role == Role.ENSEIGNANT and self.draw.random() < 0.3
        ]

    def _parameters(self) -> list[Parameter]:
        found = []
        if self.draw.random() < 0.15:
            found.append(Parameter("daily_cap", str(self.draw.randint(2, 5))))
        if self.draw.random() < 0.15:
            found.append(Parameter("rest_between_passages", "45"))
        if self.draw.random() < 0.15:
            found.append(Parameter("gap_between_candidates", "10"))
        return found

"""A session and a plan laid out by hand: 20 SAM and 10 AGOrA candidates, 60 passages over three days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from math import ceil

from models.dossier import (
    Accommodation,
    Candidate,
    CandidateStatus,
    Centre,
    Dossier,
    Establishment,
    EstablishmentStatus,
    Examiner,
    Role,
    Room,
    RoomType,
    SessionInfo,
)
from models.planning import Member, Passage, PhaseTime, Plan, Sitting, Watch
from models.regulation import load

YEAR = 2027
FIRST_DAY = date(2027, 6, 7)
UAI = "0499001T"
DAY = 24 * 60
MORNING, AFTERNOON = 8 * 60 + 30, 13 * 60 + 30
GAP, REPORT, READING = 5, 30, 15

NAMES = (
    "Carré",
    "Tessier",
    "Brémond",
    "Konaté",
    "Le-Goff",
    "Guérin",
    "Marchand",
    "Fontaine",
    "Roussel",
    "Delaunay",
    "Picard",
    "Ait-Ahmed",
    "Nguyen",
    "Da-Silva",
    "Lefèvre",
    "Morvan",
    "Chevalier",
    "Bonnet",
    "Garnier",
    "Perrin",
    "Hamon",
    "Texier",
    "Jolivet",
    "Bourdon",
    "Rivière",
    "Maillard",
    "Cordier",
    "Prigent",
    "Leclercq",
    "Vasseur",
)
FIRST_NAMES = ["Louise", "Jules", "Inès", "Awa", "Maël", "Zoé", "Nathan", "Léa", "Hugo", "Chloé"]

SAM_E4, SAM_E5 = "BTS-SAM/E4", "BTS-SAM/E5"
E31, E32 = "BCP-AGORA/E31", "BCP-AGORA/E32"
ROOMS = {SAM_E4: "B01", SAM_E5: "B02", E31: "B11", E32: "B12"}
PREPARATION = "P1"
JURIES = {
    SAM_E4: ("SAM-01", "PRO-01"),
    SAM_E5: ("SAM-02", "PRO-02"),
    E31: ("AGO-01", "AGO-02"),
    E32: ("AGO-03", "PRH-01"),
}

WITH_THIRD, WITH_PAUSE, IN_WHEELCHAIR = "2027100003", "2027100006", "2027100008"


def centre(**changes: object) -> Centre:
    base = Centre(
        uai=UAI,
        name="Lycée Jeanne-Barret",
        town="Angers",
        address="12 rue des Ardoisières",
        postal_code="49000",
        access="Tramway ligne A, arrêt « Ardoisières » ; personnes à mobilité réduite : portail nord",
        reception="Hall du bâtiment B",
        latitude=47.4712,
        longitude=-0.5518,
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def session(**changes: object) -> SessionInfo:
    base = SessionInfo(
        code="SESSION-2027",
        label="Session 2027 : oraux tertiaires",
        year=YEAR,
        academie="Nantes",
        service="Division des examens et concours",
        signatory_name="Mme Élisabeth Charbonnier",
        signatory_title="Proviseure, cheffe de centre",
        contact_email="examens.jeanne-barret@example.org",
        contact_phone="02 61 91 10 10",
        emergency_phone="02 61 91 10 18",
        town="Angers",
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def candidate(rank: int, diploma: str = "BTS-SAM", **changes: object) -> Candidate:
    base = Candidate(
        number=f"{2027100000 + rank}",
        family_name=NAMES[(rank - 1) % len(NAMES)],
        first_names=FIRST_NAMES[rank % len(FIRST_NAMES)],
        diploma=diploma,
        status=CandidateStatus.SCOLAIRE,
        civility="Mme" if rank % 2 else "M.",
        birth_date=date(2008, 3, 4),
        ine=f"04990000{rank:02}G",
        establishment="0499010C",
        division="BTS2-A",
        centre=UAI,
        email=f"candidat{rank}@example.org",
        language_a="ANGLAIS",
        language_b="ITALIEN",
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def examiners() -> tuple[Examiner, ...]:
    def juror(code: str, civility: str, first: str, last: str, role: Role, **more: str) -> Examiner:
        return Examiner(code, last, first, role, ("X",), civility=civility, **more)  # type: ignore[arg-type]

    teacher, professional = Role.ENSEIGNANT, Role.PROFESSIONNEL
    return (
        juror("SAM-01", "Mme", "Hélène", "Castagnier", teacher, establishment="0499010C"),
        juror("SAM-02", "M.", "Bruno", "Ollivier", teacher, establishment="0499010C"),
        juror("PRO-01", "M.", "Karim", "Belkacem", professional, organisation="Ardoises et Cie"),
        juror("PRO-02", "Mme", "Odile", "Varenne", professional, organisation="Groupe Loirémon"),
        juror("AGO-01", "Mme", "Nora", "Tanguy", teacher, establishment="0499010C"),
        juror("AGO-02", "M.", "Yann", "Morin", teacher, establishment="0499010C"),
        juror("AGO-03", "Mme", "Claire", "Besnard", teacher, establishment="0499010C"),
        juror(
            "PRH-01", "M.", "Luc", "Quéméneur", professional, organisation="Mairie de Saint-Florentin"
        ),
    )


def rooms() -> tuple[Room, ...]:
    def jury(code: str, floor: str, accessible: bool) -> Room:
        return Room(UAI, code, RoomType.JURY, 1, f"Salle {code}", None, accessible, "Bâtiment B", floor)

    return (
        jury("B01", "RDC", accessible=True),
        jury("B02", "RDC", accessible=True),
        jury("B11", "1er", accessible=False),
        jury("B12", "1", accessible=False),
        Room(UAI, PREPARATION, RoomType.PREPARATION, 8, "Salle informatique 105", 8, True, "A", "RDC"),
    )


def accommodations() -> tuple[Accommodation, ...]:
    decision = "Décision du 20 novembre 2026, n° 2026-0003"
    return (
        Accommodation(WITH_THIRD, extra_share=Fraction(1, 3), decision=decision),
        Accommodation(WITH_PAUSE, phase="oral", pause_minutes=10),
        Accommodation(IN_WHEELCHAIR, accessible_room=True),
        Accommodation(IN_WHEELCHAIR, epreuve=SAM_E5, phase="preparation", separate_room=True),
    )


def dossier(**changes: object) -> Dossier:
    base = Dossier(
        session=session(),
        centres=(centre(),),
        rooms=rooms(),
        establishments=(
            Establishment("0499010C", "Lycée des Mauges", EstablishmentStatus.PUBLIC, "Cholet"),
        ),
        candidates=(
            *(candidate(rank) for rank in range(1, 21)),
            *(candidate(rank, "BCP-AGORA", division="TAGORA") for rank in range(21, 31)),
        ),
        accommodations=accommodations(),
        examiners=examiners(),
    )
    return replace(base, **changes)  # type: ignore[arg-type]


class Layout:
    """Lays candidates one after the other before commissions."""

    def __init__(self, folder: Dossier, first_day: date) -> None:
        self.folder = folder
        self.regulation = load(folder.session.year)
        self.first_day = first_day
        self.passages: list[Passage] = []
        self.sittings: list[Sitting] = []

    def minutes(self, number: str, epreuve: str, phase: str, base: int) -> int:
        """Minutes of a phase with what the candidate is granted."""
        rows = [
            row
            for row in self.folder.accommodations
            if row.candidate == number and row.epreuve in {"*", epreuve} and row.phase in {"*", phase}
        ]
        extra = max((ceil(base * row.extra_share) for row in rows if row.extra_share), default=0)
        return base + extra + max((row.pause_minutes or 0 for row in rows), default=0)

    def hold(self, epreuve: str, numbers: list[str], day: int, opens: int) -> None:
        """Open one commission for a few candidates."""
        text = self.regulation.epreuve(epreuve)
        code = f"{epreuve.partition('/')[2]}-{len(self.sittings) + 1:02}"
        lead = sum(one.minutes or 0 for one in text.phases if not one.with_jury)
        reading = READING if epreuve in {E31, E32} else 0
        jury_start = day * DAY + opens + max(-(-lead * 4 // 15) * 5, reading)
        start = jury_start - reading
        for number in numbers:
            jury_start = self._pass(text, number, code, jury_start) + GAP
        members = tuple(Member(one, self._role(one)) for one in JURIES[epreuve])
        self.sittings.append(
            Sitting(code, epreuve, UAI, ROOMS[epreuve], start, jury_start - GAP, members)
        )

    def _role(self, code: str) -> Role:
        return next(one.role for one in self.folder.examiners if one.code == code)

    def _pass(self, text: object, number: str, commission: str, jury_start: int) -> int:
        phases = list(text.phases)  # type: ignore[attr-defined]
        epreuve: str = text.qualified  # type: ignore[attr-defined]
        spans = [self.minutes(number, epreuve, one.id, one.minutes or 0) for one in phases]
        lead = sum(span for span, one in zip(spans, phases, strict=True) if not one.with_jury)
        clock, held = jury_start - lead, []
        for span, one in zip(spans, phases, strict=True):
            room = ROOMS[epreuve] if one.with_jury else PREPARATION
            held.append(PhaseTime(one.id, clock, clock + span, room))
            clock += span
        report = held[0].start - REPORT
        self.passages.append(Passage(number, epreuve, UAI, commission, report, tuple(held)))
        return clock

    def plan(self) -> Plan:
        """Everything held so far."""
        watches = (Watch(UAI, PREPARATION, MORNING, MORNING + 240, 2),)
        return Plan(self.first_day, tuple(self.passages), tuple(self.sittings), watches)


def plan(folder: Dossier, first_day: date = FIRST_DAY) -> Plan:
    """60 passages: SAM by fours over five half-days, AGOrA by fives on the third day."""
    layout = Layout(folder, first_day)
    sam = [one.number for one in folder.candidates if one.diploma == "BTS-SAM"]
    agora = [one.number for one in folder.candidates if one.diploma == "BCP-AGORA"]
    for group in range(0, len(sam), 4):
        half, opens = divmod(group // 4, 2)
        layout.hold(SAM_E4, sam[group : group + 4], half, (MORNING, AFTERNOON)[opens])
        layout.hold(SAM_E5, sam[group : group + 4], half + 1, (MORNING, AFTERNOON)[opens])
    for group in range(0, len(agora), 5):
        opens = (MORNING, AFTERNOON)[group // 5 % 2]
        layout.hold(E31, agora[group : group + 5], 2, opens)
        layout.hold(E32, agora[group : group + 5], 3, opens)
    return layout.plan()

"""Small sessions and plans, made by hand: every minute is written, nothing is asked of the solver.

A `desk` is a legal session around one centre; `PlanDesk` lays commissions and their candidates on it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from models.dossier import (
    Accommodation,
    Candidate,
    CandidateStatus,
    Centre,
    Dossier,
    Establishment,
    EstablishmentStatus,
    Examiner,
    OpenHalfDay,
    Role,
    Room,
    RoomType,
    SessionInfo,
)
from models.planning import Member, Passage, PhaseTime, Plan, Sitting, Unplaced, Watch
from models.regulation import load

YEAR = 2027
DAY = 24 * 60
FIRST_DAY = date(2027, 6, 8)
CENTRE, OTHER_CENTRE = "0750001A", "0750002B"
SCHOOL, OTHER_SCHOOL = "0751111C", "0752222D"
E4, E5, E31, E32 = "BTS-SAM/E4", "BTS-SAM/E5", "BCP-AGORA/E31", "BCP-AGORA/E32"
E3_SNO, LANGUAGE = "MC-SNO/E3", "BTS-SAM/E21"

TEACHER, PROFESSIONAL = Role.ENSEIGNANT, Role.PROFESSIONNEL


def clock(hour: str, day: int = 0) -> int:
    """`clock("14:30", 1)` is the minute of the plan at 14 h 30 on its second day."""
    hours, minutes = hour.split(":")
    return day * DAY + int(hours) * 60 + int(minutes)


def info(**changes: Any) -> SessionInfo:
    base = SessionInfo("S27", "Session 2027", YEAR, "Paris", epreuves=(E4, E5, E31, E32))
    return replace(base, **changes)


def half_day(day: int, start: str, end: str, centre: str = CENTRE, **changes: Any) -> OpenHalfDay:
    base = OpenHalfDay(centre, FIRST_DAY + timedelta(days=day), clock(start), clock(end))
    return replace(base, **changes)


def open_days(count: int = 2, centre: str = CENTRE) -> tuple[OpenHalfDay, ...]:
    """Mornings 8 h to 12 h 30 and afternoons 13 h 30 to 18 h."""
    hours = (("8:00", "12:30"), ("13:30", "18:00"))
    return tuple(half_day(day, *span, centre) for day in range(count) for span in hours)


def rooms(centre: str = CENTRE) -> tuple[Room, ...]:
    """Two jury rooms (J1 accessible), a preparation room of 3 seats (accessible), another of 1."""
    return (
        Room(centre, "J1", RoomType.JURY, 1, accessible=True),
        Room(centre, "J2", RoomType.JURY, 1),
        Room(centre, "P1", RoomType.PREPARATION, 3, computers=3, accessible=True),
        Room(centre, "P2", RoomType.PREPARATION, 1, computers=1),
    )


def candidate(number: str, diploma: str = "BTS-SAM", **changes: Any) -> Candidate:
    """A candidate who sits every oral épreuve in the ponctuel form."""
    base = Candidate(
        number,
        f"Martin{number}",
        "Louise",
        diploma,
        CandidateStatus.DISTANCE,
        civility="Mme",
        establishment=SCHOOL,
        division="2A",
        centre=CENTRE,
        language_a="Anglais",
        language_b="Espagnol",
    )
    return replace(base, **changes)


def examiner(code: str, role: Role, *qualifications: str, **changes: Any) -> Examiner:
    base = Examiner(code, f"Roux{code}", "Anne", role, qualifications, civility="Mme")
    if role is PROFESSIONAL:
        base = replace(base, organisation=f"Firme {code}")
    else:
        base = replace(base, establishment=OTHER_SCHOOL)
    return replace(base, **changes)


def examiners() -> tuple[Examiner, ...]:
    """Two people for each seat of E4, E5, E31 and E32."""
    kinds = (
        ("OPA", TEACHER, "SAM-OPA"),
        ("GP", TEACHER, "SAM-GP"),
        ("ATE", TEACHER, "SAM-ATELIERS"),
        ("PRO", PROFESSIONAL, "PRO-SAM"),
        ("AGO", TEACHER, "AGORA-PRO"),
        ("RH", PROFESSIONAL, "PRO-RH"),
    )
    return tuple(
        examiner(f"{code}{rank}", role, qualification)
        for code, role, qualification in kinds
        for rank in (1, 2)
    )


def desk(**changes: Any) -> Dossier:
    """One centre, two days, two SAM candidates (1 and 2); `changes` replace whole tables."""
    base = Dossier(
        session=info(),
        centres=(Centre(CENTRE, "Lycée Marie-Laurencin", "Paris"),),
        half_days=open_days(),
        rooms=rooms(),
        establishments=(
            Establishment(SCHOOL, "Lycée Paul-Valéry", EstablishmentStatus.DISTANCE),
            Establishment(OTHER_SCHOOL, "Lycée Anna-Judic", EstablishmentStatus.PUBLIC),
        ),
        candidates=(candidate("1"), candidate("2")),
        examiners=examiners(),
    )
    return replace(base, **changes)


def desk_for(*epreuves: str, **changes: Any) -> Dossier:
    """A desk whose session organises only these épreuves."""
    return desk(**{"session": info(epreuves=epreuves), **changes})


def with_examiner(folder: Dossier, code: str, **changes: Any) -> Dossier:
    """Return a session where one examiner is changed."""
    found = tuple(replace(one, **changes) if one.code == code else one for one in folder.examiners)
    return replace(folder, examiners=found)


def with_candidate(folder: Dossier, number: str, **changes: Any) -> Dossier:
    """Return a session where one candidate is changed."""
    found = tuple(replace(one, **changes) if one.number == number else one for one in folder.candidates)
    return replace(folder, candidates=found)


def phase_minutes(epreuve: str) -> tuple[tuple[str, int, bool], ...]:
    """Id, minutes and whether the jury is there, for each phase of an épreuve in the texts."""
    phases = load(YEAR).epreuve(epreuve).phases
    return tuple((phase.id, phase.minutes or 0, phase.with_jury) for phase in phases)


@dataclass
class PlanDesk:
    """Lays commissions on a session. Hours are written by the test; phases follow each other."""

    folder: Dossier
    passages: list[Passage] = field(default_factory=list)
    sittings: list[Sitting] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)

    def passage(
        self,
        number: str,
        epreuve: str,
        start: int,
        *,
        commission: str,
        room: str = "J1",
        preparation: str = "P1",
        minutes: Mapping[str, int] | None = None,
        wait: int = 0,
        centre: str = CENTRE,
        convocation: int | None = None,
    ) -> Passage:
        """Add a passage whose first phase starts at `start`, with `wait` minutes between phases."""
        phases, now = [], start
        for name, usual, with_jury in phase_minutes(epreuve):
            end = now + (minutes or {}).get(name, usual)
            phases.append(PhaseTime(name, now, end, room if with_jury else preparation))
            now = end + wait
        reports = start - 30 if convocation is None else convocation
        one = Passage(number, epreuve, centre, commission, reports, tuple(phases))
        self.passages.append(one)
        return one

    def sitting(
        self,
        code: str,
        epreuve: str,
        start: int,
        end: int,
        *,
        members: Sequence[str | Member],
        room: str = "J1",
        centre: str = CENTRE,
    ) -> Sitting:
        """Add a commission; a member given by its code sits in its own role."""
        seated = tuple(one if isinstance(one, Member) else self.member(one) for one in members)
        one = Sitting(code, epreuve, centre, room, start, end, seated)
        self.sittings.append(one)
        return one

    def member(self, code: str, *, replacement: bool = False) -> Member:
        """Return a member in the role of his or her record, teacher when there is none."""
        roles = {one.code: one.role for one in self.folder.examiners}
        return Member(code, roles.get(code, TEACHER), replacement)

    def hold(
        self,
        code: str,
        epreuve: str,
        starts: Mapping[str, int],
        *,
        members: Sequence[str | Member],
        room: str = "J1",
        centre: str = CENTRE,
        reading: int = 0,
        **passage: Any,
    ) -> Sitting:
        """Add a commission open just for its candidates, whose first phases are at `starts`."""
        held = [
            self.passage(one, epreuve, at, commission=code, room=room, centre=centre, **passage)
            for one, at in starts.items()
        ]
        jury = [phase for one in held for phase in one.phases if phase.room == room]
        opens, closes = min(one.start for one in jury), max(one.end for one in jury)
        return self.sitting(
            code, epreuve, opens - reading, closes, members=members, room=room, centre=centre
        )

    def leave_out(self, number: str, epreuve: str, reason: str = "Il manque un professionnel.") -> None:
        """List an épreuve as not placed."""
        self.unplaced.append(Unplaced(number, epreuve, reason))

    def plan(self) -> Plan:
        """Everything laid so far, with the watches that its preparations need."""
        watches = tuple(self._watches())
        return Plan(FIRST_DAY, tuple(self.passages), tuple(self.sittings), watches, tuple(self.unplaced))

    def _watches(self) -> list[Watch]:
        """One watch per preparation room and half of a day, its peak counted minute by minute."""
        kinds = {(one.centre, one.code): one.type for one in self.folder.rooms}
        used: dict[tuple[str, str, int], list[PhaseTime]] = {}
        for one in self.passages:
            for phase in one.phases:
                if kinds.get((one.centre, phase.room)) is RoomType.PREPARATION:
                    half = phase.start // (DAY // 2)
                    used.setdefault((one.centre, phase.room, half), []).append(phase)
        return [_watch(key, phases) for key, phases in used.items()]


def _watch(key: tuple[str, str, int], phases: Sequence[PhaseTime]) -> Watch:
    """Return the watch of a room during some phases."""
    start, end = min(one.start for one in phases), max(one.end for one in phases)
    peak = max(
        sum(one.start <= minute < one.end for one in phases)
        for minute in range(start, max(end, start + 1))
    )
    return Watch(key[0], key[1], start, end, peak)


def full_session() -> tuple[Dossier, Plan]:
    """Return six SAM and two AGOrA candidates over two days, with aménagements, and a legal plan."""
    folder = desk(
        candidates=(
            *(candidate(str(number)) for number in range(1, 7)),
            *(candidate(str(number), "BCP-AGORA") for number in (7, 8)),
        ),
        accommodations=(
            Accommodation("5", accessible_room=True),
            Accommodation("6", extra_share=Fraction(1, 3)),
            Accommodation("7", separate_room=True),
        ),
        examiners=(*examiners(), examiner("OPA3", TEACHER, "SAM-OPA", reserve=True)),
    )
    laid = PlanDesk(folder)
    _lay_sam(laid)
    both = {"7": clock("8:00"), "8": clock("8:50")}
    laid.hold("C3", E31, both, members=("AGO1", "AGO2"), room="J2", reading=15)
    later = {"7": clock("9:00", 1), "8": clock("9:35", 1)}
    laid.hold("C4", E32, later, members=("AGO1", "RH1"), room="J2", reading=15)
    return folder, laid.plan()


def _lay_sam(laid: PlanDesk) -> None:
    """E4 and E5 of candidates 1 to 6; 5 needs access, 6 has a third more time."""
    mornings = {str(number): clock(f"{7 + number}:00") for number in range(1, 5)}
    laid.hold("C1", E4, mornings, members=("OPA1", "PRO1"))
    afternoons = {str(number): clock("13:30") + 50 * (number - 1) for number in range(1, 5)}
    laid.hold("C2", E5, afternoons, members=("GP1", "PRO1"))
    instead = laid.member("ATE1", replacement=True)
    for code, epreuve, members, starts in (
        ("C5", E4, ("OPA2", instead), (clock("10:00", 1), clock("11:00", 1))),
        ("C6", E5, ("GP2", "PRO2"), (clock("14:00", 1), clock("14:35", 1))),
    ):
        fifth = laid.passage("5", epreuve, starts[0], commission=code)
        longer = {name: minutes + -(-minutes // 3) for name, minutes, _ in phase_minutes(epreuve)}
        sixth = laid.passage("6", epreuve, starts[1], commission=code, minutes=longer)
        opens, closes = fifth.phases[-1].start, sixth.phases[-1].end
        laid.sitting(code, epreuve, opens, closes, members=members)

"""What is to be planned, with every text, parameter and availability already resolved.

Times are whole minutes since the midnight that begins `Problem.first_day`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum

from models.planning.aims import USUAL, Aim
from models.planning.plan import Member, PhaseTime
from models.roles import Role


class Turn(IntEnum):
    """When an épreuve comes among those of a candidate.

    OPTIONAL ones after the COMPULSORY ones of the same day; a FINAL one after all the others.
    """

    COMPULSORY = 0
    OPTIONAL = 1
    FINAL = 2


class Preference(IntEnum):
    """What a half-day is to an examiner who may sit in it."""

    NEUTRAL = 0
    DISLIKED = 1


@dataclass(frozen=True, slots=True)
class PhaseNeed:
    """One phase of one task: its minutes with extra time and pause.

    `computer` asks for a seat with a computer; `alone` for a preparation room without anybody else.
    """

    id: str
    minutes: int
    with_jury: bool
    computer: bool = False
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """One registered épreuve of one candidate, or of a group heard together, to be placed.

    `candidate` names the party: a candidate's number, or a name of its own where `members` says which
    candidates it stands for; `absent` when the commission meets without them. `epreuve` is the key of
    an `EpreuveNeed`; `centre` None lets the solver choose; `accessible` asks it of every room;
    `conflicts` are the examiners who must not sit; `travel` minutes by centre; `wished` is the centre
    to prefer where there is a choice; `away` are days spent in another centre; `busy` are stretches
    (start, end) in which the party must be left free: a written épreuve. `refusal` says in French why
    nothing can be planned for it; empty when something can. `turn` is its place among its candidate's
    épreuves where a written exception changes that of its `EpreuveNeed`.
    """

    id: int
    candidate: str
    epreuve: str
    phases: tuple[PhaseNeed, ...]
    centre: str | None = None
    accessible: bool = False
    conflicts: frozenset[str] = frozenset()
    travel: Mapping[str, int] = field(default_factory=dict)
    wished: str | None = None
    away: frozenset[int] = frozenset()
    busy: tuple[tuple[int, int], ...] = ()
    members: tuple[str, ...] = ()
    absent: bool = False
    refusal: str = ""
    turn: Turn | None = None

    @property
    def heard(self) -> tuple[str, ...]:
        """Numbers of the candidates it is an épreuve of: one, but for a group."""
        return self.members or (self.candidate,)

    @property
    def people(self) -> tuple[str, ...]:
        """Candidates who must be there: nobody when the commission meets without them."""
        return () if self.absent else self.heard

    @property
    def lead(self) -> int:
        """Minutes before the jury phases."""
        return sum(phase.minutes for phase in self.phases if not phase.with_jury)

    @property
    def jury(self) -> int:
        """Minutes before the jury."""
        return sum(phase.minutes for phase in self.phases if phase.with_jury)


@dataclass(frozen=True, slots=True)
class SeatNeed:
    """One seat of a commission: a role holding any of `qualifications`.

    `replacement` lists what a teacher must hold (any) to sit instead of an absent professional; empty
    when the text allows none.
    """

    role: Role
    qualifications: frozenset[str]
    replacement: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class EpreuveNeed:
    """An épreuve as the solver needs it.

    `key` is unique in the problem (a language makes its own key), `code` is what is printed.
    `ccf` when it is a situation of contrôle en cours de formation. `gap` minutes between two
    candidates; `reading` minutes before the first; `daily_cap` candidates a day before the same pair,
    binding when `cap_is_hard`; `turn` its place among a candidate's épreuves.
    """

    key: str
    code: str
    seats: tuple[SeatNeed, ...]
    gap: int
    reading: int = 0
    daily_cap: int | None = None
    cap_is_hard: bool = False
    ccf: bool = False
    turn: Turn = Turn.COMPULSORY


@dataclass(frozen=True, slots=True)
class HalfDay:
    """An opened half-day of a centre; `epreuves` None admits every key.

    `unmanaged` are keys it would admit if their responsable de session were on site.
    """

    id: int
    centre: str
    day: int
    start: int
    end: int
    morning: bool
    epreuves: frozenset[str] | None = None
    unmanaged: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PlanRoom:
    """A room. `computers` None when the centre did not say: every seat is then taken to have one."""

    centre: str
    code: str
    jury: bool
    seats: int
    computers: int | None = None
    accessible: bool = False


@dataclass(frozen=True, slots=True)
class PlanExaminer:
    """An examiner; `half_days` maps each half-day id he or she may sit in to a preference.

    `elsewhere` are half-days in which another session has the person: whoever already sits then stays,
    nobody is called.
    """

    code: str
    role: Role
    qualifications: frozenset[str]
    half_days: Mapping[int, Preference]
    max_half_days: int | None = None
    reserve: bool = False
    elsewhere: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class LockedPassage:
    """A passage that must stay as it is, with its commission."""

    task: int
    commission: str
    room: str
    phases: tuple[PhaseTime, ...]
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Settings:
    """Parameters of general rules, minutes.

    `meal` is what a candidate has free between a morning and an afternoon, `pause` what an examiner has
    before `stretch` minutes of sitting (0: not asked).
    """

    rest: int
    lunch: int
    phase_gap: int
    report: int
    grid: int
    max_span: int
    max_work: int
    night_rest: int
    meal: int = 0
    pause: int = 0
    stretch: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything the solver may know; `closed` are rooms not to be had: centre, code, half-day."""

    first_day: date
    half_days: tuple[HalfDay, ...]
    rooms: tuple[PlanRoom, ...]
    epreuves: tuple[EpreuveNeed, ...]
    tasks: tuple[Task, ...]
    examiners: tuple[PlanExaminer, ...]
    settings: Settings
    locked: tuple[LockedPassage, ...] = ()
    closed: frozenset[tuple[str, str, int]] = frozenset()
    aim: Aim = USUAL

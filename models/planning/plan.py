"""A plan: passages before commissions (`Sitting`), who watches the preparations, who is not placed.

Every time is a whole number of minutes since the midnight that begins the session's first day
(`Plan.first_day`), local wall time of the centre. Épreuves are qualified codes (`BTS-SAM/E4`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.roles import Role

LEVELS = (
    "unplaced",
    "replacements",
    "half_days",
    "extra_days",
    "waiting_minutes",
    "idle_minutes",
    "squares",
    "disliked",
)
"""The levels of the objective, first to last; a level is never traded for a later one."""


@dataclass(frozen=True, slots=True)
class PhaseTime:
    """One phase of a passage in one room, `start` to `end`."""

    id: str
    start: int
    end: int
    room: str


@dataclass(frozen=True, slots=True)
class Passage:
    """One candidate before one commission, with its phases in order.

    `convocation` is the hour to report. `ccf` when it is a situation of contrôle en cours de formation;
    `absent` when the commission meets on the dossier, and the candidate is not convened.
    """

    candidate: str
    epreuve: str
    centre: str
    commission: str
    convocation: int
    phases: tuple[PhaseTime, ...]
    locked: bool = False
    ccf: bool = False
    absent: bool = False

    @property
    def start(self) -> int:
        """When the first phase starts."""
        return self.phases[0].start

    @property
    def end(self) -> int:
        """When the last phase ends."""
        return self.phases[-1].end


@dataclass(frozen=True, slots=True)
class Member:
    """An examiner in a commission; `replacement` when a teacher sits in the professional's seat."""

    examiner: str
    role: Role
    replacement: bool = False


@dataclass(frozen=True, slots=True)
class Sitting:
    """One commission: one épreuve, one half-day, one room; `start`-`end` covers reading and juries.

    `ccf` when it hears situations of contrôle en cours de formation.
    """

    code: str
    epreuve: str
    centre: str
    room: str
    start: int
    end: int
    members: tuple[Member, ...]
    ccf: bool = False


@dataclass(frozen=True, slots=True)
class Watch:
    """A preparation room in use during one half-day; `peak` is the most candidates in it at once."""

    centre: str
    room: str
    start: int
    end: int
    peak: int


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A registered épreuve that could not be placed, with what is short, in French."""

    candidate: str
    epreuve: str
    reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The answer to a `Problem`."""

    first_day: date
    passages: tuple[Passage, ...] = ()
    sittings: tuple[Sitting, ...] = ()
    watches: tuple[Watch, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()


@dataclass(frozen=True, slots=True)
class Level:
    """One level of the objective: the plan's value and the least any plan can have.

    `bound` assumes the plan's own value on the levels before.
    """

    name: str
    value: int
    bound: int

    @property
    def proved(self) -> bool:
        """Nothing better exists at this level."""
        return self.value <= self.bound

    @property
    def gap(self) -> float:
        """Share of the value that a better plan might spare, from 0 (proved) to 1."""
        return 0.0 if self.proved else (self.value - self.bound) / self.value


@dataclass(frozen=True, slots=True)
class SolveReport:
    """How the plan was found.

    `status`: `complete`, `stopped` (kept on request) or `limit`. `seconds` is wall time, or the work
    done when the search was given an effort; `effort` the work it was allowed. `reproducible` when
    neither the watch nor anybody cut the search: same problem, seed and effort then give the same plan.
    """

    levels: tuple[Level, ...]
    seconds: float
    seed: int
    status: str = "complete"
    effort: float | None = None
    reproducible: bool = True

"""Passages and commissions of a plan, each with what the session and the texts know of it.

What many rules ask of one is worked out once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from models.dossier import Candidate
from models.french import MINUTES_A_DAY
from models.planning import Passage, PhaseTime, Sitting
from models.regulation import Epreuve
from scheduler.registrations import Entry
from scheduler.rules.calendar import Opened


@dataclass(frozen=True)
class SeenPassage:
    """A passage; what is unknown is None. `jury` are its phases before the jury, `alone` the others.

    `start` and `end` bound all its phases, whatever their order; both are the convocation's hour when
    the plan gives no phase.
    """

    record: Passage
    candidate: Candidate | None
    entry: Entry | None
    epreuve: Epreuve | None
    sitting: Sitting | None
    jury: tuple[PhaseTime, ...]
    alone: tuple[PhaseTime, ...]
    start: int
    end: int

    @cached_property
    def key(self) -> tuple[str, str]:
        """Candidate and épreuve."""
        return (self.record.candidate, self.record.epreuve)

    @property
    def attended(self) -> bool:
        """Whether the candidate is there: in some situations of CCF the jury meets on a dossier."""
        return self.epreuve is None or not self.epreuve.without_candidate

    @cached_property
    def day(self) -> int:
        """Days since the plan's first one."""
        return self.start // MINUTES_A_DAY

    @cached_property
    def jury_start(self) -> int:
        """When the jury first sees the candidate; the passage's start when it never does."""
        return min((phase.start for phase in self.jury), default=self.start)

    @cached_property
    def jury_end(self) -> int:
        """When the jury last sees the candidate; the passage's end when it never does."""
        return max((phase.end for phase in self.jury), default=self.end)


@dataclass(frozen=True)
class SeenSitting:
    """A commission, with its passages in the order of their hours.

    `half_day` is the opened half-day that holds it or, failing that, the one it overlaps most.
    """

    record: Sitting
    epreuve: Epreuve | None
    half_day: Opened | None
    passages: tuple[SeenPassage, ...]

    @cached_property
    def day(self) -> int:
        """Days since the plan's first one."""
        return self.record.start // MINUTES_A_DAY

    @cached_property
    def half_day_key(self) -> tuple[str, int]:
        """What tells its half-day from others, even when it lies in none that is open."""
        if self.half_day is not None:
            return self.half_day.key
        noon = MINUTES_A_DAY // 2
        return (self.record.centre, self.record.start // noon * noon)

    @cached_property
    def morning(self) -> bool:
        """Whether its half-day starts before noon."""
        start = self.half_day.start if self.half_day is not None else self.record.start
        return start % MINUTES_A_DAY < MINUTES_A_DAY // 2

    @cached_property
    def members(self) -> tuple[str, ...]:
        """Codes of its examiners, each once, in the order of the plan."""
        return tuple(dict.fromkeys(member.examiner for member in self.record.members))

    @cached_property
    def worked(self) -> tuple[tuple[int, int], ...]:
        """What it works: up to its first candidate, each candidate, from its last one."""
        heard = [(one.jury_start, one.jury_end) for one in self.passages if one.jury]
        first = min((start for start, _ in heard), default=self.record.end)
        last = max((end for _, end in heard), default=self.record.end)
        return ((self.record.start, first), *heard, (last, self.record.end))

"""What is said of a diagnosis, with where each thing is repaired: as kept and as shown."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

NO_REMEDY = "Aucun remède n’a été trouvé dans le temps accordé ; plusieurs ressources manquent."


@dataclass(frozen=True, slots=True)
class SaidPerson:
    """A person by code and name, with what is said of him or her."""

    code: str
    name: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SaidHalfDay:
    """A half-day in which one épreuve (its key) lacks people; `day` is ISO, `start` minutes."""

    label: str
    epreuve: str
    centre: str
    day: str
    start: int


@dataclass(frozen=True, slots=True)
class SaidRemedy:
    """One remedy: what to add, how that was verified, whom to ask, when, in which tables."""

    sentence: str
    proof: str
    ask: tuple[SaidPerson, ...]
    half_days: tuple[SaidHalfDay, ...]
    tables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SaidPart:
    """What is said of one part of a session; `unplaced` None when it could not be found out in time."""

    centre: str
    head: str
    unplaced: int | None
    alone: tuple[SaidPerson, ...] = ()
    remedies: tuple[SaidRemedy, ...] = ()
    margins: tuple[str, ...] = ()

    @property
    def reasons(self) -> dict[str, list[SaidPerson]]:
        """People whom nothing of this would place, by what is said of them, the most common first."""
        found: dict[str, list[SaidPerson]] = {}
        for one in self.alone:
            found.setdefault(one.reason, []).append(one)
        return dict(sorted(found.items(), key=lambda row: -len(row[1])))

    @property
    def helpless(self) -> bool:
        """Whether some cannot be placed and nothing was found that would place them."""
        return (self.unplaced or 0) > len(self.alone) and not self.remedies


@dataclass(frozen=True, slots=True)
class DiagnosisReport:
    """What is said of a session; `standings` of its plan, where there is one."""

    parts: tuple[SaidPart, ...] = ()
    standings: tuple[str, ...] = ()

    @property
    def short(self) -> bool:
        """Whether somebody cannot be placed."""
        return any(part.unplaced for part in self.parts)

    @property
    def unknown(self) -> bool:
        """Whether some part could not be looked at to the end."""
        return any(part.unplaced is None for part in self.parts)


def dump_report(report: DiagnosisReport) -> str:
    """Return a report as JSON."""
    return json.dumps(asdict(report), ensure_ascii=False)


def read_report(text: str) -> DiagnosisReport:
    """Return the report that `dump_report` wrote."""
    data = json.loads(text)
    return DiagnosisReport(tuple(_read_part(one) for one in data["parts"]), tuple(data["standings"]))


def _read_part(data: dict[str, Any]) -> SaidPart:
    return SaidPart(
        data["centre"],
        data["head"],
        data["unplaced"],
        tuple(SaidPerson(**one) for one in data["alone"]),
        tuple(_read_remedy(one) for one in data["remedies"]),
        tuple(data["margins"]),
    )


def _read_remedy(data: dict[str, Any]) -> SaidRemedy:
    return SaidRemedy(
        data["sentence"],
        data["proof"],
        tuple(SaidPerson(**one) for one in data["ask"]),
        tuple(SaidHalfDay(**one) for one in data["half_days"]),
        tuple(data["tables"]),
    )

"""Reads the tables of a plan back, from whoever wrote them, for the checkers to judge.

What is wrong but readable is kept as it is written: a passage that ends before it starts, an unknown
room. Only what cannot be understood at all becomes a problem.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from models.dossier.records import Dossier
from models.planning.plan import Member, Passage, PhaseTime, Plan, Sitting, Unplaced, Watch
from models.regulation import load
from models.roles import Role
from scheduler.exchange.cells import Cell, clean, fold, quoted, shown
from scheduler.exchange.kinds import Choice, Kind, RefusedValueError, YesNo
from scheduler.exchange.neutral import unescaped
from scheduler.exchange.number_kinds import Integer
from scheduler.exchange.plan_writing import DAY
from scheduler.exchange.problems import FileProblem, Problems
from scheduler.exchange.raw import RawTable, UnreadableFileError
from scheduler.exchange.sources import opened_bundle
from scheduler.exchange.time_kinds import Day, Hour
from scheduler.forms import Forms, forms_in_ccf, with_forms

_COLUMNS = {
    "passages": ("candidat", "epreuve", "centre", "date", "convocation", "commission", "phase1"),
    "commissions": ("commission", "centre", "date", "debut", "fin", "salle", "epreuve", "examinateur"),
    "surveillances": ("centre", "date", "salle", "debut", "fin", "candidats"),
    "non_places": ("candidat", "epreuve", "motif"),
    "indicateurs": ("indicateur", "valeur"),
}
_REQUIRED = ("passages", "commissions")


@dataclass(frozen=True, slots=True)
class PlanReading:
    """A plan as it is written, its indicators, and what could not be understood."""

    plan: Plan
    indicators: dict[str, str]
    problems: tuple[FileProblem, ...]


@dataclass(slots=True)
class _Row:
    """One row of a table of the plan, by folded header."""

    file: str
    number: int
    cells: dict[str, Cell]
    problems: Problems

    def text(self, name: str) -> str:
        """Return a cell as text, empty when there is none."""
        cell = self.cells.get(fold(name))
        return "" if cell is None else shown(unescaped(cell))

    def read(self, name: str, kind: Kind) -> object | None:
        """Return the value of a cell; None when it cannot be understood, which is noted."""
        cell = self.cells.get(fold(name))
        try:
            return kind.read("" if cell is None else cell)
        except RefusedValueError as error:
            self.problems.error(self.file, self.number, name, str(error))
            return None


@dataclass(slots=True)
class _Reader:
    """Builds the plan row after row."""

    dossier: Dossier
    first_day: date
    problems: Problems = field(default_factory=Problems)
    passages: list[Passage] = field(default_factory=list)
    sittings: dict[str, Sitting] = field(default_factory=dict)
    watches: list[Watch] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    indicators: dict[str, str] = field(default_factory=dict)
    diplomas: dict[str, str] = field(default_factory=dict)
    roles: dict[str, Role] = field(default_factory=dict)
    forms: Forms = field(default_factory=dict)

    def epreuve(self, row: _Row) -> str:
        """Return the qualified code of a row; what cannot be qualified stays as written."""
        code = row.text("epreuve")
        if "/" in code:
            return code
        candidate = row.text("candidat")
        diploma = row.text("diplome") or self.diplomas.get(candidate) or self._only_diploma()
        return f"{diploma}/{code}" if diploma else code

    def _only_diploma(self) -> str:
        found = set(self.diplomas.values())
        return found.pop() if len(found) == 1 else ""

    def minutes(self, row: _Row, *names: str) -> list[int] | None:
        """Return hours of the row's date as minutes since the first day; None when one is unreadable."""
        day = row.read("date", Day())
        hours = [row.read(name, Hour()) for name in names]
        if not isinstance(day, date) or None in hours:
            return None
        before = (day - self.first_day).days * DAY
        return [before + hour for hour in hours if isinstance(hour, int)]

    def passage(self, row: _Row) -> None:
        """Add a row of `passages`."""
        phases = self._phases(row)
        convocation = self._convocation(row, phases) if phases is not None else None
        if phases is None or convocation is None:
            return
        locked = row.text("verrouille") != "" and row.read("verrouille", YesNo()) is True
        self.passages.append(
            Passage(
                row.text("candidat"),
                self.epreuve(row),
                row.text("centre"),
                row.text("commission"),
                convocation,
                tuple(phases),
                locked,
            )
        )

    def _convocation(self, row: _Row, phases: list[PhaseTime]) -> int | None:
        """Return the hour to report; a dossier judged without its candidate has none."""
        form = self.forms.get((row.text("candidat"), self.epreuve(row)))
        if form is not None and form.without_candidate and not row.text("convocation"):
            return phases[0].start
        found = self.minutes(row, "convocation")
        return found[0] if found is not None else None

    def _phases(self, row: _Row) -> list[PhaseTime] | None:
        """Return the phases of a row; None when one is unreadable or there is none."""
        numbers = sorted(int(name[5:]) for name in row.cells if re.fullmatch(r"phase[0-9]{1,3}", name))
        found = [number for number in numbers if row.text(f"phase{number}")]
        if not found:
            row.problems.error(row.file, row.number, "phase1", "aucune phase, une au moins attendue")
            return None
        phases = []
        for number in found:
            hours = self.minutes(row, f"phase{number}_debut", f"phase{number}_fin")
            if hours is None:
                return None
            phases.append(
                PhaseTime(
                    row.text(f"phase{number}"), hours[0], hours[1], row.text(f"phase{number}_salle")
                )
            )
        return phases

    def commission(self, row: _Row) -> None:
        """Add a row of `commissions`: a member, and its commission the first time."""
        hours = self.minutes(row, "debut", "fin")
        if hours is None:
            return
        code = row.text("commission")
        written = Sitting(
            code, self.epreuve(row), row.text("centre"), row.text("salle"), hours[0], hours[1], ()
        )
        known = self.sittings.get(code, written)
        if _without_members(known) != written:
            row.problems.error(
                row.file,
                row.number,
                "commission",
                (
                    f"la commission {quoted(code)} est écrite deux fois autrement (centre, date, "
                    f"heures, salle ou "
                    "épreuve) ; un code ne désigne qu’une commission"
                ),
            )
            return
        members = (*known.members, self._member(row)) if row.text("examinateur") else known.members
        self.sittings[code] = Sitting(
            code, known.epreuve, known.centre, known.room, known.start, known.end, members
        )

    def _member(self, row: _Row) -> Member:
        examiner = row.text("examinateur")
        own = self.roles.get(examiner, Role.ENSEIGNANT)
        role = row.read("role", Choice(Role)) if row.text("role") else own
        replacement = row.text("remplacant") != "" and row.read("remplacant", YesNo()) is True
        return Member(examiner, role if isinstance(role, Role) else own, replacement)

    def watch(self, row: _Row) -> None:
        """Add a row of `surveillances`."""
        hours = self.minutes(row, "debut", "fin")
        peak = row.read("candidats", Integer())
        if hours is not None and isinstance(peak, int):
            self.watches.append(Watch(row.text("centre"), row.text("salle"), hours[0], hours[1], peak))

    def unplace(self, row: _Row) -> None:
        """Add a row of `non_places`."""
        self.unplaced.append(Unplaced(row.text("candidat"), self.epreuve(row), row.text("motif")))

    def indicate(self, row: _Row) -> None:
        """Add a row of `indicateurs`."""
        self.indicators[row.text("indicateur")] = row.text("valeur")


def _without_members(sitting: Sitting) -> Sitting:
    return Sitting(
        sitting.code, sitting.epreuve, sitting.centre, sitting.room, sitting.start, sitting.end, ()
    )


def read_plan(out: Path, dossier: Dossier) -> PlanReading:
    """Return the plan that a folder (or zip, or workbook) holds, even when it is wrong.

    Parameters
    ----------
    out
        Where the tables of the plan are.
    dossier
        The session it belongs to; gives diplomas, and the first day when it has one.

    """
    reader = _Reader(dossier, _first_day(dossier))
    reader.diplomas = {one.number: one.diploma for one in dossier.candidates}
    reader.forms = forms_in_ccf(dossier, load(dossier.session.year))
    reader.roles = {one.code: one.role for one in dossier.examiners}
    adders = {
        "passages": reader.passage,
        "commissions": reader.commission,
        "surveillances": reader.watch,
        "nonplaces": reader.unplace,
        "indicateurs": reader.indicate,
    }
    try:
        with opened_bundle(
            Path(out), {fold(name): frozenset(columns) for name, columns in _COLUMNS.items()}
        ) as bundle:
            tables = {fold(raw.name): raw for raw in bundle.tables}
            for name in _COLUMNS:
                raw = tables.get(fold(name))
                if raw is not None:
                    for row in _rows(raw, name, reader.problems):
                        adders[fold(name)](row)
                elif name in _REQUIRED:
                    reader.problems.error(
                        f"{name}.csv", 1, "-", f"table {quoted(name)} absente, obligatoire"
                    )
    except UnreadableFileError as error:
        reader.problems.error(error.file or str(out), error.row, error.column, str(error))
    plan = Plan(
        reader.first_day,
        tuple(reader.passages),
        tuple(reader.sittings.values()),
        tuple(reader.watches),
        tuple(reader.unplaced),
    )
    return PlanReading(with_forms(plan, reader.forms), reader.indicators, tuple(reader.problems.kept))


def _first_day(dossier: Dossier) -> date:
    return min(
        (half_day.day for half_day in dossier.half_days), default=date(dossier.session.year, 1, 1)
    )


def _rows(raw: RawTable, name: str, problems: Problems) -> Iterator[_Row]:
    """Yield the rows of a table; a missing column is noted once."""
    header: list[str] | None = None
    try:
        for number, cells in raw.rows():
            values = [clean(cell) for cell in cells]
            if header is None:
                header = [fold(shown(value)) if value is not None else "" for value in values]
                missing = [column for column in _COLUMNS[name] if fold(column) not in header]
                for column in missing:
                    problems.error(
                        raw.file, number, column, f"colonne {quoted(column)} absente, obligatoire"
                    )
                if missing:
                    return
            elif any(value is not None for value in values):
                yield _Row(raw.file, number, dict(zip(header, values, strict=False)), problems)
    except UnreadableFileError as error:
        problems.error(error.file or raw.file, error.row, error.column, str(error))

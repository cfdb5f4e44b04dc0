"""Writes the tables of a plan, which a third program can check from the two folders alone."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from models.dossier.records import Dossier
from models.planning.plan import LEVELS, Passage, Plan, Sitting, SolveReport
from models.regulation import load
from scheduler.exchange.csv_writing import write_csv_folder
from scheduler.exchange.neutral import escaped
from scheduler.exchange.time_kinds import clock

DAY = 24 * 60

_BEFORE_PHASES = ["candidat", "diplome", "epreuve", "centre", "date", "convocation"]
_AFTER_PHASES = ["commission", "verrouille"]
_SITTING = ["commission", "centre", "date", "debut", "fin", "salle", "epreuve"]
_MEMBER = ["examinateur", "role", "remplacant"]
_WATCH = ["centre", "date", "salle", "debut", "fin", "candidats"]
_UNPLACED = ["candidat", "epreuve", "motif"]


def write_plan(plan: Plan, dossier: Dossier, report: SolveReport | None, out: Path) -> None:
    """Write passages, commissions, surveillances, non_places and indicateurs as CSV files into `out`.

    Parameters
    ----------
    plan
        The plan; its rows are sorted, so that the same plan gives the same bytes.
    dossier
        The session it belongs to.
    report
        Levels, bounds, seconds and seed; None for a plan that nobody proved anything of: its levels are
        counted and its bounds are 0.
    out
        The folder; made when it is missing.

    Raises
    ------
    NotWrittenError
        The disk refused; no file was changed.

    """
    write_csv_folder(
        {
            "passages": passages_grid(plan),
            "commissions": commissions_grid(plan),
            "surveillances": watches_grid(plan),
            "non_places": unplaced_grid(plan),
            "indicateurs": indicators_grid(plan, dossier, report),
        },
        out,
    )


def passages_grid(plan: Plan) -> list[list[str]]:
    """Return the rows of `passages`, by hour; the épreuve is local since the diploma is given."""
    groups = max((len(passage.phases) for passage in plan.passages), default=1)
    names = [
        f"phase{number}{part}"
        for number in range(1, groups + 1)
        for part in ("", "_debut", "_fin", "_salle")
    ]
    ordered = sorted(
        plan.passages, key=lambda one: (one.start, one.centre, one.commission, one.candidate)
    )
    rows = [_passage_row(plan, passage, groups) for passage in ordered]
    return [[*_BEFORE_PHASES, *names, *_AFTER_PHASES], *rows]


def _passage_row(plan: Plan, passage: Passage, groups: int) -> list[str]:
    diploma, local = local_code(passage.epreuve)
    cells = [
        passage.candidate,
        diploma,
        local,
        passage.centre,
        _day(plan, passage.start),
        "" if passage.absent else _hour(passage.convocation),
    ]
    for phase in passage.phases:
        cells += [phase.id, _hour(phase.start), _hour(phase.end), phase.room]
    cells += [""] * 4 * (groups - len(passage.phases))
    return _safe([*cells, passage.commission, _yes(passage.locked)])


def commissions_grid(plan: Plan) -> list[list[str]]:
    """Return the rows of `commissions`, one per member; the épreuve is qualified."""
    ordered = sorted(plan.sittings, key=lambda one: (one.start, one.centre, one.code))
    rows = [
        _safe([*_sitting_cells(plan, sitting), member.examiner, member.role, _yes(member.replacement)])
        for sitting in ordered
        for member in sitting.members
    ]
    return [[*_SITTING, *_MEMBER], *rows]


def _sitting_cells(plan: Plan, sitting: Sitting) -> list[str]:
    return [
        sitting.code,
        sitting.centre,
        _day(plan, sitting.start),
        _hour(sitting.start),
        _hour(sitting.end),
        sitting.room,
        sitting.epreuve,
    ]


def watches_grid(plan: Plan) -> list[list[str]]:
    """Return the rows of `surveillances`."""
    ordered = sorted(plan.watches, key=lambda one: (one.start, one.centre, one.room))
    return [
        _WATCH,
        *(
            _safe(
                [
                    watch.centre,
                    _day(plan, watch.start),
                    watch.room,
                    _hour(watch.start),
                    _hour(watch.end),
                    str(watch.peak),
                ]
            )
            for watch in ordered
        ),
    ]


def unplaced_grid(plan: Plan) -> list[list[str]]:
    """Return the rows of `non_places`; the épreuve is local, a candidate has one diploma."""
    ordered = sorted(plan.unplaced, key=lambda one: (one.candidate, one.epreuve))
    return [
        _UNPLACED,
        *(_safe([one.candidate, local_code(one.epreuve)[1], one.reason]) for one in ordered),
    ]


def indicators_grid(plan: Plan, dossier: Dossier, report: SolveReport | None) -> list[list[str]]:
    """Return the rows of `indicateurs`: each level, each bound, then seconds and seed."""
    found = {level.name: (level.value, level.bound) for level in report.levels} if report else {}
    if set(LEVELS) - set(found):
        counted = _counted(plan, dossier)
        found = {name: found.get(name, (counted[name], 0)) for name in LEVELS}
    rows = [["placed", str(len(plan.passages))]]
    rows += [[name, str(found[name][0])] for name in LEVELS]
    rows += [[f"bound_{name}", str(found[name][1])] for name in LEVELS]
    seconds, seed = (report.seconds, report.seed) if report else (0.0, 0)
    rows += [["seconds", f"{seconds:.3f}"], ["seed", str(seed)]]
    if report and report.effort is not None:
        rows += [["effort", f"{report.effort:g}"], ["reproducible", _yes(report.reproducible)]]
    return [["indicateur", "valeur"], *rows]


def _counted(plan: Plan, dossier: Dossier) -> dict[str, int]:
    """Count the levels of a plan that came without a report."""
    from scheduler.rules import levels_of  # noqa: PLC0415 (only plans without a report need the checkers)

    return levels_of(dossier, load(dossier.session.year), plan)


def local_code(qualified: str) -> tuple[str, str]:
    """Return the diploma and the local code of a qualified one."""
    diploma, slash, code = qualified.rpartition("/")
    return (diploma, code) if slash else ("", qualified)


def _day(plan: Plan, minutes: int) -> str:
    return (plan.first_day + timedelta(days=minutes // DAY)).isoformat()


def _hour(minutes: int) -> str:
    return clock(minutes % DAY)


def _yes(value: bool) -> str:
    return "OUI" if value else "NON"


def _safe(cells: list[str]) -> list[str]:
    return [escaped(str(cell)) for cell in cells]

"""Plan a stored session: solve, judge, store a draft."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from models.db import Database, SessionRow, data_folder
from models.dossier import Dossier
from models.planning import USUAL, Aim, Plan, Problem
from models.regulation import Regulation, load
from scheduler.errors import ConflictError, OrauxError, RulesBrokenError, SolverDisagreementError
from scheduler.problem import problem_of
from scheduler.rules import ConformityReport, check
from scheduler.services.dossiers import load_dossier, session_row
from scheduler.services.plan_rows import store_plan
from scheduler.services.plans import load_plan
from scheduler.services.sharing import with_taken
from solver import solve
from solver.division import Crew
from solver.limits import Limits, Progress
from solver.solve import Solution

MOST_SAID = 5
"""Sentences of broken locks that are said."""


@dataclass(frozen=True, slots=True)
class _Order:
    """The data of a session at one moment, ready to be planned."""

    session_id: int
    revision: int
    dossier: Dossier
    regulation: Regulation
    locked: Plan | None = None
    made_from: int | None = None
    aim: Aim = USUAL


def make_plan(
    database: Database,
    code: str,
    *,
    limits: Limits,
    now: datetime,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    locked_from: int | None = None,
    aim: Aim = USUAL,
    crew: Crew | None = None,
) -> int:
    """Plan a session, the database free meanwhile; store the result as a draft and return its id.

    Parameters
    ----------
    database, code
        Where, and which session.
    limits, now
        Bounds of the search, and seed of its choices; UTC.
    progress, cancelled
        Told after each step; asked often, True keeps the best plan so far.
    locked_from
        A plan of the session: its locked passages stay where they are, the rest is planned around them.
    aim
        What to prefer once everybody is placed.
    crew
        Who searches the centres of a large session; processes of this machine when absent.

    Raises
    ------
    NotFoundError
        No session has this code, or no plan the id `locked_from`.
    OrauxError
        The session has nothing to plan, or lacks a value that no text gives.
    SolverDisagreementError
        The checkers refuse what the solver found: a defect of ours, kept in a log; nothing is stored.
    RulesBrokenError
        A locked passage breaks a hard rule where it is.
    ConflictError
        The session was removed meanwhile.

    """
    order = _order(database, code, locked_from, aim)
    _refuse_broken_locks(order)
    solution = solve(_problem(order), limits=limits, progress=progress, cancelled=cancelled, crew=crew)
    conformity = check(order.dossier, order.regulation, solution.plan, reference=order.locked)
    if not conformity.ok:
        raise _disagreement(database, code, conformity, now)
    return _stored(database, order, solution, conformity, now)


def _refuse_broken_locks(order: _Order) -> None:
    """Refuse to plan around locked passages that the rules, or the data of now, no longer allow."""
    if order.locked is None:
        return
    held = [one for one in order.locked.passages if one.locked]
    keys, commissions = {(one.candidate, one.epreuve) for one in held}, {one.commission for one in held}
    broken = [
        one
        for one in check(order.dossier, order.regulation, order.locked).hard
        if keys & set(one.passages) or commissions & set(one.sittings)
    ]
    if broken:
        said = "\n".join(f"– {one.sentence}" for one in broken[:MOST_SAID])
        raise RulesBrokenError(
            "Des passages verrouillés ne peuvent pas rester à leur place ; déverrouillez-les ou "
            f"corrigez les données, puis relancez le calcul :\n{said}",
            broken,
        )


def _stored(
    database: Database, order: _Order, solution: Solution, conformity: ConformityReport, now: datetime
) -> int:
    """Store the draft, unless its session is gone."""
    with database.writing() as db:
        session = db.get(SessionRow, order.session_id)
        if session is None:
            raise ConflictError(
                f"La session « {order.dossier.session.code} » a été supprimée pendant "
                "le calcul ; aucun plan "
                "n’a été enregistré."
            )
        return store_plan(
            db, session, solution.plan,
            revision=order.revision, report=solution.report, conformity=conformity, now=now,
            aim=order.aim, made_from=order.made_from,
        )  # fmt: skip


def _order(database: Database, code: str, locked_from: int | None, aim: Aim) -> _Order:
    with database.reading() as db:
        row = session_row(db, code)
        dossier = with_taken(db, load_dossier(db, code))
        kept = load_plan(db, locked_from) if locked_from is not None else None
        locked, number = (kept.plan, kept.number) if kept else (None, None)
        return _Order(row.id, row.revision, dossier, load(dossier.session.year), locked, number, aim)


def _problem(order: _Order) -> Problem:
    problem = problem_of(order.dossier, order.regulation, locked_from=order.locked)
    problem = replace(problem, aim=order.aim)
    if not problem.tasks:
        raise OrauxError(
            f"La session « {order.dossier.session.code} » n’a aucun passage à "
            "planifier : aucun candidat n’y est "
            "inscrit à une épreuve orale qu’elle organise. Vérifiez les "
            "candidats et « epreuves »."
        )
    return problem


def _disagreement(
    database: Database, code: str, conformity: ConformityReport, now: datetime
) -> SolverDisagreementError:
    """Keep what the checkers said in a log, and say so."""
    path = _log(database, code, conformity, now)
    return SolverDisagreementError(
        f"Défaut d’Oraux : le plan calculé pour « {code} » ne respecte pas toutes les "
        "règles, il n’a donc pas été "
        f"enregistré. Relancez avec une autre graine, et signalez ce défaut avec le fichier {path}.",
        conformity.hard,
    )


def _log(database: Database, code: str, conformity: ConformityReport, now: datetime) -> Path:
    folder = (database.file.parent if database.file else data_folder()) / "journaux"
    folder.mkdir(parents=True, exist_ok=True)
    safe = "".join(char if char.isalnum() or char in "-_" else "_" for char in code)
    path = folder / f"desaccord-{safe}-{now:%Y%m%d-%H%M%S}.txt"
    path.write_text(
        "".join(f"{one.rule}: {one.sentence}\n" for one in conformity.hard), encoding="utf-8"
    )
    return path

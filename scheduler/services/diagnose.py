"""What a session is short of, what would repair it, and what its plan can stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy.orm import Session

from models.dossier import Dossier
from models.planning import Plan, Problem
from models.regulation import load
from scheduler.problem import problem_of
from scheduler.services.dossiers import load_dossier
from scheduler.services.plans import current_plan
from scheduler.services.sharing import with_taken
from solver.diagnosis.diagnose import Diagnosis, diagnose
from solver.diagnosis.families import Kind
from solver.diagnosis.remedies import Remedy
from solver.diagnosis.standing import Standing, standings
from solver.instance import seat_option

MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class SessionDiagnosis:
    """A diagnosis with what is needed to say it; `standings` only where there is a plan."""

    dossier: Dossier
    problem: Problem
    diagnosis: Diagnosis
    standings: tuple[Standing, ...] = ()

    @property
    def centres(self) -> dict[str, str]:
        """Names of the centres by code."""
        return {one.uai: one.name for one in self.dossier.centres}


def diagnose_session(
    db: Session,
    code: str,
    *,
    cancelled: Callable[[], bool] = lambda: False,
    told: Callable[[str], None] = lambda _: None,
) -> SessionDiagnosis:
    """Diagnose a stored session, and the plan in force or its newest draft.

    `cancelled` and `told` as `solver.diagnosis.diagnose.diagnose`.

    Raises
    ------
    NotFoundError
        No session has this code.
    MissingParameterError
        A duration that no text gives was not filled in.

    """
    stored = current_plan(db, code)
    plan = stored.plan if stored else None
    dossier = with_taken(db, load_dossier(db, code))
    return diagnose_dossier(dossier, plan, cancelled=cancelled, told=told)


def diagnose_dossier(
    dossier: Dossier,
    plan: Plan | None = None,
    *,
    cancelled: Callable[[], bool] = lambda: False,
    told: Callable[[str], None] = lambda _: None,
) -> SessionDiagnosis:
    """Diagnose the records of a session, and a plan of it; raises as `diagnose_session` does."""
    problem = problem_of(dossier, load(dossier.session.year))
    found = tuple(standings(problem, plan)) if plan is not None else ()
    diagnosis = diagnose(problem, cancelled=cancelled, told=told)
    return SessionDiagnosis(dossier, problem, diagnosis, found)


def examiners_to_ask(problem: Problem, remedy: Remedy) -> Iterator[str]:
    """Give the codes of those who hold what a remedy asks for, and did not give that half-day."""
    needs = {need.key: need for need in problem.epreuves}
    for unit in remedy.units:
        if unit.family.kind is Kind.SEAT:
            seat = needs[unit.family.key].seats[unit.family.seat]
            for one in problem.examiners:
                option = seat_option(seat, unit.family.seat, one)
                if option and not option.replacement and unit.half_day.id not in one.half_days:
                    yield one.code

"""A diagnosis in words: what is short, the remedies, whom to ask and where to repair it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from models.dossier.names import candidate_name, examiner_name
from models.french import counted
from models.planning import HalfDay, Problem
from scheduler.services.diagnose import MOST_NAMED, SessionDiagnosis, examiners_to_ask
from scheduler.services.diagnosis_report import (
    DiagnosisReport,
    SaidHalfDay,
    SaidPart,
    SaidPerson,
    SaidRemedy,
)
from solver.diagnosis.diagnose import CentreDiagnosis, Verified
from solver.diagnosis.families import Kind
from solver.diagnosis.words import (
    PROOFS,
    family_words,
    margin_words,
    remedy_words,
    weakest,
    when,
)

MINUTES_A_DAY = 24 * 60
MOST_MARGINS = 5
MOST_STANDINGS = 6
MOST_HALF_DAYS = 6


def report_of(found: SessionDiagnosis) -> DiagnosisReport:
    """Say a diagnosis."""
    pairs = zip(found.diagnosis.parts, found.diagnosis.problems, strict=True)
    return DiagnosisReport(
        tuple(_part(found, part, problem) for part, problem in pairs), tuple(_standings(found))
    )


def head_words(part: CentreDiagnosis) -> str:
    """« 241 passages : au moins 6 passages ne peuvent pas être placés. ».

    What holds only while a room and a juror serve one commission a half-day is said with that; in a
    large session, examiners are lent to one centre each, and this is said too.
    """
    total = counted(part.tasks, "passage")
    if part.unplaced is None:
        return (
            f"{total} : le calcul n’a pas abouti dans le temps accordé, ce qui manque n’est pas connu."
        )
    if not part.unplaced:
        return f"{total} : rien ne manque en nombre, chacun peut avoir une place."
    left = counted(
        part.unplaced, "passage ne peut pas être placé", "passages ne peuvent pas être placés"
    )
    if part.sure >= part.unplaced:
        return f"{total} : au moins {left}."
    lent = " et que les examinateurs restent partagés ainsi entre les centres" if part.centre else ""
    certain = f" ({part.sure} dans tous les cas)" if part.sure else ""
    return (
        f"{total} : au moins {left} tant qu’une salle et un juré ne servent qu’à une commission par "
        f"demi-journée{lent}{certain}."
    )


def _part(found: SessionDiagnosis, part: CentreDiagnosis, problem: Problem) -> SaidPart:
    people = {one.number: candidate_name(one) for one in found.dossier.candidates}
    return SaidPart(
        centre=found.centres.get(part.centre, part.centre),
        head=head_words(part),
        unplaced=part.unplaced,
        alone=tuple(
            SaidPerson(task.candidate, people.get(task.candidate, task.candidate), reason)
            for task, reason in part.alone
        ),
        remedies=tuple(_remedy(found, problem, one) for one in part.remedies),
        margins=tuple(
            margin_words(problem, one, found.centres) for one in weakest(part.margins)[:MOST_MARGINS]
        ),
    )


def _remedy(found: SessionDiagnosis, problem: Problem, one: Verified) -> SaidRemedy:
    names = {examiner.code: examiner_name(examiner) for examiner in found.dossier.examiners}
    codes = list(dict.fromkeys(examiners_to_ask(problem, one.remedy)))[:MOST_NAMED]
    kinds = {unit.family.kind for unit in one.remedy.units}
    tables = {"salles": bool(kinds - {Kind.SEAT}), "calendrier": bool(one.remedy.opened)}
    return SaidRemedy(
        sentence=remedy_words(problem, one.remedy, found.centres),
        proof=PROOFS[one.proof],
        ask=tuple(SaidPerson(code, names.get(code, code)) for code in codes),
        half_days=tuple(dict.fromkeys(_asked(problem, one)))[:MOST_HALF_DAYS],
        tables=tuple(table for table, concerned in tables.items() if concerned),
    )


def _asked(problem: Problem, one: Verified) -> Iterator[SaidHalfDay]:
    for unit in one.remedy.units:
        if unit.family.kind is Kind.SEAT:
            half = unit.half_day
            yield SaidHalfDay(
                when(problem, half),
                unit.family.key,
                half.centre,
                _day(problem, half).isoformat(),
                half.start % MINUTES_A_DAY,
            )


def _day(problem: Problem, half: HalfDay) -> date:
    return problem.first_day + timedelta(days=half.day)


def _standings(found: SessionDiagnosis) -> Iterator[str]:
    for one in found.standings[:MOST_STANDINGS]:
        what = family_words(found.problem, one.family, 1)
        yield (
            f"{when(found.problem, one.half_day)}, {what} : {one.in_use} en commission, "
            f"{counted(one.free, 'remplaçant libre', 'remplaçants libres')}"
        )

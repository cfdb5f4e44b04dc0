"""Rules about links between an examiner and a candidate: own students, family, employer, tutor."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from models.dossier import Candidate, Examiner, Modality, Role, Teaching
from models.regulation import Rule
from scheduler.rules import speech
from scheduler.rules.cases import Met, met
from scheduler.rules.checker import judges
from scheduler.rules.names import folded, names_person
from scheduler.rules.report import Violation
from scheduler.rules.seen import SeenPassage
from scheduler.rules.view import PlanView


def teaches(view: PlanView, examiner: Examiner, candidate: Candidate) -> bool:
    """Whether the candidate is the examiner's student this year.

    A teacher without any row of `enseignements` teaches everyone of his or her establishment.
    """
    rows = view.facts.teachings.get(examiner.code)
    if candidate.establishment is None:
        return False
    if rows is None:
        same = examiner.establishment == candidate.establishment
        return examiner.role is Role.ENSEIGNANT and same
    return any(_is_taught(row, candidate, view.dossier.session.year) for row in rows)


def _is_taught(row: Teaching, candidate: Candidate, year: int | None) -> bool:
    """Whether a row of `enseignements` speaks of this candidate in a year."""
    if row.establishment != candidate.establishment or row.year not in {None, year}:
        return False
    return row.division is None or folded(row.division) == folded(candidate.division)


def is_incompatible(view: PlanView, examiner: Examiner, candidate: Candidate) -> bool:
    """Whether an incompatibility is declared between the two."""
    return (examiner.code, candidate.number) in view.facts.incompatibilities


def employs(_view: PlanView, examiner: Examiner, candidate: Candidate) -> bool:
    """Whether the examiner belongs to the candidate's firm."""
    firm = folded(candidate.company)
    return bool(firm) and firm == folded(examiner.organisation)


def tutors(_view: PlanView, examiner: Examiner, candidate: Candidate) -> bool:
    """Whether the examiner is the candidate's tutor."""
    return names_person(candidate.tutor, examiner)


def linked(view: PlanView, examiner: Examiner, passage: SeenPassage) -> bool:
    """Whether any link forbids an examiner to sit for a passage."""
    candidate = passage.candidate
    if candidate is None:
        return False
    if _is_ponctuel(passage) and teaches(view, examiner, candidate):
        return True
    if _is_stranger(view, examiner, passage):
        return True
    barred = passage.epreuve is not None and passage.epreuve.trainer_forbidden
    if barred and _has_trained(view, examiner, candidate):
        return True
    return any(link(view, examiner, candidate) for link in (is_incompatible, employs, tutors))


def _is_ponctuel(passage: SeenPassage) -> bool:
    """In CCF the teacher must, on the contrary, have trained the candidate."""
    return passage.entry is None or passage.entry.modality is Modality.PONCTUEL


def met_in_ponctuel(view: PlanView) -> Iterator[Met]:
    """Each examiner with each candidate met in the ponctuel form."""
    return (case for case in met(view) if _is_ponctuel(case[2]))


@judges(over=met_in_ponctuel)
def own_student(view: PlanView, rule: Rule, case: Met) -> Iterator[Violation]:
    """A teacher does not examine his or her own student."""
    yield from _forbidden(view, rule, case, teaches, "est son élève cette année")


def met_where_trainers_are_barred(view: PlanView) -> Iterator[Met]:
    """Each examiner with each candidate, of the épreuves where no trainer may sit."""
    for case in met(view):
        epreuve = case[2].epreuve
        if epreuve is not None and epreuve.trainer_forbidden:
            yield case


@judges(over=met_where_trainers_are_barred)
def no_trainer(view: PlanView, rule: Rule, case: Met) -> Iterator[Violation]:
    """Nobody sits who has trained the candidate, whatever the year."""
    yield from _forbidden(view, rule, case, _has_trained, "a été formé par cette personne")


def _has_trained(view: PlanView, examiner: Examiner, candidate: Candidate) -> bool:
    """Whether a row of `enseignements`, of any year, speaks of this candidate."""
    rows = view.facts.teachings.get(examiner.code, ())
    return any(_is_taught(row, candidate, row.year) for row in rows)


def met_in_ccf(view: PlanView) -> Iterator[Met]:
    """Each examiner with each candidate met in CCF."""
    return (case for case in met(view) if not _is_ponctuel(case[2]))


@judges(over=met_in_ccf)
def trained_candidate(view: PlanView, rule: Rule, case: Met) -> Iterator[Violation]:
    """In CCF the teachers of a commission have trained the candidate."""
    sitting, examiner, passage = case
    if _is_stranger(view, examiner, passage):
        yield speech.broken(
            view,
            rule,
            f"{speech.examiner(view, examiner.code)} siège pour {speech.passage(view, passage)}, salle "
            f"{sitting.record.room}, sans l’avoir formé cette année ; en contrôle en cours de "
            "formation, confiez ce passage à un enseignant de ce candidat, ou complétez la table "
            "« enseignements ».",
            passages=[passage],
            sittings=[sitting],
            examiners=[examiner.code],
            minute=passage.jury_start,
        )


def _is_stranger(view: PlanView, examiner: Examiner, passage: SeenPassage) -> bool:
    """Whether somebody is a teacher who has not trained a candidate, where it takes one who has."""
    if _is_ponctuel(passage) or examiner.role is not Role.ENSEIGNANT or passage.candidate is None:
        return False
    seats = passage.epreuve.seats if passage.epreuve is not None else ()
    by_text = any(seat.trained_candidate for seat in seats)
    wanted = by_text or view.value("trained_candidate", passage.record.epreuve)
    return bool(wanted) and not teaches(view, examiner, passage.candidate)


@judges(over=met)
def declared_incompatibility(view: PlanView, rule: Rule, case: Met) -> Iterator[Violation]:
    """An examiner does not sit for a candidate with whom an incompatibility is declared."""
    row = view.facts.incompatibilities.get((case[1].code, case[2].record.candidate))
    why = f"a avec lui une incompatibilité déclarée ({row.reason})" if row is not None else ""
    yield from _forbidden(view, rule, case, is_incompatible, why)


@judges(over=met)
def employer(view: PlanView, rule: Rule, case: Met) -> Iterator[Violation]:
    """An examiner does not sit for a candidate of his or her own firm."""
    why = f"travaille dans la même entreprise ({case[1].organisation})"
    yield from _forbidden(view, rule, case, employs, why)


@judges(over=met)
def tutor(view: PlanView, rule: Rule, case: Met) -> Iterator[Violation]:
    """An examiner does not sit for a candidate of whom he or she is the tutor."""
    yield from _forbidden(view, rule, case, tutors, "l’a pour tuteur")


def _forbidden(
    view: PlanView,
    rule: Rule,
    case: Met,
    link: Callable[[PlanView, Examiner, Candidate], bool],
    why: str,
) -> Iterator[Violation]:
    """Yield a violation when the examiner has this link with the candidate."""
    sitting, examiner, passage = case
    if passage.candidate is None or not link(view, examiner, passage.candidate):
        return
    yield speech.broken(
        view,
        rule,
        f"{speech.examiner(view, examiner.code)} siège pour {speech.passage(view, passage)}, salle "
        f"{sitting.record.room}, or ce candidat {why} ; confiez ce passage à une autre commission.",
        passages=[passage],
        sittings=[sitting],
        examiners=[examiner.code],
        minute=passage.jury_start,
    )

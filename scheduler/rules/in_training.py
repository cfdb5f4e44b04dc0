"""Rules of the contrôle en cours de formation: at home, and groups heard together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from models.dossier import Modality
from models.french import counted, enumeration
from models.regulation import Rule
from scheduler.rules import speech
from scheduler.rules.checker import judges
from scheduler.rules.report import Violation
from scheduler.rules.seen import SeenPassage
from scheduler.rules.view import PlanView
from scheduler.rules.wording import long_day


def passages_at_home(view: PlanView) -> Iterator[SeenPassage]:
    """Passages that the candidate’s own establishment holds."""
    for one in view.passages:
        ccf = one.entry is not None and one.entry.modality is Modality.CCF
        if ccf and one.epreuve is not None and one.epreuve.own_establishment:
            yield one


@judges(over=passages_at_home)
def own_establishment(view: PlanView, rule: Rule, passage: SeenPassage) -> Iterator[Violation]:
    """In CCF the candidate is examined in his or her own establishment."""
    home = passage.candidate.establishment if passage.candidate is not None else None
    if home == passage.record.centre:
        return
    where = speech.centre(view, passage.record.centre)
    own = f"({home})" if home else "(non renseigné)"
    yield speech.broken(
        view,
        rule,
        f"{speech.passage(view, passage)} : passe à {where} et non dans son établissement de formation "
        f"{own} ; replacez cette situation dans son établissement.",
        passages=[passage],
    )


def passages_to_mark(view: PlanView) -> Iterator[tuple[SeenPassage, date]]:
    """Passages of CCF, where the session says until when marks are proposed, with that day."""
    due = view.dossier.session.marks_due
    for one in view.passages:
        if due is not None and one.entry is not None and one.entry.modality is Modality.CCF:
            yield one, due


@judges(over=passages_to_mark)
def marks_deadline(view: PlanView, rule: Rule, case: tuple[SeenPassage, date]) -> Iterator[Violation]:
    """A situation of CCF is not after the day until which marks are proposed."""
    passage, due = case
    if view.day(passage.start) > due:
        yield speech.broken(
            view,
            rule,
            f"{speech.passage(view, passage)} : après le {long_day(due)}, dernier jour de la remontée "
            "des propositions de notes ; avancez cette situation, ou corrigez « remontee_notes ».",
            passages=[passage],
        )


def passages_in_group(view: PlanView) -> Iterator[SeenPassage]:
    """One passage of each group, and each passage that should be one of a group and is not."""
    seen = set()
    for one in view.passages:
        group = view.group_of(one.key)
        if one.epreuve is None or one.epreuve.group is None or (group is not None and group in seen):
            continue
        seen.add(group)
        yield one


@judges(over=passages_in_group)
def group_together(view: PlanView, rule: Rule, passage: SeenPassage) -> Iterator[Violation]:
    """The candidates of a group are heard together, and are as many as the text says."""
    keys = view.groups.get(view.group_of(passage.key) or ("", "", ""), (passage.key,))
    placed = [one for key in keys for one in _passages(view, key)]
    for problem in (_wrong_size(passage, len(keys)), _apart(view, keys, passage, placed)):
        if problem:
            yield speech.broken(
                view,
                rule,
                f"{speech.passage(view, passage)} : {problem}",
                passages=placed or [passage],
                candidates=[candidate for candidate, _ in keys],
            )


def _passages(view: PlanView, key: tuple[str, str]) -> list[SeenPassage]:
    """Passages of a candidate for an épreuve, wherever they are in the plan."""
    return [one for one in view.by_candidate.get(key[0], ()) if one.key == key]


def _wrong_size(passage: SeenPassage, size: int) -> str:
    """Say when a group is not of the size of the text."""
    least, most = (passage.epreuve.group if passage.epreuve is not None else None) or (1, size)
    if least <= size <= most:
        return ""
    return (
        f"{counted(size, 'candidat')} alors que le texte veut un groupe de {least} à {most} ; corrigez "
        "la colonne « groupe » des inscriptions."
    )


def _apart(
    view: PlanView, keys: tuple[tuple[str, str], ...], first: SeenPassage, placed: list[SeenPassage]
) -> str:
    """Say who of a group is not heard with the others."""
    together = {one.record.candidate for one in placed if _hours(one) == _hours(first)}
    others = [candidate for candidate, _ in keys if candidate not in together]
    if not others:
        return ""
    people = enumeration(speech.candidate(view, candidate) for candidate in others)
    return f"le reste du groupe ({people}) ne passe pas avec lui ; donnez à tous les mêmes heures."


def _hours(passage: SeenPassage) -> object:
    """What candidates heard together share."""
    spans = tuple((phase.id, phase.start, phase.end, phase.room) for phase in passage.jury)
    return passage.record.centre, passage.record.commission, spans

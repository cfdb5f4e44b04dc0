"""Rules about commissions: their members, their hours, their candidates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from models.french import duration, enumeration, hour
from models.regulation import Rule, Seat
from scheduler.rules import speech
from scheduler.rules.cases import Pair, neighbours_before_jurors, sittings
from scheduler.rules.checker import judges
from scheduler.rules.report import Violation
from scheduler.rules.seats import filled_exactly, misfits
from scheduler.rules.seen import SeenPassage, SeenSitting
from scheduler.rules.view import PlanView


@judges(over=sittings)
def commission_composition(view: PlanView, rule: Rule, sitting: SeenSitting) -> Iterator[Violation]:
    """The members fill the seats of the text exactly, each once."""
    if sitting.epreuve is None or filled_exactly(view, sitting, sitting.record.members):
        problem = _seated_twice(view, sitting)
    else:
        problem = _wrong_members(view, sitting)
    if problem:
        sentence = f"{speech.jury(view, sitting)} : {problem}"
        yield speech.broken(view, rule, sentence, sittings=[sitting], examiners=sitting.members)


def _seated_twice(view: PlanView, sitting: SeenSitting) -> str:
    """Say who takes two seats of one commission."""
    counts = Counter(member.examiner for member in sitting.record.members)
    twice = [code for code, count in counts.items() if count > 1 and code]
    if not twice:
        return ""
    return f"{speech.examiners(view, twice)} y occupe deux sièges ; nommez une autre personne."


def _wrong_members(view: PlanView, sitting: SeenSitting) -> str:
    """Say who should not sit, and what the text asks for."""
    seats = sitting.epreuve.seats if sitting.epreuve is not None else ()
    wanted = f"remplacez : le texte veut {enumeration(_seat(seat) for seat in seats)}"
    strangers = [member.examiner for member in misfits(view, sitting)]
    if strangers:
        who = speech.examiners(view, strangers)
        return f"{who} ne peut y tenir aucun siège (rôle, qualification ou remplacement) ; {wanted}."
    who = speech.examiners(view, [member.examiner for member in sitting.record.members])
    return f"{who or 'personne'} n’en occupe pas exactement les {len(seats)} siège(s) ; {wanted}."


def _seat(seat: Seat) -> str:
    """Say what a seat asks for."""
    codes = "la langue du candidat" if seat.by_language else " ou ".join(seat.qualifications)
    title = seat.title or seat.role.value.capitalize()
    instead = f", à défaut un enseignant {' ou '.join(seat.replacement)}" if seat.replacement else ""
    return f"{title} ({codes}{instead})"


@judges(over=sittings)
def named_members(view: PlanView, rule: Rule, sitting: SeenSitting) -> Iterator[Violation]:
    """Every member is a person of the session."""
    for member in sitting.record.members:
        if member.examiner not in view.facts.examiners:
            yield speech.broken(
                view,
                rule,
                f"{speech.jury(view, sitting)} : le membre « {member.examiner or 'à désigner'} » "
                "n’est pas connu de la session ; nommez une personne de la table « examinateurs ».",
                sittings=[sitting],
                examiners=[member.examiner],
            )


def sittings_and_orphans(view: PlanView) -> Iterator[SeenSitting | SeenPassage]:
    """Every commission, then every passage whose commission the plan does not have."""
    yield from view.sittings
    for passage in view.passages:
        if passage.sitting is None:
            yield passage


@judges(over=sittings_and_orphans)
def commission_window(
    view: PlanView, rule: Rule, case: SeenSitting | SeenPassage
) -> Iterator[Violation]:
    """A commission has a code of its own, one épreuve, somebody to hear, and hours that cover them."""
    if isinstance(case, SeenPassage):
        sentence = (
            f"{speech.passage(view, case)} : la commission « {case.record.commission} » n’existe pas au "
            "planning ; affectez le passage à une commission."
        )
        yield speech.broken(view, rule, sentence, passages=[case])
        return
    for problem in (*_wrong_identity(view, case), *_wrong_window(case)):
        sentence = f"{speech.jury(view, case)} : {problem}"
        yield speech.broken(view, rule, sentence, sittings=[case])
    for passage in case.passages:
        mismatch = _wrong_passage(case, passage)
        if mismatch:
            sentence = f"{speech.passage(view, passage)} : {mismatch}"
            yield speech.broken(view, rule, sentence, passages=[passage], sittings=[case])


def _wrong_identity(view: PlanView, sitting: SeenSitting) -> Iterator[str]:
    """Say what is wrong with the code, the épreuve or the centre of a commission."""
    one = sitting.record
    if not one.code.strip():
        yield "elle n’a pas de code ; donnez-lui-en un."
    elif view.shares_code(one):
        yield f"le code {one.code} sert à plusieurs commissions ; donnez un code à chacune."
    if sitting.epreuve is None:
        yield f"« {one.epreuve} » n’est pas une épreuve des textes ; corrigez son code (BTS-SAM/E4)."
    if one.centre not in view.facts.centres:
        yield f"le centre « {one.centre} » n’est pas un centre de la session."


def _wrong_window(sitting: SeenSitting) -> Iterator[str]:
    """Say when a commission sits for nobody, or ends before it starts."""
    one = sitting.record
    if not sitting.passages:
        yield "elle n’a aucun candidat ; supprimez-la."
    if one.end <= one.start:
        yield f"elle finit à {hour(one.end)} et commence à {hour(one.start)} ; corrigez ses heures."


def _wrong_passage(sitting: SeenSitting, passage: SeenPassage) -> str | None:
    """Say why a passage does not fit its commission."""
    one, record = sitting.record, passage.record
    if record.epreuve != one.epreuve:
        return f"la commission {one.code} est celle de {one.epreuve} ; changez de commission."
    if record.centre != one.centre:
        return f"la commission {one.code} siège au centre {one.centre} ; changez de commission."
    if _modality(sitting) not in {None, _modality_of(passage)}:
        return (
            f"la commission {one.code} siège pour l’autre forme de l’épreuve (ponctuelle ou en cours de "
            "formation) ; changez de commission."
        )
    if passage.jury and not one.start <= passage.jury_start <= passage.jury_end <= one.end:
        return (
            f"devant le jury {speech.hours(passage.jury_start, passage.jury_end)}, hors des heures de "
            f"la commission {one.code} ({speech.hours(one.start, one.end)}) ; étendez celles-ci ou "
            "déplacez-le."
        )
    return None


def _modality(sitting: SeenSitting) -> str | None:
    """Form of the épreuve that a commission hears: that of its first candidate known."""
    return next((found for one in sitting.passages if (found := _modality_of(one))), None)


def _modality_of(passage: SeenPassage) -> str | None:
    """Form in which a candidate sits the épreuve, None when nothing is known of it."""
    return passage.entry.modality.value if passage.entry is not None else None


def with_reading(view: PlanView) -> Iterator[tuple[SeenSitting, int]]:
    """Each commission that reads dossiers before its first candidate, with the minutes it takes."""
    for sitting in view.sittings:
        minutes = view.values.get("dossier_reading", sitting.record.epreuve) or 0
        if minutes and any(passage.jury for passage in sitting.passages):
            yield sitting, minutes


@judges(over=with_reading)
def dossier_reading(view: PlanView, rule: Rule, case: tuple[SeenSitting, int]) -> Iterator[Violation]:
    """The commission begins early enough to read the dossiers before its first candidate."""
    sitting, minutes = case
    first = min(passage.jury_start for passage in sitting.passages if passage.jury)
    free = first - sitting.record.start
    if 0 <= free < minutes:
        yield speech.broken(
            view,
            rule,
            f"{speech.jury(view, sitting)} : {duration(free)} de lecture avant le premier candidat "
            f"({hour(first)}), au lieu de {duration(minutes)} ; commencez à {hour(first - minutes)}.",
            sittings=[sitting],
        )


@judges(over=neighbours_before_jurors)
def gap_between_candidates(view: PlanView, rule: Rule, pair: Pair) -> Iterator[Violation]:
    """Jurors keep some minutes between two candidates, be it in two commissions of one épreuve."""
    before, after = pair
    wanted = view.value(rule.id, after.record.epreuve)
    free = after.jury_start - before.jury_end
    if free >= wanted:
        return
    previous = speech.candidate(view, before.record.candidate)
    what = f"{duration(free)} après" if free >= 0 else "en même temps que"
    yield speech.broken(
        view,
        rule,
        f"{speech.passage(view, after)}, commission {after.record.commission}, salle "
        f"{after.jury[0].room} : passe {what} {previous}, dont l’interrogation finit à "
        f"{hour(before.jury_end)} ; laissez {duration(wanted)} entre les deux.",
        passages=pair,
        minute=after.jury_start,
    )


Interrogated = tuple[str, tuple[str, ...], list[SeenSitting]]


def pairs_of_a_day(view: PlanView) -> Iterator[Interrogated]:
    """Each épreuve with a cap, the same members over one day, and their commissions."""
    found: dict[tuple[str, frozenset[str], int], list[SeenSitting]] = {}
    for sitting in view.sittings:
        key = (sitting.record.epreuve, frozenset(sitting.members), sitting.day)
        found.setdefault(key, []).append(sitting)
    for (epreuve, members, _), same in found.items():
        if members and view.values.get("daily_cap", epreuve) is not None:
            yield epreuve, tuple(sorted(members)), same


@judges(over=pairs_of_a_day)
def daily_cap(view: PlanView, rule: Rule, case: Interrogated) -> Iterator[Violation]:
    """The same members hear no more candidates in a day than the cap; hard when the session sets it."""
    epreuve, members, same = case
    most = view.value(rule.id, epreuve)
    heard = sum(len(sitting.passages) for sitting in same)
    if heard > most:
        day = speech.day(view, same[0].record.start)
        yield speech.broken(
            view,
            rule,
            f"{speech.examiners(view, members)} : {heard} candidats en {epreuve} {day}, pour {most} au "
            "plus ; confiez-en à une autre commission.",
            sittings=same,
            examiners=members,
            hard=view.values.is_set(rule.id, epreuve) if rule.hard_when_set else None,
        )

"""Rules about a candidate's passages: once each, in the right centre, with rest and in good time."""

from __future__ import annotations

from collections.abc import Iterator

from models.dossier import Modality, RegistrationState
from models.french import MINUTES_A_DAY, counted, duration, hour
from models.planning import Unplaced
from models.regulation import Rule
from scheduler.registrations import Entry
from scheduler.rules import speech
from scheduler.rules.cases import Pair, neighbours_of_candidate, passages
from scheduler.rules.checker import judges
from scheduler.rules.report import Violation
from scheduler.rules.seen import SeenPassage
from scheduler.rules.view import PlanView

Account = tuple[tuple[str, str], list[SeenPassage], list[Unplaced]]


def accounts(view: PlanView) -> Iterator[Account]:
    """Each épreuve of a candidate that is to be planned, or that the plan speaks of."""
    placed: dict[tuple[str, str], list[SeenPassage]] = {}
    unplaced: dict[tuple[str, str], list[Unplaced]] = {}
    for passage in view.passages:
        placed.setdefault(passage.key, []).append(passage)
    for row in view.plan.unplaced:
        unplaced.setdefault((row.candidate, row.epreuve), []).append(row)
    organised = {key: None for key, entry in view.entries.items() if entry.organised}
    for key in {**organised, **dict.fromkeys(placed), **dict.fromkeys(unplaced)}:
        yield key, placed.get(key, []), unplaced.get(key, [])


@judges(over=accounts)
def everyone_once(view: PlanView, rule: Rule, account: Account) -> Iterator[Violation]:
    """Every registered oral épreuve is placed once, or listed once as not placed with a reason."""
    key, placed, unplaced = account
    for problem in _account_problems(view.entries.get(key), placed, unplaced):
        sentence = f"{speech.candidate(view, key[0])} {key[1]} : {problem}"
        yield speech.broken(view, rule, sentence, passages=placed, candidates=key[:1])


def _account_problems(
    entry: Entry | None, placed: list[SeenPassage], unplaced: list[Unplaced]
) -> Iterator[str]:
    """Say what is wrong with one épreuve of one candidate."""
    if entry is None or not entry.organised:
        yield f"{_not_organised(entry)} ; retirez cette épreuve du planning."
        return
    if not placed and not unplaced:
        yield "épreuve inscrite, absente du planning et des non-placés ; placez-la."
    if len(placed) > 1:
        hours = ", ".join(hour(one.start) for one in placed)
        yield f"placée {len(placed)} fois ({hours}) ; n’en gardez qu’une."
    if placed and unplaced:
        yield "placée et aussi déclarée non placée ; retirez la ligne de « non_places »."
    if len(unplaced) > 1:
        yield f"déclarée {len(unplaced)} fois non placée ; n’en gardez qu’une ligne."
    if any(not row.reason.strip() for row in unplaced):
        yield "non placée sans motif ; dites dans « motif » ce qui manque."


def _not_organised(entry: Entry | None) -> str:
    """Say why an épreuve is not to be planned."""
    if entry is None:
        return "le candidat n’y est pas inscrit"
    if entry.state is not RegistrationState.INSCRIT:
        return f"le candidat ne la passe pas ({entry.reason.rstrip('.')})"
    return f"cette session ne l’organise pas ({entry.reason.rstrip('.')})"


@judges(over=passages)
def designated_centre(view: PlanView, rule: Rule, passage: SeenPassage) -> Iterator[Violation]:
    """The centre is the designated one, and one that the session knows; CCF has no designated centre."""
    entry, actual = passage.entry, passage.record.centre
    designated = entry is not None and entry.modality is Modality.PONCTUEL
    wanted = entry.centre if entry is not None and designated else None
    if wanted is not None and actual != wanted:
        yield speech.broken(
            view,
            rule,
            f"{speech.passage(view, passage)} : passe au centre {speech.centre(view, actual)} alors que "
            f"son centre désigné est {speech.centre(view, wanted)} ; replacez ce passage au centre "
            "désigné.",
            passages=[passage],
        )
    elif actual not in view.facts.centres:
        yield speech.broken(
            view,
            rule,
            f"{speech.passage(view, passage)} : le centre « {actual} » n’est pas un centre de la "
            "session ; choisissez un centre de la table « centres ».",
            passages=[passage],
        )


@judges(over=neighbours_of_candidate)
def rest_between_passages(view: PlanView, rule: Rule, pair: Pair) -> Iterator[Violation]:
    """Neighbouring passages of one candidate leave the rest between them."""
    before, after = pair
    rest, free = view.value(rule.id), after.start - before.end
    if free >= rest:
        return
    what = f"seulement {duration(free)} libres" if free >= 0 else "deux passages qui se chevauchent"
    yield speech.broken(
        view,
        rule,
        f"{speech.passage(view, after)} : {what} après {before.record.epreuve}, qui finit à "
        f"{hour(before.end)} ; laissez au moins {duration(rest)} entre les deux.",
        passages=pair,
        minute=after.start,
    )


def with_previous(view: PlanView) -> Iterator[tuple[SeenPassage, SeenPassage | None]]:
    """Each passage, with the one of the same candidate that comes before it on that day."""
    for found in view.by_candidate.values():
        for index, passage in enumerate(found):
            before = found[index - 1] if index else None
            yield passage, before if before is not None and before.day == passage.day else None


@judges(over=with_previous)
def convocation_time(
    view: PlanView, rule: Rule, case: tuple[SeenPassage, SeenPassage | None]
) -> Iterator[Violation]:
    """The candidate reports some minutes ahead, never before the end of an earlier passage."""
    passage, before = case
    hour_given, ahead = passage.record.convocation, view.value(rule.id)
    latest = passage.start - ahead if before is None else max(passage.start - ahead, before.end)
    problem = None
    if hour_given > min(latest, passage.start):
        problem = f"trop tard ; convoquez à {hour(latest)} ({counted(ahead, 'minute')} avant)"
    elif before is not None and hour_given < before.end:
        problem = f"avant la fin de {before.record.epreuve} ; convoquez à {hour(latest)}"
    elif hour_given // MINUTES_A_DAY != passage.day:
        problem = f"un autre jour que l’épreuve ; convoquez à {hour(latest)}"
    if problem is not None:
        yield speech.broken(
            view,
            rule,
            f"{speech.passage(view, passage)} : convocation à {hour(hour_given)}, {problem}.",
            passages=[passage],
            minute=hour_given,
        )

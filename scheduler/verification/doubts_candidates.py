"""What looks wrong about candidates: who sits nothing, who is there twice, dates, aménagements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from fractions import Fraction

from models.dossier import Candidate, Dossier
from models.french import short_date
from scheduler.registrations import Entry
from scheduler.verification.alert import Alert, named

THIRD = Fraction(1, 3)
YOUNGEST, OLDEST = 14, 80
"""Ages beyond which a birth date is rather a slip of the keyboard; nobody is refused for it."""


def candidate_doubts(dossier: Dossier, entries: tuple[Entry, ...]) -> Iterator[Alert]:
    """Yield what is doubtful about candidates and their aménagements."""
    yield from _sitting_nothing(dossier, entries)
    warned = {(entry.candidate, entry.warning): entry for entry in entries if concerns(dossier, entry)}
    for entry in warned.values():
        yield Alert(str(entry.warning), "inscriptions", kind="candidat", code=entry.candidate)
    yield from _twins_by_mistake(dossier)
    yield from _birth_dates(dossier)
    yield from _extra_time(dossier)


def concerns(dossier: Dossier, entry: Entry) -> bool:
    """Whether an entry has a warning about an épreuve that this session organises, or a part of it."""
    organised = dossier.session.epreuves
    return bool(entry.warning) and (not organised or entry.epreuve.startswith(organised))


def _sitting_nothing(dossier: Dossier, entries: tuple[Entry, ...]) -> Iterator[Alert]:
    sitting = {entry.candidate for entry in entries if entry.organised}
    for one in dossier.candidates:
        if one.number not in sitting:
            yield _about(
                one,
                f"{_name(one)} ({one.number}) ne passe aucune épreuve de cette session : "
                "vérifiez son diplôme, son statut et son établissement.",
            )


def _twins_by_mistake(dossier: Dossier) -> Iterator[Alert]:
    """Same name, first names and birth date under two numbers; or the same INE."""
    same_person = _alike(
        dossier,
        lambda one: (
            one.birth_date and (one.family_name.casefold(), one.first_names.casefold(), one.birth_date)
        ),
    )
    for people in same_person:
        numbers = " et ".join(one.number for one in people)
        yield _about(
            people[0],
            f"{_name(people[0])} figure sous les numéros {numbers} : "
            "gardez le bon numéro si c’est la même personne.",
        )
    for people in _alike(dossier, lambda one: one.ine and one.ine.casefold()):
        if people not in same_person:
            who = named(f"{_name(one)} ({one.number})" for one in people)
            sentence = f"{who} ont le même INE {people[0].ine} : corrigez celui qui est faux."
            yield _about(people[0], sentence)


def _alike(dossier: Dossier, key: Callable[[Candidate], Hashable]) -> list[list[Candidate]]:
    found: dict[Hashable, list[Candidate]] = defaultdict(list)
    for one in dossier.candidates:
        if what := key(one):
            found[what].append(one)
    return [people for people in found.values() if len(people) > 1]


def _birth_dates(dossier: Dossier) -> Iterator[Alert]:
    for one in dossier.candidates:
        age = dossier.session.year - one.birth_date.year if one.birth_date else YOUNGEST
        if one.birth_date and not YOUNGEST <= age <= OLDEST:
            yield _about(
                one,
                f"{_name(one)} ({one.number}) serait né le {short_date(one.birth_date)} : vérifiez "
                "cette date, elle sert à ouvrir la page personnelle.",
            )


def _extra_time(dossier: Dossier) -> Iterator[Alert]:
    people = {one.number: one for one in dossier.candidates}
    for row in dossier.accommodations:
        if row.extra_share and row.extra_share > THIRD and not row.decision:
            name = _name(people[row.candidate]) if row.candidate in people else row.candidate
            yield Alert(
                f"{name} a plus d’un tiers de temps majoré sans décision : "
                "indiquez la décision médicale.",
                "amenagements",
                kind="candidat",
                code=row.candidate,
                search=row.candidate,
            )


def _about(one: Candidate, sentence: str) -> Alert:
    return Alert(sentence, "candidats", kind="candidat", code=one.number, search=one.number)


def _name(one: Candidate) -> str:
    return f"{one.family_name} {one.first_names}"

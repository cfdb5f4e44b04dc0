"""Data that look wrong or will be short, each as a sentence that says what to do and where."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from models.dossier import Dossier, RoomType
from models.regulation import Regulation
from models.roles import Role
from scheduler.registrations import Entry, registrations_of
from scheduler.verification.supply import EpreuveSupply, supply_of

THIRD = Fraction(1, 3)


@dataclass(frozen=True, slots=True)
class Alert:
    """One thing to look at.

    Attributes
    ----------
    sentence
        French: what is seen, whom it concerns, what to do.
    table
        Table of the session where it is repaired (`candidats`, `examinateurs`, …).
    blocking
        True when no complete plan can exist as long as it stands.
    kind, code
        `candidat` or `examinateur` and the code of the person, empty when it is about nobody.

    """

    sentence: str
    table: str
    blocking: bool = False
    kind: str = ""
    code: str = ""


def alerts_of(dossier: Dossier, regulation: Regulation) -> tuple[Alert, ...]:
    """Return everything to look at, what blocks first."""
    entries = registrations_of(dossier, regulation)
    found = [
        *_shortages(supply_of(dossier, regulation)),
        *_rooms(dossier),
        *_candidates(dossier, entries),
        *_twins_by_mistake(dossier),
        *_extra_time(dossier),
        *_examiners(dossier, regulation),
    ]
    return tuple(sorted(found, key=lambda alert: not alert.blocking))


def _shortages(supplies: tuple[EpreuveSupply, ...]) -> Iterator[Alert]:
    for supply in supplies:
        name = f"{supply.epreuve} ({supply.language.lower()})" if supply.language else supply.epreuve
        if supply.missing:
            yield Alert(f"{name} : {supply.missing}", "parametres", blocking=True)
        elif supply.short:
            yield Alert(_shortage(name, supply), _scarce(supply)[1], blocking=True)


def _shortage(name: str, supply: EpreuveSupply) -> str:
    what, _ = _scarce(supply)
    return (
        f"{name} : {supply.candidates} candidats inscrits, {supply.capacity} au "
        f"plus peuvent être interrogés "
        f"avec les {what} ; ajoutez-en, ou ouvrez une demi-journée."
    )


def _scarce(supply: EpreuveSupply) -> tuple[str, str]:
    """Return what limits the commissions most, and the table it is in."""
    half_days = supply.half_days
    if not half_days:
        return "demi-journées", "calendrier"
    rooms = sum(half_day.rooms for half_day in half_days)
    professionals = sum(half_day.professionals for half_day in half_days)
    if rooms <= supply.possible:
        return "salles de jury", "salles"
    if 0 < professionals < sum(half_day.teachers for half_day in half_days):
        return "professionnels et enseignants disponibles", "examinateurs"
    return "enseignants disponibles", "examinateurs"


def _rooms(dossier: Dossier) -> Iterator[Alert]:
    needing = {row.candidate for row in dossier.accommodations if row.accessible_room}
    for centre in dossier.centres:
        rooms = [room for room in dossier.rooms if room.centre == centre.uai]
        if not any(room.type is RoomType.JURY for room in rooms):
            yield Alert(
                f"{centre.name} n’a aucune salle de jury : ajoutez-en une.", "salles", blocking=True
            )
        elif needing and not any(room.accessible and room.type is RoomType.JURY for room in rooms):
            yield Alert(
                f"{centre.name} n’a aucune salle de jury accessible alors que "
                f"{len(needing)} candidat(s) en ont besoin.",
                "salles",
                blocking=True,
            )


def _candidates(dossier: Dossier, entries: tuple[Entry, ...]) -> Iterator[Alert]:
    sitting = {entry.candidate for entry in entries if entry.organised}
    for one in dossier.candidates:
        if one.number not in sitting:
            yield Alert(
                f"{one.family_name} {one.first_names} ({one.number}) ne passe aucune "
                f"épreuve de cette session : "
                "vérifiez son diplôme, son statut et son établissement.",
                "candidats",
                kind="candidat",
                code=one.number,
            )
    warned = {(entry.candidate, entry.warning): entry for entry in entries if concerns(dossier, entry)}
    for entry in warned.values():
        yield Alert(str(entry.warning), "inscriptions", kind="candidat", code=entry.candidate)


def concerns(dossier: Dossier, entry: Entry) -> bool:
    """Whether an entry has a warning about an épreuve that this session organises, or a part of it."""
    organised = dossier.session.epreuves
    return bool(entry.warning) and (not organised or entry.epreuve.startswith(organised))


def _twins_by_mistake(dossier: Dossier) -> Iterator[Alert]:
    """Same name, first names and birth date under two numbers."""
    same = defaultdict(list)
    for one in dossier.candidates:
        if one.birth_date:
            same[(one.family_name.casefold(), one.first_names.casefold(), one.birth_date)].append(one)
    for people in same.values():
        if len(people) > 1:
            numbers = " et ".join(one.number for one in people)
            yield Alert(
                f"{people[0].family_name} {people[0].first_names} figure sous les numéros {numbers} : "
                "gardez le bon numéro si c’est la même personne.",
                "candidats",
                kind="candidat",
                code=people[0].number,
            )


def _extra_time(dossier: Dossier) -> Iterator[Alert]:
    names = {one.number: f"{one.family_name} {one.first_names}" for one in dossier.candidates}
    for row in dossier.accommodations:
        if row.extra_share and row.extra_share > THIRD and not row.decision:
            yield Alert(
                f"{names.get(row.candidate, row.candidate)} a plus d’un tiers de temps "
                f"majoré sans décision : "
                "indiquez la décision médicale.",
                "amenagements",
                kind="candidat",
                code=row.candidate,
            )


def _examiners(dossier: Dossier, regulation: Regulation) -> Iterator[Alert]:
    declared = Counter(row.examiner for row in dossier.availabilities)
    for one in dossier.examiners:
        name = f"{one.civility or ''} {one.family_name} {one.first_name}".strip()
        known = [
            code
            for code in one.qualifications
            if code in regulation.qualifications or code.startswith("LV-")
        ]
        if not known:
            sentence = (
                f"{name} ({one.code}) n’a aucune qualification du catalogue : corrigez "
                f"ses qualifications."
            )
            yield Alert(sentence, "examinateurs", kind="examinateur", code=one.code)
        elif not one.available_by_default and not declared[one.code]:
            who = "professionnel" if one.role is Role.PROFESSIONNEL else "enseignant"
            sentence = (
                f"{name} ({one.code}), {who}, n’a déclaré aucune demi-journée : il ne siégera pas."
            )
            yield Alert(sentence, "disponibilites", kind="examinateur", code=one.code)

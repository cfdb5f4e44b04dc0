"""What is asked of a disruption before anything is searched: people, places and days that exist."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import TypeVar

from models.dossier import Dossier, HalfDayName
from models.dossier.names import examiner_name
from models.french import enumeration, typeset
from scheduler.errors import ConflictError, NotFoundError, OrauxError
from scheduler.registrations import registrations_of
from scheduler.rules.wording import long_day, numbered_name
from scheduler.services.repair_disruptions import (
    CandidateAway,
    CandidateWithdrawn,
    Disruption,
    ExaminerAbsent,
    HalfDayLost,
    LateArrival,
    RoomClosed,
    Situation,
    When,
)

Record = TypeVar("Record")
PARTS = {
    HalfDayName.MATIN: "le matin",
    HalfDayName.APRES_MIDI: "l’après-midi",
    HalfDayName.JOURNEE: "toute la journée",
}


def label_of(dossier: Dossier, disruption: Disruption) -> str:
    """Say a disruption in French: « Absence de Mme Anne Roux, mardi 8 juin, le matin ».

    Raises
    ------
    NotFoundError
        Somebody or something it names does not exist.

    """
    return typeset(_label(dossier, disruption))


def labels_of(dossier: Dossier, disruptions: Sequence[Disruption]) -> str:
    """Say several at once; who is away several times is named once."""
    said: dict[object, list[str]] = {}
    for one in disruptions:
        if isinstance(one, ExaminerAbsent):
            who = f"Absence de {_examiner(dossier, one.examiner)}"
            said.setdefault(who, []).append(said_when(one.when))
        else:
            said.setdefault(one, []).append(_label(dossier, one))
    parts = [
        f"{key} ({' ; '.join(times)})"
        if len(times) > 1
        else f"{key}, {times[0]}"
        if isinstance(key, str)
        else times[0]
        for key, times in said.items()
    ]
    return typeset(" ; ".join(parts))


def check_disruptions(situation: Situation, disruptions: Sequence[Disruption]) -> None:
    """Refuse what names nobody, no place or no opened day, and what is over.

    Raises
    ------
    NotFoundError
        A person, a room, a centre or an épreuve does not exist.
    ConflictError
        That time is over.
    OrauxError
        Nothing to repair was named, or no half-day is opened then.

    """
    if not disruptions:
        raise OrauxError("Dites ce qui arrive : une absence, une salle fermée, un candidat…")
    for one in disruptions:
        label_of(situation.dossier, one)
        when = getattr(one, "when", None)
        if when is not None:
            _opened(situation, when, getattr(one, "centre", None))
        if isinstance(one, (CandidateAway, CandidateWithdrawn, LateArrival)) and one.epreuve:
            _sat(situation, one.candidate, one.epreuve, late=isinstance(one, LateArrival))


def _label(dossier: Dossier, one: Disruption) -> str:
    match one:
        case ExaminerAbsent():
            return f"Absence de {_examiner(dossier, one.examiner)}, {said_when(one.when)}"
        case RoomClosed():
            centre, room = _room(dossier, one.centre, one.room)
            until = said_when(one.when) if one.when else "jusqu’à la fin de la session"
            return f"Salle {room} fermée ({centre}), {until}"
        case HalfDayLost():
            return f"Demi-journée perdue : {_centre(dossier, one.centre)}, {said_when(one.when)}"
        case CandidateAway():
            return f"{_candidate(dossier, one)} ne peut pas venir {said_when(one.when)}"
        case CandidateWithdrawn():
            return f"{_candidate(dossier, one)} renonce"
        case LateArrival():
            return f"Inscription tardive de {_candidate(dossier, one)}"


def said_when(when: When) -> str:
    """« mardi 8 juin, le matin », « du mardi 8 juin au jeudi 10 juin, le matin »."""
    if when.until is None or when.until == when.day:
        return f"{long_day(when.day)}, {PARTS[when.part]}"
    days = f"du {long_day(when.day)} au {long_day(when.until)}"
    return days if when.part is HalfDayName.JOURNEE else f"{days}, {PARTS[when.part]}"


def _examiner(dossier: Dossier, code: str) -> str:
    found = {one.code: one for one in dossier.examiners}
    return examiner_name(_known(found, code, "L’examinateur", "le code d’un examinateur"))


def _centre(dossier: Dossier, uai: str) -> str:
    found = {one.uai: one for one in dossier.centres}
    return _known(found, uai, "Le centre", "le code UAI d’un centre").name


def _room(dossier: Dossier, uai: str, code: str) -> tuple[str, str]:
    centre = _centre(dossier, uai)
    found = {one.code: one for one in dossier.rooms if one.centre == uai}
    return centre, _known(found, code, "La salle", f"le code d’une salle de {centre}").code


def _candidate(dossier: Dossier, one: CandidateAway | CandidateWithdrawn | LateArrival) -> str:
    found = {row.number: row for row in dossier.candidates}
    name = numbered_name(_known(found, one.candidate, "Le candidat", "le numéro d’un candidat"))
    return f"{name} ({one.epreuve})" if one.epreuve else name


def _known(records: dict[str, Record], code: str, who: str, wanted: str) -> Record:
    if code in records:
        return records[code]
    near = get_close_matches(code, records, 3)
    hint = f" Vouliez-vous dire {enumeration(near)} ?" if near else ""
    raise NotFoundError(typeset(f"{who} « {code} » n’est pas de cette session ; donnez {wanted}.{hint}"))


def _opened(situation: Situation, when: When, centre: str | None) -> None:
    """Refuse a time when nothing is opened, or that is over."""
    halves = [half for half in situation.dossier.half_days if centre in (None, half.centre)]
    then = [half for half in halves if when.covers(half.day, half.name)]
    if not then:
        days = enumeration(long_day(day) for day in sorted({half.day for half in halves}))
        raise OrauxError(
            typeset(f"Rien n’est ouvert {said_when(when)} : la session se tient {days or 'sans date'}.")
        )
    ends = [(half.centre, situation.start_of(half) + half.end - half.start) for half in then]
    if all(end <= situation.minute(uai) for uai, end in ends):
        raise ConflictError(
            typeset(f"{said_when(when).capitalize()} : c’est passé, il n’y a plus rien à réparer.")
        )


def _sat(situation: Situation, candidate: str, epreuve: str, *, late: bool) -> None:
    """Refuse an épreuve that is not the candidate's, or that he or she does not sit here."""
    entries = [
        one
        for one in registrations_of(situation.dossier, situation.regulation)
        if one.candidate == candidate
    ]
    known = [one.epreuve for one in entries if one.organised or late]
    if epreuve not in known:
        raise NotFoundError(
            typeset(
                f"Le candidat n° {candidate} ne passe pas « {epreuve} » ici ; ses épreuves : "
                f"{enumeration(_codes(known)) or 'aucune'}."
            )
        )


def _codes(known: Iterable[str]) -> list[str]:
    return sorted(set(known))

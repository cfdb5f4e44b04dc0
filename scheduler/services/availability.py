"""The availability grid of a session: who said what of each half-day, and changing many at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from models.db.database import lock_session
from models.dossier import AvailabilityState, Dossier, Examiner, HalfDayName
from models.french import counted, enumeration, full_name
from scheduler.errors import ConflictError, NotFoundError
from scheduler.exchange.editing import SEPARATOR, RowEdit
from scheduler.services.dossiers import load_dossier, session_row
from scheduler.services.edit_data import DataEdited, Typed, edit_data
from scheduler.services.journal import last_change

TABLE = "disponibilites"
HALVES = (HalfDayName.MATIN, HalfDayName.APRES_MIDI)
WORDS = {
    AvailabilityState.DISPONIBLE: "disponible",
    AvailabilityState.INDISPONIBLE: "indisponible",
    AvailabilityState.PREFERE: "préférée",
    AvailabilityState.A_EVITER: "à éviter",
    None: "par défaut",
}


@dataclass(frozen=True, slots=True)
class Slot:
    """One half-day of one examiner."""

    examiner: str
    day: date
    half: HalfDayName


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a slot becomes: None is what the examiner is by default.

    `seen` is what it was when somebody looked, `checked` False when nobody says so.
    """

    slot: Slot
    state: AvailabilityState | None
    seen: AvailabilityState | None = None
    checked: bool = True


Said = Mapping[Slot, AvailabilityState]


def half_days_of(dossier: Dossier) -> list[tuple[date, HalfDayName]]:
    """Return the half-days opened somewhere, in order."""
    opened = {(one.day, one.name) for one in dossier.half_days}
    return sorted(opened, key=lambda one: (one[0], HALVES.index(one[1])))


def said_of(dossier: Dossier) -> dict[Slot, AvailabilityState]:
    """Return what was said of each half-day; the row of a whole day speaks where no other row does."""
    said = {
        Slot(row.examiner, row.day, half): row.state
        for row in dossier.availabilities
        if row.half_day is HalfDayName.JOURNEE
        for half in HALVES
    }
    parts = [row for row in dossier.availabilities if row.half_day is not HalfDayName.JOURNEE]
    return said | {Slot(row.examiner, row.day, row.half_day): row.state for row in parts}


def set_availability(
    db: Session, code: str, wanted: Sequence[Wanted], *, by: str, now: datetime
) -> DataEdited:
    """Store what some half-days become, all or none; the caller commits.

    Raises
    ------
    NotFoundError
        There is no such session or examiner.
    ConflictError
        Somebody changed one of them meanwhile; says who.

    """
    lock_session(db, code)
    dossier = load_dossier(db, code)
    known = {one.code: one for one in dossier.examiners}
    strange = next((one for one in wanted if one.slot.examiner not in known), None)
    if strange:
        raise _unknown(strange.slot.examiner)
    said = said_of(dossier)
    for one in wanted:
        if one.checked and said.get(one.slot) != one.seen:
            raise ConflictError(_changed(db, code, one.slot, known[one.slot.examiner], said))
    changes = [one for one in wanted if said.get(one.slot) != one.state]
    edits = [Typed(edit) for edit in _edits(dossier, changes)]
    return edit_data(db, code, edits, by=by, now=now, sentence=_sentence(changes, known))


def _unknown(examiner: str) -> NotFoundError:
    return NotFoundError(f"Aucun examinateur n’a le code « {examiner} ».")


def copied(dossier: Dossier, source: str, targets: Iterable[str]) -> list[Wanted]:
    """Return what makes the rows of `targets` say what the row of `source` says.

    Raises
    ------
    NotFoundError
        There is no such examiner any more: nothing is copied over what the others said.

    """
    if all(one.code != source for one in dossier.examiners):
        raise _unknown(source)
    said, halves = said_of(dossier), half_days_of(dossier)
    return [
        Wanted(Slot(target, day, half), said.get(Slot(source, day, half)), checked=False)
        for target in targets
        for day, half in halves
        if target != source
    ]


def _edits(dossier: Dossier, changes: Iterable[Wanted]) -> list[RowEdit]:
    """Return the rows to write; one for a whole day is split before half of it changes."""
    days: defaultdict[tuple[str, date], dict[HalfDayName, AvailabilityState | None]] = defaultdict(dict)
    for one in changes:
        days[one.slot.examiner, one.slot.day][one.slot.half] = one.state
    rows = {(row.examiner, row.day, row.half_day): row.state for row in dossier.availabilities}
    edits: list[RowEdit] = []
    for (examiner, day), asked in days.items():
        whole = rows.get((examiner, day, HalfDayName.JOURNEE))
        if whole is not None:
            edits.append(RowEdit(TABLE, _key(examiner, day, HalfDayName.JOURNEE), None))
        for half in HALVES:
            now = rows.get((examiner, day, half))
            after = asked.get(half, now or whole)
            edits += _edit(examiner, day, half, now, after)
    return edits


def _edit(
    examiner: str,
    day: date,
    half: HalfDayName,
    now: AvailabilityState | None,
    after: AvailabilityState | None,
) -> list[RowEdit]:
    key = _key(examiner, day, half)
    if now == after:
        return []
    if after is None:
        return [RowEdit(TABLE, key, None)]
    cells = dict(
        zip(("examinateur", "date", "demi_journee"), (examiner, day.isoformat(), half), strict=True)
    )
    return [RowEdit(TABLE, None if now is None else key, {**cells, "etat": after})]


def _key(examiner: str, day: date, half: HalfDayName) -> str:
    return SEPARATOR.join((examiner, day.isoformat(), half))


def _sentence(changes: Sequence[Wanted], known: Mapping[str, Examiner]) -> str:
    people = list(dict.fromkeys(one.slot.examiner for one in changes))
    states = enumeration(dict.fromkeys(WORDS[one.state] for one in changes))
    whose = _name(known[people[0]]) if len(people) == 1 else f"{len(people)} examinateurs"
    return f"Disponibilités de {whose} : {counted(len(changes), 'demi-journée')} → {states}"


def _changed(db: Session, code: str, slot: Slot, examiner: Examiner, said: Said) -> str:
    session_id = session_row(db, code).id
    entry = last_change(db, session_id, TABLE, _key(slot.examiner, slot.day, slot.half))
    who = f" par {entry.by}" if entry else ""
    return (
        f"La disponibilité de {_name(examiner)} le {slot.day:%d/%m} "
        f"({'matin' if slot.half is HalfDayName.MATIN else 'après-midi'}) a changé entre-temps{who} : "
        f"elle est maintenant « {WORDS[said.get(slot)]} ». Rien n’a été enregistré ; rechargez la page."
    )


def _name(examiner: Examiner) -> str:
    return full_name(examiner.civility, examiner.first_name, examiner.family_name)

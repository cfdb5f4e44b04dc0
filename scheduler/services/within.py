"""Whether a change keeps within the centres of whoever makes it.

A change is judged and stored on the whole session; it is refused here, last, when it reaches people or
places of another centre.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from sqlalchemy.orm import Session

from models.db import Limit, limit_in
from models.db.limited_rows import candidates_of, examiners_of
from models.dossier import Dossier
from models.planning import Plan
from scheduler.board import Change as PlanChange
from scheduler.errors import OrauxError
from scheduler.exchange.changes import Change
from scheduler.exchange.editing import BY_NAME, SEPARATOR, rows_by_key
from scheduler.exchange.titles import table_title


class OtherCentreError(OrauxError):
    """What was asked reaches another centre than one's own."""

    code = 403


@dataclass(frozen=True)
class Reach:
    """People and places that concern the centres of a limit, as the database has them now."""

    db: Session
    limit: Limit

    @property
    def centres(self) -> frozenset[str]:
        """Codes (UAI) of the centres."""
        return self.limit.centres

    @cached_property
    def candidates(self) -> frozenset[str]:
        """Numbers of the candidates who concern them."""
        return frozenset(self.db.scalars(candidates_of(self.limit)))

    @cached_property
    def examiners(self) -> frozenset[str]:
        """Codes of the examiners who concern them."""
        return frozenset(self.db.scalars(examiners_of(self.limit)))

    def own(self, centres: Iterable[str | None]) -> bool:
        """Whether there is no other centre among these; None is no centre."""
        return {one for one in centres if one} <= self.centres


@dataclass(frozen=True, slots=True)
class _Row:
    """What a change makes of one row: its key, and the record before and after."""

    key: tuple[str, ...]
    before: Any
    after: Any

    @property
    def added(self) -> bool:
        return self.before is None

    def both(self, attribute: str) -> tuple[str | None, ...]:
        """Return what the record says before and after."""
        return tuple(getattr(one, attribute) for one in (self.before, self.after) if one is not None)


def reach_in(db: Session, session_id: int) -> Reach | None:
    """Return what `db` reaches of a session, None for all of it."""
    limit = limit_in(db, session_id)
    return None if limit is None else Reach(db, limit)


def fixed_reach_in(db: Session, session_id: int) -> Reach | None:
    """Return the same, read now: it may be asked when `db` is closed."""
    reach = reach_in(db, session_id)
    if reach is not None:
        _ = reach.candidates, reach.examiners
    return reach


def dossier_within(reach: Reach, dossier: Dossier) -> Dossier:
    """Return what of a session kept as it was concerns the centres, as the database limits its rows."""
    known: dict[str, frozenset[str]] = {
        "uai": reach.centres, "centre": reach.centres, "number": reach.candidates,
        "candidate": reach.candidates, "code": reach.examiners, "examiner": reach.examiners,
    }  # fmt: skip
    kept: dict[str, Any] = {
        table: tuple(
            one
            for one in getattr(dossier, table)
            if all(getattr(one, field) in known[field] for field in fields)
        )
        for table, fields in NAMING.items()
    }
    return replace(dossier, **kept)


NAMING: Mapping[str, tuple[str, ...]] = {
    "centres": ("uai",),
    "half_days": ("centre",),
    "rooms": ("centre",),
    "journeys": ("centre",),
    "candidates": ("number",),
    "registrations": ("candidate",),
    "accommodations": ("candidate",),
    "examiners": ("code",),
    "availabilities": ("examiner",),
    "incompatibilities": ("examiner", "candidate"),
    "teachings": ("examiner",),
}
"""Fields by which the records of each table of a `Dossier` name people and places."""


def refuse_outside(
    db: Session, limit: Limit | None, old: Dossier, new: Dossier, changes: Sequence[Change]
) -> None:
    """Refuse changes of a session's data that reach another centre; asked before they are stored.

    Raises
    ------
    OtherCentreError
        One does; says which.

    """
    if limit is None:
        return
    reach = Reach(db, limit)
    tables = {change.table for change in changes if change.table in BY_NAME}
    sides = {name: tuple(rows_by_key(BY_NAME[name], one) for one in (old, new)) for name in tables}
    for change in changes:
        judge = JUDGES.get(change.table)
        rows = sides.get(change.table, ({}, {}))
        key = SEPARATOR.join(change.key)
        row = _Row(change.key, rows[0].get(key), rows[1].get(key))
        if judge is None or not judge(reach, row, new):
            raise OtherCentreError(
                f"{table_title(change.table)}, {change.label} : cela ne concerne pas seulement votre "
                "centre. Rien n’a été enregistré ; demandez-le à qui gère la session."
            )


def refuse_plan_change(db: Session, limit: Limit | None, before: PlanChange, after: PlanChange) -> None:
    """Refuse a change of a plan that touches a passage, a commission or a room of another centre.

    Parameters
    ----------
    db, limit
        Where, and the centres of whoever changes it; None for all.
    before, after
        What was there, and what takes its place.

    Raises
    ------
    OtherCentreError
        It does.

    """
    if limit is None or plan_change_within(Reach(db, limit), before, after):
        return
    raise OtherCentreError(
        "Ce changement touche un autre centre que le vôtre : rien n’a été enregistré. Demandez-le à qui "
        "gère la session."
    )


def plan_change_within(reach: Reach, before: PlanChange, after: PlanChange) -> bool:
    """Whether all that a change of a plan touches is in the centres, people without a place included."""
    sides = (before, after)
    placed = [one for side in sides for one in (*side.passages.values(), *side.sittings.values())]
    left = {key[0] for side in sides for key in side.unplaced}
    return reach.own(one.centre for one in placed if one is not None) and left <= reach.candidates


def plan_within(reach: Reach, before: Plan, after: Plan) -> bool:
    """Whether all that tells two plans apart is in the centres, people without a place included."""
    heard = {one.centre for one in {*before.passages} ^ {*after.passages}}
    held = {one.centre for one in {*before.sittings} ^ {*after.sittings}}
    left = {one.candidate for one in {*before.unplaced} ^ {*after.unplaced}}
    return reach.own(heard | held) and left <= reach.candidates


def _candidate(reach: Reach, row: _Row, new: Dossier) -> bool:
    """One of ours, who stays so; a new one is designated here; one who goes is heard nowhere else."""
    known = row.added or row.key[0] in reach.candidates
    centres = set(row.both("centre"))
    if row.added:
        return bool(row.after.centre) and reach.own(centres)
    if row.after is None:
        elsewhere = {one.centre for one in new.registrations if one.candidate == row.key[0]}
        return known and reach.own(centres | elsewhere)
    moved = row.before.centre != row.after.centre
    return known and (not moved or (bool(row.after.centre) and reach.own(centres)))


def _of_candidate(reach: Reach, row: _Row, new: Dossier) -> bool:
    """What is said of one of ours, or of somebody whom the same change adds here."""
    here = {one.number for one in new.candidates if one.centre in reach.centres}
    return row.key[0] in reach.candidates | here


def _registration(reach: Reach, row: _Row, new: Dossier) -> bool:
    return _of_candidate(reach, row, new) and reach.own(row.both("centre"))


def _examiner(reach: Reach, row: _Row, _new: Dossier) -> bool:
    """One of ours; whoever other centres have too stays theirs, and is not taken away."""
    before, after = (set(one.centres) if one is not None else None for one in (row.before, row.after))
    if before is None or after is None:
        held = before if after is None else after
        return bool(held) and reach.own(held or ())
    moved = before != after
    return row.key[0] in reach.examiners and (
        not moved or (bool(before and after) and reach.own(before ^ after))
    )


def _of_examiner(reach: Reach, row: _Row, new: Dossier) -> bool:
    here = {one.code for one in new.examiners if one.centres and reach.own(one.centres)}
    return row.key[0] in reach.examiners | here


def _incompatibility(reach: Reach, row: _Row, new: Dossier) -> bool:
    whom = _Row(row.key[1:], row.before, row.after)
    return _of_examiner(reach, row, new) and _of_candidate(reach, whom, new)


def _centre(reach: Reach, row: _Row, _new: Dossier) -> bool:
    """A centre of ours: described otherwise, neither added nor removed."""
    return None not in (row.before, row.after) and row.key[0] in reach.centres


def _place(reach: Reach, row: _Row, _new: Dossier) -> bool:
    return reach.own(row.both("centre"))


JUDGES: Mapping[str, Callable[[Reach, _Row, Dossier], bool]] = {
    "centres": _centre,
    "calendrier": _place,
    "salles": _place,
    "trajets": _place,
    "candidats": _candidate,
    "inscriptions": _registration,
    "amenagements": _of_candidate,
    "examinateurs": _examiner,
    "disponibilites": _of_examiner,
    "incompatibilites": _incompatibility,
    "enseignements": _of_examiner,
}
"""Who may change a row of each table; one that is not here belongs to the whole session."""

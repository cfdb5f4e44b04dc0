"""What published plans use: it is withdrawn, never removed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.db import MemberRow, PassageRow, PhaseRow, PlanRow, PlanState, SittingRow
from models.french import MINUTES_A_DAY


@dataclass(frozen=True, slots=True)
class Usage:
    """Codes of people and places, and half-days, named by the published plans of a session."""

    candidates: frozenset[str]
    examiners: frozenset[str]
    centres: frozenset[str]
    rooms: frozenset[tuple[str, str]]
    days: frozenset[tuple[str, Any]]

    def holds(self, attribute: str, record: Any) -> bool:
        """Whether a published plan needs this record of this table (a field of the `Dossier`)."""
        if attribute == "centres":
            return record.uai in self.centres
        if attribute == "rooms":
            return (record.centre, record.code) in self.rooms
        if attribute == "half_days":
            return (record.centre, record.day) in self.days
        if attribute == "candidates":
            return record.number in self.candidates
        if attribute == "examiners":
            return record.code in self.examiners
        return self._of_used_person(record)

    def _of_used_person(self, record: Any) -> bool:
        """Aménagements, registrations, availabilities… go with the person they describe."""
        candidate = getattr(record, "candidate", None)
        examiner = getattr(record, "examiner", None)
        return candidate in self.candidates or examiner in self.examiners


def usage_of(db: Session, session_id: int) -> Usage:
    """Return what the published and superseded plans of a session name."""
    plans = select(PlanRow.id).where(PlanRow.session_id == session_id, PlanRow.state != PlanState.DRAFT)
    first = {row.id: row.first_day for row in db.scalars(select(PlanRow).where(PlanRow.id.in_(plans)))}
    passages = db.execute(
        select(PassageRow.plan_id, PassageRow.candidate, PassageRow.centre, PassageRow.start)
        .where(PassageRow.plan_id.in_(plans))
    ).all()  # fmt: skip
    phases = db.execute(
        select(PassageRow.centre, PhaseRow.room).join(PassageRow, PassageRow.id == PhaseRow.passage_id)
        .where(PhaseRow.plan_id.in_(plans)).distinct()
    ).all()  # fmt: skip
    sittings = db.execute(
        select(SittingRow.centre, SittingRow.room).where(SittingRow.plan_id.in_(plans))
    ).all()
    examiners = db.scalars(select(MemberRow.examiner).where(MemberRow.plan_id.in_(plans)).distinct())
    return Usage(
        candidates=frozenset(one.candidate for one in passages),
        examiners=frozenset(examiners),
        centres=frozenset(one.centre for one in [*passages, *sittings]),
        rooms=frozenset((one.centre, one.room) for one in [*phases, *sittings]),
        days=frozenset(
            (one.centre, first[one.plan_id] + timedelta(days=one.start // MINUTES_A_DAY))
            for one in passages
        ),
    )

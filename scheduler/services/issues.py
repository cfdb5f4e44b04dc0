"""Who is convened in which version: what a publication records, and what documents print.

A convocation keeps its number as long as the day, hour, place and épreuve of its holder do not change.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.db import FrozenRow, IssueRow, PlanRow, limit_in
from models.dossier import Dossier
from models.dossier.frozen import frozen, thawed
from models.planning import Plan
from scheduler.documents.press import CANDIDATE, EXAMINER, Holder
from scheduler.services.compare import differences, said
from scheduler.services.dossiers import load_dossier
from scheduler.services.plan_rows import read_plan_rows
from scheduler.services.stationery import keep_for_version
from scheduler.services.within import Reach, dossier_within


@dataclass(frozen=True, slots=True)
class Recorded:
    """One person's convocation as a publication recorded it; versions are numbers of publications."""

    version: int
    replaces: int | None
    order_version: int
    change: str


def record_publication(db: Session, code: str, row: PlanRow, previous: PlanRow | None) -> None:
    """Keep with a version that has just come into force its data, and who is convened anew by it."""
    db.add(FrozenRow(plan_id=row.id, content=frozen(load_dossier(db, code))))
    if previous is not None:
        keep_for_version(db, code, previous.id)
    for (kind, holder), one in _recorded(db, code, row, previous):
        db.add(
            IssueRow(
                plan_id=row.id,
                kind=kind,
                holder=holder,
                version=one.version,
                replaces=one.replaces,
                order_version=one.order_version,
                change=one.change,
            )
        )


def frozen_dossier(db: Session, plan_id: int) -> Dossier | None:
    """Return the data a version was published with; None when it was published before they were kept."""
    query = select(FrozenRow.content, PlanRow.session_id).join(PlanRow, PlanRow.id == FrozenRow.plan_id)
    found = db.execute(query.where(FrozenRow.plan_id == plan_id)).one_or_none()
    if found is None:
        return None
    limit = limit_in(db, found.session_id)
    dossier = thawed(found.content)
    return dossier if limit is None else dossier_within(Reach(db, limit), dossier)


def recorded_issues(db: Session, plan_id: int) -> dict[Holder, Recorded]:
    """Return everybody's convocation as of a version; empty for one published before they were kept."""
    query = select(IssueRow).where(IssueRow.plan_id == plan_id).order_by(IssueRow.id)
    return {
        (row.kind, row.holder): Recorded(row.version, row.replaces, row.order_version, row.change)
        for row in db.scalars(query)
    }


def _recorded(
    db: Session, code: str, row: PlanRow, previous: PlanRow | None
) -> Iterator[tuple[Holder, Recorded]]:
    """Everybody the new version convenes, with what becomes of their convocation."""
    plan, version = read_plan_rows(db, row), row.version or 1
    if previous is None:
        yield from ((one, Recorded(version, None, version, "")) for one in holders_of(plan))
        return
    before = read_plan_rows(db, previous)
    known = recorded_issues(db, previous.id) or _first(before, previous.version or 1)
    moved = _changes(load_dossier(db, code, withdrawn=True), before, plan)
    old, new = _orders(before), _orders(plan)
    for one in holders_of(plan):
        reordered = old.get(one) != new.get(one)
        yield one, _next(known.get(one), version, moved.get(one, ""), reordered=reordered)


def _next(known: Recorded | None, version: int, change: str, *, reordered: bool) -> Recorded:
    """What becomes of one convocation in a new version."""
    if known is None:
        return Recorded(version, None, version, "")
    if change:
        return Recorded(version, known.version, version, change)
    order = version if reordered else known.order_version
    return Recorded(known.version, known.replaces, order, known.change)


def holders_of(plan: Plan) -> tuple[Holder, ...]:
    """Everybody a plan convenes, candidates first; not those judged on their dossier alone."""
    candidates = dict.fromkeys(one.candidate for one in plan.passages if not one.absent)
    examiners = dict.fromkeys(one.examiner for held in plan.sittings for one in held.members)
    return (*((CANDIDATE, one) for one in candidates), *((EXAMINER, one) for one in examiners))


def _first(plan: Plan, version: int) -> dict[Holder, Recorded]:
    """Everybody convened by a version published before convocations were recorded."""
    return {one: Recorded(version, version - 1 or None, version, "") for one in holders_of(plan)}


def _changes(dossier: Dossier, before: Plan, after: Plan) -> Mapping[Holder, str]:
    """What changes for each person, in one line."""
    found: dict[Holder, list[str]] = defaultdict(list)
    for one in differences(dossier, before, after):
        found[one.kind, one.code].append(said(one))
    return {holder: " ".join(sentences) for holder, sentences in found.items()}


def _orders(plan: Plan) -> dict[Holder, list[object]]:
    """What each juror's running orders print: commissions, members, candidates and their hours."""
    passages: dict[str, list[object]] = defaultdict(list)
    for one in sorted(plan.passages, key=lambda one: (one.start, one.candidate)):
        passages[one.commission].append((one.candidate, one.phases))
    found: dict[Holder, list[object]] = defaultdict(list)
    for held in sorted(plan.sittings, key=lambda one: (one.start, one.code)):
        for member in held.members:
            found[EXAMINER, member.examiner].append((held, passages[held.code]))
    return found

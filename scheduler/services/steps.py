"""The steps of a session, each with its state: done, to do, or what asks for attention."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.db import JobRow, JobStatus, PlanRow, PlanState, SessionRow
from models.french import counted, day_and_month
from scheduler.services.lateness import SessionDelays, lateness_of
from scheduler.services.verify_session import cached_findings


class StepState(StrEnum):
    """What a step asks of the staff."""

    DONE = "done"
    TODO = "todo"
    ATTENTION = "attention"
    RUNNING = "running"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: `count` is how many things ask for attention, `note` says in French where it stands."""

    id: str
    title: str
    state: StepState
    count: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Situation:
    """What decides the steps of one session."""

    row: SessionRow
    candidates: int
    findings: int
    plans: tuple[PlanRow, ...]
    planning: bool
    delays: SessionDelays
    """What is late; nothing where nobody said what time it is."""

    @property
    def draft(self) -> PlanRow | None:
        """The newest draft."""
        return next((plan for plan in self.plans if plan.state is PlanState.DRAFT), None)

    @property
    def published(self) -> PlanRow | None:
        """The version in force."""
        return next((plan for plan in self.plans if plan.state is PlanState.PUBLISHED), None)


def steps_of(
    db: Session,
    rows: Mapping[int, SessionRow],
    candidates: Mapping[int, int],
    *,
    now: datetime | None = None,
) -> dict[int, tuple[Step, ...]]:
    """Return the six steps of each session; what is late is judged at `now`, or not at all."""
    delays = lateness_of(db, rows, now=now) if now else {}
    plans: dict[int, list[PlanRow]] = {}
    query = select(PlanRow).where(PlanRow.session_id.in_(rows)).order_by(PlanRow.number.desc())
    for plan in db.scalars(query):
        plans.setdefault(plan.session_id, []).append(plan)
    busy = set(
        db.scalars(
            select(JobRow.session_id).where(
                JobRow.session_id.in_(rows), JobRow.status.in_((JobStatus.QUEUED, JobStatus.RUNNING))
            )
        )
    )
    return {
        key: _steps(
            _Situation(
                row,
                candidates.get(key, 0),
                cached_findings(db, row),
                tuple(plans.get(key, ())),
                key in busy,
                delays.get(key, SessionDelays()),
            )
        )
        for key, row in rows.items()
    }


def _steps(at: _Situation) -> tuple[Step, ...]:
    return (
        _data(at),
        checked_step(at.candidates, at.findings),
        _planned(at),
        _adjusted(at),
        _published(at),
        _convened(at),
    )


def _data(at: _Situation) -> Step:
    state = StepState.DONE if at.candidates else StepState.TODO
    return Step("donnees", "Données", state, note=_plural(at.candidates, "candidat"))


def checked_step(candidates: int, findings: int) -> Step:
    """Return the step « Vérifier » of so many candidates with so many things to look at."""
    if not candidates:
        return Step("verifier", "Vérifier", StepState.TODO)
    if findings:
        note = _plural(findings, "point") + " à voir"
        return Step("verifier", "Vérifier", StepState.ATTENTION, findings, note)
    return Step("verifier", "Vérifier", StepState.DONE, note="rien à signaler")


def _planned(at: _Situation) -> Step:
    if at.planning:
        return Step("planifier", "Planifier", StepState.RUNNING, note="calcul en cours")
    if not at.plans:
        return Step("planifier", "Planifier", StepState.TODO)
    newest = at.plans[0]
    if newest.revision != at.row.revision:
        return Step("planifier", "Planifier", StepState.ATTENTION, 1, "les données ont changé depuis")
    return Step(
        "planifier", "Planifier", StepState.DONE, note=_plural(newest.placed, "passage") + " placés"
    )


def _adjusted(at: _Situation) -> Step:
    if not at.plans:
        return Step("ajuster", "Ajuster", StepState.TODO)
    left = at.plans[0].unplaced
    if left:
        return Step(
            "ajuster", "Ajuster", StepState.ATTENTION, left, _plural(left, "passage") + " sans place"
        )
    return Step("ajuster", "Ajuster", StepState.DONE, note="tout est placé")


def _published(at: _Situation) -> Step:
    if at.published is None and at.delays.publish_by:
        due = f"à publier depuis le {day_and_month(at.delays.publish_by)}"
        return Step("publier", "Publier", StepState.LATE, 1, due)
    if at.published is None:
        broken = at.draft.hard_violations if at.draft else 0
        state = StepState.ATTENTION if broken else StepState.TODO
        return Step(
            "publier",
            "Publier",
            state,
            broken,
            counted(broken, "règle enfreinte", "règles enfreintes") if broken else "",
        )
    note = f"version {at.published.version} en vigueur"
    if at.draft is not None and at.draft.number > at.published.number:
        return Step("publier", "Publier", StepState.ATTENTION, 1, f"{note}, un projet plus récent")
    return Step("publier", "Publier", StepState.DONE, note=note)


def _convened(at: _Situation) -> Step:
    late = len(at.delays.people)
    if late:
        return Step(
            "convoquer", "Convoquer", StepState.LATE, late, counted(late, "personne") + " en retard"
        )
    ready = at.published is not None
    return Step("convoquer", "Convoquer", StepState.TODO, note="convocations prêtes" if ready else "")


def _plural(count: int, word: str) -> str:
    return f"{count} {word}{'s' if count > 1 else ''}"

"""What people answer to their convocation: received, confirmed, cannot come; kept with its version."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.db import (
    AnswerKind,
    AnswerRow,
    Database,
    PlanRow,
    PlanState,
    SessionRow,
)
from models.db.database import lock_session
from scheduler.convened import Holder, convened, half_days_of
from scheduler.errors import ConflictError, NotFoundError, OrauxError
from scheduler.services.dossiers import session_row
from scheduler.services.plans import load_plan

REASON_LENGTH = 500
ANSWERS_AN_HOUR = 20
"""More from one person is a mistake or an attack."""


class TooManyError(OrauxError):
    """Asked too often; the message says when to try again."""

    code = 429


class IncompleteError(OrauxError):
    """The answer lacks something, or has too much; the message says what."""

    code = 422


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody answered last, to which version."""

    kind: AnswerKind
    version: int
    at: datetime
    reason: str = ""
    half_days: tuple[str, ...] = ()


def acknowledge(database: Database, code: str, holder: Holder, *, version: int, now: datetime) -> None:
    """Keep that a candidate has read the convocation of a version.

    Raises
    ------
    NotFoundError
        The holder is not convened.
    ConflictError
        Another version came into force since the page was shown.
    TooManyError
        Too many answers in one hour.

    """
    _keep(database, code, holder, Answer(AnswerKind.ACKNOWLEDGED, version, now))


def confirm(database: Database, code: str, holder: Holder, *, version: int, now: datetime) -> None:
    """Keep that a juror will come; raises as `acknowledge`."""
    _keep(database, code, holder, Answer(AnswerKind.CONFIRMED, version, now))


def decline(
    database: Database,
    code: str,
    holder: Holder,
    *,
    version: int,
    reason: str,
    half_days: Iterable[str],
    now: datetime,
) -> None:
    """Keep that a juror cannot come to some half-days; raises as `acknowledge`.

    Raises
    ------
    IncompleteError
        No half-day, one that the juror does not sit, no reason, or one that is too long.

    """
    chosen, reason = tuple(sorted(set(half_days))), " ".join(reason.split())
    if not chosen:
        raise IncompleteError("Choisissez au moins une demi-journée où vous ne pouvez pas venir.")
    if not reason:
        raise IncompleteError("Dites en quelques mots pourquoi vous ne pouvez pas venir.")
    if len(reason) > REASON_LENGTH:
        raise IncompleteError(f"Le motif est trop long : {REASON_LENGTH} caractères au plus.")
    _keep(database, code, holder, Answer(AnswerKind.DECLINED, version, now, reason, chosen))


def answers_of(db: Session, code: str) -> dict[Holder, Answer]:
    """Return the last answer of everybody who gave one."""
    query = select(AnswerRow).where(AnswerRow.session_id == session_row(db, code).id)
    rows = db.scalars(query.order_by(AnswerRow.id))
    return {Holder(row.kind, row.holder): _answer(row) for row in rows}


def answer_of(db: Session, code: str, holder: Holder) -> Answer | None:
    """Return somebody's last answer."""
    query = select(AnswerRow).where(
        AnswerRow.session_id == session_row(db, code).id,
        AnswerRow.kind == holder.kind,
        AnswerRow.holder == holder.code,
    )
    row = db.scalar(query.order_by(AnswerRow.id.desc()).limit(1))
    return _answer(row) if row else None


def _keep(database: Database, code: str, holder: Holder, answer: Answer) -> None:
    """Store an answer; the same one said twice is stored once."""
    with database.writing() as db:
        lock_session(db, code)
        session = session_row(db, code)
        _check(db, session, holder, answer)
        last = answer_of(db, code, holder)
        if last and _same(last, answer):
            return
        _limit(db, session, holder, answer.at)
        db.add(
            AnswerRow(
                session_id=session.id,
                kind=holder.kind,
                holder=holder.code,
                version=answer.version,
                answer=answer.kind,
                reason=answer.reason,
                half_days=answer.half_days,
                answered_at=answer.at,
            )
        )


def _check(db: Session, session: SessionRow, holder: Holder, answer: Answer) -> None:
    """Refuse an answer to what is no longer in force, or of somebody who is not convened."""
    row = in_force(db, session)
    if row is None or row.version != answer.version:
        raise ConflictError(
            "Votre convocation vient de changer : rien n’a été enregistré. Relisez-la, puis répondez."
        )
    plan = load_plan(db, row.id).plan
    if holder not in convened(plan):
        raise NotFoundError("Cette convocation n’est plus en vigueur : vous n’êtes plus attendu.")
    known = {str(one) for one in half_days_of(plan, holder.code)}
    if not set(answer.half_days) <= known:
        raise IncompleteError("Une demi-journée choisie n’est pas l’une des vôtres ; rechargez la page.")


def _limit(db: Session, session: SessionRow, holder: Holder, now: datetime) -> None:
    recent = db.scalar(
        select(func.count()).where(
            AnswerRow.session_id == session.id,
            AnswerRow.kind == holder.kind,
            AnswerRow.holder == holder.code,
            AnswerRow.answered_at > now - timedelta(hours=1),
        )
    )
    if (recent or 0) >= ANSWERS_AN_HOUR:
        raise TooManyError("Trop de réponses en une heure : appelez le centre d’examen.")


def _same(one: Answer, other: Answer) -> bool:
    return (one.kind, one.version, one.reason, one.half_days) == (
        other.kind,
        other.version,
        other.reason,
        other.half_days,
    )


def _answer(row: AnswerRow) -> Answer:
    return Answer(row.answer, row.version, row.answered_at, row.reason, row.half_days)


def in_force(db: Session, session: SessionRow) -> PlanRow | None:
    """Return the published plan of a session, without its passages."""
    query = select(PlanRow).where(PlanRow.session_id == session.id)
    return db.scalar(query.where(PlanRow.state == PlanState.PUBLISHED))

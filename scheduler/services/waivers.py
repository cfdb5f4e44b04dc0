"""Written exceptions to the rules that allow them: give one, withdraw it, list them all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.db import PlanRow, PlanState, SessionRow, WaiverRow
from models.db.database import lock_session
from models.dossier import Dossier
from models.french import one_line, typeset
from models.regulation import Regulation, Rule, Severity, load
from scheduler.errors import ConflictError, NotFoundError, OrauxError
from scheduler.exchange.editing import SEPARATOR
from scheduler.services.check_plan import check_plan
from scheduler.services.dossiers import CASE, load_dossier, session_row
from scheduler.services.plan_rows import store_verdicts
from scheduler.services.settings_journal import Setting, note_setting

SHORTEST_REASON = 10
"""Fewer characters say nothing that somebody could read again in a year."""
LONGEST_REASON = 1000
BY_HAND = frozenset({"candidate_meal", "examiner_one_centre_a_day", "rest_between_passages"})
"""Rules whose exceptions the checkers heed and the calculation does not use: it keeps them everywhere,
and what an exception allows is placed by hand."""
CASE_NAMES = {
    "candidate": "le candidat",
    "epreuve": "l’épreuve",
    "examiner": "l’examinateur",
    "centre": "le centre",
    "room": "la salle",
    "day": "le jour",
}
CASE_CELLS = {
    "candidate": "candidat",
    "epreuve": "epreuve",
    "examiner": "examinateur",
    "centre": "centre",
    "room": "salle",
    "day": "jour",
}
"""What the journal calls each of them."""


@dataclass(frozen=True, slots=True)
class GivenWaiver:
    """One exception of a session, in force or withdrawn; `case` has the fields that name it."""

    id: int
    rule: str
    case: Mapping[str, str]
    reason: str
    author: str
    given_at: datetime
    withdrawn_at: datetime | None
    withdrawn_by: str | None

    @property
    def in_force(self) -> bool:
        """Nobody withdrew it."""
        return self.withdrawn_at is None


class RefusedWaiverError(OrauxError):
    """The rule allows no exception, or the case or the reason is not said."""

    code = 422


def waivable_rules(regulation: Regulation) -> tuple[Rule, ...]:
    """Return the rules that a written exception may lift, in the order of the texts."""
    return tuple(rule for rule in regulation.rules.values() if rule.judged and rule.exception)


def list_waivers(db: Session, code: str) -> tuple[GivenWaiver, ...]:
    """Return every exception of a session, those in force first, the newest first.

    Raises
    ------
    NotFoundError
        No session has this code.

    """
    query = select(WaiverRow).where(WaiverRow.session_id == session_row(db, code).id)
    found = [_given(row) for row in db.scalars(query.order_by(WaiverRow.id.desc()))]
    return tuple(sorted(found, key=lambda one: not one.in_force))


def give_waiver(
    db: Session,
    code: str,
    rule_id: str,
    case: Mapping[str, str],
    *,
    reason: str,
    by: str,
    now: datetime,
) -> int:
    """Lift a rule in one case; drafts are judged again. The caller commits.

    Parameters
    ----------
    db, code
        A writing session, and which session of exams.
    rule_id, case
        The rule, and the value of each field that `Rule.exception` names (a day as `2027-06-08`).
    reason
        Why, in words that can be read again in a year.
    by, now
        Who and when (UTC).

    Raises
    ------
    NotFoundError
        No session has this code, no rule this id.
    RefusedWaiverError
        The rule allows none; the case names nobody known; the reason is too short.
    ConflictError
        The same case has an exception already.

    """
    lock_session(db, code)
    session = session_row(db, code)
    dossier = load_dossier(db, code)
    rule = _rule(load(session.year), rule_id)
    named = _named(dossier, rule, case)
    _not_given_yet(db, session, rule, named)
    day = date.fromisoformat(named["day"]) if "day" in named else None
    row = WaiverRow(
        session_id=session.id, rule=rule.id, **{**named, "day": day},
        reason=_reason(reason), author=by, given_at=now,
    )  # fmt: skip
    db.add(row)
    db.flush()
    _journaled(db, code, row, rule, before={}, after=_cells(row, rule), by=by, now=now)
    _judged_again(db, session, now)
    return row.id


def withdraw_waiver(db: Session, code: str, waiver_id: int, *, by: str, now: datetime) -> str:
    """Withdraw an exception; drafts are judged again. Return the id of its rule. The caller commits.

    Raises
    ------
    NotFoundError
        The session has no such exception.
    ConflictError
        Somebody has withdrawn it already.

    """
    lock_session(db, code)
    session = session_row(db, code)
    row = db.get(WaiverRow, waiver_id, populate_existing=True)
    if row is None or row.session_id != session.id:
        raise NotFoundError("Cette exception n’existe pas dans cette session ; revenez à leur liste.")
    if row.withdrawn_at is not None:
        raise ConflictError(f"{row.withdrawn_by} a déjà retiré cette exception ; rien n’a été changé.")
    row.withdrawn_at, row.withdrawn_by = now, by
    rule = load(session.year).rules.get(row.rule)
    _journaled(db, code, row, rule, before=_cells(row, rule), after={}, by=by, now=now)
    _judged_again(db, session, now)
    return row.rule


def _cells(row: WaiverRow, rule: Rule | None) -> dict[str, str]:
    """Return what the journal keeps of an exception, by French names."""
    case = {
        CASE_CELLS[field]: str(value) for field in CASE if (value := getattr(row, field)) is not None
    }
    return {"regle": rule.title if rule else row.rule, **case, "motif": row.reason}


def _journaled(
    db: Session,
    code: str,
    row: WaiverRow,
    rule: Rule | None,
    *,
    before: Mapping[str, str],
    after: Mapping[str, str],
    by: str,
    now: datetime,
) -> None:
    """Write an exception given or withdrawn in the journal, where those it names find it."""
    key = SEPARATOR.join((row.candidate or "", str(row.id), row.examiner or ""))
    setting = Setting(code, "exceptions", key, rule.title if rule else row.rule)
    note_setting(db, setting, before, after, by=by, now=now)


def _rule(regulation: Regulation, rule_id: str) -> Rule:
    """Return a rule that an exception may lift."""
    rule = regulation.rules.get(rule_id)
    if rule is None:
        raise NotFoundError(f"Aucune règle ne s’appelle « {rule_id} » ; choisissez-la dans la liste.")
    if rule.severity is not Severity.HARD:
        raise RefusedWaiverError(
            f"« {rule.title} » est une préférence : elle n’empêche rien, donc pas d’exception."
        )
    if not (rule.judged and rule.exception):
        raise RefusedWaiverError(
            f"« {rule.title} » n’admet aucune exception : corrigez le plan ou les données de la session."
        )
    return rule


def _reason(text: str) -> str:
    """Return the reason, said in words."""
    said = one_line(text)
    if len(said) < SHORTEST_REASON:
        raise RefusedWaiverError(
            f"Écrivez le motif de l’exception en {SHORTEST_REASON} caractères au moins : il figurera au "
            "rapport de conformité."
        )
    if len(said) > LONGEST_REASON:
        raise RefusedWaiverError(f"Le motif dépasse {LONGEST_REASON} caractères : résumez-le.")
    return typeset(said)


def _named(dossier: Dossier, rule: Rule, case: Mapping[str, str]) -> dict[str, str]:
    """Return what names the case; each value is known in the session."""
    known = _known(dossier)
    named = {field: case.get(field, "").strip() for field in rule.exception}
    for field, value in named.items():
        if not value:
            raise RefusedWaiverError(f"« {rule.title} » : indiquez {CASE_NAMES[field]} de l’exception.")
        if value not in known[field]:
            raise RefusedWaiverError(
                f"« {value} » n’est pas connu dans cette session ; choisissez "
                f"{CASE_NAMES[field]} dans la liste."
            )
    if {"centre", "room"} <= named.keys() and (named["centre"], named["room"]) not in {
        (room.centre, room.code) for room in dossier.rooms
    }:
        raise RefusedWaiverError(
            f"Le centre « {named['centre']} » n’a pas de salle « {named['room']} » ; "
            "choisissez-la parmi les siennes."
        )
    return named


def _known(dossier: Dossier) -> dict[str, set[str]]:
    """Return the values that each field may have; épreuves are not looked up."""
    return {
        "candidate": {one.number for one in dossier.candidates},
        "examiner": {one.code for one in dossier.examiners},
        "centre": {one.uai for one in dossier.centres},
        "room": {one.code for one in dossier.rooms},
        "day": {one.day.isoformat() for one in dossier.half_days},
        "epreuve": _epreuves(dossier),
    }


def _epreuves(dossier: Dossier) -> set[str]:
    """Return the qualified codes of the épreuves of the session's diplomas."""
    regulation = load(dossier.session.year)
    sat = {one.diploma for one in dossier.candidates}
    return {
        epreuve.qualified
        for code, diploma in regulation.diplomas.items()
        if code in sat
        for epreuve in diploma.epreuves
    }


def _not_given_yet(db: Session, session: SessionRow, rule: Rule, named: Mapping[str, str]) -> None:
    """Refuse a second exception for the same case."""
    query = select(WaiverRow).where(
        WaiverRow.session_id == session.id, WaiverRow.rule == rule.id, WaiverRow.withdrawn_at.is_(None)
    )
    for row in db.scalars(query):
        if _given(row).case == named:
            raise ConflictError(
                f"Ce cas a déjà une exception, écrite par {row.author} ; retirez-la d’abord "
                "pour en changer le motif."
            )


def _judged_again(db: Session, session: SessionRow, now: datetime) -> None:
    """Count one change of the session; judge again the drafts, which stay up to date if they were."""
    fresh = session.revision
    session.revision, session.changed_at = fresh + 1, now
    db.flush()
    drafts = select(PlanRow).where(PlanRow.session_id == session.id, PlanRow.state == PlanState.DRAFT)
    for row in db.scalars(drafts).all():
        if row.revision == fresh:
            row.revision = session.revision
        store_verdicts(db, row, check_plan(db, row.id))


def _given(row: WaiverRow) -> GivenWaiver:
    """Return an exception as lists show it."""
    values = {field: getattr(row, field) for field in CASE}
    case = {field: str(value) for field, value in values.items() if value is not None}
    return GivenWaiver(
        row.id, row.rule, case, row.reason, row.author, row.given_at, row.withdrawn_at, row.withdrawn_by
    )

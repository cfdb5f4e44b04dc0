"""Which rows of each table concern some centres of a session.

A candidate concerns a centre that is designated for one of his or her épreuves, or where a plan hears
one. An examiner concerns the centres of his or her list, every centre when the list is empty, and those
where he or she sits.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Select, String, and_, exists, false, or_, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction

from models.db.base import Base
from models.db.candidates import AccommodationRow, CandidateRow, RegistrationRow
from models.db.examiners import AvailabilityRow, ExaminerRow, IncompatibilityRow, TeachingRow
from models.db.journal import EntryKind, EntryRecordRow, EntryRow
from models.db.links import AnswerRow, LinkKind, LinkRow
from models.db.outbox import HolderKind, MessageRow
from models.db.places import CentreRow, HalfDayRow, JourneyRow, RoomRow
from models.db.plans import MemberRow, PassageRow, PhaseRow, SittingRow, UnplacedRow, WatchRow
from models.db.publications import IssueRow
from models.db.waivers import WaiverRow

SEPARATOR = "|"
"""Between the parts of the key of a journaled record."""


class Within(Protocol):
    """What a limit says: of which session, which centres."""

    @property
    def session_id(self) -> int:
        """The session it holds in."""

    @property
    def centres(self) -> frozenset[str]:
        """Codes (UAI) of its centres."""


Kept = Callable[[Any, Within], ColumnElement[bool]]
"""The condition on the rows of a table of the session."""


class KeyPart(GenericFunction[str]):
    """The first, or the last, of the parts of a key separated by `|`; the whole key when it has one."""

    type = String()
    inherit_cache = True
    name = "oraux_key_part"


@compiles(KeyPart, "sqlite")
def _part_in_sqlite(element: Any, compiler: Any, **kw: Any) -> str:
    key, which = element.clauses
    text, bar = compiler.process(key, **kw), f"'{SEPARATOR}'"
    if which.value == "first":
        return f"substr({text}, 1, instr({text} || {bar}, {bar}) - 1)"
    return f"substr({text}, instr({text}, {bar}) + 1)"


@compiles(KeyPart, "postgresql")
def _part_in_postgresql(element: Any, compiler: Any, **kw: Any) -> str:
    key, which = element.clauses
    text, bar = compiler.process(key, **kw), f"'{SEPARATOR}'"
    if which.value == "first":
        return f"split_part({text}, {bar}, 1)"
    return f"substr({text}, strpos({text}, {bar}) + 1)"


def elsewhere(entity: Any, session_id: int) -> ColumnElement[bool]:
    """Return the condition that a row is of another session than this one."""
    if hasattr(entity, "session_id"):
        found: ColumnElement[bool] = or_(entity.session_id != session_id, entity.session_id.is_(None))
        return found
    plans = _alias("plans")
    mine = select(plans.c.id).where(plans.c.session_id == session_id)
    other: ColumnElement[bool] = entity.plan_id.not_in(mine)
    return other


def _alias(name: str) -> Any:
    """Return a table under a name of its own: a condition must not meddle with the statement's."""
    return Base.metadata.tables[name].alias()


def candidates_of(within: Within) -> Select[tuple[str]]:
    """Return the numbers of the candidates who concern the centres."""
    candidates = _alias("candidates")
    own = candidates.c.session_id == within.session_id
    return select(candidates.c.number).where(
        own,
        or_(
            candidates.c.centre.in_(within.centres),
            candidates.c.number.in_(_registered(within)),
            candidates.c.number.in_(_in_plans(within, "passages", "candidate")),
        ),
    )


def _registered(within: Within) -> Select[tuple[str]]:
    rows = _alias("registrations")
    return select(rows.c.candidate).where(
        rows.c.session_id == within.session_id, rows.c.centre.in_(within.centres)
    )


def _in_plans(within: Within, table: str, column: str) -> Select[tuple[str]]:
    """Return what rows at the centres say in a column, in every plan of the session."""
    rows, plans = _alias(table), _alias("plans")
    joined = rows.join(plans, plans.c.id == rows.c.plan_id)
    at = (plans.c.session_id == within.session_id, rows.c.centre.in_(within.centres))
    return select(rows.c[column]).select_from(joined).where(*at)


def examiners_of(within: Within) -> Select[tuple[str]]:
    """Return the codes of the examiners who concern the centres."""
    examiners = _alias("examiners")
    listed = examiners.c.centres.cast(String)
    named = [listed.contains(f'"{uai}"', autoescape=True) for uai in sorted(within.centres)]
    return select(examiners.c.code).where(
        examiners.c.session_id == within.session_id,
        or_(listed == "[]", *named, examiners.c.code.in_(_sitting(within))),
    )


def _sitting(within: Within) -> Select[tuple[str]]:
    members = _alias("members")
    return select(members.c.examiner).where(
        members.c.sitting_id.in_(_in_plans(within, "sittings", "id"))
    )


def _of_candidate(column: str) -> Kept:
    return lambda row, within: getattr(row, column).in_(candidates_of(within))


def _of_examiner(column: str) -> Kept:
    return lambda row, within: getattr(row, column).in_(examiners_of(within))


def _of_centre(column: str) -> Kept:
    return lambda row, within: getattr(row, column).in_(within.centres)


def _incompatible(row: Any, within: Within) -> ColumnElement[bool]:
    return and_(_of_examiner("examiner")(row, within), _of_candidate("candidate")(row, within))


def _message(row: Any, within: Within) -> ColumnElement[bool]:
    """Messages to persons; those to establishments speak of every centre."""
    return or_(
        and_(row.holder_kind == HolderKind.CANDIDATE, _of_candidate("holder")(row, within)),
        and_(row.holder_kind == HolderKind.EXAMINER, _of_examiner("holder")(row, within)),
    )


def _held(row: Any, within: Within) -> ColumnElement[bool]:
    """Addresses and answers: of persons, of commissions, of rooms (`uai/code`), of centres."""
    in_rooms = [row.holder.startswith(f"{uai}/", autoescape=True) for uai in sorted(within.centres)]
    return or_(
        and_(row.kind == LinkKind.CANDIDATE, _of_candidate("holder")(row, within)),
        and_(row.kind == LinkKind.EXAMINER, _of_examiner("holder")(row, within)),
        and_(row.kind == LinkKind.CENTRE, _of_centre("holder")(row, within)),
        and_(row.kind == LinkKind.ROOM, or_(false(), *in_rooms)),
        and_(row.kind == LinkKind.COMMISSION, row.holder.in_(_in_plans(within, "sittings", "code"))),
    )


def _issue(row: Any, within: Within) -> ColumnElement[bool]:
    return or_(
        and_(row.kind == str(LinkKind.CANDIDATE), _of_candidate("holder")(row, within)),
        and_(row.kind == str(LinkKind.EXAMINER), _of_examiner("holder")(row, within)),
    )


def _waiver(row: Any, within: Within) -> ColumnElement[bool]:
    """An exception whose case names somebody, or a place, of the centres, and nobody of another."""
    named = {
        row.candidate: candidates_of(within),
        row.examiner: examiners_of(within),
        row.centre: within.centres,
    }
    return and_(
        or_(*(column.in_(known) for column, known in named.items())),
        *(or_(column.is_(None), column.in_(known)) for column, known in named.items()),
    )


def _record(row: Any, within: Within) -> ColumnElement[bool]:
    """A line of the journal: by the table, and the part of its key that says of whom it speaks."""
    first, last = KeyPart(row.key, "first"), KeyPart(row.key, "last")
    people, jurors = candidates_of(within), examiners_of(within)
    return or_(
        and_(row.table.in_(("candidats", "inscriptions", "amenagements")), first.in_(people)),
        and_(row.table.in_(("examinateurs", "disponibilites", "enseignements")), first.in_(jurors)),
        and_(row.table.in_(("centres", "calendrier", "salles")), first.in_(within.centres)),
        and_(row.table == "trajets", last.in_(within.centres)),
        and_(row.table == "incompatibilites", first.in_(jurors), last.in_(people)),
    )


def _entry(row: Any, within: Within) -> ColumnElement[bool]:
    """A change of ours alone; an import, whose sentence names nobody, by any of its lines."""
    records = EntryRecordRow.__table__.alias()
    kept = _record(records.c, within)
    of_this = records.c.entry_id == row.id
    some = exists().where(of_this, kept)
    others = exists().where(of_this, ~kept)
    return and_(some, or_(row.kind == EntryKind.IMPORT, ~others))


def _part_of(table: str, column: str) -> Kept:
    """Rows that belong to a commission or to a passage at the centres."""
    return lambda row, within: getattr(row, column).in_(_in_plans(within, table, "id"))


KEPT: Mapping[Any, Kept] = {
    CentreRow: _of_centre("uai"),
    HalfDayRow: _of_centre("centre"),
    RoomRow: _of_centre("centre"),
    JourneyRow: _of_centre("centre"),
    CandidateRow: _of_candidate("number"),
    RegistrationRow: _of_candidate("candidate"),
    AccommodationRow: _of_candidate("candidate"),
    ExaminerRow: _of_examiner("code"),
    AvailabilityRow: _of_examiner("examiner"),
    TeachingRow: _of_examiner("examiner"),
    IncompatibilityRow: _incompatible,
    WaiverRow: _waiver,
    SittingRow: _of_centre("centre"),
    MemberRow: _part_of("sittings", "sitting_id"),
    PassageRow: _of_centre("centre"),
    PhaseRow: _part_of("passages", "passage_id"),
    WatchRow: _of_centre("centre"),
    UnplacedRow: _of_candidate("candidate"),
    IssueRow: _issue,
    MessageRow: _message,
    LinkRow: _held,
    AnswerRow: _held,
    EntryRow: _entry,
    EntryRecordRow: _record,
}
"""The condition of each table that speaks of people or places; the others are of the whole session."""

"""Changes of a draft by hand: move, swap, take out, lock; each judged, journaled, and undone at will.

Every change names the state of the plan it was decided on (`expected`): when somebody else has changed
the plan meanwhile, it is refused with who did what.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models.db import EditKind, EditRow, PlanRow, limit_in, whole
from scheduler.board import Change, Effect, Key, Move, PlanDesk, Verdict
from scheduler.board.journal import written
from scheduler.board.judging import blamed
from scheduler.errors import OrauxError, RulesBrokenError
from scheduler.services.desks import OpenDesk, desk_of, keep_once_stored
from scheduler.services.edit_journal import Edit, edit_of, next_rank, undoable, undone_change
from scheduler.services.edit_words import lock_words, move_words, out_words, swap_words
from scheduler.services.plan_edit_rows import store_change, store_levels
from scheduler.services.plan_locking import locked_draft
from scheduler.services.plan_rows import store_verdicts
from scheduler.services.within import refuse_plan_change


@dataclass(frozen=True, slots=True)
class Edited:
    """A change that was stored: its line in the journal, the plan's new revision, what it did.

    `notes` are the checkers' sentences, in words within reach of whoever made it.
    """

    plan_id: int
    revision: int
    edit: Edit
    effect: Effect
    verdict: Verdict
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hand:
    """Who changes a plan, when (UTC), and on which revision of it; None takes the plan as it is."""

    by: str
    now: datetime
    expected: int | None = None


def move_passage(db: Session, plan_id: int, *moves: Move, hand: Hand) -> Edited:
    """Put passages in other places, all at once; the caller commits.

    Raises
    ------
    NotFoundError
        The plan, the candidate, the épreuve or the commission does not exist.
    AlreadyPublishedError
        The plan is published: it does not change any more.
    ConflictError
        Somebody changed the plan meanwhile; says who and what.
    RulesBrokenError
        A hard rule would be broken; carries the violations.
    OtherCentreError
        It touches another centre than those of who changes the plan.
    OrauxError
        The plan is so already.

    """
    opened = _opened(db, plan_id, hand)
    change = opened.desk.effect_of(*moves).change
    sentence = " ; ".join(move_words(opened.desk, move) for move in moves)
    return _store(db, opened, change, EditKind.MOVE, sentence, hand)


def swap_passages(db: Session, plan_id: int, one: Key, two: Key, *, hand: Hand) -> Edited:
    """Exchange the commissions and hours of two passages; raises as `move_passage` does."""
    opened = _opened(db, plan_id, hand)
    change = opened.desk.swap_of(one, two).change
    return _store(db, opened, change, EditKind.SWAP, swap_words(opened.desk, one, two), hand)


def take_out_passage(db: Session, plan_id: int, key: Key, *, hand: Hand) -> Edited:
    """Leave a passage without a place, to be placed again later; raises as `move_passage` does."""
    opened = _opened(db, plan_id, hand)
    reason = f"Retiré du plan à la main par {hand.by} ; choisissez-lui une place."
    change = opened.desk.taken_out(key, reason).change
    return _store(db, opened, change, EditKind.TAKE_OUT, out_words(opened.desk, key), hand)


def lock_passages(db: Session, plan_id: int, keys: Iterable[Key], *, locked: bool, hand: Hand) -> Edited:
    """Lock passages where they are, or let them move again; raises as `move_passage` does."""
    opened = _opened(db, plan_id, hand)
    known = [opened.desk.placed(key) for key in keys]
    change = opened.desk.maker.locking(known, locked=locked)
    kind = EditKind.LOCK if locked else EditKind.UNLOCK
    return _store(db, opened, change, kind, lock_words(opened.desk, known, locked=locked), hand)


def undo_edit(db: Session, plan_id: int, *, hand: Hand) -> Edited:
    """Undo the last change that still holds; raises as `move_passage` does, ConflictError with none."""
    return _go_back(db, plan_id, EditKind.UNDO, hand)


def redo_edit(db: Session, plan_id: int, *, hand: Hand) -> Edited:
    """Do again the last change undone; raises as `undo_edit` does."""
    return _go_back(db, plan_id, EditKind.REDO, hand)


def _go_back(db: Session, plan_id: int, kind: EditKind, hand: Hand) -> Edited:
    opened = _opened(db, plan_id, hand)
    row = undoable(db, plan_id, kind)
    word = "Annulé" if kind is EditKind.UNDO else "Rétabli"
    change = undone_change(row, kind)
    return _store(db, opened, change, kind, f"{word} : {row.sentence}", hand, lawful=False)


def _opened(db: Session, plan_id: int, hand: Hand) -> OpenDesk:
    locked_draft(db, plan_id, expected=hand.expected, now=hand.now)
    return desk_of(db, plan_id)


def _store(
    db: Session,
    opened: OpenDesk,
    change: Change,
    kind: EditKind,
    sentence: str,
    hand: Hand,
    *,
    lawful: bool = True,
) -> Edited:
    """Judge the whole plan after a change, store what it touches and write the journal."""
    desk, row = opened.desk, db.get_one(PlanRow, opened.plan_id)
    after = desk.after(change)
    if after.plan == desk.plan:  # a line of the journal that undoes nothing would be a riddle
        raise OrauxError("Rien ne change : le plan est déjà ainsi. Rien n’a été enregistré.")
    kept = blamed(after.report.violations, desk.bench.known, change.passages)
    verdict = Verdict(tuple(one for one in kept if one.hard), tuple(one for one in kept if not one.hard))
    limit = limit_in(db, row.session_id)
    with whole(db):
        refuse_plan_change(db, limit, change.undone_on(desk.plan), change)
        if verdict.hard and lawful:
            raise _refused(opened, verdict)
        store_change(db, row, change)
        store_levels(db, row, after.levels)
        store_verdicts(db, row, after.report)
        row.placed, row.unplaced = len(after.plan.passages), len(after.plan.unplaced)
        line = _journaled(db, desk, row, change, kind, sentence, hand)
        keep_once_stored(db, row, after)
        notes = opened.sentences(verdict)
    return Edited(row.id, row.edits, line, Effect(desk.levels, after.levels), verdict, notes)


def _journaled(
    db: Session,
    desk: PlanDesk,
    row: PlanRow,
    change: Change,
    kind: EditKind,
    sentence: str,
    hand: Hand,
) -> Edit:
    rank = next_rank(row)
    line = EditRow(
        plan_id=row.id, rank=rank, kind=kind, done_by=hand.by, done_at=hand.now, sentence=sentence,
        before=written(change.undone_on(desk.plan)), after=written(change),
    )  # fmt: skip
    row.edits = rank
    db.add(line)
    db.flush()
    return edit_of(line)


def _refused(opened: OpenDesk, verdict: Verdict) -> RulesBrokenError:
    sentences = "\n".join(f"– {opened.told(one)}" for one in verdict.hard)
    return RulesBrokenError(
        f"Changement refusé, rien n’a été enregistré. Il enfreint une règle obligatoire :\n{sentences}",
        verdict.hard,
    )

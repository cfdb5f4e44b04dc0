"""The desks of stored plans, kept in memory while a plan and its data stay as they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import event
from sqlalchemy.orm import Session

from models.db import PlanRow, SessionRow, whole
from models.regulation import load
from scheduler.board import Key as PassageKey
from scheduler.board import Place, PlanDesk, Verdict
from scheduler.errors import NotFoundError
from scheduler.rules import Violation
from scheduler.services.readings import (
    DataMark,
    Kept,
    PlanMark,
    data_mark,
    dossier_at_hand,
    keep_plan_once_stored,
    plan_at_hand,
    plan_mark,
)
from scheduler.services.within import Reach, reach_in

_desks = Kept(4)
"""As many plans as are likely to be adjusted at the same time."""


@dataclass(frozen=True, slots=True)
class OpenDesk:
    """The desk of a stored plan; `revision` counts the plan's changes by hand.

    The desk judges on the whole session; `reach` is what whoever opened it may move, None for all.
    """

    plan_id: int
    session: str
    revision: int
    desk: PlanDesk
    reach: Reach | None = None

    def knows(self, key: PassageKey) -> bool:
        """Whether a passage is one that may be asked about: placed, if it is, within reach."""
        return self.reach is None or (
            key[0] in self.reach.candidates and self.reach.own([self._at(key)])
        )

    def sentences(self, verdict: Verdict) -> tuple[str, ...]:
        """Return what the checkers say of a change, what forbids first, in words within reach."""
        return tuple(map(self.told, (*verdict.hard, *verdict.soft)))

    def told(self, one: Violation) -> str:
        """Return a checker's sentence; the rule alone where it names people or places out of reach."""
        if self.reach is None or self._ours(self.reach, one):
            return one.sentence
        title = self.desk.regulation.rules[one.rule].title
        return (
            f"{title} : ce qui s’y oppose se tient dans un autre centre que le vôtre ; demandez-le à "
            "qui gère la session."
        )

    def _ours(self, reach: Reach, one: Violation) -> bool:
        """Whether all that a violation names is within reach."""
        known = self.desk.index.sittings
        centres = [one.centre, *map(self._at, one.passages)]
        centres += [known[code].record.centre for code in one.sittings if code in known]
        people = set(one.candidates) <= reach.candidates and set(one.examiners) <= reach.examiners
        return people and reach.own(centres)

    def within(self, places: Iterable[Place]) -> list[Place]:
        """Return the places that are within reach, with all that they move."""
        return [one for one in places if self.reach is None or self._near(self.reach, one)]

    def _near(self, reach: Reach, place: Place) -> bool:
        came = (*place.change.passages.values(), *place.change.sittings.values())
        return reach.own(one.centre for one in came if one is not None) and all(
            self.knows(key) for key in place.change.passages
        )

    def _at(self, key: PassageKey) -> str | None:
        found = self.desk.index.passages.get(key)
        return found.record.centre if found is not None else None


def desk_of(db: Session, plan_id: int) -> OpenDesk:
    """Return the desk of a stored plan, built once for each of its states; of the whole session.

    Raises
    ------
    NotFoundError
        No plan has this id.
    OrauxError
        The plan holds a passage or the code of a commission twice.

    """
    row = db.get(PlanRow, plan_id)
    if row is None:
        raise NotFoundError(
            "Ce plan n’existe pas ou n’existe plus ; repartez de la liste des plans de la session."
        )
    session = db.get_one(SessionRow, row.session_id)
    with whole(db):
        desk = _desks.get(_mark(db, row, session), lambda: _built(db, row, session.code))
    return OpenDesk(plan_id, session.code, row.edits, desk, reach_in(db, session.id))


def keep_once_stored(db: Session, row: PlanRow, desk: PlanDesk) -> None:
    """Keep the desk of a plan's next state, so that nobody waits for it; only if the caller commits."""
    mark = _mark(db, row, db.get_one(SessionRow, row.session_id))
    event.listen(db, "after_commit", lambda _: _desks.put(mark, desk), once=True)
    keep_plan_once_stored(db, row, desk.plan)


def _mark(db: Session, row: PlanRow, session: SessionRow) -> tuple[PlanMark, DataMark]:
    return plan_mark(db, row), data_mark(db, session)


def _built(db: Session, row: PlanRow, code: str) -> PlanDesk:
    dossier = dossier_at_hand(db, code)
    return PlanDesk(dossier, load(dossier.session.year), plan_at_hand(db, row))

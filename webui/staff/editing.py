"""Whether and how the plan shown is changed by hand: for the board, the tables, « Déplacer vers… »."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort

from scheduler.accounts import Right
from scheduler.services.edit_journal import WaysBack, ways_back
from webui.accounts.guard import allowed
from webui.database import reading
from webui.desk import Desk, ShownPlan


@dataclass(frozen=True, slots=True)
class Editing:
    """Whether, and how, the plan shown can be changed by hand by who looks at it.

    `newer` is the newest draft, when the plan shown is published and one is there; `replans` whether
    the rest of the session may be planned again.
    """

    draft: bool
    may: bool
    revision: int
    locked: int
    ways: WaysBack
    newer: ShownPlan | None
    replans: bool = False

    @property
    def on(self) -> bool:
        """Whether passages move."""
        return self.draft and self.may


def editing_of(desk: Desk) -> Editing:
    """Return whether and how the plan shown can be changed by who asks."""
    shown, stored = desk.shown, desk.stored
    if shown is None or stored is None:
        abort(404)
    draft = not shown.published
    newest = next((one for one in desk.plans if not one.published), None)
    return Editing(
        draft,
        allowed(Right.ADJUST, desk.code),
        stored.summary.edits,
        sum(one.locked for one in stored.plan.passages),
        ways_back(reading(), shown.id) if draft else WaysBack(None, None),
        None if draft else newest,
        allowed(Right.PLAN, desk.code),
    )

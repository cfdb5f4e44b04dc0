"""The levels of the objective, counted from the plan alone."""

from __future__ import annotations

from models.dossier import Dossier
from models.planning import LEVELS, Plan
from models.regulation import Regulation
from scheduler.rules.cases import neighbours_of_candidate, neighbours_of_sitting
from scheduler.rules.preferences import examiner_half_days
from scheduler.rules.view import PlanView


def levels_of(dossier: Dossier, regulation: Regulation, plan: Plan) -> dict[str, int]:
    """Return the value of each level of a plan, first level first, whoever made the plan."""
    return levels_seen(PlanView(dossier, regulation, plan))


def levels_seen(view: PlanView) -> dict[str, int]:
    """Return the value of each level of what a view shows of a plan."""
    sittings = view.plan.sittings
    counts = {
        "unplaced": _unplaced(view),
        "replacements": sum(member.replacement for sitting in sittings for member in sitting.members),
        "half_days": len(sittings),
        "extra_days": _extra_days(view),
        "waiting_minutes": _waiting(view),
        "idle_minutes": _idle(view),
        "squares": _squares(view),
        "disliked": disliked(view),
    }
    return {name: counts[name] for name in LEVELS}


def _unplaced(view: PlanView) -> int:
    """Registered oral épreuves that no passage serves."""
    placed = {passage.key for passage in view.passages}
    return sum(entry.organised and key not in placed for key, entry in view.entries.items())


def _extra_days(view: PlanView) -> int:
    """Days of each candidate beyond the first."""
    return sum(len({one.day for one in found}) - 1 for found in view.by_candidate.values())


def _waiting(view: PlanView) -> int:
    """Minutes beyond the rest between consecutive passages of a candidate's day."""
    rest = view.value("rest_between_passages")
    return sum(
        max(0, after.start - before.end - rest)
        for before, after in neighbours_of_candidate(view)
        if before.day == after.day
    )


def _idle(view: PlanView) -> int:
    """Minutes beyond the gap between consecutive candidates of a commission."""
    return sum(
        max(
            0,
            after.jury_start
            - before.jury_end
            - view.value("gap_between_candidates", after.record.epreuve),
        )
        for before, after in neighbours_of_sitting(view)
    )


def _squares(view: PlanView) -> int:
    """Sum over examiners of their half-days squared."""
    return sum(len({sitting.half_day_key for sitting in sat}) ** 2 for sat in view.by_examiner.values())


def disliked(view: PlanView) -> int:
    """Half-days that an examiner wanted to avoid, or that were not among those preferred."""
    return sum(
        sitting.half_day is not None and view.facts.dislikes(examiner, sitting.half_day)
        for examiner, sitting in examiner_half_days(view)
    )

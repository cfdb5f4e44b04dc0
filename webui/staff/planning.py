"""Step « Planifier »: start a planning, follow it live, stop it and keep its best plan, compare."""

from __future__ import annotations

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from models.planning import LEVELS
from scheduler import jobs
from scheduler.services.plans import levels_of_plans, locked_counts
from webui.clock import utc_now
from webui.database import database, reading
from webui.desk import Desk, ShownPlan, open_desk
from webui.french import LEVEL_NAMES
from webui.staff import blueprint
from webui.views.aims import OWN, TITLES, UnreadableAimError, asked_aim, choices_of, said
from webui.views.jobs import shown

SHORTEST, LONGEST, DEFAULT = 5, 3600, 60
LEAST_EFFORT = 1
DEFAULT_SEED = 1
LARGEST_SEED = 2**31 - 1
COMPARED = 8
"""Plans whose levels are shown side by side; older ones are named only."""


@blueprint.get("/sessions/<code:code>/planifier")
def planning(code: str) -> ResponseReturnValue:
    """Show the planning at work, the last one or one asked for, how to start another, and the plans."""
    desk = open_desk(code)
    state = _shown_state(code)
    return render_template(
        "planning/page.html",
        section="sessions",
        step="planifier",
        desk=desk,
        session=desk.session,
        code=code,
        job=shown(state, utc_now()) if state else None,
        to_plan=desk.to_plan,
        blocked=_blocked(desk),
        level_names=[LEVEL_NAMES[name] for name in LEVELS],
        level_keys=LEVELS,
        levels_of=levels_of_plans(reading(), [one.id for one in desk.plans[:COMPARED]]),
        locked=_locked(desk),
        presets=TITLES,
        own=OWN,
        choices=choices_of(),
        aim_said=said,
        job_of=jobs.jobs_by_plan(reading(), code),
        seed=DEFAULT_SEED,
    )


@blueprint.post("/sessions/<code:code>/planifier")
def start_planning(code: str) -> ResponseReturnValue:
    """Start a planning; when one is at work already, show that one."""
    desk = open_desk(code)
    locks = request.form.get("verrous", "")
    jobs.start_planning(
        database(),
        code,
        seconds=float(_number("seconds", SHORTEST, LONGEST, DEFAULT)),
        seed=_number("seed", 0, LARGEST_SEED, DEFAULT_SEED),
        effort=_effort(),
        locked_from=desk.plan_numbered(locks).id if locks else None,
        aim=asked_aim(request.form),
        now=utc_now(),
    )
    return redirect(url_for("staff.planning", code=code), code=303)


@blueprint.get("/sessions/<code:code>/planifier/<int:job_id>/suivi")
def planning_progress(code: str, job_id: int) -> ResponseReturnValue:
    """Give the progress of a planning, for the page that follows it."""
    state = _state(code, job_id)
    answer = make_response(
        render_template("planning/progress.html", job=shown(state, utc_now()), code=code)
    )
    if not state.active:
        answer.headers["X-Finished"] = "1"
    return answer


@blueprint.post("/sessions/<code:code>/planifier/<int:job_id>/arreter")
def stop_planning(code: str, job_id: int) -> ResponseReturnValue:
    """Ask a planning to stop and keep its best plan."""
    _state(code, job_id)
    jobs.stop_job(database(), job_id, now=utc_now())
    flash("Arrêt demandé : le meilleur plan trouvé sera gardé.", "info")
    return redirect(url_for("staff.planning", code=code), code=303)


def _state(code: str, job_id: int) -> jobs.JobState:
    state = jobs.job_state(reading(), job_id, now=utc_now())
    if state.session != code:
        abort(404)
    return state


def _shown_state(code: str) -> jobs.JobState | None:
    """Return the job at work, else the one that the address asks for, else the last one."""
    latest = jobs.latest_job(reading(), code, now=utc_now())
    asked = request.args.get("calcul", "")[:12]
    if not asked.isdecimal() or (latest and latest.active):
        return latest
    return _state(code, int(asked))


def _locked(desk: Desk) -> list[tuple[ShownPlan, int]]:
    """Return the plans with locked passages, and how many each has."""
    many = locked_counts(reading(), desk.code)
    return [(plan, many[plan.id]) for plan in desk.plans if many.get(plan.id)]


def _effort() -> float | None:
    """Return the work that the form allows, None when it lets the duration decide."""
    text = request.form.get("effort", "").strip().replace(",", ".")[:12]
    if not text:
        return None
    try:
        asked = float(text)
    except ValueError:
        asked = 0.0
    if not LEAST_EFFORT <= asked <= LONGEST:
        raise UnreadableAimError(
            f"L’effort est un nombre de {LEAST_EFFORT} à {LONGEST} ; laissez vide pour suivre la durée."
        )
    return asked


def _blocked(desk: Desk) -> str:
    """Say why nothing can be planned, if so."""
    if not desk.dossier.candidates:
        return "Importez d’abord les candidats de la session."
    if not desk.to_plan:
        return (
            "Aucun candidat n’est inscrit à une épreuve orale que cette session "
            "organise : voyez « Qui passe quoi »."
        )
    missing = [supply.missing for supply in desk.verification.supplies if supply.missing]
    return " ".join(dict.fromkeys(missing))


def _number(name: str, least: int, most: int, default: int) -> int:
    text = request.form.get(name, "")[:12]
    return min(max(int(text), least), most) if text.isdecimal() else default

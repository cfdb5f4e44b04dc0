"""Help: the glossary, keys, whom to tell; and the lessons of the training session."""

from __future__ import annotations

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from models.french import folded
from webui.clock import utc_now
from webui.desk import Desk
from webui.glossary import terms
from webui.local import local_path
from webui.staff import blueprint
from webui.staff.appearance import ONE_YEAR
from webui.views.journey import WHAT, Journey, journey_of
from webui.views.training import COOKIE, Training, moved, training_of
from webui.zone import zone_here

TITLES = ("Données", "Vérifier", "Planifier", "Ajuster", "Publier", "Convoquer", "Jour J", "Bilan")


@blueprint.get("/aide")
def help_page() -> ResponseReturnValue:
    """Show the steps, the keys, the words of the field and whom to tell."""
    return render_template(
        "help.html",
        section="help",
        steps=list(zip(TITLES, WHAT.values(), strict=True)),
        terms=sorted(terms().values(), key=lambda one: folded(one.word)),
    )


@blueprint.post("/seance")
def training() -> ResponseReturnValue:
    """Go to the next lesson of the training session or back, close the panel, open it again."""
    back = local_path(request.form.get("next")) or url_for("staff.sessions")
    answer = make_response(redirect(back, code=303))
    kept = moved(request.cookies.get(COOKIE, ""), request.form.get("aller", ""))
    answer.set_cookie(COOKIE, kept, max_age=ONE_YEAR, samesite="Lax", httponly=True)
    return answer


@blueprint.app_template_global("training_of")
def shown_training(desk: Desk) -> Training | None:
    """Return the lesson that the frame of a session's pages shows."""
    return training_of(desk)


@blueprint.app_template_global("journey_of")
def shown_journey(desk: Desk) -> Journey:
    """Return the steps of a session, and what to do today."""
    return journey_of(desk, utc_now().astimezone(zone_here()).date())

"""Calendars that people subscribe to, by addresses that can be closed."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, request
from flask.typing import ResponseReturnValue

from models.db import LinkPurpose
from models.french import typeset
from scheduler.errors import OrauxError
from scheduler.services.entry import contacts
from scheduler.services.feeds import feed_of, feed_state, feed_tag, shows_names
from scheduler.services.links import LinkClosedError, LinkUnknownError, open_link
from webui.clock import utc_now
from webui.database import reading
from webui.personal import history_of, note_if_outside

blueprint = Blueprint("agenda", __name__)
CACHE = "private, no-cache"
"""Kept by the client, asked again each time: most answers are « nothing changed »."""


@blueprint.get("/agenda/<token>.ics")
def feed(token: str) -> ResponseReturnValue:
    """Send the calendar of an address, or say, without reading the plan, that the client has it."""
    link = open_link(reading(), token, now=utc_now())
    if link.purpose is LinkPurpose.PAGE:
        raise LinkUnknownError("Cette adresse n’est pas celle d’un agenda.")
    state = feed_state(reading(), link.session)
    tag = feed_tag(link, state)
    note_if_outside(link)
    if request.if_none_match.contains_weak(tag):
        return _tagged(make_response("", 304), tag)
    answer = make_response(feed_of(history_of(link.session, names=shows_names(link)), link))
    answer.mimetype = "text/calendar"
    answer.headers["Content-Disposition"] = "inline; filename=oraux.ics"
    return _tagged(answer, tag)


@blueprint.errorhandler(OrauxError)
def refused(error: OrauxError) -> ResponseReturnValue:
    """Say in one line why there is no calendar, and whom to call: its reader is a programme."""
    whom = [error.contact] if isinstance(error, LinkClosedError) else contacts(reading())
    calls = [f"{one.label} : {one.phone or one.email}" for one in whom if one.phone or one.email]
    said = typeset(" ".join((str(error), *calls)))
    return Response(f"{said}\n", error.code, mimetype="text/plain")


@blueprint.after_request
def unlisted(response: Response) -> Response:
    """Keep calendars out of search engines."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _tagged(answer: Response, tag: str) -> Response:
    answer.set_etag(tag)
    answer.headers["Cache-Control"] = CACHE
    return answer

"""What the personal pages share: whose address was opened, the version in force, what goes wrong."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, current_app, g, render_template
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy import select
from werkzeug.exceptions import HTTPException

from models.db import LinkKind, LinkPurpose, PlanRow, PlanState, SessionRow
from models.dossier import SessionInfo
from scheduler.calendars.events import Scribe
from scheduler.documents.book import PlanBook
from scheduler.documents.kinds import CANCELLATIONS, cancellation_key
from scheduler.documents.press import Withdrawal
from scheduler.errors import NotFoundError, OrauxError
from scheduler.services.answers import Answer
from scheduler.services.compare import Difference
from scheduler.services.documents import document_of, press_of
from scheduler.services.dossiers import info_of, session_row
from scheduler.services.entry import contacts
from scheduler.services.feeds import feed_state, published_history
from scheduler.services.issues import recorded_issues
from scheduler.services.links import (
    Contact,
    LinkClosedError,
    LinkUnknownError,
    OpenLink,
    contact_of,
    note_opening,
    open_link,
)
from scheduler.services.person_states import changes_since
from scheduler.services.versions import Edition, edition_of
from webui.clock import utc_now
from webui.database import database, reading
from webui.derived import derived
from webui.views.personal import ShownChange, shown_changes

OUTSIDE = "ORAUX_OUTSIDE"
"""Set where the holders themselves come, not the staff."""
MOST_DIGITS = 9
TITLES = {
    404: "Adresse inconnue",
    405: "Action impossible à cette adresse",
    409: "Votre convocation vient de changer",
    413: "Demande trop volumineuse",
    429: "Trop d’essais",
}


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody who came by a personal address; `edition` and `book` are None until a publication."""

    token: str
    link: OpenLink
    session: SessionInfo
    edition: Edition | None
    book: PlanBook | None

    @property
    def code(self) -> str:
        """The holder: a candidate's number, a juror's code."""
        return self.link.holder.code

    @property
    def version(self) -> int:
        """The version in force, 0 before the first."""
        return self.edition.version.number if self.edition else 0


def visit(token: str, kind: LinkKind) -> Visit:
    """Return who came by the address of a page of this kind.

    Raises
    ------
    LinkUnknownError, LinkClosedError
        The address opens nothing, nothing any more, or something else than this page.

    """
    link = open_link(reading(), token, now=utc_now())
    row = session_row(reading(), link.session)
    g.contact = contact_of(row)
    if link.holder.kind is not kind or link.purpose is not LinkPurpose.PAGE:
        raise LinkUnknownError("Cette adresse n’est pas celle d’une telle page.")
    note_if_outside(link)
    edition = edition_in_force(link.session)
    book = PlanBook(edition.dossier, edition.regulation, edition.stored.plan) if edition else None
    return Visit(token, link, info_of(row), edition, book)


def note_if_outside(link: OpenLink) -> None:
    """Keep that an address was opened; not when the staff look at it in their own application."""
    if current_app.config.get(OUTSIDE):
        note_opening(database(), link, now=utc_now())


def convened_visit(token: str, kind: LinkKind) -> tuple[Visit, Edition, PlanBook]:
    """Return who came, with the version in force.

    Raises
    ------
    NotFoundError
        Nothing is published yet.

    """
    came = visit(token, kind)
    if came.edition is None or came.book is None:
        raise NotFoundError("Rien n’est encore publié : revenez après avoir reçu votre convocation.")
    return came, came.edition, came.book


def gone(came: Visit) -> Withdrawal | None:
    """Return what cancels the visitor's convocation; None for who was never convened, or still is."""
    if came.edition is None or came.version == 1:
        return None
    return press_of(reading(), came.session.code).withdrawn.get(_holder(came))


def cancellation(token: str, kind: LinkKind) -> tuple[Visit, bytes]:
    """Return who came, and the paper that tells them not to come.

    Raises
    ------
    NotFoundError
        Nothing of theirs was cancelled.

    """
    came, _, _ = convened_visit(token, kind)
    key = cancellation_key(_holder(came))
    return came, document_of(reading(), came.session.code, CANCELLATIONS, key)


def _holder(came: Visit) -> tuple[str, str]:
    return str(came.link.holder.kind), came.code


def number_of(text: str | None) -> int:
    """Return the version that a form carries, 0 when it carries none."""
    return int(text) if text and text.isdecimal() and len(text) < MOST_DIGITS else 0


def edition_in_force(code: str) -> Edition | None:
    """Return the version in force of a session, read once as long as nothing changes."""
    query = select(SessionRow.revision, PlanRow.id, PlanRow.number).join(
        PlanRow, PlanRow.session_id == SessionRow.id
    )
    query = query.where(SessionRow.code == code, PlanRow.state == PlanState.PUBLISHED)
    found = reading().execute(query).one_or_none()
    if found is None:
        return None
    revision, plan_id, number = found
    key = (database().address, code, "edition")
    return derived.get(key, (revision, plan_id), lambda: edition_of(reading(), code, number=number))


def changes_for(visit: Visit, answer: Answer | None) -> tuple[list[ShownChange], int]:
    """Return what changed for the visitor, and since which version.

    Since the version that he or she answered last, else since the one whose convocation the present one
    replaces.
    """
    if visit.edition is None:
        return [], 0
    since = answer.version if answer and answer.version < visit.version else _replaced(visit)
    if since < 1:
        return [], 0
    mine = [one for one in _differences(visit.edition, since) if _is_mine(one, visit)]
    return shown_changes(mine, visit.edition.regulation), since


def _replaced(visit: Visit) -> int:
    """Return the version whose convocation the present one replaces, 0 when it is the first."""
    plan_id = visit.edition.stored.id if visit.edition else 0
    recorded = recorded_issues(reading(), plan_id).get((visit.link.holder.kind, visit.code))
    return (recorded.replaces or 0) if recorded else visit.version - 1


def _differences(edition: Edition, since: int) -> tuple[Difference, ...]:
    """Everybody's changes since a version, worked out once for all visitors."""
    code = edition.dossier.session.code
    key = (database().address, code, f"changes-{since}")
    return derived.get(
        key,
        (edition.stored.id, edition.dossier),
        lambda: changes_since(reading(), code, since, edition.stored.plan),
    )


def _is_mine(one: Difference, visit: Visit) -> bool:
    return (one.kind, one.code) == (visit.link.holder.kind, visit.code)


def history_of(code: str, *, names: bool) -> list[Scribe]:
    """Return the published versions of a session as calendars, read once for all their readers."""
    key = (database().address, code, f"history-{names}")
    return derived.get(
        key,
        feed_state(reading(), code),
        lambda: published_history(reading(), code, names=names),
    )


def adopt(blueprint: Blueprint) -> None:
    """Give a blueprint what every personal page has: its error pages, and no place in search engines."""
    blueprint.register_error_handler(OrauxError, _refused)
    blueprint.register_error_handler(HTTPException, http_error)
    blueprint.after_request(_unlisted)


def error_page(code: int, title: str, message: str, whom: list[Contact]) -> ResponseReturnValue:
    """Return a page that says what happened and whom to call."""
    return render_template("personal/error.html", title=title, message=message, contacts=whom), code


def _refused(error: OrauxError) -> ResponseReturnValue:
    """Say what the application refuses, and why."""
    if isinstance(error, LinkClosedError):
        return error_page(error.code, "Cette adresse n’ouvre plus rien", str(error), [error.contact])
    return error_page(
        error.code, TITLES.get(error.code, "Cela n’a pas pu se faire"), str(error), _whom()
    )


def http_error(error: HTTPException) -> ResponseReturnValue:
    """Say what was wrong with the request itself."""
    code = error.code or 500
    if isinstance(error, CSRFError):
        said = "La page était ouverte depuis trop longtemps : revenez-y, rechargez-la, recommencez."
        return error_page(code, "Rien n’a été enregistré", said, _whom())
    if code >= 500:  # noqa: PLR2004 (the database itself may be what failed)
        return error_page(code, "Une erreur est survenue", "Réessayez dans quelques minutes.", [])
    said = "Cette adresse ne mène à rien : il en manque peut-être la fin."
    return error_page(code, TITLES.get(code, "Demande incomprise"), said, _whom())


def _whom() -> list[Contact]:
    """Whom to call: about the session of the visitor, or of each session when nobody knows."""
    return [g.contact] if "contact" in g else contacts(reading())


def _unlisted(response: Response) -> Response:
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response

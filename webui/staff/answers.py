"""Step « Convoquer »: who answered what, who cannot come, and everybody's addresses."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from models.db import LinkKind, LinkPurpose
from scheduler.addresses import full_address, is_public
from scheduler.calendars.events import Scribe
from scheduler.calendars.holders import centre_title, commission_title, room_title, rooms_in_use
from scheduler.convened import Holder
from scheduler.documents.book import PlanBook
from scheduler.services.links import (
    known_link,
    known_links,
    link_for,
    links_for,
    renew_link,
    revoke_link,
)
from scheduler.services.person_states import states_of
from webui.clock import utc_now
from webui.database import database, reading
from webui.desk import Desk, open_desk
from webui.staff import blueprint
from webui.staff.data import address_of
from webui.staff.documents import version_of
from webui.views import answers as view
from webui.views.personal import shown_feed
from webui.views.tables import browse

NOTES = {
    LinkPurpose.CALENDAR: "Avec les noms et les aménagements : pour les membres et le centre seuls.",
    LinkPurpose.DISCREET: "Heures, salles et rangs seulement : pour un écran ou un agenda partagé.",
}
PEOPLE = (LinkKind.CANDIDATE, LinkKind.EXAMINER)


@dataclass(frozen=True, slots=True)
class Panel:
    """The personal page of one person, as the staff see it; `address` is empty until it is made."""

    kind: LinkKind
    who: str
    address: str
    public: bool
    state: view.ShownState | None


@dataclass(frozen=True, slots=True)
class FeedRow:
    """The calendar of a commission, a room or a centre."""

    kind: LinkKind
    who: str
    title: str
    address: str


def panel(desk: Desk, kind: LinkKind, who: str) -> Panel:
    """Return the personal page of one person."""
    path = known_link(database(), desk.code, Holder(kind, who))
    found = states_of(reading(), desk.code).get(Holder(kind, who))
    state = view.shown_state(found) if found else None
    return Panel(kind, who, full_address(path) if path else "", is_public(), state)


@blueprint.get("/sessions/<code:code>/reponses")
def answers(code: str) -> ResponseReturnValue:
    """Show who confirmed, read, opened, or cannot come."""
    desk = open_desk(code)
    found = [view.shown_state(one) for one in states_of(reading(), code).values()]
    return render_template(
        "convene/answers.html",
        **_frame(desk),
        counts=view.counts(found),
        said_half_day=view.said_half_day,
        view=browse(view.columns(desk.names), found, request.args),
        address=address_of("staff.answers", code=code),
        public=is_public(),
    )


@blueprint.get("/sessions/<code:code>/agendas")
def feeds(code: str) -> ResponseReturnValue:
    """Show the calendars of the centres, rooms and commissions, with or without names."""
    desk = open_desk(code)
    purpose = _purpose(request.args.get("noms"))
    return render_template(
        "convene/feeds.html",
        **_frame(desk),
        rows=_rows(desk, purpose),
        purpose=purpose,
        note=NOTES[purpose],
        public=is_public(),
    )


@blueprint.get("/sessions/<code:code>/agendas/<kind>/<code:who>")
def feed_sheet(code: str, kind: str, who: str) -> ResponseReturnValue:
    """Show one calendar in its three forms: for this device, for another, as a QR code to print."""
    desk = open_desk(code)
    purpose = _purpose(request.args.get("noms"))
    titles = {(found, one): title for found, one, title in _titles(desk)}
    path = (
        known_link(database(), code, Holder(LinkKind(kind), who), purpose=purpose)
        if (kind, who) in titles
        else None
    )
    if path is None:
        abort(404)
    note = NOTES[purpose]
    feed = shown_feed(titles[LinkKind(kind), who], note, path)
    return render_template("convene/feed.html", **_frame(desk), feed=feed, public=is_public())


@blueprint.post("/sessions/<code:code>/agendas")
def make_feeds(code: str) -> ResponseReturnValue:
    """Make the addresses that lack, all at once."""
    desk = open_desk(code)
    purpose = _purpose(request.form.get("noms"))
    links_for(database(), code, [Holder(kind, who) for kind, who, _ in _titles(desk)], purpose=purpose)
    return redirect(url_for("staff.feeds", code=code, noms=request.form.get("noms")), code=303)


@blueprint.post("/sessions/<code:code>/adresses/<kind>/<code:who>")
def change_link(code: str, kind: str, who: str) -> ResponseReturnValue:
    """Make, renew or close one address."""
    if kind not in set(LinkKind):
        abort(404)
    holder, purpose = Holder(LinkKind(kind), who), _purpose_of(LinkKind(kind))
    _refuse_unknown(open_desk(code), holder)
    action = request.form.get("action", "")
    if action == "creer":
        link_for(database(), code, holder, purpose=purpose)
        flash("L’adresse est prête.", "ok")
    elif action == "renouveler":
        renew_link(database(), code, holder, purpose=purpose, now=utc_now())
        flash("L’ancienne adresse n’ouvre plus rien ; donnez la nouvelle.", "ok")
    elif action == "fermer":
        revoke_link(database(), code, holder, purpose=purpose, now=utc_now())
        flash("Cette adresse n’ouvre plus rien : qui l’ouvre lit comment vous joindre.", "ok")
    else:
        abort(400)
    return redirect(_back(code, holder), code=303)


def _refuse_unknown(desk: Desk, holder: Holder) -> None:
    """Make no address for whom, or what, the session does not show to who asks."""
    people: dict[LinkKind, Container[str]] = {
        LinkKind.CANDIDATE: {one.number for one in desk.everyone.candidates},
        LinkKind.EXAMINER: {one.code for one in desk.everyone.examiners},
    }
    known = people.get(holder.kind, ())
    if holder.code not in known and (holder.kind, holder.code) not in {one[:2] for one in _titles(desk)}:
        abort(404)


def _back(code: str, holder: Holder) -> str:
    """Return the page an address is changed from."""
    if holder.kind is LinkKind.CANDIDATE:
        return url_for("staff.candidate", code=code, number=holder.code, _anchor="page-personnelle")
    if holder.kind is LinkKind.EXAMINER:
        return url_for(
            "staff.examiner", code=code, examiner_code=holder.code, _anchor="page-personnelle"
        )
    return url_for("staff.feeds", code=code, noms=request.form.get("noms"))


def _purpose_of(kind: LinkKind) -> LinkPurpose:
    return LinkPurpose.PAGE if kind in PEOPLE else _purpose(request.form.get("noms"))


def _purpose(names: str | None) -> LinkPurpose:
    return LinkPurpose.DISCREET if names == "sans" else LinkPurpose.CALENDAR


def _rows(desk: Desk, purpose: LinkPurpose) -> list[FeedRow]:
    """The calendars of the version in force; no address where none was made."""
    known = known_links(database(), desk.code, purpose=purpose)
    return [
        FeedRow(kind, who, title, full_address(known[Holder(kind, who)]))
        if Holder(kind, who) in known
        else FeedRow(kind, who, title, "")
        for kind, who, title in _titles(desk)
    ]


def _titles(desk: Desk) -> list[tuple[LinkKind, str, str]]:
    """Centres, rooms and commissions of the version in force, with their titles."""
    if desk.in_force is None:
        return []
    desk.shown = desk.in_force
    scribe = Scribe(PlanBook(desk.everyone, desk.regulation, desk.plan), version_of(desk))
    centres = sorted({one.centre for one in desk.plan.sittings})
    return [
        *((LinkKind.CENTRE, one, centre_title(scribe, one)) for one in centres),
        *((LinkKind.ROOM, one, room_title(scribe, one)) for one in rooms_in_use(scribe)),
        *(
            (LinkKind.COMMISSION, one.code, commission_title(scribe, one.code))
            for one in desk.plan.sittings
        ),
    ]


def _frame(desk: Desk) -> dict[str, object]:
    return {
        "section": "sessions",
        "step": "convoquer",
        "desk": desk,
        "session": desk.session,
        "code": desk.code,
    }

"""Search by name or number from anywhere."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.accounts import Right
from scheduler.services.sessions import session_codes
from webui.accounts.guard import allowed
from webui.database import reading
from webui.desk import Desk, open_desk
from webui.staff import blueprint
from webui.views.search import Hit, find

SHOWN = 25
"""Hits of one kind shown at most."""
TITLES = {
    "candidat": "Candidats",
    "examinateur": "Examinateurs",
    "commission": "Commissions",
    "salle": "Salles",
}


@dataclass(frozen=True, slots=True)
class ShownHit:
    """One thing found, with its page and the convocation it may have."""

    label: str
    note: str
    mark: str
    href: str
    download: str


@dataclass(frozen=True, slots=True)
class Kind:
    """What was found of one kind; `more` counts what is not shown."""

    title: str
    hits: tuple[ShownHit, ...]
    more: int

    @property
    def total(self) -> int:
        """How many were found."""
        return len(self.hits) + self.more


@dataclass(frozen=True, slots=True)
class Group:
    """What was found in one session, kind by kind."""

    title: str
    code: str
    kinds: tuple[Kind, ...]

    @property
    def total(self) -> int:
        """How many were found."""
        return sum(kind.total for kind in self.kinds)


@blueprint.get("/recherche")
def search() -> ResponseReturnValue:
    """Show who and what holds the words asked, the session one comes from first."""
    query = request.args.get("q", "").strip()
    came_from = request.args.get("session", "")
    known = session_codes(reading()) if query else []
    codes = [code for code in known if allowed(Right.READ, code)]
    codes.sort(key=lambda code: code != came_from)
    groups = [group for code in codes if (group := _group(open_desk(code), query)).kinds]
    total = sum(group.total for group in groups)
    desk = open_desk(came_from) if came_from in codes else None
    return render_template(
        "search.html",
        section="search",
        query=query,
        groups=groups,
        total=total,
        session=desk.session if desk else None,
    )


def _group(desk: Desk, query: str) -> Group:
    hits = find(query, desk.names, desk.plan)
    kinds = [
        Kind(title, tuple(_shown(desk, hit) for hit in found[:SHOWN]), max(0, len(found) - SHOWN))
        for kind, title in TITLES.items()
        if (found := [hit for hit in hits if hit.kind == kind])
    ]
    return Group(desk.session.label, desk.code, tuple(kinds))


def _shown(desk: Desk, hit: Hit) -> ShownHit:
    convened = desk.in_force and (
        (hit.kind == "candidat" and any(passage.candidate == hit.code for passage in desk.plan.passages))
        or (hit.kind == "examinateur" and hit.code in desk.sitting_examiners)
    )
    download = (
        url_for("staff.convocation", code=desk.code, kind=hit.kind, who=hit.code) if convened else ""
    )
    return ShownHit(hit.label, hit.note, hit.mark, desk.target_url(hit.kind, hit.code), download)

"""The page of one candidate, and of one examiner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from models.db import LinkKind
from scheduler.documents import DocumentVersion
from scheduler.documents.kinds import cancellation_key
from scheduler.services.documents import press_of
from scheduler.services.journal import candidate_places, examiner_places, history_of
from scheduler.verification import concerns
from webui.database import reading
from webui.desk import Desk, open_desk
from webui.staff import blueprint
from webui.staff.answers import panel
from webui.views import people

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Gone:
    """Somebody is no longer convened: the version that says so, and the key of the paper."""

    version: DocumentVersion
    key: str


@blueprint.get("/sessions/<code:code>/candidats/<code:number>")
def candidate(code: str, number: str) -> ResponseReturnValue:
    """Show one candidate: passages, épreuves with their reasons, identity, aménagements."""
    desk = open_desk(code)
    person = _known(desk.names.candidates, number)
    return render_template(
        "people/candidate.html",
        **_frame(desk),
        person=person,
        withdrawn=number not in {one.number for one in desk.dossier.candidates},
        passages=sorted(
            (one for one in desk.plan.passages if one.candidate == number), key=lambda one: one.start
        ),
        unplaced=[one for one in desk.plan.unplaced if one.candidate == number],
        entries=[entry for entry in desk.entries if entry.candidate == number],
        doubtful=partial(concerns, desk.at_hand),
        facts=people.candidate_facts(person, desk.names),
        accommodations=desk.accommodations(number),
        personal=panel(desk, LinkKind.CANDIDATE, number),
        gone=_withdrawn(desk, LinkKind.CANDIDATE, number),
        history=history_of(reading(), code, candidate_places(number)),
    )


@blueprint.get("/sessions/<code:code>/examinateurs/<code:examiner_code>")
def examiner(code: str, examiner_code: str) -> ResponseReturnValue:
    """Show one examiner: commissions, availability, whom he or she must not interrogate."""
    desk = open_desk(code)
    person = _known(desk.names.examiners, examiner_code)
    sittings = [
        one for one in desk.plan.sittings if examiner_code in {member.examiner for member in one.members}
    ]
    return render_template(
        "people/examiner.html",
        **_frame(desk),
        person=person,
        withdrawn=examiner_code not in {one.code for one in desk.dossier.examiners},
        origin=person.organisation or desk.names.establishment(person.establishment),
        sittings=sorted(sittings, key=lambda one: one.start),
        availability=people.availability_of(person, desk.at_hand),
        conflicts=people.conflicts_of(person, desk.names),
        facts=people.examiner_facts(person, desk.names),
        personal=panel(desk, LinkKind.EXAMINER, examiner_code),
        gone=_withdrawn(desk, LinkKind.EXAMINER, examiner_code),
        history=history_of(reading(), code, examiner_places(examiner_code)),
    )


def _known(people_by_code: Mapping[str, Found], code: str) -> Found:
    """Return the person of a code; nobody has it: page not found."""
    found = people_by_code.get(code)
    if found is None:
        abort(404)
    return found


def _withdrawn(desk: Desk, kind: LinkKind, who: str) -> Gone | None:
    """Return what cancels somebody's convocation, None while the version in force convenes them."""
    if desk.in_force is None or desk.in_force.version == 1:
        return None
    holder = (str(kind), who)
    found = press_of(reading(), desk.code, number=desk.in_force.number).withdrawn.get(holder)
    return Gone(found.version, cancellation_key(holder)) if found else None


def _frame(desk: Desk) -> dict[str, object]:
    return {
        "section": "sessions",
        "step": "",
        "desk": desk,
        "session": desk.session,
        "shown": desk.shown,
        "first_day": desk.plan.first_day,
        "can_convene": bool(desk.shown and desk.shown.in_force),
    }

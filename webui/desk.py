"""One session at hand: its data, texts and plan, read once a request and only when a page asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from flask import request, url_for

import models.regulation
from models.db import PlanState
from models.dossier import Dossier, HalfDayName, SessionInfo
from models.planning import USUAL, Aim, Plan
from models.regulation import EpreuveKind, Regulation
from scheduler.errors import NotFoundError
from scheduler.registrations import Entry, registrations_of
from scheduler.rules import check
from scheduler.rules.report import ConformityReport
from scheduler.services.compare_plans import Comparison, compare_plans
from scheduler.services.delays import Delays, read_delays
from scheduler.services.dossiers import session_row
from scheduler.services.issues import frozen_dossier
from scheduler.services.person_states import declines_of
from scheduler.services.plan_rows import read_plan_rows
from scheduler.services.plans import PlanSummary, StoredPlan, list_plans, load_plan
from scheduler.services.readings import dossier_at_hand, plan_at_hand
from scheduler.services.sessions import SessionSummary, find_session
from scheduler.services.steps import Step, checked_step
from scheduler.services.summary import Summary, summary_of
from scheduler.services.verify_session import Verification, verify_session
from webui.clock import utc_now
from webui.database import limits, reading, sight
from webui.derived import Value, derived
from webui.views.answers import ShownState, shown_state
from webui.views.availability import slot_anchor
from webui.views.names import Names
from webui.views.people import accommodation_text


@dataclass(frozen=True, slots=True)
class ShownStep:
    """One step of the session as the frame of the pages draws it."""

    id: str
    title: str
    state: str
    note: str
    href: str
    page: str = ""


@dataclass(frozen=True, slots=True)
class ShownPlan:
    """One plan of the session as lists name it."""

    id: int
    number: int
    version: int | None
    in_force: bool
    published: bool
    outdated: bool
    created: datetime
    published_at: datetime | None
    placed: int
    unplaced: int
    broken: int
    name: str = ""
    note: str = ""
    aim: Aim = USUAL
    made_from: int | None = None
    published_by: str | None = None
    edits: int = 0

    @property
    def title(self) -> str:
        """« Plan 3 », « Plan 3, version 1 », « Plan 3 (sans le samedi) »."""
        version = f", version {self.version}" if self.version else ""
        name = f" ({self.name})" if self.name else ""
        return f"Plan\u00a0{self.number}{version}{name}"


PAGES = {
    "donnees": "staff.session_home",
    "verifier": "staff.verify",
    "planifier": "staff.planning",
    "ajuster": "staff.plan_day",
    "publier": "staff.publication",
    "convoquer": "staff.documents",
}


class Desk:
    """The session whose code an address names; `anew`, its plan is read from the tables again."""

    def __init__(self, code: str, *, anew: bool = False) -> None:
        self.revision = session_row(reading(), code).revision
        self.code = code
        self._read = read_plan_rows if anew else plan_at_hand

    @cached_property
    def summary(self) -> SessionSummary:
        """The session as lists show it, with the state of its steps: dear once after each change."""
        return find_session(reading(), self.code, now=utc_now())

    @cached_property
    def dossier(self) -> Dossier:
        """All the data of the session; withdrawn records too when a published plan is shown."""
        return dossier_at_hand(reading(), self.code)

    @cached_property
    def session(self) -> SessionInfo:
        """What the `session` table says."""
        return self.dossier.session

    @cached_property
    def regulation(self) -> Regulation:
        """The texts in force for the session's year."""
        return models.regulation.load(self.session.year)

    @cached_property
    def everyone(self) -> Dossier:
        """The data with what was withdrawn, to name the people of an older plan."""
        return dossier_at_hand(reading(), self.code, withdrawn=True)

    @cached_property
    def names(self) -> Names:
        """Who and what the codes stand for: in a version that was replaced, as it was published."""
        if self.frozen:
            return Names(_with_newcomers(self.frozen, self.everyone))
        return Names(self.everyone if self.shown else self.dossier)

    @cached_property
    def frozen(self) -> Dossier | None:
        """The data that the version shown was published with, once another one has replaced it."""
        old = self.shown is not None and self.shown.published and not self.shown.in_force
        return frozen_dossier(reading(), self.shown.id) if old and self.shown else None

    @property
    def at_hand(self) -> Dossier:
        """The data that the plan shown speaks of: those of now but for a version that was replaced."""
        return self.frozen or self.dossier

    @cached_property
    def centre_names(self) -> dict[str, str]:
        """Names of the centres by code."""
        return {centre.uai: centre.name for centre in self.dossier.centres}

    @cached_property
    def delays(self) -> Delays:
        """Who should have been convened already."""
        return read_delays(reading(), self.code, now=utc_now())

    @cached_property
    def steps(self) -> list[ShownStep]:
        """The steps with their states and pages."""
        return [
            ShownStep(
                step.id,
                step.title,
                str(step.state),
                step.note,
                url_for(PAGES[step.id], code=self.code),
                PAGES[step.id],
            )
            for step in map(self._as_reached, self.summary.steps)
        ]

    def _as_reached(self, step: Step) -> Step:
        """Return a step as whoever asks may see it: what there is to look at, in some centres only."""
        if step.id != "verifier" or all(one.code != self.code for one in limits()):
            return step
        return checked_step(len(self.dossier.candidates), len(self.verification.alerts))

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Who sits what, oral épreuves only."""
        if self.frozen and self.shown:
            return self._derived(f"entries-{self.shown.id}", self._entries, self.frozen)
        return self._derived("entries", self._entries)

    def _entries(self) -> tuple[Entry, ...]:
        everything = registrations_of(self.at_hand, self.regulation)
        return tuple(entry for entry in everything if entry.kind is EpreuveKind.ORAL)

    def _derived(self, name: str, work_out: Callable[[], Value], *more: object) -> Value:
        """Return what follows from the data (and from `more`), worked out once."""
        return derived.get((sight(), self.code, name), (self.dossier, *more), work_out)

    @cached_property
    def verification(self) -> Verification:
        """Supply against demand, and everything to look at."""
        return self._derived("verification", lambda: verify_session(reading(), self.code))

    @cached_property
    def counted(self) -> Summary:
        """What the version in force has each examiner do."""
        return self._derived("summary", lambda: summary_of(reading(), self.code), self.plans)

    @property
    def to_plan(self) -> int:
        """How many passages this session plans."""
        return sum(entry.organised for entry in self.entries)

    @cached_property
    def plans(self) -> list[ShownPlan]:
        """Every plan of the session, the newest first."""
        return [_shown(plan) for plan in list_plans(reading(), self.code)]

    @cached_property
    def in_force(self) -> ShownPlan | None:
        """The version in force."""
        return next((plan for plan in self.plans if plan.in_force), None)

    @property
    def asked_plan(self) -> str:
        """The plan that the address names, empty when it names none."""
        return request.args.get("plan", "")

    @cached_property
    def shown(self) -> ShownPlan | None:
        """The plan that the address asks for, else the version in force, else the newest draft."""
        if self.asked_plan:
            return self.plan_numbered(self.asked_plan)
        return self.in_force or (self.plans[0] if self.plans else None)

    def plan_numbered(self, asked: str | int) -> ShownPlan:
        """Return the plan of this id.

        Raises
        ------
        NotFoundError
            The session has no such plan.

        """
        found = next((plan for plan in self.plans if str(plan.id) == str(asked)), None)
        if found is None:
            raise NotFoundError("Ce plan n’existe pas ou n’existe plus dans cette session.")
        return found

    @cached_property
    def stored(self) -> StoredPlan | None:
        """The plan shown, with how it was found."""
        return load_plan(reading(), self.shown.id, read=self._read) if self.shown else None

    @cached_property
    def plan(self) -> Plan:
        """The plan shown; an empty one when there is none."""
        return self.stored.plan if self.stored else Plan(first_day=date.min)

    @cached_property
    def sitting_examiners(self) -> frozenset[str]:
        """Codes of the examiners who sit in the plan shown."""
        return frozenset(member.examiner for sitting in self.plan.sittings for member in sitting.members)

    @cached_property
    def report(self) -> ConformityReport:
        """What the checkers say of the plan shown: a draft on the data of now, a version on its own."""
        name = f"report-{self.shown.id if self.shown else 0}"
        return self._derived(name, lambda: check(self.judged, self.regulation, self.plan), self.plan)

    @cached_property
    def judged(self) -> Dossier:
        """The data that the plan shown is judged on: those it was published with, if it was."""
        kept = frozen_dossier(reading(), self.shown.id) if self.shown and self.shown.published else None
        return kept or self.dossier

    def compared(self, before: ShownPlan, after: ShownPlan) -> Comparison:
        """Return what tells two plans apart, worked out once for each state of both and of the data."""
        key = (sight(), self.code, f"compared-{before.id}-{after.id}")
        sources = (self.revision, before.edits, after.edits, before.created, after.created)
        return derived.get(key, sources, lambda: compare_plans(reading(), before.id, after.id))

    @cached_property
    def declined(self) -> list[ShownState]:
        """Jurors who cannot come to a half-day that they still have in the version in force."""
        return [shown_state(one) for one in declines_of(reading(), self.code)]

    def diploma_name(self, code: str) -> str:
        """Printed title of a diploma, or its code when no text knows it."""
        found = self.regulation.diplomas.get(code)
        return found.name_in(self.session.year) if found else code

    def epreuve_title(self, code: str, modality: str = "PONCTUEL") -> str:
        """Title of an épreuve, or its code when no text knows it."""
        diploma = self.regulation.diplomas.get(code.partition("/")[0])
        for epreuve in diploma.epreuves if diploma else ():
            if epreuve.qualified == code and epreuve.modality == modality:
                return epreuve.title
        return code

    def accommodations(self, candidate: str, epreuve: str | None = None) -> list[str]:
        """Say the aménagements of a candidate, of one épreuve or of all."""
        return [
            accommodation_text(row)
            for row in self.names.dossier.accommodations
            if row.candidate == candidate and (epreuve is None or row.epreuve in {"*", epreuve})
        ]

    def slot_url(self, examiner: str, day: date, half: HalfDayName) -> str | None:
        """Return somebody’s cell of the availability grid, None for who is not in the data of now."""
        if all(one.code != examiner for one in self.dossier.examiners):
            return None
        anchor = slot_anchor(examiner, day.isoformat(), half)
        return url_for("staff.availability", code=self.code, q=examiner, _anchor=anchor)

    def target_url(self, kind: str, code: str) -> str:
        """Return the page of a person, a commission or a room."""
        return self.target_url_in(None)(kind, code)

    def target_url_in(self, plan_id: int | None) -> Callable[[str, str], str]:
        """Return what gives the page of a person or a commission, within one plan."""

        def address(kind: str, code: str) -> str:
            if kind == "candidat":
                return url_for("staff.candidate", code=self.code, number=code, plan=plan_id)
            if kind == "examinateur":
                return url_for("staff.examiner", code=self.code, examiner_code=code, plan=plan_id)
            if kind == "commission":
                return url_for("staff.commission", code=self.code, commission_code=code, plan=plan_id)
            if kind == "passage":
                number, _, epreuve = code.partition("|")
                return url_for(
                    "staff.move_page", code=self.code, plan=plan_id, candidat=number, epreuve=epreuve
                )
            if kind.startswith("convocation-"):
                return url_for(
                    "staff.convocation", code=self.code, kind=kind.partition("-")[2], who=code
                )
            return url_for("staff.data_table", code=self.code, table="salles", q=code)

        return address


def open_desk(code: str, *, anew: bool = False) -> Desk:
    """Return the session of a code; `anew` where what is stored must be proved, not what was read.

    Raises
    ------
    NotFoundError
        No session has this code.

    """
    return Desk(code, anew=anew)


def _with_newcomers(old: Dossier, now: Dossier) -> Dossier:
    """Return the data of an old version, with the people of now whom it does not know."""
    candidates = {one.number: one for one in (*now.candidates, *old.candidates)}
    examiners = {one.code: one for one in (*now.examiners, *old.examiners)}
    return replace(old, candidates=tuple(candidates.values()), examiners=tuple(examiners.values()))


def _shown(plan: PlanSummary) -> ShownPlan:
    return ShownPlan(
        id=plan.id,
        number=plan.number,
        version=plan.version,
        in_force=plan.state is PlanState.PUBLISHED,
        published=plan.state is not PlanState.DRAFT,
        outdated=plan.outdated,
        created=plan.created_at,
        published_at=plan.published_at,
        placed=plan.placed,
        unplaced=plan.unplaced,
        broken=plan.hard_violations,
        name=plan.name,
        note=plan.note,
        aim=plan.aim,
        made_from=plan.made_from,
        published_by=plan.published_by,
        edits=plan.edits,
    )

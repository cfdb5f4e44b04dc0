"""A legal plan of decent size, broken in one place at a time: the rule is found, with its people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from models.dossier import (
    Availability,
    AvailabilityState,
    Dossier,
    HalfDayName,
    Incompatibility,
    Parameter,
    Role,
    Teaching,
)
from models.planning import Member, Passage, Plan, Sitting
from models.regulation import Severity, load
from scheduler.rules import CHECKERS, check, levels_of
from tests.factories import (
    E4,
    E5,
    E31,
    FIRST_DAY,
    OTHER_CENTRE,
    PROFESSIONAL,
    SCHOOL,
    YEAR,
    clock,
    full_session,
    with_candidate,
    with_examiner,
)

Broken = tuple[Dossier, Plan]
Change = Callable[[Dossier, Plan], Broken]


def _passage(number: str, epreuve: str, change: Callable[[Passage], Passage]) -> Change:
    """Change one passage of the plan."""

    def made(folder: Dossier, plan: Plan) -> Broken:
        key = (number, epreuve)
        passages = [change(one) if (one.candidate, one.epreuve) == key else one for one in plan.passages]
        assert tuple(passages) != plan.passages
        return folder, replace(plan, passages=tuple(passages))

    return made


def _moved(minutes: int) -> Callable[[Passage], Passage]:
    """Move a whole passage in time."""

    def move(one: Passage) -> Passage:
        phases = tuple(
            replace(phase, start=phase.start + minutes, end=phase.end + minutes) for phase in one.phases
        )
        return replace(one, phases=phases, convocation=one.convocation + minutes)

    return move


def _phase(index: int, **changes: Any) -> Callable[[Passage], Passage]:
    """Change one phase of a passage."""

    def changed(one: Passage) -> Passage:
        phases = list(one.phases)
        phases[index] = replace(phases[index], **changes)
        return replace(one, phases=tuple(phases))

    return changed


def _sitting(code: str, change: Callable[[Sitting], Sitting]) -> Change:
    """Change one commission of the plan."""

    def made(folder: Dossier, plan: Plan) -> Broken:
        sittings = [change(one) if one.code == code else one for one in plan.sittings]
        assert tuple(sittings) != plan.sittings
        return folder, replace(plan, sittings=tuple(sittings))

    return made


def _member(code: str, leaves: str, member: Member) -> Change:
    """Replace a member of a commission by another."""
    return _sitting(
        code,
        lambda one: replace(
            one, members=tuple(member if old.examiner == leaves else old for old in one.members)
        ),
    )


def _record(change: Callable[[Dossier], Dossier]) -> Change:
    """Change the session, not the plan."""
    return lambda folder, plan: (change(folder), plan)


def _without(number: str, epreuve: str) -> Change:
    """Forget a passage."""

    def made(folder: Dossier, plan: Plan) -> Broken:
        kept = [one for one in plan.passages if (one.candidate, one.epreuve) != (number, epreuve)]
        return folder, replace(plan, passages=tuple(kept))

    return made


def _too_few(kind: str) -> Change:
    """Take seats or computers from the preparation room."""
    return _record(
        lambda folder: replace(
            folder,
            rooms=tuple(replace(one, **{kind: 0}) if one.code == "P1" else one for one in folder.rooms),
        )
    )


def _row(table: str, row: object) -> Change:
    """Add a row to a table of the session."""
    return _record(lambda folder: replace(folder, **{table: (*getattr(folder, table), row)}))


def _at_other_centre(one: Sitting) -> Sitting:
    return replace(one, centre=OTHER_CENTRE)


def _kept_for_e31(folder: Dossier) -> Dossier:
    return replace(
        folder, half_days=(replace(folder.half_days[0], epreuves=(E31,)), *folder.half_days[1:])
    )


def _pair(code: str) -> tuple[Member, Member]:
    """Two members for E31, the first being someone who sits elsewhere."""
    return (Member(code, Role.ENSEIGNANT), Member("AGO2", Role.ENSEIGNANT))


def _away(code: str, state: AvailabilityState = AvailabilityState.INDISPONIBLE) -> Availability:
    """What an examiner says of the second afternoon."""
    return Availability(code, FIRST_DAY + timedelta(days=1), HalfDayName.APRES_MIDI, state)


CHANGES: dict[str, tuple[Change, str]] = {
    "everyone_once": (_without("3", E4), "3"),
    "designated_centre": (_record(lambda one: with_candidate(one, "4", centre=OTHER_CENTRE)), "4"),
    "phase_durations": (_passage("6", E4, _phase(0, end=clock("12:13", 1))), "6"),
    "phase_sequence": (_passage("5", E5, lambda one: replace(one, phases=one.phases[1:])), "5"),
    "inside_half_day": (_passage("1", E5, _moved(-1)), "1"),
    "half_day_open_for_epreuve": (_record(_kept_for_e31), "C1"),
    "rest_between_passages": (_passage("4", E5, _moved(-4 * 60)), "4"),
    "convocation_time": (_passage("2", E4, lambda one: replace(one, convocation=one.start)), "2"),
    "rooms_by_phase": (_passage("8", E31, _phase(0, room="J1")), "8"),
    "preparation_seats": (_too_few("seats"), "P1"),
    "preparation_computers": (_too_few("computers"), "P1"),
    "accessible_room": (_passage("5", E5, _phase(0, room="P2")), "5"),
    "separate_room": (_passage("8", E31, _moved(-36)), "7"),
    "room_one_commission": (_sitting("C3", lambda one: replace(one, room="J1")), "C3"),
    "commission_composition": (_member("C1", "PRO1", Member("RH2", PROFESSIONAL)), "RH2"),
    "named_members": (_member("C1", "PRO1", Member("", PROFESSIONAL)), "C1"),
    "commission_window": (_sitting("C5", lambda one: replace(one, end=one.end - 1)), "6"),
    "dossier_reading": (_sitting("C4", lambda one: replace(one, start=one.start + 1)), "C4"),
    "gap_between_candidates": (_passage("2", E4, _moved(-1)), "1"),
    "daily_cap": (_row("parameters", Parameter("Daily Cap", "3", epreuve="E4")), "OPA1"),
    "examiner_one_commission": (_sitting("C3", lambda one: replace(one, members=_pair("OPA1"))), "OPA1"),
    "examiner_one_centre_a_day": (_sitting("C2", _at_other_centre), "PRO1"),
    "examiner_max_half_days": (_record(lambda one: with_examiner(one, "PRO1", max_half_days=1)), "PRO1"),
    "examiner_lunch": (_sitting("C1", lambda one: replace(one, end=clock("13:31"))), "PRO1"),
    "examiner_available": (_row("availabilities", _away("GP2")), "GP2"),
    "examiner_habilitation": (
        _record(lambda one: with_examiner(one, "RH1", habilitation_end=FIRST_DAY)),
        "RH1",
    ),
    "working_time_day": (_row("parameters", Parameter("working_time_day", "7 h")), "PRO1"),
    "working_time_span": (_row("parameters", Parameter("working_time_span", "9 h")), "PRO1"),
    "working_time_night": (_sitting("C3", lambda one: replace(one, end=clock("22:00"))), "AGO1"),
    "reserve_last": (_record(lambda one: with_examiner(one, "OPA1", reserve=True)), "OPA1"),
    "own_student": (_row("teachings", Teaching("GP1", SCHOOL)), "GP1"),
    "declared_incompatibility": (_row("incompatibilities", Incompatibility("AGO1", "8", "Tante")), "8"),
    "employer": (_record(lambda one: with_candidate(one, "2", company="FIRME pro1")), "2"),
    "tutor": (_record(lambda one: with_candidate(one, "3", tutor="M. Roux-PRO1 Anne")), "3"),
    "watches_match": (lambda folder, plan: (folder, replace(plan, watches=plan.watches[1:])), "1"),
    "time_grid": (_row("parameters", Parameter("time_grid", "60")), "8"),
    "preferred_half_days": (_row("availabilities", _away("GP2", AvailabilityState.A_EVITER)), "GP2"),
}

NEEDS_MORE = {
    "locks_kept": "needs a plan to compare with: see its case file",
    "own_centre_e5": "needs a second centre: see its case file",
    "own_establishment": "needs a situation of CCF: see its case file",
    "group_together": "needs a situation of CCF in group: see its case file",
    "shared_rooms": "needs another session: see its case file",
    "shared_people": "needs another session: see its case file",
    "marks_deadline": "needs a situation of CCF: see its case file",
    "trained_candidate": "needs a situation of CCF: see its case file",
    "candidate_meal": "needs half-days that nearly touch: see its case file",
    "optional_last": "needs an optional épreuve: see its case file",
    "no_trainer": "needs a titre professionnel: see its case file",
    "final_last": "needs a titre professionnel: see its case file",
    "session_manager": "needs a titre professionnel: see its case file",
    "written_epreuves": "needs the date of a written épreuve: see its case file",
    "working_time_pause": "needs a half-day of more than six hours: see its case file",
    "extra_time_decision": "needs an aménagement without decision: see its case file",
}


def test_full_session_is_faultless() -> None:
    folder, plan = full_session()

    report = check(folder, load(YEAR), plan)

    assert [one.sentence for one in report.violations] == []
    assert report.ok


@pytest.mark.parametrize("rule", CHANGES)
def test_breaking_a_rule_is_found_and_names_who_or_where(rule: str) -> None:
    change, name = CHANGES[rule]

    found = check(*_with_texts(change(*full_session()))).verdict(rule).violations

    assert found
    named = {text for one in found for text in (*one.people, *one.sittings, one.room)}
    assert name in named
    assert all(one.sentence[:1].isupper() or not one.sentence[:1].isalpha() for one in found)


@pytest.mark.parametrize("rule", CHANGES)
def test_only_hard_rules_forbid_a_publication(rule: str) -> None:
    change, _ = CHANGES[rule]
    soft = load(YEAR).rules[rule].severity is Severity.PREFERENCE and rule != "daily_cap"

    report = check(*_with_texts(change(*full_session())))

    assert report.ok is soft


def _with_texts(broken: Broken) -> tuple[Dossier, Any, Plan]:
    folder, plan = broken
    return folder, load(YEAR), plan


def test_every_rule_is_broken_here_or_says_why_not() -> None:
    assert CHANGES.keys() | NEEDS_MORE.keys() == CHECKERS.keys()


def test_levels_of_the_full_session_are_counted_by_hand() -> None:
    folder, plan = full_session()

    found = levels_of(folder, load(YEAR), plan)

    assert found == {
        "unplaced": 0,
        "replacements": 1,
        "half_days": 6,
        "extra_days": 2,
        "waiting_minutes": 255 + 245 + 235 + 225 + 165 + 121,
        "idle_minutes": 0,
        "squares": 8 * 1 + 2 * 4,
        "disliked": 0,
    }

"""The hard rules as the solver enforces them, one function a rule, by stage."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_MASTER = "solver.constraints.master."
_TIMING = "solver.constraints.timing."
_ROOMS = "solver.preparation.rooms_for"
_SAME_TIME = ("solver.instance.Instance.same_time", _MASTER + "examiners_sit_once")
_NEIGHBOURS = ("solver.neighbours.are_apart", "solver.swaps.Exchange.cost_of")
_CONFLICTS = (
    _MASTER + "candidates_avoid_their_conflicts",
    "solver.days.DayModel",
    "solver.timing.Timing",
    "solver.staffing.Staffing",
    "solver.swaps.Exchange.welcome",
)

ENFORCED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "everyone_once": (_MASTER + "everyone_is_counted", _TIMING + "everyone_once"),
        "designated_centre": ("solver.instance.Instance.may_use",),
        "own_establishment": ("solver.instance.Instance.may_use",),
        "shared_rooms": (
            "solver.instance.Instance.open_rooms",
            _MASTER + "rooms_are_enough",
            "solver.assembly.jury_rooms",
        ),
        "shared_people": ("solver.master.Master", "solver.recover.is_free"),
        "marks_deadline": ("solver.instance.Instance.open_for",),
        "group_together": ("solver.assembly.plan_of", _TIMING + "rest_between_passages"),
        "phase_durations": ("solver.assembly.plan_of",),
        "phase_sequence": ("solver.timing.begin_of", "solver.assembly.plan_of"),
        "inside_half_day": ("solver.patterns.fits", "solver.starts.jury_starts"),
        "half_day_open_for_epreuve": ("solver.instance.Instance.open_for",),
        "rest_between_passages": (
            _TIMING + "rest_between_passages",
            "solver.columns.Columns",
            "solver.compaction.compacted",
            "solver.swaps.Exchange.cost_of",
        ),
        "candidate_meal": (_TIMING + "candidate_meal", *_NEIGHBOURS),
        "optional_last": (_TIMING + "candidates_keep_the_order", *_NEIGHBOURS),
        "final_last": (
            _TIMING + "candidates_keep_the_order",
            "solver.days.final_epreuves_come_last",
            "solver.draft.last_ones_last",
            *_NEIGHBOURS,
        ),
        "written_epreuves": ("solver.instance.leaves_time", "solver.instance.is_free"),
        "convocation_time": ("solver.assembly.plan_of",),
        "rooms_by_phase": ("solver.assembly.plan_of",),
        "preparation_seats": (
            _MASTER + "preparation_seats_are_enough",
            _TIMING + "preparation_rooms",
            _ROOMS,
        ),
        "preparation_computers": (_TIMING + "preparation_rooms", _ROOMS),
        "accessible_room": (
            _MASTER + "accessible_rooms_are_enough",
            "solver.draft.accessible_openings",
            "solver.assembly.jury_rooms",
            _ROOMS,
        ),
        "separate_room": (_TIMING + "preparation_rooms", _ROOMS),
        "room_one_commission": (_MASTER + "rooms_are_enough", "solver.assembly.jury_rooms"),
        "commission_composition": (
            _MASTER + "seats_are_filled",
            "solver.instance.seat_option",
            "solver.staffing.staffed",
        ),
        "named_members": (_MASTER + "seats_are_filled",),
        "commission_window": (
            "solver.assembly.plan_of",
            "solver.draft.Draft.without_empty_openings",
        ),
        "dossier_reading": ("solver.patterns.fits", "solver.starts.jury_starts"),
        "gap_between_candidates": (
            _MASTER + "examiners_keep_the_gap",
            "solver.patterns.fits",
            _TIMING + "gap_between_candidates",
            "solver.compaction.compacted",
        ),
        "daily_cap": ("solver.patterns.fullest_patterns", _TIMING + "daily_cap"),
        "examiner_one_commission": _SAME_TIME,
        "examiner_one_centre_a_day": (
            _MASTER + "examiners_keep_to_one_centre_a_day",
            "solver.instance.Instance.same_time",
        ),
        "examiner_max_half_days": (
            _MASTER + "examiners_keep_their_maximum",
            "solver.recover.is_free",
        ),
        "examiner_lunch": _SAME_TIME,
        "examiner_available": ("solver.master.Master", "solver.recover.is_free"),
        "working_time_day": _SAME_TIME,
        "working_time_span": _SAME_TIME,
        "working_time_night": _SAME_TIME,
        "working_time_pause": (*_SAME_TIME, "solver.instance.without_endless_half_days"),
        "session_manager": ("solver.instance.Instance.open_for",),
        "reserve_last": ("solver.staffing.staffed", "solver.staffing.without_needless_reserves"),
        "own_student": _CONFLICTS,
        "no_trainer": _CONFLICTS,
        "trained_candidate": _CONFLICTS,
        "declared_incompatibility": _CONFLICTS,
        "employer": _CONFLICTS,
        "tutor": _CONFLICTS,
        "watches_match": ("solver.assembly.watches_of",),
        "locks_kept": (
            "solver.locks.locked_openings",
            "solver.locks.keep_locked_members",
            "solver.locks.locked_places",
        ),
    }
)
"""For each rule id, what keeps it in the solver: constraints, or the function that builds what it
speaks of in such a way that it cannot be broken."""

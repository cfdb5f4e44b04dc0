"""Every checker, by the id of its rule."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from scheduler.rules import (
    candidates,
    commissions,
    examiners,
    impartiality,
    in_training,
    locks,
    phases,
    preferences,
    recorded,
    reserve,
    rooms,
    sequence,
    sharing,
    times,
    watches,
    working_time,
)
from scheduler.rules.checker import Checker

_ALL: tuple[Checker[Any], ...] = (
    candidates.everyone_once,
    candidates.designated_centre,
    in_training.own_establishment,
    in_training.group_together,
    in_training.marks_deadline,
    phases.phase_durations,
    phases.phase_sequence,
    times.inside_half_day,
    times.half_day_open_for_epreuve,
    candidates.rest_between_passages,
    sequence.candidate_meal,
    sequence.optional_last,
    sequence.final_last,
    sequence.written_epreuves,
    recorded.extra_time_decision,
    candidates.convocation_time,
    rooms.rooms_by_phase,
    rooms.preparation_seats,
    rooms.preparation_computers,
    rooms.accessible_room,
    rooms.separate_room,
    rooms.room_one_commission,
    sharing.shared_rooms,
    sharing.shared_people,
    commissions.commission_composition,
    commissions.named_members,
    commissions.commission_window,
    commissions.dossier_reading,
    commissions.gap_between_candidates,
    commissions.daily_cap,
    examiners.examiner_one_commission,
    examiners.examiner_one_centre_a_day,
    examiners.examiner_max_half_days,
    examiners.examiner_lunch,
    examiners.examiner_available,
    examiners.examiner_habilitation,
    working_time.working_time_day,
    working_time.working_time_span,
    working_time.working_time_night,
    working_time.working_time_pause,
    recorded.session_manager,
    reserve.reserve_last,
    impartiality.own_student,
    impartiality.no_trainer,
    impartiality.trained_candidate,
    impartiality.declared_incompatibility,
    impartiality.employer,
    impartiality.tutor,
    watches.watches_match,
    locks.locks_kept,
    preferences.preferred_half_days,
    preferences.own_centre_e5,
    preferences.time_grid,
)

CHECKERS: Mapping[str, Checker[Any]] = MappingProxyType({one.rule_id: one for one in _ALL})
"""The judge of each rule; a rule of the texts that is judged has one."""

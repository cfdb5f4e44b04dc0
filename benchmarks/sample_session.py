"""The sample sessions as records: one that can be planned, one that cannot."""

from __future__ import annotations

from dataclasses import replace

from benchmarks import sample_candidates, sample_jury, sample_places
from models.dossier.records import Dossier, Examiner, Parameter

SEED = 2027
CLOSED_ROOM = "P2"
GONE = frozenset({"NUM-03", "NUM-06"})
FEWER_HALF_DAYS = {"NUM-05": 2, "PRO-02": 2, "PRO-05": 1, "PRO-08": 2}


def feasible() -> Dossier:
    """Three diplomas at one centre in four days, with the mess of real life."""
    return Dossier(
        session=sample_places.session(),
        centres=(sample_places.centre(),),
        half_days=sample_places.half_days(),
        rooms=sample_places.rooms(),
        establishments=sample_places.establishments(),
        journeys=sample_places.journeys(),
        candidates=sample_candidates.candidates(SEED),
        registrations=sample_candidates.registrations(),
        accommodations=sample_candidates.accommodations(),
        examiners=sample_jury.examiners(),
        availabilities=sample_jury.availabilities(),
        incompatibilities=sample_candidates.incompatibilities(),
        teachings=sample_jury.teachings(),
        parameters=(Parameter("convocation_time", "45"),),
    )


def impossible() -> Dossier:
    """The same session with a preparation room closed and jurors who have withdrawn."""
    dossier = feasible()
    return replace(
        dossier,
        session=replace(
            dossier.session,
            code="SESSION-IMPOSSIBLE",
            label="Session 2027 : ce qui manque",
            shared=False,
        ),
        rooms=tuple(room for room in dossier.rooms if room.code != CLOSED_ROOM),
        examiners=tuple(_less(examiner) for examiner in dossier.examiners if examiner.code not in GONE),
        availabilities=tuple(row for row in dossier.availabilities if row.examiner not in GONE),
        teachings=tuple(row for row in dossier.teachings if row.examiner not in GONE),
    )


def _less(examiner: Examiner) -> Examiner:
    """The examiner with the half-days he or she has left."""
    return replace(examiner, max_half_days=FEWER_HALF_DAYS.get(examiner.code, examiner.max_half_days))

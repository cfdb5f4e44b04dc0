"""A small session in two centres: « ici » is one's own, « ailleurs » belongs to others.

Whatever is of the other centre alone carries a mark in its name or code, so that a page which shows it
to somebody of this one is found out by its text.
"""

from __future__ import annotations

from dataclasses import replace

from models.dossier import Candidate, Dossier, Examiner

HERE, THERE = "0499001T", "0499002U"
MARK = "Zzailleurs"
"""In the name of everybody and every place of the other centre."""
MARKED = "ZZ"
"""What the codes of its examiners and rooms begin with."""
HOME, AWAY = ("2027100001", "2027100002"), ("2027100003", "2027200001", "2027300001")
"""Candidates of each centre."""
SHARED = "PRO-01"
"""An examiner who may sit in both."""


def in_two_centres(dossier: Dossier) -> Dossier:
    """Return a session with a second centre, where some of its people go."""
    here = dossier.centres[0]
    there = replace(here, uai=THERE, name=f"Lycée {MARK}")
    rooms = tuple(replace(one, centre=THERE, code=f"{MARKED}{one.code}") for one in dossier.rooms)
    half_days = tuple(replace(one, centre=THERE) for one in dossier.half_days)
    examiners = [_of_here(one) for one in dossier.examiners]
    examiners += [_of_there(one) for one in dossier.examiners if one.code != SHARED]
    there_too = tuple(
        replace(one, examiner=f"{MARKED}{one.examiner}")
        for one in dossier.availabilities
        if one.examiner != SHARED
    )
    return replace(
        dossier,
        centres=(here, there),
        rooms=(*dossier.rooms, *rooms),
        half_days=(*dossier.half_days, *half_days),
        candidates=tuple(map(_placed, dossier.candidates)),
        examiners=tuple(examiners),
        availabilities=(*dossier.availabilities, *there_too),
        journeys=(),
    )


def _placed(candidate: Candidate) -> Candidate:
    if candidate.number in HOME:
        return replace(candidate, centre=HERE)
    return replace(candidate, centre=THERE, family_name=f"{MARK} {candidate.number}")


def _of_here(examiner: Examiner) -> Examiner:
    centres = (HERE, THERE) if examiner.code == SHARED else (HERE,)
    return replace(examiner, centres=centres)


def _of_there(examiner: Examiner) -> Examiner:
    name = f"{MARK} {examiner.code}"
    return replace(
        examiner, code=f"{MARKED}{examiner.code}", family_name=name, centres=(THERE,),
        email=f"{MARKED}{examiner.code}@example.org".lower(),
    )  # fmt: skip


def text_of(answer):
    return answer.get_data().decode(errors="ignore")


def passage_of(site, centre):
    return next(one for one in site.found.passages if one.centre == centre)

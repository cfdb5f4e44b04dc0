"""Candidates: languages, extra time, people of theirs who also sit in juries."""

from __future__ import annotations

from fractions import Fraction
from math import ceil

from models.dossier.records import Accommodation, Candidate, Examiner
from models.regulation import Diploma, language_code
from scheduler.exchange.cells import fold, quoted
from scheduler.exchange.folder import Folder
from scheduler.exchange.resolve import EVERY

ENGLISH = "ANGLAIS"
MOST = "extra_time_most"
"""Rule of the share of extra time that needs no decision."""


def check_languages(folder: Folder) -> None:
    """Language C differs from A and B; one of A and B is English."""
    for row, candidate in folder.each("candidats"):
        spoken = [language_code(name) for name in (candidate.language_a, candidate.language_b) if name]
        if candidate.language_c and language_code(candidate.language_c) in spoken:
            folder.warning(
                "candidats",
                row,
                "langue_c",
                (
                    f"langue C {quoted(candidate.language_c)} déjà choisie en langue A ou B, une "
                    f"autre attendue ; "
                    "corrigez-la"
                ),
            )
        if spoken and ENGLISH not in spoken:
            folder.warning(
                "candidats",
                row,
                "langue_a",
                (
                    f"{quoted(' et '.join(spoken))} trouvé, l’anglais attendu en langue A ou B ; "
                    f"vérifiez les langues"
                ),
            )


def check_extra_time(folder: Folder) -> None:
    """More than one third of extra time needs a decision; a phase that nobody has is named in vain."""
    if folder.regulation is None:
        return
    share = Fraction(1, folder.regulation.rules[MOST].default or 1)
    diplomas = {
        one.number: folder.regulation.diplomas.get(one.diploma) for one in folder.records("candidats")
    }
    known: dict[tuple[str, str, str], list[int]] = {}
    for row, given in folder.each("amenagements"):
        diploma = diplomas.get(given.candidate)
        if diploma is None:
            continue
        key = (diploma.code, given.epreuve, given.phase)
        minutes = known[key] = known[key] if key in known else _minutes(diploma, given)
        if not minutes:
            folder.warning(
                "amenagements",
                row,
                "phase",
                (
                    f"phase {quoted(given.phase)} absente de {given.epreuve}, l’aménagement est "
                    f"sans effet ; vérifiez-la"
                ),
            )
        elif given.decision is None and _exceeds(given, minutes, share):
            column = "majoration_pct" if (given.extra_share or 0) > share else "majoration_min"
            folder.warning(
                "amenagements",
                row,
                column,
                (
                    f"plus de {share} de temps majoré sans « decision », une décision écrite "
                    f"attendue (code de "
                    "l’éducation, D613-26 et D351-27) ; indiquez sa référence"
                ),
            )


def _minutes(diploma: Diploma, given: Accommodation) -> list[int]:
    """Return the minutes of the phases that an aménagement bears on; 0 for one without duration."""
    return [
        phase.minutes or 0
        for epreuve in diploma.epreuves
        if given.epreuve in {EVERY, epreuve.qualified, f"{epreuve.diploma}/{epreuve.parent}"}
        for phase in epreuve.phases
        if given.phase in {EVERY, phase.id}
    ] or ([0] if given.phase == EVERY else [])


def _exceeds(given: Accommodation, minutes: list[int], share: Fraction) -> bool:
    """Return whether it is more than the share of every phase it may bear on."""
    if given.extra_share is not None and given.extra_share > share:
        return True
    longest = max(minutes)
    return (
        given.extra_minutes is not None and longest > 0 and given.extra_minutes > ceil(longest * share)
    )


def check_relations(folder: Folder) -> None:
    """A tutor or an employer who is also a juror becomes a conflict, and is said."""
    people: dict[str, Examiner] = {}
    organisations: dict[str, list[Examiner]] = {}
    for examiner in folder.records("examinateurs"):
        people[fold(f"{examiner.first_name}{examiner.family_name}")] = examiner
        people[fold(f"{examiner.family_name}{examiner.first_name}")] = examiner
        if examiner.organisation:
            organisations.setdefault(fold(examiner.organisation), []).append(examiner)
    for row, candidate in folder.each("candidats"):
        _check_tutor(folder, row, candidate, people)
        _check_company(folder, row, candidate, organisations)


def _check_tutor(folder: Folder, row: int, candidate: Candidate, people: dict[str, Examiner]) -> None:
    juror = people.get(fold(candidate.tutor)) if candidate.tutor else None
    if juror:
        folder.warning(
            "candidats",
            row,
            "tuteur",
            (
                f"le tuteur {quoted(candidate.tutor)} est aussi l’examinateur {juror.code} ; il "
                f"n’interrogera pas ce "
                "candidat"
            ),
        )


def _check_company(
    folder: Folder, row: int, candidate: Candidate, organisations: dict[str, list[Examiner]]
) -> None:
    jurors = organisations.get(fold(candidate.company), []) if candidate.company else []
    if jurors:
        codes = ", ".join(juror.code for juror in jurors[:5]) + ("…" if len(jurors) > 5 else "")  # noqa: PLR2004
        folder.warning(
            "candidats",
            row,
            "entreprise",
            (
                f"l’entreprise {quoted(candidate.company)} est aussi l’organisme de {codes} ; aucun "
                f"n’interrogera ce "
                "candidat"
            ),
        )

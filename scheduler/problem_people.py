"""People of a problem: who may sit when, and who must not sit for whom."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from models.dossier import (
    AvailabilityState,
    Candidate,
    Dossier,
    Examiner,
    HalfDayName,
    OpenHalfDay,
    Role,
    Teaching,
)
from models.planning import Preference
from models.regulation import Regulation

Said = Mapping[tuple[date, HalfDayName], AvailabilityState]


LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "º": "°"})
CIVILITY = re.compile(
    r"^\s*(?:monsieur|madame|mademoiselle|docteur|ma[iî]tre|professeur|mr|mme|mlle|dr|pr|me|m)\b\.?\s+",
    re.IGNORECASE,
)


def folded(text: str | None) -> str:
    """Fold a name for comparison: no case, accent, space, dash, underscore, degree or apostrophe."""
    plain = unicodedata.normalize("NFKD", (text or "").translate(LIGATURES))
    kept = "".join(char for char in plain if not unicodedata.combining(char))
    return re.sub(r"[\s_°'’ʼ`´‐‑‒–—-]", "", kept).casefold()


class Calendar:
    """What examiners said of the half-days."""

    def __init__(self, dossier: Dossier) -> None:
        self.said: dict[str, dict[tuple[date, HalfDayName], AvailabilityState]] = defaultdict(dict)
        for row in dossier.availabilities:
            self.said[row.examiner][row.day, row.half_day] = row.state

    def preference(self, examiner: Examiner, half: OpenHalfDay) -> Preference | None:
        """Return what the half-day is to the examiner; None when he or she must not sit."""
        if examiner.centres and half.centre not in examiner.centres:
            return None
        if examiner.habilitation_end is not None and half.day > examiner.habilitation_end:
            return None
        said = self.said.get(examiner.code, {})
        state = _state(examiner, half, said)
        if state == AvailabilityState.INDISPONIBLE:
            return None
        prefers = AvailabilityState.PREFERE in said.values()
        other = prefers and state != AvailabilityState.PREFERE
        disliked = state == AvailabilityState.A_EVITER or other
        return Preference.DISLIKED if disliked else Preference.NEUTRAL


def _state(examiner: Examiner, half: OpenHalfDay, said: Said) -> AvailabilityState:
    """A half-day's own row wins over a row for the day, which wins over the default."""
    for name in (half.name, HalfDayName.JOURNEE):
        if (half.day, name) in said:
            return said[half.day, name]
    if examiner.available_by_default:
        return AvailabilityState.DISPONIBLE
    return AvailabilityState.INDISPONIBLE


class Managers:
    """Who stays on site, without sitting in a jury, while some épreuves are held."""

    def __init__(self, dossier: Dossier, regulation: Regulation, calendar: Calendar) -> None:
        self.calendar = calendar
        self.people: dict[str, list[Examiner]] = defaultdict(list)
        for one in dossier.examiners:
            for code in one.qualifications:
                self.people[code].append(one)
        self.asked = regulation.manager_codes

    def manages(self, examiner: Examiner) -> bool:
        """Whether somebody is named to stay on site, hence to sit in no jury."""
        return bool(self.asked & set(examiner.qualifications))

    def on_site(self, code: str, half: OpenHalfDay) -> bool:
        """Whether a half-day has a manager; taken for granted as long as the session names none."""
        known = self.people.get(code)
        return not known or any(self.calendar.preference(one, half) is not None for one in known)


class Conflicts:
    """Examiners who must not sit for a candidate: own teachers, incompatibilities, employer, tutor."""

    def __init__(self, dossier: Dossier) -> None:
        self.candidates = {one.number: one for one in dossier.candidates}
        self.year = dossier.session.year
        self.declared: dict[str, set[str]] = defaultdict(set)
        for row in dossier.incompatibilities:
            self.declared[row.candidate].add(row.examiner)
        self.by_company: dict[str, set[str]] = defaultdict(set)
        self.by_name: dict[str, set[str]] = defaultdict(set)
        for one in dossier.examiners:
            self._index(one)
        self.taught = _taught(dossier)
        self.teachings = dossier.teachings
        teachers = (one for one in dossier.examiners if one.role == Role.ENSEIGNANT)
        self.teachers = frozenset(one.code for one in teachers)
        self.lifted: dict[str, set[str]] = defaultdict(set)
        for waiver in dossier.waivers:
            if waiver.rule == "own_student" and waiver.candidate and waiver.examiner:
                self.lifted[waiver.candidate].add(waiver.examiner)

    def _index(self, one: Examiner) -> None:
        if folded(one.organisation):
            self.by_company[folded(one.organisation)].add(one.code)
        for name in (f"{one.first_name}{one.family_name}", f"{one.family_name}{one.first_name}"):
            self.by_name[folded(name)].add(one.code)

    def of(self, candidate: Candidate) -> frozenset[str]:
        """Codes of all examiners in conflict with the candidate in the ponctuel form."""
        teachers = self._teachers(candidate) - self.lifted.get(candidate.number, set())
        return self.linked(candidate) | teachers

    def trainers(self, candidate: Candidate) -> frozenset[str]:
        """Whoever has trained the candidate, this year or before, as far as the session knows."""
        division = folded(candidate.division)
        return frozenset(
            row.examiner
            for row in self.teachings
            if row.establishment == candidate.establishment
            and (not (row.division and division) or folded(row.division) == division)
        )

    def strangers(self, candidate: Candidate) -> frozenset[str]:
        """Teachers who have not trained the candidate, as far as the session knows."""
        at = candidate.establishment or ""
        own = self.taught.get((at, None), set())
        if candidate.division:
            own = own | self.taught.get((at, folded(candidate.division)), set())
        return self.teachers - own

    def linked(self, candidate: Candidate) -> frozenset[str]:
        """Codes of examiners with a link that forbids them to sit in any form."""
        found = set(self.declared.get(candidate.number, ()))
        if folded(candidate.company):
            found |= self.by_company.get(folded(candidate.company), set())
        for tutor in (candidate.tutor or "", CIVILITY.sub("", candidate.tutor or "")):
            if folded(tutor):
                found |= self.by_name.get(folded(tutor), set())
        return frozenset(found)

    def _teachers(self, candidate: Candidate) -> set[str]:
        """Teachers of the candidate, this year."""
        if not candidate.establishment:
            return set()
        everyone = self.taught.get((candidate.establishment, None), set())
        return everyone | self._teachers_of_division(candidate)

    def _teachers_of_division(self, candidate: Candidate) -> set[str]:
        """Teachers of the candidate's division; of any division when the candidate's is not known."""
        if candidate.division:
            return self.taught.get((candidate.establishment or "", folded(candidate.division)), set())
        return {
            code
            for (establishment, _), codes in self.taught.items()
            if establishment == candidate.establishment
            for code in codes
        }


def _taught(dossier: Dossier) -> dict[tuple[str, str | None], set[str]]:
    """Teachers by (establishment, division); division None is the whole establishment."""
    rows: dict[str, list[Teaching]] = defaultdict(list)
    for row in dossier.teachings:
        rows[row.examiner].append(row)
    found: dict[tuple[str, str | None], set[str]] = defaultdict(set)
    for one in dossier.examiners:
        for row in rows[one.code]:
            if row.year in (None, dossier.session.year):
                division = folded(row.division) if row.division else None
                found[row.establishment, division].add(one.code)
        if not rows[one.code] and one.role == Role.ENSEIGNANT and one.establishment:
            found[one.establishment, None].add(one.code)
    return found

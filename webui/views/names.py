"""Whom and what the codes of a session stand for."""

from __future__ import annotations

from functools import cached_property

from models.dossier import Candidate, Centre, Dossier, Establishment, Examiner, Room
from models.french import folded


class Names:
    """Look-up of the people and places of one session, by code."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier

    @cached_property
    def candidates(self) -> dict[str, Candidate]:
        """Candidates by number."""
        return {candidate.number: candidate for candidate in self.dossier.candidates}

    @cached_property
    def examiners(self) -> dict[str, Examiner]:
        """Examiners by code."""
        return {examiner.code: examiner for examiner in self.dossier.examiners}

    @cached_property
    def centres(self) -> dict[str, Centre]:
        """Centres by UAI."""
        return {centre.uai: centre for centre in self.dossier.centres}

    @cached_property
    def establishments(self) -> dict[str, Establishment]:
        """Establishments by UAI."""
        return {school.uai: school for school in self.dossier.establishments}

    @cached_property
    def rooms(self) -> dict[tuple[str, str], Room]:
        """Rooms by centre and code."""
        return {(room.centre, room.code): room for room in self.dossier.rooms}

    def candidate(self, number: str) -> str:
        """« NOM Prénom », or the number of somebody unknown."""
        known = self.candidates.get(number)
        return candidate_name(known) if known else number

    def examiner(self, code: str) -> str:
        """« Mme NOM Prénom », or the code of somebody unknown."""
        known = self.examiners.get(code)
        return examiner_name(known) if known else code

    def examiner_rank(self, code: str) -> str:
        """Return what sorts an examiner among others: family name, then first name."""
        known = self.examiners.get(code)
        return folded(f"{known.family_name} {known.first_name} {code}") if known else code

    def centre(self, uai: str | None) -> str:
        """Name of a centre, or its code."""
        known = self.centres.get(uai or "")
        return known.name if known else uai or ""

    def establishment(self, uai: str | None) -> str:
        """Name of an establishment, or its code."""
        known = self.establishments.get(uai or "")
        return known.name if known else uai or ""

    def room(self, centre: str, code: str) -> str:
        """Name of a room when it has one, otherwise its code."""
        known = self.rooms.get((centre, code))
        return known.name if known and known.name else code

    def room_label(self, centre: str, code: str) -> str:
        """« salle B12 », without saying « salle » twice."""
        name = self.room(centre, code)
        return name if name.casefold().startswith("salle") else f"salle {name}"


def candidate_name(candidate: Candidate) -> str:
    """« NOM Prénom », with the name used when there is one."""
    family = candidate.usage_name or candidate.family_name
    return f"{family.upper()} {candidate.first_names}"


def short_name(candidate: Candidate) -> str:
    """« NOM Prénom », with the first of the first names only."""
    family = candidate.usage_name or candidate.family_name
    return " ".join([family.upper(), *candidate.first_names.split()[:1]])


def examiner_name(examiner: Examiner) -> str:
    """« Mme NOM Prénom »."""
    civility = f"{examiner.civility}\u00a0" if examiner.civility else ""
    return f"{civility}{examiner.family_name.upper()} {examiner.first_name}"

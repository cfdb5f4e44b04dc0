"""What the page of one person says besides the plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.dossier import (
    Accommodation,
    AvailabilityState,
    Candidate,
    Dossier,
    Examiner,
    HalfDayName,
)
from webui.french import numeric_date, share, word, yes_no
from webui.views.names import Names

LOOKS = {
    AvailabilityState.DISPONIBLE: ("ok", "check"),
    AvailabilityState.INDISPONIBLE: ("bad", "cross"),
    AvailabilityState.PREFERE: ("info", "plus"),
    AvailabilityState.A_EVITER: ("warn", "minus"),
}


@dataclass(frozen=True, slots=True)
class State:
    """What an examiner is on one half-day, and how it looks."""

    state: str
    tone: str
    mark: str
    half: HalfDayName


def candidate_facts(candidate: Candidate, names: Names) -> tuple[tuple[str, str | None], ...]:
    """Return the identity of a candidate, name and value."""
    languages = [candidate.language_a, candidate.language_b, candidate.language_c]
    return (
        ("Numéro", candidate.number),
        ("Nom de famille", candidate.family_name),
        ("Nom d’usage", candidate.usage_name),
        ("Prénoms", candidate.first_names),
        ("Date de naissance", numeric_date(candidate.birth_date)),
        ("INE", candidate.ine),
        ("Statut", word(candidate.status)),
        ("Forme", word(candidate.form)),
        ("Établissement", names.establishment(candidate.establishment)),
        ("Division", candidate.division),
        ("Centre désigné", names.centre(candidate.centre)),
        ("Langues", ", ".join(one.capitalize() for one in languages if one)),
        ("Entreprise", candidate.company),
        ("Tuteur", candidate.tutor),
        ("Courriel", candidate.email),
        ("Téléphone", candidate.phone),
    )


def examiner_facts(examiner: Examiner, names: Names) -> tuple[tuple[str, str | None], ...]:
    """Return what is known of an examiner, name and value."""
    return (
        ("Code", examiner.code),
        ("Rôle", word(examiner.role)),
        ("Qualifications", ", ".join(examiner.qualifications)),
        ("Établissement", names.establishment(examiner.establishment)),
        ("Organisme", examiner.organisation),
        ("Centres", ", ".join(names.centre(uai) for uai in examiner.centres) or "Tous"),
        ("Maximum", f"{examiner.max_half_days} demi-journées" if examiner.max_half_days else None),
        ("Réserve", yes_no(examiner.reserve)),
        ("Habilité jusqu’au", numeric_date(examiner.habilitation_end)),
        ("Courriel", examiner.email),
        ("Téléphone", examiner.phone),
    )


def extra_time(row: Accommodation) -> str:
    """« temps majoré 1/3 », empty when the aménagement gives no extra time."""
    extra = share(row.extra_share) or (f"{row.extra_minutes}\u00a0min" if row.extra_minutes else "")
    return f"temps majoré {extra}" if extra else ""


def accommodation_text(row: Accommodation) -> str:
    """Say an aménagement in a few words: « temps majoré 1/3 (préparation), salle accessible »."""
    parts = [
        extra_time(row),
        f"pause de {row.pause_minutes}\u00a0min" if row.pause_minutes else "",
        "salle accessible" if row.accessible_room else "",
        "salle séparée" if row.separate_room else "",
    ]
    text = ", ".join(part for part in parts if part) or (row.decision or "aménagement")
    scope = "" if row.phase == "*" else f" ({word(row.phase).lower()})"
    return text[0].upper() + text[1:] + scope


def availability_of(
    examiner: Examiner, dossier: Dossier
) -> list[tuple[date, tuple[State | None, State | None]]]:
    """Return, for each day of the session, the examiner's morning and afternoon; None when closed."""
    said = {
        (row.day, row.half_day): row.state
        for row in dossier.availabilities
        if row.examiner == examiner.code
    }
    opened = {(half_day.day, half_day.name) for half_day in dossier.half_days}
    default = (
        AvailabilityState.DISPONIBLE if examiner.available_by_default else AvailabilityState.INDISPONIBLE
    )

    def state(day: date, name: HalfDayName) -> State | None:
        if (day, name) not in opened:
            return None
        whole_day = said.get((day, HalfDayName.JOURNEE), default)
        found = said.get((day, name), whole_day)
        return State(found, *LOOKS[found], name)

    days = sorted({day for day, _ in opened})
    return [(day, (state(day, HalfDayName.MATIN), state(day, HalfDayName.APRES_MIDI))) for day in days]


def conflicts_of(examiner: Examiner, names: Names) -> list[str]:
    """Say whom an examiner must not interrogate: declared incompatibilities, then students."""
    dossier = names.dossier
    declared = [
        f"{names.candidate(row.candidate)} : {row.reason}"
        for row in dossier.incompatibilities
        if row.examiner == examiner.code
    ]
    taught = [
        f"Ses élèves de {names.establishment(row.establishment)}"
        + (f", {row.division}" if row.division else "")
        for row in dossier.teachings
        if row.examiner == examiner.code and row.year in (None, dossier.session.year)
    ]
    return declared + taught

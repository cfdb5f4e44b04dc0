"""How things are said on screen: hours, dates, counts and codes in French typography."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from fractions import Fraction

from flask import Flask
from markupsafe import Markup, escape

from models import french
from models.french import MINUTES_A_DAY, NARROW_NBSP, NBSP, agreed
from scheduler.exchange.titles import column_title, table_title, written_cell
from scheduler.services.zones import moment_in
from webui.zone import zone_at_hand, zone_here

WORDS: Mapping[str, str] = {
    "SCOLAIRE": "Scolaire",
    "APPRENTI": "Apprenti",
    "FPC": "Formation continue",
    "DISTANCE": "Enseignement à distance",
    "EXPERIENCE": "Expérience professionnelle",
    "GLOBALE": "Globale",
    "PROGRESSIVE": "Progressive",
    "PUBLIC": "Public",
    "PRIVE_SOUS_CONTRAT": "Privé sous contrat",
    "PRIVE_HORS_CONTRAT": "Privé hors contrat",
    "AUTRE": "Autre",
    "JURY": "Jury",
    "PREPARATION": "Préparation",
    "INSCRIT": "Inscrit",
    "DISPENSE": "Dispensé",
    "BENEFICE": "Bénéfice de note",
    "NON_INSCRIT": "Non inscrit",
    "PONCTUEL": "Ponctuel",
    "MATIN": "Matin",
    "APRES_MIDI": "Après-midi",
    "JOURNEE": "Journée",
    "DISPONIBLE": "Disponible",
    "INDISPONIBLE": "Indisponible",
    "PREFERE": "Préféré",
    "A_EVITER": "À éviter",
    "ENSEIGNANT": "Enseignant",
    "PROFESSIONNEL": "Professionnel",
    "HARD": "Obligatoire",
    "PREFERENCE": "Préférence",
    "ORAL": "Orale",
    "WRITTEN": "Écrite",
    "PRACTICAL": "Pratique",
    "preparation": "Préparation",
    "prise-en-main": "Prise en main",
    "production": "Production",
    "oral": "Oral",
}

LEVEL_NAMES: Mapping[str, str] = {
    "unplaced": "Passages non placés",
    "replacements": "Professionnels remplacés",
    "half_days": "Commissions ouvertes",
    "extra_days": "Jours de venue en plus",
    "waiting_minutes": "Attente des candidats (min)",
    "idle_minutes": "Temps morts des jurys (min)",
    "squares": "Équilibre des convocations",
    "disliked": "Demi-journées non souhaitées",
}


def hour(minutes: int | None) -> str:
    """`870` is « 14 h 30 »; days beyond the first are dropped."""
    if minutes is None:
        return ""
    return french.hour(minutes)


def duration(minutes: int | None) -> str:
    """`75` is « 1 h 15 », `40` is « 40 min »."""
    if minutes is None:
        return "à fixer"
    return french.duration(minutes)


def long_date(day: date | None) -> str:
    """« mardi 8 juin 2027 », « 1er » for the first of a month."""
    return french.long_date(day) if day else ""


def short_date(day: date | None) -> str:
    """« mar. 8 juin »."""
    if day is None:
        return ""
    return f"{french.weekday(day)[:3]}.{NBSP}{french.day_and_month(day)}"


def numeric_date(day: date | None) -> str:
    """`08/06/2027`."""
    return day.strftime("%d/%m/%Y") if day else ""


def moment(when: datetime | None) -> str:
    """Return when something happened, on the clocks of the centre: « 8 juin 2027 à 14 h 30 »."""
    return moment_in(zone_here(), when) if when else ""


def moment_at_hand(when: datetime) -> str:
    """Return the same, for a page that may ask nothing of the database."""
    return moment_in(zone_at_hand(), when)


def plan_day(minutes: int, first_day: date) -> date:
    """Return the date of an instant of a plan."""
    return first_day + timedelta(days=minutes // MINUTES_A_DAY)


def number(value: float | None) -> str:
    """`12345` is « 12 345 » and `0.5` « 0,5 »."""
    if value is None:
        return "–"
    text = f"{value:,}" if isinstance(value, int) else f"{value:,.1f}"
    return text.replace(",", NARROW_NBSP).replace(".", ",")


def count(value: int, one: str, many: str | None = None) -> str:
    """« 1 candidat », « 3 candidats », « aucun » being written 0."""
    return f"{number(value)}{NBSP}{agreed(value, one, many)}"


def share(value: Fraction | None) -> str:
    """« 1/3 » for a third, otherwise per cent."""
    if value is None:
        return ""
    if value == Fraction(1, 3):
        return "1/3"
    percent = round(float(value) * 100, 2)
    return f"{percent:g}".replace(".", ",") + f"{NBSP}%"


def yes_no(value: bool | None) -> str:
    """« Oui », « Non », nothing when unknown."""
    return "" if value is None else "Oui" if value else "Non"


def word(code: str | None) -> str:
    """Return what a code of the exchange format is called on screen."""
    return WORDS.get(str(code), str(code)) if code else ""


def typography(text: str | None) -> str:
    """Put the non-breaking spaces that French signs ask for into a sentence."""
    return french.typeset(text.replace("'", "’")) if text else ""


def highlight(text: str | None, wanted: str) -> Markup:
    """Mark `wanted` where it stands in `text`; both are escaped."""
    text = text or ""
    at = text.casefold().find(wanted.casefold()) if wanted else -1
    if at < 0:
        return escape(text)
    end = at + len(wanted)
    return Markup("{}<mark>{}</mark>{}").format(text[:at], text[at:end], text[end:])


FILTERS = {
    "hour": hour,
    "duration": duration,
    "long_date": long_date,
    "short_date": short_date,
    "numeric_date": numeric_date,
    "moment": moment,
    "moment_at_hand": moment_at_hand,
    "number": number,
    "share": share,
    "yes_no": yes_no,
    "word": word,
    "fr": typography,
    "highlight": highlight,
    "table_title": table_title,
    "column_title": column_title,
    "written_cell": written_cell,
}


def install(app: Flask) -> None:
    """Give the filters to the templates of `app`."""
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.globals.update(count=count, plan_day=plan_day, LEVEL_NAMES=LEVEL_NAMES)

"""How the cells of a session's data are said on screen, by the kind of their column."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

from scheduler.exchange.kinds import Text
from scheduler.exchange.references import REFERENCES
from scheduler.exchange.schema import Column
from scheduler.exchange.session_table import SESSION_KEYS
from scheduler.exchange.time_kinds import Day, Hour
from webui.french import hour, long_date, numeric_date, share, typography, word, yes_no
from webui.views.names import Names

REFERRED = {(table, column): target for table, column, _, target in REFERENCES}
"""The table that a column names rows of."""
EMPTY_SAYS = {
    ("calendrier", "epreuves"): "Toutes",
    ("enseignements", "division"): "Tout l’établissement",
    ("enseignements", "annee"): "Cette année",
    ("inscriptions", "modalite"): "Déduite",
    ("parametres", "epreuve"): "Toutes",
}
"""What an empty cell means, where it means something."""
DATED = frozenset({"calendrier", "disponibilites"})
"""Tables whose day is read with its name: « mardi 8 juin 2027 »."""
_SESSION_HELP = {column.name: column.help for column in SESSION_KEYS}


def said(table: str, column: Column, names: Names, record: Any) -> str:
    """Return a cell as people read it."""
    value = getattr(record, column.field)
    if value is None or value in ("", ()):
        return EMPTY_SAYS.get((table, column.name), "")
    if table == "session":
        return typography(_SESSION_HELP.get(value, value) if column.name == "cle" else str(value))
    target = REFERRED.get((table, column.name))
    if target is not None:
        name = _naming(names, target)
        return ", ".join(map(name, value)) if isinstance(value, tuple) else name(value)
    return _plain(table, column, value)


def _naming(names: Names, target: str) -> Callable[[str], str]:
    return {
        "centres": names.centre,
        "etablissements": names.establishment,
        "candidats": names.candidate,
        "examinateurs": names.examiner,
    }[target]


def _plain(table: str, column: Column, value: Any) -> str:
    if isinstance(column.kind, Day):
        return long_date(value) if table in DATED else numeric_date(value)
    if isinstance(column.kind, Hour):
        return hour(value)
    if isinstance(value, bool):
        return yes_no(value) if value or column.name != "reserve" else ""
    if isinstance(value, Fraction):
        return share(value)
    if isinstance(value, tuple):
        return ", ".join(value)
    return _of_code(column, value)


def _of_code(column: Column, value: Any) -> str:
    if value == "*":
        return "Toutes"
    if column.kind.choices or column.name == "phase":
        return word(value)
    return typography(value) if isinstance(column.kind, Text) else str(value)


def key_of_sort(table: str, column: Column) -> Callable[[Any], Any] | None:
    """Return what a column is sorted by when its words would not do."""
    if isinstance(column.kind, Day):
        moment = table == "calendrier"
        return lambda record: (getattr(record, column.field) or date.min, record.start if moment else 0)
    if column.kind.number_format not in {"@", "General"}:
        return lambda record: (getattr(record, column.field) is None, getattr(record, column.field) or 0)
    return None


def look_up(code: object) -> str:
    """Return what a code is called."""
    return word(str(code))

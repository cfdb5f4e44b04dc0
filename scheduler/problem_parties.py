"""Who is examined together: a candidate alone, a group, or a dossier without its candidate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from models.dossier import Modality
from models.french import counted
from models.regulation import Epreuve, Regulation
from scheduler.problem_people import folded
from scheduler.registrations import Entry


@dataclass(frozen=True, slots=True)
class Party:
    """Registrations that are one passage; all of the same épreuve.

    `name` is unique in the problem for what one candidate cannot do at once with anything else;
    `refusal` says in French why the party cannot be heard.
    """

    name: str
    entries: tuple[Entry, ...]
    absent: bool = False
    refusal: str = ""

    @property
    def first(self) -> Entry:
        """The registration that says the épreuve, its language and its centre."""
        return self.entries[0]

    @property
    def members(self) -> tuple[str, ...]:
        """Candidates the party stands for; empty when its name is the candidate's number."""
        numbers = tuple(entry.candidate for entry in self.entries)
        return () if numbers == (self.name,) else numbers


def epreuve_key(entry: Entry) -> str:
    """Key of an épreuve in the problem: its code, its language, and CCF apart from the ponctuel form."""
    language = f"#{entry.language}" if entry.language else ""
    ccf = "@CCF" if entry.modality is Modality.CCF else ""
    return f"{entry.epreuve}{language}{ccf}"


def parties_of(entries: Iterable[Entry], regulation: Regulation) -> list[Party]:
    """Return who is examined together, in the order of the registrations."""
    found: dict[str, list[Entry]] = {}
    texts: dict[str, Epreuve] = {}
    for index, entry in enumerate(entries):
        text = regulation.epreuve(entry.epreuve, entry.modality)
        name = f"{index} {_name(entry, text)}" if _is_usual(text) else _name(entry, text)
        found.setdefault(name, []).append(entry)
        texts[name] = text
    return [_party(name, tuple(rows), texts[name]) for name, rows in found.items()]


def _is_usual(text: Epreuve) -> bool:
    """Whether each candidate comes alone, and comes."""
    return text.group is None and not text.without_candidate


def _name(entry: Entry, text: Epreuve) -> str:
    """Name a party so that those examined together share it."""
    if text.group is not None and entry.group is not None:
        return f"{epreuve_key(entry)} {entry.centre} groupe {folded(entry.group)}"
    if _is_usual(text):
        return entry.candidate
    return f"{epreuve_key(entry)} {entry.candidate}"


def _party(name: str, rows: tuple[Entry, ...], text: Epreuve) -> Party:
    """Return a party with what is wrong with it, if anything is."""
    if _is_usual(text):
        return Party(rows[0].candidate, rows)
    return Party(name, rows, text.without_candidate, _refusal(rows, text))


def _refusal(rows: tuple[Entry, ...], text: Epreuve) -> str:
    """Say why a group cannot be heard: there is none, or it has not the size of the text."""
    if text.group is None or text.group[0] <= len(rows) <= text.group[1]:
        return ""
    size = f"{text.group[0]} à {text.group[1]} candidats"
    if rows[0].group is None:
        return (
            f"{text.code} se passe en groupe de {size} et ce candidat n’a pas de groupe : donnez-lui-en "
            "un dans la colonne « groupe » des inscriptions."
        )
    return (
        f"Le groupe « {rows[0].group} » compte {counted(len(rows), 'candidat')} ; {text.code} se passe "
        f"en groupe de {size} : corrigez la colonne « groupe » des inscriptions."
    )

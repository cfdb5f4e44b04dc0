"""Find people, commissions and rooms of a session by what somebody types."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from models.french import folded
from models.planning import Plan
from webui.french import hour, numeric_date, plan_day, short_date, word
from webui.views.names import Names, candidate_name, examiner_name


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: where it leads (kind and code), how it is called, a note, its icon."""

    kind: str
    code: str
    label: str
    note: str
    mark: str
    searched: str


def find(query: str, names: Names, plan: Plan) -> list[Hit]:
    """Return what holds every word of `query`, exact codes first."""
    wanted = folded(query).split()
    if not wanted:
        return []
    found = [hit for hit in _all(names, plan) if all(part in hit.searched for part in wanted)]
    exact = folded(query).strip()
    return sorted(found, key=lambda hit: (folded(hit.code) != exact, hit.kind, folded(hit.label)))


def _all(names: Names, plan: Plan) -> Iterator[Hit]:
    yield from _candidates(names)
    yield from _examiners(names)
    yield from _commissions(names, plan)
    yield from _rooms(names)


def _candidates(names: Names) -> Iterator[Hit]:
    for one in names.dossier.candidates:
        label = candidate_name(one)
        note = _joined(
            [
                one.number,
                one.diploma,
                names.establishment(one.establishment),
                numeric_date(one.birth_date),
            ]
        )
        searched = folded(f"{label} {one.family_name} {one.number} {one.ine or ''}")
        yield Hit("candidat", one.number, label, note, "person", searched)


def _examiners(names: Names) -> Iterator[Hit]:
    for one in names.dossier.examiners:
        label = examiner_name(one)
        origin = one.organisation or names.establishment(one.establishment)
        note = _joined([one.code, word(one.role), origin])
        yield Hit(
            "examinateur",
            one.code,
            label,
            note,
            "people",
            folded(f"{label} {one.code} {one.organisation or ''}"),
        )


def _commissions(names: Names, plan: Plan) -> Iterator[Hit]:
    for one in plan.sittings:
        day = short_date(plan_day(one.start, plan.first_day))
        note = _joined(
            [one.epreuve, day, f"{hour(one.start)} – {hour(one.end)}", names.room(one.centre, one.room)]
        )
        yield Hit(
            "commission",
            one.code,
            f"Commission {one.code}",
            note,
            "calendar",
            folded(f"commission {one.code}"),
        )


def _rooms(names: Names) -> Iterator[Hit]:
    for one in names.dossier.rooms:
        label = names.room_label(one.centre, one.code)
        note = _joined([one.code, word(one.type), names.centre(one.centre)])
        yield Hit(
            "salle",
            one.code,
            label[0].upper() + label[1:],
            note,
            "building",
            folded(f"salle {one.code} {one.name or ''}"),
        )


def _joined(parts: Iterable[str]) -> str:
    return " · ".join(part for part in parts if part)

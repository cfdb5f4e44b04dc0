"""What looks wrong about centres, rooms and half-days: never open, never used, not accessible."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from models.dossier import Centre, Dossier, OpenHalfDay, Room, RoomType
from models.french import agreed, counted, hour, long_date
from scheduler.verification.alert import Alert, named
from scheduler.verification.supply import EpreuveSupply

KINDS = {RoomType.JURY: "salle de jury", RoomType.PREPARATION: "salle de préparation"}


def place_doubts(dossier: Dossier, supplies: tuple[EpreuveSupply, ...]) -> Iterator[Alert]:
    """Yield what is doubtful about where and when the session takes place."""
    needing = {row.candidate for row in dossier.accommodations if row.accessible_room}
    for centre in dossier.centres:
        rooms = [room for room in dossier.rooms if room.centre == centre.uai]
        opened = any(half_day.centre == centre.uai for half_day in dossier.half_days)
        if rooms and dossier.half_days and not opened:
            yield _never_open(centre, rooms)
        elif not any(room.type is RoomType.JURY for room in rooms):
            yield Alert(
                f"{centre.name} n’a aucune salle de jury : ajoutez-en une.",
                "salles",
                blocking=True,
                search=centre.name,
            )
        elif needing:
            yield from _inaccessible(centre, rooms, len(needing))
    yield from _useless(dossier.half_days, supplies)


def _never_open(centre: Centre, rooms: list[Room]) -> Alert:
    said = counted(len(rooms), "salle n’est jamais ouverte", "salles ne sont jamais ouvertes")
    return Alert(
        f"{centre.name} : {said}, aucune demi-journée ne l’est dans ce centre. "
        "Ouvrez-en dans le calendrier, ou retirez le centre.",
        "calendrier",
        search=centre.name,
    )


def _inaccessible(centre: Centre, rooms: Iterable[Room], needing: int) -> Iterator[Alert]:
    for kind, name in KINDS.items():
        of_kind = [room for room in rooms if room.type is kind]
        if of_kind and not any(room.accessible for room in of_kind):
            who = counted(needing, "candidat en a", "candidats en ont")
            yield Alert(
                f"{centre.name} n’a aucune {name} accessible alors que {who} besoin : indiquez "
                "lesquelles le sont.",
                "salles",
                blocking=kind is RoomType.JURY,
                search=centre.name,
            )


def _useless(half_days: Iterable[OpenHalfDay], supplies: tuple[EpreuveSupply, ...]) -> Iterator[Alert]:
    """Half-days where nothing that is sat is admitted, or where no commission can be formed."""
    by_half_day: dict[OpenHalfDay, list[int]] = {}
    for supply in supplies:
        for one in supply.half_days:
            by_half_day.setdefault(one.half_day, []).append(one.possible)
    measured = all(not supply.missing for supply in supplies)
    for half_day in half_days:
        possible = by_half_day.get(half_day)
        when = f"Le {long_date(half_day.day)} à {hour(half_day.start)}"
        search = long_date(half_day.day)
        if possible is None and measured and supplies:
            kept = named(half_day.epreuves)
            yield Alert(
                f"{when}, la demi-journée ne sert à personne : "
                + (
                    f"aucun candidat n’y passe {kept}."
                    if kept
                    else "aucun candidat ne vient dans ce centre."
                ),
                "calendrier",
                search=search,
            )
        elif possible is not None and not any(possible):
            epreuves = agreed(len(possible), "l’épreuve ouverte", "les épreuves ouvertes")
            yield Alert(
                f"{when}, aucune commission ne peut siéger pour {epreuves} : il y manque des membres "
                "disponibles. Demandez-leur cette demi-journée, ou fermez-la.",
                "disponibilites",
                search=search,
            )

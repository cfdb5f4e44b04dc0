"""The table of rooms: a jury room needs no count of seats, a preparation room does."""

from __future__ import annotations

from typing import Any

from models.dossier.records import Room, RoomType
from scheduler.exchange.kinds import Choice, Code, Text, YesNo
from scheduler.exchange.number_kinds import Integer
from scheduler.exchange.schema import Table, key, maybe, needed
from scheduler.exchange.shared_columns import CENTRE


def room_of(**values: Any) -> Room:
    """Return a room; seats that are not given are 1 before a jury and 0 to prepare in."""
    values.setdefault("seats", 1 if values["type"] is RoomType.JURY else 0)
    return Room(**values)


SALLES = Table(
    "salles",
    "rooms",
    room_of,
    required=True,
    aliases=("salle",),
    help=("Les salles de jury et de préparation de chaque centre."),
    columns=(
        CENTRE,
        key(
            "code",
            "code",
            Code(),
            help="Code de la salle",
            example="B12",
            aliases=("salle", "code salle"),
        ),
        maybe(
            "nom",
            "name",
            help="Nom affiché",
            example="Salle Simone-Veil",
            aliases=("nom de la salle", "libelle"),
        ),
        needed(
            "type",
            "type",
            Choice(RoomType),
            help="Salle de jury ou de préparation",
            example="JURY",
            aliases=("usage", "type de salle"),
        ),
        needed(
            "places",
            "seats",
            Integer(0, 10_000),
            empty=True,
            help="Places de préparation ; 1 pour une salle de jury",
            example="1",
            aliases=("nombre de places", "capacite", "nb places"),
        ),
        maybe(
            "postes",
            "computers",
            Integer(0, 10_000),
            help="Ordinateurs",
            example="8",
            aliases=("ordinateurs", "postes informatiques", "nb postes"),
        ),
        maybe(
            "accessible",
            "accessible",
            YesNo(),
            help="Accessible en fauteuil roulant",
            example="OUI",
            aliases=("pmr", "accessibilite"),
        ),
        maybe("batiment", "building", Text(), help="Bâtiment", example="B", aliases=("bat",)),
        maybe("etage", "floor", Code(), help="Étage", example="1", aliases=("niveau",)),
    ),
)

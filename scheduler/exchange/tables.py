"""The tables of the session folder, in the order in which they are written."""

from __future__ import annotations

from scheduler.exchange.juror_tables import DISPONIBILITES, ENSEIGNEMENTS, INCOMPATIBILITES, PARAMETRES
from scheduler.exchange.people_tables import CANDIDATS, EXAMINATEURS
from scheduler.exchange.place_tables import CALENDRIER, CENTRES, ETABLISSEMENTS, TRAJETS
from scheduler.exchange.registration_tables import AMENAGEMENTS, INSCRIPTIONS
from scheduler.exchange.room_table import SALLES
from scheduler.exchange.schema import Table
from scheduler.exchange.session_table import SESSION

TABLES: tuple[Table, ...] = (
    SESSION,
    CENTRES,
    CALENDRIER,
    SALLES,
    ETABLISSEMENTS,
    TRAJETS,
    CANDIDATS,
    INSCRIPTIONS,
    AMENAGEMENTS,
    EXAMINATEURS,
    DISPONIBILITES,
    INCOMPATIBILITES,
    ENSEIGNEMENTS,
    PARAMETRES,
)

"""The tables of places and days: centres, half-days, establishments, journeys."""

from __future__ import annotations

from models.dossier.records import (
    Centre,
    Establishment,
    EstablishmentStatus,
    Journey,
    OpenHalfDay,
)
from scheduler.exchange.kinds import Choice, Code, ListOf, PostalCode, Uai, YesNo
from scheduler.exchange.number_kinds import Decimal, Integer
from scheduler.exchange.schema import Table, key, maybe, needed
from scheduler.exchange.shared_columns import CENTRE, DATE
from scheduler.exchange.time_kinds import Hour

CENTRES = Table(
    "centres",
    "centres",
    Centre,
    required=True,
    aliases=("centre", "centres d'examen"),
    help=("Les centres d’examen où les candidats sont interrogés."),
    columns=(
        key(
            "uai",
            "uai",
            Uai(),
            help="Code UAI du centre",
            example="0750001A",
            aliases=("code uai", "rne", "code", "centre", "code centre", "uai centre"),
        ),
        needed(
            "nom",
            "name",
            help="Nom du centre",
            example="Lycée Marie-Laurencin",
            aliases=("nom du centre", "libelle", "etablissement"),
        ),
        maybe("adresse", "address", help="Rue et numéro", example="12 rue des Lilas", aliases=("rue",)),
        maybe(
            "code_postal",
            "postal_code",
            PostalCode(),
            help="Code postal ; donne aussi le fuseau horaire",
            example="75013",
            aliases=("cp",),
        ),
        needed("commune", "town", help="Commune", example="Paris", aliases=("ville",)),
        maybe(
            "acces",
            "access",
            help="Comment venir",
            example="Métro 7, station Tolbiac",
            aliases=("comment venir", "plan d'acces"),
        ),
        maybe(
            "accueil",
            "reception",
            help="Où se présenter en arrivant",
            example="Loge, bâtiment A",
            aliases=("lieu d'accueil", "ou se presenter"),
        ),
        maybe(
            "latitude",
            "latitude",
            Decimal(-90, 90),
            help="Latitude en degrés",
            example="48,8266",
            aliases=("lat",),
        ),
        maybe(
            "longitude",
            "longitude",
            Decimal(-180, 180),
            help="Longitude en degrés",
            example="2,3574",
            aliases=("lon", "long", "lng"),
        ),
    ),
)

CALENDRIER = Table(
    "calendrier",
    "half_days",
    OpenHalfDay,
    required=True,
    aliases=("demi-journees", "calendrier des epreuves"),
    help=("Une ligne par demi-journée ouverte dans un centre."),
    columns=(
        CENTRE,
        DATE,
        key(
            "debut",
            "start",
            Hour(),
            help="Heure de début",
            example="08:00",
            aliases=("heure de debut", "heure debut", "de"),
        ),
        needed(
            "fin",
            "end",
            Hour(),
            help="Heure de fin",
            example="12:30",
            aliases=("heure de fin", "heure fin", "a"),
        ),
        maybe(
            "epreuves",
            "epreuves",
            ListOf(Code()),
            help="Épreuves de cette demi-journée ; vide : toutes",
            example="E4,E5",
            aliases=("epreuve", "liste des epreuves"),
        ),
    ),
)

ETABLISSEMENTS = Table(
    "etablissements",
    "establishments",
    Establishment,
    aliases=("etablissement", "etablissements de formation"),
    help=("Les établissements de formation des candidats et des enseignants."),
    columns=(
        key(
            "uai",
            "uai",
            Uai(),
            help="Code UAI",
            example="0750002B",
            aliases=("code uai", "rne", "code", "etablissement", "uai etablissement"),
        ),
        needed(
            "nom",
            "name",
            help="Nom",
            example="Lycée Paul-Valéry",
            aliases=("nom de l'etablissement", "libelle"),
        ),
        maybe("commune", "town", help="Commune", example="Paris", aliases=("ville",)),
        needed(
            "statut",
            "status",
            Choice(EstablishmentStatus),
            help="Statut juridique, qui décide du CCF",
            example="PUBLIC",
            aliases=("statut juridique",),
        ),
        maybe(
            "habilite_ccf",
            "ccf_authorised",
            YesNo(),
            help="Habilité à pratiquer le CCF",
            example="OUI",
            aliases=("ccf", "habilitation ccf", "habilite au ccf"),
        ),
    ),
)

TRAJETS = Table(
    "trajets",
    "journeys",
    Journey,
    aliases=("trajet", "temps de trajet"),
    help=("Temps de trajet d’un établissement à un centre."),
    columns=(
        key(
            "etablissement",
            "establishment",
            Uai(),
            help="UAI de l’établissement",
            example="0750002B",
            aliases=("uai etablissement", "code etablissement"),
        ),
        key(
            "centre",
            "centre",
            Uai(),
            help="UAI du centre",
            example="0750001A",
            aliases=("uai centre", "code centre"),
        ),
        needed(
            "minutes",
            "minutes",
            Integer(0, 1440),
            help="Durée en minutes",
            example="35",
            aliases=("duree", "temps", "duree en minutes"),
        ),
    ),
)

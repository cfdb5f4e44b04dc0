"""The tables of what is known of examiners, and the parameters of the session."""

from __future__ import annotations

from models.dossier.records import (
    Availability,
    AvailabilityState,
    HalfDayName,
    Incompatibility,
    Parameter,
    Teaching,
)
from scheduler.exchange.kinds import Choice, Code, Uai
from scheduler.exchange.number_kinds import Integer
from scheduler.exchange.schema import Table, key, maybe, needed
from scheduler.exchange.shared_columns import CANDIDAT, DATE, EXAMINATEUR

DISPONIBILITES = Table(
    "disponibilites",
    "availabilities",
    Availability,
    aliases=("disponibilite", "dispos"),
    help="Ce que chaque examinateur a dit de chaque demi-journée.",
    columns=(
        EXAMINATEUR,
        DATE,
        key(
            "demi_journee",
            "half_day",
            Choice(HalfDayName),
            help="Demi-journée",
            example="MATIN",
            aliases=("demi journee", "periode", "moment"),
        ),
        needed(
            "etat",
            "state",
            Choice(AvailabilityState),
            help="Ce qu’il en a dit",
            example="INDISPONIBLE",
            aliases=("disponibilite", "statut"),
        ),
    ),
)

INCOMPATIBILITES = Table(
    "incompatibilites",
    "incompatibilities",
    Incompatibility,
    aliases=("incompatibilite", "conflits"),
    help=("Examinateurs qui ne doivent pas interroger un candidat (famille, employeur, tuteur…)."),
    columns=(
        EXAMINATEUR,
        CANDIDAT,
        needed("motif", "reason", help="Motif", example="Parent du candidat", aliases=("raison",)),
    ),
)

ENSEIGNEMENTS = Table(
    "enseignements",
    "teachings",
    Teaching,
    aliases=("enseignement", "services"),
    help=("Les classes de chaque enseignant : il n’interroge pas ses propres élèves."),
    columns=(
        key(
            "examinateur",
            "examiner",
            Code(),
            help="Code de l’examinateur",
            example="ENS01",
            aliases=("code", "code examinateur", "enseignant"),
        ),
        key(
            "etablissement",
            "establishment",
            Uai(),
            help="UAI de l’établissement",
            example="0750002B",
            aliases=("uai", "uai etablissement", "code etablissement"),
        ),
        key(
            "division",
            "division",
            Code(),
            empty=True,
            help="Division ; vide : tout l’établissement",
            example="BTS2SAM",
            aliases=("classe", "division de classe"),
        ),
        maybe(
            "annee",
            "year",
            Integer(2000, 2100),
            help="Année de session ; vide : cette année",
            example="2027",
            aliases=("annee scolaire", "session"),
        ),
    ),
)

PARAMETRES = Table(
    "parametres",
    "parameters",
    Parameter,
    aliases=("parametre", "regles"),
    help=("Valeurs propres à la session ; « oraux regles » donne la liste des règles."),
    columns=(
        key(
            "regle",
            "rule",
            Code(),
            help="Identifiant de la règle",
            example="daily_cap",
            aliases=("identifiant", "id", "parametre", "code regle"),
        ),
        maybe("valeur", "value", Code(), help="Valeur, dans l’unité de la règle", example="7"),
        maybe("poids", "weight", Integer(0, 1_000_000), help="Poids d’une préférence", example="10"),
        key(
            "epreuve",
            "epreuve",
            Code(),
            missing=True,
            empty=True,
            help="Épreuve concernée ; vide : toutes",
            example="BTS-SAM/E4",
            aliases=("code epreuve",),
        ),
    ),
)

"""The tables of what candidates sit, and of the aménagements they are given."""

from __future__ import annotations

from models.dossier.records import (
    Accommodation,
    Modality,
    Registration,
    RegistrationState,
)
from scheduler.exchange.kinds import Choice, Code, Uai, YesNo
from scheduler.exchange.number_kinds import Integer, Share
from scheduler.exchange.schema import Table, key, maybe, needed
from scheduler.exchange.shared_columns import CANDIDAT

INSCRIPTIONS = Table(
    "inscriptions",
    "registrations",
    Registration,
    aliases=("inscription",),
    help=(
        "Ce qu’un candidat passe ou ne passe pas ; les lignes absentes sont déduites du règlement "
        "d’examen."
    ),
    columns=(
        CANDIDAT,
        key(
            "epreuve",
            "epreuve",
            Code(),
            help="Code de l’épreuve",
            example="E4",
            aliases=("code epreuve",),
        ),
        needed(
            "etat",
            "state",
            Choice(RegistrationState),
            help="État de l’inscription",
            example="DISPENSE",
            aliases=("statut", "situation"),
        ),
        maybe(
            "modalite",
            "modality",
            Choice(Modality),
            help="Ponctuel ou CCF",
            example="PONCTUEL",
            aliases=("mode",),
        ),
        maybe(
            "groupe",
            "group",
            Code(),
            help="Groupe, pour les oraux collectifs",
            example="G1",
            aliases=("code groupe",),
        ),
        maybe(
            "centre",
            "centre",
            Uai(),
            help="UAI du centre, s’il diffère de celui du candidat",
            example="0750001A",
            aliases=("uai centre", "code centre"),
        ),
    ),
)

AMENAGEMENTS = Table(
    "amenagements",
    "accommodations",
    Accommodation,
    aliases=("amenagement", "amenagements d'epreuves"),
    help=("Temps majoré, pauses et salles accordés à un candidat."),
    columns=(
        CANDIDAT,
        key(
            "epreuve",
            "epreuve",
            Code(),
            help="Code de l’épreuve ; * pour toutes",
            example="*",
            aliases=("code epreuve",),
        ),
        key(
            "phase",
            "phase",
            Code(),
            example="*",
            help=("Phase (preparation, prise-en-main, production, oral) ; * pour toutes"),
        ),
        maybe(
            "majoration_pct",
            "extra_share",
            Share(),
            help="Temps majoré en % ; 33,33 pour un tiers",
            example="33,33",
            aliases=("majoration %", "tiers temps", "temps majore", "majoration"),
        ),
        maybe(
            "majoration_min",
            "extra_minutes",
            Integer(0, 600),
            help="Temps majoré en minutes",
            example="20",
            aliases=("majoration minutes", "minutes supplementaires"),
        ),
        maybe(
            "pause_min",
            "pause_minutes",
            Integer(0, 600),
            help="Pause en minutes, hors temps majoré",
            example="10",
            aliases=("pause", "pauses", "pause minutes"),
        ),
        maybe(
            "salle_accessible",
            "accessible_room",
            YesNo(),
            help="Salles accessibles",
            example="OUI",
            aliases=("accessible", "fauteuil"),
        ),
        maybe(
            "salle_separee",
            "separate_room",
            YesNo(),
            help="Seul en salle de préparation",
            example="NON",
            aliases=("separee", "salle isolee", "isole"),
        ),
        maybe(
            "decision",
            "decision",
            help="Référence de la décision",
            example="Décision 2027-118",
            aliases=("reference de la decision", "avis medical"),
        ),
    ),
)

"""The tables of the session folder, in the order in which they are written."""

from __future__ import annotations

from models.dossier.records import (
    Accommodation,
    Availability,
    AvailabilityState,
    Centre,
    Establishment,
    EstablishmentStatus,
    HalfDayName,
    Incompatibility,
    Journey,
    Modality,
    OpenHalfDay,
    Parameter,
    Registration,
    RegistrationState,
    Teaching,
)
from scheduler.exchange.kinds import (
    Choice,
    Code,
    Day,
    Decimal,
    Hour,
    Integer,
    ListOf,
    PostalCode,
    Share,
    Uai,
    YesNo,
)
from scheduler.exchange.people_tables import CANDIDATS, EXAMINATEURS
from scheduler.exchange.room_table import SALLES
from scheduler.exchange.schema import Table, key, maybe, needed
from scheduler.exchange.session_table import SESSION

CENTRES = Table("centres", "centres", Centre, required=True, aliases=("centre", "centres d'examen"), help=(
    "Les centres d’examen où les candidats sont interrogés."), columns=(
    key("uai", "uai", Uai(), help="Code UAI du centre", example="0750001A",
        aliases=("code uai", "rne", "code", "centre", "code centre", "uai centre")),
    needed("nom", "name", help="Nom du centre", example="Lycée Marie-Laurencin",
           aliases=("nom du centre", "libelle", "etablissement")),
    maybe("adresse", "address", help="Rue et numéro", example="12 rue des Lilas", aliases=("rue",)),
    maybe("code_postal", "postal_code", PostalCode(), help="Code postal ; donne aussi le fuseau horaire",
          example="75013", aliases=("cp",)),
    needed("commune", "town", help="Commune", example="Paris", aliases=("ville",)),
    maybe("acces", "access", help="Comment venir", example="Métro 7, station Tolbiac",
          aliases=("comment venir", "plan d'acces")),
    maybe("accueil", "reception", help="Où se présenter en arrivant", example="Loge, bâtiment A",
          aliases=("lieu d'accueil", "ou se presenter")),
    maybe("latitude", "latitude", Decimal(-90, 90), help="Latitude en degrés", example="48,8266",
          aliases=("lat",)),
    maybe("longitude", "longitude", Decimal(-180, 180), help="Longitude en degrés", example="2,3574",
          aliases=("lon", "long", "lng")),
))

CALENDRIER = Table("calendrier", "half_days", OpenHalfDay, required=True,
                   aliases=("demi-journees", "calendrier des epreuves"), help=(
    "Une ligne par demi-journée ouverte dans un centre."), columns=(
    key("centre", "centre", Uai(), help="UAI du centre", example="0750001A",
        aliases=("uai", "uai centre", "code centre")),
    key("date", "day", Day(), help="Jour", example="14/06/2027", aliases=("jour",)),
    key("debut", "start", Hour(), help="Heure de début", example="08:00",
        aliases=("heure de debut", "heure debut", "de")),
    needed("fin", "end", Hour(), help="Heure de fin", example="12:30",
           aliases=("heure de fin", "heure fin", "a")),
    maybe("epreuves", "epreuves", ListOf(Code()), help="Épreuves de cette demi-journée ; vide : toutes",
          example="E4,E5", aliases=("epreuve", "liste des epreuves")),
))

ETABLISSEMENTS = Table("etablissements", "establishments", Establishment,
                       aliases=("etablissement", "etablissements de formation"), help=(
    "Les établissements de formation des candidats et des enseignants."), columns=(
    key("uai", "uai", Uai(), help="Code UAI", example="0750002B",
        aliases=("code uai", "rne", "code", "etablissement", "uai etablissement")),
    needed("nom", "name", help="Nom", example="Lycée Paul-Valéry", aliases=("nom de l'etablissement", "libelle")),
    maybe("commune", "town", help="Commune", example="Paris", aliases=("ville",)),
    needed("statut", "status", Choice(EstablishmentStatus), help="Statut juridique, qui décide du CCF",
           example="PUBLIC", aliases=("statut juridique",)),
    maybe("habilite_ccf", "ccf_authorised", YesNo(), help="Habilité à pratiquer le CCF", example="OUI",
          aliases=("ccf", "habilitation ccf", "habilite au ccf")),
))

TRAJETS = Table("trajets", "journeys", Journey, aliases=("trajet", "temps de trajet"), help=(
    "Temps de trajet d’un établissement à un centre."), columns=(
    key("etablissement", "establishment", Uai(), help="UAI de l’établissement", example="0750002B",
        aliases=("uai etablissement", "code etablissement")),
    key("centre", "centre", Uai(), help="UAI du centre", example="0750001A",
        aliases=("uai centre", "code centre")),
    needed("minutes", "minutes", Integer(0, 1440), help="Durée en minutes", example="35",
           aliases=("duree", "temps", "duree en minutes")),
))

INSCRIPTIONS = Table("inscriptions", "registrations", Registration, aliases=("inscription",), help=(
    "Ce qu’un candidat passe ou ne passe pas ; les lignes absentes sont déduites du règlement d’examen."),
    columns=(
    key("candidat", "candidate", Code(), help="Numéro du candidat", example="2027000001",
        aliases=("numero", "n candidat", "numero candidat", "numero de candidat")),
    key("epreuve", "epreuve", Code(), help="Code de l’épreuve", example="E4", aliases=("code epreuve",)),
    needed("etat", "state", Choice(RegistrationState), help="État de l’inscription", example="DISPENSE",
           aliases=("statut", "situation")),
    maybe("modalite", "modality", Choice(Modality), help="Ponctuel ou CCF", example="PONCTUEL",
          aliases=("mode",)),
    maybe("groupe", "group", Code(), help="Groupe, pour les oraux collectifs", example="G1",
          aliases=("code groupe",)),
    maybe("centre", "centre", Uai(), help="UAI du centre, s’il diffère de celui du candidat",
          example="0750001A", aliases=("uai centre", "code centre")),
))

AMENAGEMENTS = Table("amenagements", "accommodations", Accommodation,
                     aliases=("amenagement", "amenagements d'epreuves"), help=(
    "Temps majoré, pauses et salles accordés à un candidat."), columns=(
    key("candidat", "candidate", Code(), help="Numéro du candidat", example="2027000001",
        aliases=("numero", "n candidat", "numero candidat", "numero de candidat")),
    key("epreuve", "epreuve", Code(), help="Code de l’épreuve ; * pour toutes", example="*",
        aliases=("code epreuve",)),
    key("phase", "phase", Code(), example="*", help=(
        "Phase (preparation, prise-en-main, production, oral) ; * pour toutes")),
    maybe("majoration_pct", "extra_share", Share(), help="Temps majoré en % ; 33,33 pour un tiers",
          example="33,33", aliases=("majoration %", "tiers temps", "temps majore", "majoration")),
    maybe("majoration_min", "extra_minutes", Integer(0, 600), help="Temps majoré en minutes", example="20",
          aliases=("majoration minutes", "minutes supplementaires")),
    maybe("pause_min", "pause_minutes", Integer(0, 600), help="Pause en minutes, hors temps majoré",
          example="10", aliases=("pause", "pauses", "pause minutes")),
    maybe("salle_accessible", "accessible_room", YesNo(), help="Salles accessibles", example="OUI",
          aliases=("accessible", "fauteuil")),
    maybe("salle_separee", "separate_room", YesNo(), help="Seul en salle de préparation", example="NON",
          aliases=("separee", "salle isolee", "isole")),
    maybe("decision", "decision", help="Référence de la décision", example="Décision 2027-118",
          aliases=("reference de la decision", "avis medical")),
))

DISPONIBILITES = Table("disponibilites", "availabilities", Availability, aliases=("disponibilite", "dispos"),
                       help="Ce que chaque examinateur a dit de chaque demi-journée.", columns=(
    key("examinateur", "examiner", Code(), help="Code de l’examinateur", example="ENS01",
        aliases=("code", "code examinateur", "jure")),
    key("date", "day", Day(), help="Jour", example="14/06/2027", aliases=("jour",)),
    key("demi_journee", "half_day", Choice(HalfDayName), help="Demi-journée", example="MATIN",
        aliases=("demi journee", "periode", "moment")),
    needed("etat", "state", Choice(AvailabilityState), help="Ce qu’il en a dit", example="INDISPONIBLE",
           aliases=("disponibilite", "statut")),
))

INCOMPATIBILITES = Table("incompatibilites", "incompatibilities", Incompatibility,
                         aliases=("incompatibilite", "conflits"), help=(
    "Examinateurs qui ne doivent pas interroger un candidat (famille, employeur, tuteur…)."), columns=(
    key("examinateur", "examiner", Code(), help="Code de l’examinateur", example="ENS01",
        aliases=("code", "code examinateur", "jure")),
    key("candidat", "candidate", Code(), help="Numéro du candidat", example="2027000001",
        aliases=("numero", "n candidat", "numero candidat", "numero de candidat")),
    needed("motif", "reason", help="Motif", example="Parent du candidat", aliases=("raison",)),
))

ENSEIGNEMENTS = Table("enseignements", "teachings", Teaching, aliases=("enseignement", "services"), help=(
    "Les classes de chaque enseignant : il n’interroge pas ses propres élèves."), columns=(
    key("examinateur", "examiner", Code(), help="Code de l’examinateur", example="ENS01",
        aliases=("code", "code examinateur", "enseignant")),
    key("etablissement", "establishment", Uai(), help="UAI de l’établissement", example="0750002B",
        aliases=("uai", "uai etablissement", "code etablissement")),
    key("division", "division", Code(), empty=True, help="Division ; vide : tout l’établissement",
        example="BTS2SAM", aliases=("classe", "division de classe")),
    maybe("annee", "year", Integer(2000, 2100), help="Année de session ; vide : cette année",
          example="2027", aliases=("annee scolaire", "session")),
))

PARAMETRES = Table("parametres", "parameters", Parameter, aliases=("parametre", "regles"), help=(
    "Valeurs propres à la session ; « oraux regles » donne la liste des règles."), columns=(
    key("regle", "rule", Code(), help="Identifiant de la règle", example="daily_cap",
        aliases=("identifiant", "id", "parametre", "code regle")),
    maybe("valeur", "value", Code(), help="Valeur, dans l’unité de la règle", example="7"),
    maybe("poids", "weight", Integer(0, 1_000_000), help="Poids d’une préférence", example="10"),
    key("epreuve", "epreuve", Code(), missing=True, empty=True, help="Épreuve concernée ; vide : toutes",
        example="BTS-SAM/E4", aliases=("code epreuve",)),
))

TABLES: tuple[Table, ...] = (
    SESSION, CENTRES, CALENDRIER, SALLES, ETABLISSEMENTS, TRAJETS, CANDIDATS, INSCRIPTIONS, AMENAGEMENTS,
    EXAMINATEURS, DISPONIBILITES, INCOMPATIBILITES, ENSEIGNEMENTS, PARAMETRES,
)

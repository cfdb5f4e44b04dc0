"""The tables of people: candidates and examiners."""

from __future__ import annotations

from models.dossier.records import Candidate, CandidateStatus, ExamForm, Examiner
from models.roles import Role
from scheduler.exchange.kinds import Choice, Code, Day, Integer, ListOf, Phone, Uai, YesNo
from scheduler.exchange.schema import Table, key, maybe, needed

_MAIL = ("mail", "email", "e-mail", "adresse mail", "adresse electronique", "mel")
_PHONE = ("tel", "portable", "mobile", "numero de telephone")

CANDIDATS = Table("candidats", "candidates", Candidate, required=True,
                  aliases=("candidat", "liste des candidats"), help="Les candidats de la session.", columns=(
    key("numero", "number", Code(), help="Numéro de candidat", example="2027000001",
        aliases=("n° candidat", "numero candidat", "numero de candidat", "num candidat", "candidat", "n°")),
    maybe("civilite", "civility", help="Civilité", example="Mme", aliases=("titre", "civ")),
    needed("nom", "family_name", help="Nom de famille", example="Martin",
           aliases=("nom de famille", "nom de naissance", "nom candidat")),
    maybe("nom_usage", "usage_name", help="Nom d’usage", example="Durand", aliases=("nom d'usage", "nom usuel")),
    needed("prenoms", "first_names", help="Prénoms", example="Léa Marie", aliases=("prenom", "prenom(s)")),
    maybe("date_naissance", "birth_date", Day(), help="Date de naissance", example="03/02/2007",
          aliases=("date de naissance", "ne le", "nee le", "naissance")),
    maybe("ine", "ine", Code(), help="Identifiant national", example="123456789AB",
          aliases=("numero ine", "n° ine")),
    maybe("etablissement", "establishment", Uai(), help="UAI de l’établissement de formation",
          example="0750002B", aliases=("uai", "uai etablissement", "code etablissement", "etablissement d'origine")),
    maybe("division", "division", Code(), help="Division", example="BTS2SAM",
          aliases=("classe", "division de classe")),
    needed("diplome", "diploma", Code(), help="Code du diplôme", example="BTS-SAM",
           aliases=("code diplome", "examen", "code examen")),
    needed("statut", "status", Choice(CandidateStatus), help="Comment le candidat a été formé",
           example="SCOLAIRE", aliases=("categorie", "categorie candidat", "statut du candidat")),
    maybe("forme", "form", Choice(ExamForm), help="Forme de passage ; GLOBALE si vide", example="GLOBALE",
          aliases=("forme de passage", "forme d'examen")),
    maybe("centre", "centre", Uai(), help="UAI du centre désigné", example="0750001A",
          aliases=("uai centre", "code centre", "centre d'examen", "centre designe")),
    maybe("courriel", "email", help="Courriel", example="lea.martin@exemple.fr", aliases=_MAIL),
    maybe("telephone", "phone", Phone(), help="Téléphone", example="06 12 34 56 78", aliases=_PHONE),
    maybe("langue_a", "language_a", help="Langue vivante A", example="ANGLAIS",
          aliases=("lva", "lv a", "lv1", "langue vivante a", "langue 1")),
    maybe("langue_b", "language_b", help="Langue vivante B", example="ESPAGNOL",
          aliases=("lvb", "lv b", "lv2", "langue vivante b", "langue 2")),
    maybe("langue_c", "language_c", help="Langue vivante C (facultative)", example="ITALIEN",
          aliases=("lvc", "lv c", "lv3", "langue vivante c", "langue 3")),
    maybe("entreprise", "company", help="Entreprise du candidat, qui ne peut l’interroger",
          example="Société Lumen", aliases=("employeur", "organisme d'accueil", "entreprise d'accueil")),
    maybe("tuteur", "tutor", help="Tuteur ou maître d’apprentissage", example="Anne Petit",
          aliases=("maitre d'apprentissage", "maitre de stage", "nom du tuteur")),
))

EXAMINATEURS = Table("examinateurs", "examiners", Examiner, required=True,
                     aliases=("examinateur", "jurys", "jures", "liste des examinateurs"), help=(
    "Enseignants et professionnels qui peuvent siéger."), columns=(
    key("code", "code", Code(), help="Code de l’examinateur", example="ENS01",
        aliases=("examinateur", "code examinateur", "identifiant", "numero")),
    maybe("civilite", "civility", help="Civilité", example="M.", aliases=("titre", "civ")),
    needed("nom", "family_name", help="Nom", example="Roux", aliases=("nom de famille",)),
    needed("prenom", "first_name", help="Prénom", example="Paul", aliases=("prenoms", "prenom(s)")),
    needed("role", "role", Choice(Role), help="Rôle", example="ENSEIGNANT", aliases=("fonction", "qualite")),
    maybe("etablissement", "establishment", Uai(), help="UAI de son établissement", example="0750002B",
          aliases=("uai", "uai etablissement", "code etablissement")),
    maybe("organisme", "organisation", help="Entreprise ou organisme", example="Société Lumen",
          aliases=("entreprise", "employeur")),
    maybe("courriel", "email", help="Courriel", example="paul.roux@exemple.fr", aliases=_MAIL),
    maybe("telephone", "phone", Phone(), help="Téléphone", example="06 12 34 56 78", aliases=_PHONE),
    needed("qualifications", "qualifications", ListOf(Code()), help="Codes du catalogue (feuille Aide)",
           example="SAM-OPA,SAM-GP", aliases=("qualification", "habilitations", "competences")),
    maybe("centres", "centres", ListOf(Uai()), help="Centres où il peut siéger ; vide : tous",
          example="0750001A", aliases=("centre", "uai centres", "centres possibles")),
    maybe("max_demi_journees", "max_half_days", Integer(0, 1000), help="Au plus tant de demi-journées",
          example="6", aliases=("max demi journees", "maximum de demi-journees", "nombre max de demi-journees")),
    maybe("reserve", "reserve", YesNo(), help="Ne siège que si personne d’autre ne le peut", example="NON",
          aliases=("suppleant", "en reserve")),
    maybe("habilitation_fin", "habilitation_end", Day(), help="Fin de l’habilitation", example="31/12/2028",
          aliases=("fin d'habilitation", "habilitation jusqu'au", "fin habilitation")),
    maybe("dispo_defaut", "available_by_default", YesNo(), help="Disponible sauf mention contraire ; OUI si vide",
          example="OUI", aliases=("disponible par defaut", "dispo par defaut", "disponibilite par defaut")),
))

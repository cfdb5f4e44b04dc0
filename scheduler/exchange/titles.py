"""What tables and columns are called in French sentences and on screens; files keep their own names."""

from __future__ import annotations

import re

_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")

TABLE_TITLES = {
    "session": "Session",
    "centres": "Centres",
    "calendrier": "Demi-journées",
    "salles": "Salles",
    "etablissements": "Établissements",
    "trajets": "Trajets",
    "candidats": "Candidats",
    "inscriptions": "Inscriptions",
    "amenagements": "Aménagements",
    "examinateurs": "Examinateurs",
    "disponibilites": "Disponibilités",
    "incompatibilites": "Incompatibilités",
    "enseignements": "Enseignements",
    "parametres": "Paramètres",
}
SETTING_TITLES = {
    "papier": "Papier de la session",
    "textes-messages": "Textes des messages",
    "contacts": "Contacts des établissements",
    "acces": "Accès à la session",
    "exceptions": "Exceptions motivées",
    "comptes": "Comptes",
    "courriel": "Serveur de courriel",
    "sessions": "Sessions",
}
"""What is set beside the data, and journaled with them."""
COLUMN_TITLES = {
    "acces": "Accès",
    "accessible": "Accessible",
    "annee": "Année",
    "batiment": "Bâtiment",
    "centres": "Centres possibles",
    "civilite": "Civilité",
    "cle": "Information",
    "code_postal": "Code postal",
    "date_naissance": "Né(e) le",
    "date": "Jour",
    "debut": "Début",
    "decision": "Décision",
    "demi_journee": "Demi-journée",
    "diplome": "Diplôme",
    "dispo_defaut": "Disponible par défaut",
    "epreuve": "Épreuve",
    "epreuves": "Épreuves",
    "etablissement": "Établissement",
    "etage": "Étage",
    "etat": "État",
    "habilitation_fin": "Habilitation jusqu’au",
    "habilite_ccf": "Habilité au CCF",
    "ine": "INE",
    "langue_a": "Langue A",
    "langue_b": "Langue B",
    "langue_c": "Langue C",
    "majoration_min": "Majoration (min)",
    "majoration_pct": "Temps majoré",
    "max_demi_journees": "Maximum",
    "modalite": "Modalité",
    "nom_usage": "Nom d’usage",
    "numero": "Numéro",
    "pause_min": "Pause (min)",
    "postes": "Postes",
    "prenom": "Prénom",
    "prenoms": "Prénoms",
    "regle": "Règle",
    "reserve": "Réserve",
    "role": "Rôle",
    "salle_accessible": "Salle accessible",
    "salle_separee": "Salle séparée",
    "telephone": "Téléphone",
    "uai": "UAI",
}


def table_title(name: str) -> str:
    """Return the title of a table, or of what is set beside the tables."""
    return TABLE_TITLES.get(name) or SETTING_TITLES.get(name, name)


def column_title(name: str) -> str:
    """Return the title of a column: its own name with a capital unless French needs more."""
    return COLUMN_TITLES.get(name) or name.replace("_", " ").capitalize()


def written_cell(text: str) -> str:
    """Return a cell as the exchange format writes it, for people: 2027-06-08 is 08/06/2027."""
    return _DATE.sub(r"\3/\2/\1", text) if _DATE.fullmatch(text) else text

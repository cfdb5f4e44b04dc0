"""Writes the sample sessions shipped with the package; the same seed gives the same files.

python -m benchmarks.make_samples
"""

from __future__ import annotations

import csv
from datetime import date
from enum import Enum
from fractions import Fraction
from pathlib import Path

from benchmarks import sample_session
from models.dossier.records import Dossier

TARGET = Path(__file__).parents[1] / "scheduler" / "samples" / "data"

SESSION = {
    "code": "code",
    "libelle": "label",
    "annee": "year",
    "academie": "academie",
    "service": "service",
    "signataire_nom": "signatory_name",
    "signataire_qualite": "signatory_title",
    "contact_courriel": "contact_email",
    "contact_telephone": "contact_phone",
    "telephone_urgence": "emergency_phone",
    "ville": "town",
    "epreuves": "epreuves",
}
TABLES = {
    "centres": (
        "centres",
        "uai=uai nom=name adresse=address code_postal=postal_code commune=town acces=access accueil=reception latitude=latitude longitude=longitude",
    ),
    "calendrier": ("half_days", "centre=centre date=day debut=@start fin=@end epreuves=epreuves"),
    "salles": (
        "rooms",
        "centre=centre code=code nom=name type=type places=seats postes=computers accessible=accessible batiment=building etage=floor",
    ),
    "etablissements": (
        "establishments",
        "uai=uai nom=name commune=town statut=status habilite_ccf=ccf_authorised",
    ),
    "trajets": ("journeys", "etablissement=establishment centre=centre minutes=minutes"),
    "candidats": (
        "candidates",
        "numero=number civilite=civility nom=family_name nom_usage=usage_name prenoms=first_names date_naissance=birth_date ine=ine etablissement=establishment division=division diplome=diploma statut=status forme=form centre=centre courriel=email telephone=phone langue_a=language_a langue_b=language_b langue_c=language_c entreprise=company tuteur=tutor",
    ),
    "inscriptions": (
        "registrations",
        "candidat=candidate epreuve=epreuve etat=state modalite=modality groupe=group centre=centre",
    ),
    "amenagements": (
        "accommodations",
        "candidat=candidate epreuve=epreuve phase=phase majoration_pct=%extra_share majoration_min=extra_minutes pause_min=pause_minutes salle_accessible=accessible_room salle_separee=separate_room decision=decision",
    ),
    "examinateurs": (
        "examiners",
        "code=code civilite=civility nom=family_name prenom=first_name role=role etablissement=establishment organisme=organisation courriel=email telephone=phone qualifications=qualifications centres=centres max_demi_journees=max_half_days reserve=reserve habilitation_fin=habilitation_end dispo_defaut=available_by_default",
    ),
    "disponibilites": (
        "availabilities",
        "examinateur=examiner date=day demi_journee=half_day etat=state",
    ),
    "incompatibilites": ("incompatibilities", "examinateur=examiner candidat=candidate motif=reason"),
    "enseignements": (
        "teachings",
        "examinateur=examiner etablissement=establishment division=division annee=year",
    ),
    "parametres": ("parameters", "regle=rule valeur=value poids=weight epreuve=epreuve"),
}


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "OUI" if value else "NON"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, Fraction):
        return f"{float(value * 100):.2f}".rstrip("0").rstrip(".").replace(".", ",")
    if isinstance(value, float):
        return str(value).replace(".", ",")
    if isinstance(value, tuple):
        return ",".join(map(str, value))
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _cell(record: object, field: str) -> str:
    value = getattr(record, field.lstrip("@%"))
    return f"{value // 60:02d}:{value % 60:02d}" if field[0] == "@" else _text(value)


def _write(path: Path, header: list[str], rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        writer.writerow(header)
        writer.writerows(rows)


def write_folder(dossier: Dossier, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    rows = [[name, _text(getattr(dossier.session, field))] for name, field in SESSION.items()]
    _write(folder / "session.csv", ["cle", "valeur"], rows)
    for table, (attribute, columns) in TABLES.items():
        pairs = [column.split("=") for column in columns.split()]
        records = getattr(dossier, attribute)
        _write(
            folder / f"{table}.csv",
            [name for name, _ in pairs],
            [[_cell(record, field) for _, field in pairs] for record in records],
        )


def main() -> None:
    write_folder(sample_session.feasible(), TARGET / "session-2027")
    write_folder(sample_session.impossible(), TARGET / "session-impossible")


if __name__ == "__main__":
    main()

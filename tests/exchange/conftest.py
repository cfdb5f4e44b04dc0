"""Small lawful folders, to be broken one cell at a time. Everybody in them is fictitious."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from models.dossier import Dossier
from scheduler.exchange import Reading, read_dossier

Rows = list[list[str]]
Tables = dict[str, Rows]

LAWFUL: Tables = {
    "session": [
        ["cle", "valeur"],
        ["code", "ESSAI-2027"],
        ["libelle", "Oraux d’essai"],
        ["annee", "2027"],
        ["academie", "Orléans-Tours"],
    ],
    "centres": [["uai", "nom", "commune"], ["0450001A", "Lycée des Essais", "Orléans"]],
    "calendrier": [
        ["centre", "date", "debut", "fin", "epreuves"],
        ["0450001A", "2027-06-14", "08:00", "12:30", ""],
        ["0450001A", "2027-06-14", "13:30", "18:00", ""],
    ],
    "salles": [
        ["centre", "code", "type", "places"],
        ["0450001A", "B12", "JURY", "1"],
        ["0450001A", "P1", "PREPARATION", "12"],
    ],
    "etablissements": [
        ["uai", "nom", "statut", "habilite_ccf"],
        ["0450002B", "Lycée du Val", "PUBLIC", "OUI"],
        ["0450003C", "Cours Privé", "PRIVE_HORS_CONTRAT", "NON"],
    ],
    "candidats": [
        [
            "numero",
            "nom",
            "prenoms",
            "etablissement",
            "division",
            "diplome",
            "statut",
            "langue_a",
            "langue_b",
            "langue_c",
            "entreprise",
            "tuteur",
        ],
        ["2027000001", "Martin", "Léa", "0450002B", "2SAM", "BTS-SAM", "SCOLAIRE", "", "", "", "", ""],
        ["2027000002", "Petit", "Noé", "0450003C", "2SAM", "BTS-SAM", "SCOLAIRE", "", "", "", "", ""],
    ],
    "inscriptions": [["candidat", "epreuve", "etat", "modalite", "groupe"]],
    "amenagements": [["candidat", "epreuve", "phase", "majoration_pct", "majoration_min", "decision"]],
    "examinateurs": [
        ["code", "nom", "prenom", "role", "organisme", "qualifications", "dispo_defaut"],
        ["E1", "Roux", "Paul", "ENSEIGNANT", "", "SAM-OPA,SAM-GP", "OUI"],
        ["P1", "Blanc", "Eva", "PROFESSIONNEL", "Lumen", "PRO-SAM", "OUI"],
    ],
    "disponibilites": [["examinateur", "date", "demi_journee", "etat"]],
    "parametres": [["regle", "valeur", "epreuve"]],
}


def as_csv(rows: Rows, separator: str = ";") -> bytes:
    return "".join(separator.join(row) + "\r\n" for row in rows).encode("utf-8-sig")


def write_tables(folder: Path, tables: Mapping[str, Rows | bytes | None]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, rows in tables.items():
        if rows is None:
            (folder / f"{name}.csv").unlink(missing_ok=True)
        else:
            (folder / f"{name}.csv").write_bytes(rows if isinstance(rows, bytes) else as_csv(rows))
    return folder


@pytest.fixture
def tables() -> Tables:
    """Return a lawful folder as rows, free to change."""
    return copy.deepcopy(LAWFUL)


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Reading]:
    """Return a reader of tables: those given replace the lawful ones, None leaves one out."""

    def read_tables(base: Dossier | None = None, **changed: Rows | bytes | None) -> Reading:
        return read_dossier(write_tables(tmp_path / "dossier", {**LAWFUL, **changed}), base=base)

    return read_tables


@pytest.fixture
def dossier(read: Callable[..., Reading]) -> Dossier:
    """Return the lawful folder, read."""
    found = read().dossier
    assert found is not None
    return found

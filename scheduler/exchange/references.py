"""References from table to table: each code named somewhere must exist."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

from scheduler.exchange.cells import quoted
from scheduler.exchange.folder import Folder

REFERENCES = (
    ("calendrier", "centre", "centre", "centres"),
    ("salles", "centre", "centre", "centres"),
    ("trajets", "centre", "centre", "centres"),
    ("trajets", "etablissement", "establishment", "etablissements"),
    ("candidats", "centre", "centre", "centres"),
    ("candidats", "etablissement", "establishment", "etablissements"),
    ("inscriptions", "candidat", "candidate", "candidats"),
    ("inscriptions", "centre", "centre", "centres"),
    ("amenagements", "candidat", "candidate", "candidats"),
    ("examinateurs", "etablissement", "establishment", "etablissements"),
    ("examinateurs", "centres", "centres", "centres"),
    ("disponibilites", "examinateur", "examiner", "examinateurs"),
    ("incompatibilites", "examinateur", "examiner", "examinateurs"),
    ("incompatibilites", "candidat", "candidate", "candidats"),
    ("enseignements", "examinateur", "examiner", "examinateurs"),
    ("enseignements", "etablissement", "establishment", "etablissements"),
)
"""Table and column that name, attribute that holds the name, table that is named."""

KEYS = {"centres": "uai", "etablissements": "uai", "candidats": "number", "examinateurs": "code"}
_WHAT = {
    "centres": "centre",
    "etablissements": "établissement",
    "candidats": "candidat",
    "examinateurs": "examinateur",
}
_COMPARED = 2_000
"""Codes among which a near one is looked for; more would take too long."""


def check_references(folder: Folder) -> None:
    """Note every code that names nothing."""
    known = {table: {getattr(one, key) for one in folder.records(table)} for table, key in KEYS.items()}
    for table, column, attribute, target in REFERENCES:
        if not folder.present(table) or (
            target == "etablissements" and not folder.present(target) and not folder.base
        ):
            continue
        if not folder.whole(target):
            continue
        for row, record in folder.each(table):
            for code in _codes(getattr(record, attribute)):
                if code not in known[target]:
                    folder.error(table, row, column, _message(code, target, known[target]))
    _warn_without_establishments(folder)


def _codes(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)


def _message(code: str, target: str, known: set[str]) -> str:
    near = get_close_matches(code, known, 1, 0.8) if len(known) <= _COMPARED else []
    hint = f" ; vouliez-vous écrire {quoted(near[0])} ?" if near else ""
    return (
        f"{_WHAT[target]} {quoted(code)} inconnu, un code de la table {quoted(target)} attendu ; "
        f"corrigez-le ou ajoutez-le à cette table{hint}"
    )


def _warn_without_establishments(folder: Folder) -> None:
    """Say once that establishments are named without a table that describes them."""
    if folder.present("etablissements") or folder.base:
        return
    named = next(((row, one) for row, one in folder.each("candidats") if one.establishment), None)
    if named:
        folder.warning(
            "candidats",
            named[0],
            "etablissement",
            (
                "la table « etablissements » est absente : le statut des établissements n’est pas "
                "connu et la forme "
                "ponctuelle est retenue ; ajoutez-la pour que le CCF soit déduit"
            ),
        )

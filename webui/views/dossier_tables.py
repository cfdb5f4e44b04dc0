"""The tables of a session's data: which columns of the exchange format each shows, and how."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from models.dossier import Dossier
from scheduler.exchange.editing import BY_NAME, cells_of
from scheduler.exchange.schema import Column as Written
from scheduler.exchange.schema import Table
from scheduler.exchange.session_table import SESSION_KEYS, SessionRow, rows_of
from scheduler.exchange.titles import column_title, table_title
from webui.views.dossier_cells import REFERRED, key_of_sort, look_up, said
from webui.views.names import Names
from webui.views.tables import Column, Target


@dataclass(frozen=True, slots=True)
class DataTable:
    """One table of the session.

    Attributes
    ----------
    id
        Its name in the exchange format, and in addresses.
    one
        What one row is called: « un candidat ».
    empty
        What a table without rows says, and what to do.
    brief
        Columns shown at first, all of them when empty; the others are a click away.
    choices
        Columns that are filtered by their values.
    more
        Columns that follow from other tables.

    """

    id: str
    one: str
    empty: str
    brief: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    more: Callable[[Names], tuple[Column, ...]] = lambda _names: ()

    @property
    def title(self) -> str:
        """Title of the tab."""
        return table_title(self.id)

    @property
    def written(self) -> Table:
        """The table of the exchange format."""
        return BY_NAME[self.id]

    @property
    def fixed(self) -> bool:
        """Rows are neither added nor taken out: the session has each of its facts once."""
        return self.id == "session"

    def records(self, dossier: Dossier) -> Sequence[Any]:
        """Return the rows."""
        if self.fixed:
            filled = {row.key: row for row in rows_of(dossier.session)}
            return [filled.get(one.name, SessionRow(one.name, "")) for one in SESSION_KEYS]
        rows: Sequence[Any] = getattr(dossier, self.written.attribute)
        return rows

    def columns(self, names: Names, *, everything: bool = False) -> tuple[Column, ...]:
        """Return the columns, the brief ones or all."""
        shown = [
            _column(self, one, names)
            for one in self.written.columns
            if everything or not self.brief or one.name in self.brief
        ]
        return (*shown, *self.more(names))


def _column(table: DataTable, written: Written, names: Names) -> Column:
    return Column(
        id=written.name,
        title=column_title(written.name),
        text=partial(said, table.id, written, names),
        key=key_of_sort(table.id, written),
        numeric=written.kind.number_format not in {"@", "General"},
        choice=written.name in table.choices,
        link=_link(table.id, written),
        raw=partial(_raw, table.written, written.name),
    )


def _raw(table: Table, column: str, record: Any) -> str:
    return cells_of(table, record)[column]


def _link(table: str, written: Written) -> Callable[[Any], Target | None] | None:
    """Return what leads from a name or a number to the page of its person."""
    target = REFERRED.get((table, written.name))
    if target == "candidats" or (table == "candidats" and written.name in {"numero", "nom"}):
        field = "number" if table == "candidats" else written.field
        return lambda record: ("candidat", getattr(record, field))
    if target == "examinateurs" or (table == "examinateurs" and written.name in {"code", "nom"}):
        field = "code" if table == "examinateurs" else written.field
        return lambda record: ("examinateur", getattr(record, field))
    return None


def _accommodated(names: Names) -> tuple[Column, ...]:
    accommodated = {row.candidate for row in names.dossier.accommodations}
    return (
        Column(
            "amenagement",
            "Aménagement",
            lambda c: "Oui" if c.number in accommodated else "",
            choice=True,
        ),
    )


def _half_day(_names: Names) -> tuple[Column, ...]:
    return (Column("demi", "Demi-journée", lambda h: look_up(h.name), choice=True),)


TABLES: dict[str, DataTable] = {
    table.id: table
    for table in (
        DataTable(
            "candidats",
            "un candidat",
            "Aucun candidat : importez la liste de Cyclades, ou ajoutez-les un à un.",
            brief=(
                "numero",
                "nom",
                "prenoms",
                "date_naissance",
                "diplome",
                "statut",
                "etablissement",
                "division",
                "centre",
            ),
            choices=("diplome", "statut", "etablissement", "division", "centre", "forme"),
            more=_accommodated,
        ),
        DataTable(
            "examinateurs",
            "un examinateur",
            "Aucun examinateur : importez votre classeur, ou ajoutez-les un à un.",
            brief=(
                "code",
                "civilite",
                "nom",
                "prenom",
                "role",
                "etablissement",
                "organisme",
                "qualifications",
                "max_demi_journees",
                "reserve",
                "dispo_defaut",
            ),
            choices=("role", "etablissement", "reserve", "dispo_defaut"),
        ),
        DataTable(
            "salles",
            "une salle",
            "Aucune salle : ajoutez au moins une salle de jury par centre.",
            choices=("centre", "type", "accessible"),
        ),
        DataTable(
            "calendrier",
            "une demi-journée",
            "Aucune demi-journée ouverte : ajoutez celles où le centre accueille des jurys.",
            choices=("centre",),
            more=_half_day,
        ),
        DataTable(
            "amenagements",
            "un aménagement",
            "Aucun aménagement.",
            choices=("epreuve",),
        ),
        DataTable(
            "disponibilites",
            "une disponibilité",
            "Personne n’a déclaré de disponibilité : la valeur par défaut de chacun s’applique.",
            choices=("demi_journee", "etat"),
        ),
        DataTable(
            "inscriptions",
            "une inscription",
            "Aucune inscription saisie : toutes sont déduites du règlement "
            "d’examen (onglet « Qui passe quoi »).",
            choices=("epreuve", "etat", "modalite"),
        ),
        DataTable(
            "enseignements",
            "un enseignement",
            "Aucun enseignement : chaque enseignant est supposé connaître tous les élèves de son "
            "établissement.",
            choices=("etablissement",),
        ),
        DataTable(
            "incompatibilites",
            "une incompatibilité",
            "Aucune incompatibilité déclarée.",
        ),
        DataTable(
            "etablissements",
            "un établissement",
            "Aucun établissement : leur statut décide du CCF.",
            choices=("statut", "habilite_ccf"),
        ),
        DataTable("centres", "un centre", "Aucun centre : ajoutez celui où l’on interroge."),
        DataTable("trajets", "un trajet", "Aucun trajet.", choices=("centre",)),
        DataTable(
            "parametres",
            "un paramètre",
            "Aucun paramètre modifié : les valeurs des textes et de l’usage s’appliquent.",
        ),
        DataTable("session", "une information", "Aucune information."),
    )
}

"""How a column of the session's data is typed: which field of a form, with which values to choose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.regulation import Regulation
from scheduler.exchange.kinds import Choice, ListOf, YesNo
from scheduler.exchange.number_kinds import Decimal, Integer
from scheduler.exchange.schema import Column
from scheduler.exchange.time_kinds import Day, Hour
from scheduler.exchange.titles import column_title
from webui.french import word
from webui.views.dossier_cells import REFERRED
from webui.views.dossier_tables import DataTable
from webui.views.names import Names

Option = tuple[str, str]
"""What is stored, and what people read."""


@dataclass(frozen=True, slots=True)
class Field:
    """One column as a form shows it.

    `kind` is `choice`, `date`, `time`, `number`, `ref` or `text`; `list_id` names the list of values
    offered while one types.
    """

    name: str
    title: str
    help: str
    kind: str
    required: bool
    key: bool
    options: tuple[Option, ...] = ()
    list_id: str = ""
    example: str = ""


def fields_of(table: DataTable, regulation: Regulation) -> tuple[Field, ...]:
    """Return the fields of a row, in the order of the columns."""
    return tuple(_field(table, column, regulation) for column in table.written.columns)


def lists_of(table: DataTable, names: Names) -> dict[str, list[Option]]:
    """Return the values to choose from while one types, for each list that the fields name."""
    wanted = {REFERRED.get((table.id, column.name)) for column in table.written.columns} - {None}
    offered: dict[str, Sequence[Option]] = {
        "centres": [(code, one.name) for code, one in names.centres.items()],
        "etablissements": [(code, one.name) for code, one in names.establishments.items()],
        "candidats": [(code, names.candidate(code)) for code in names.candidates],
        "examinateurs": [(code, names.examiner(code)) for code in names.examiners],
    }
    return {name: list(offered[name]) for name in sorted(filter(None, wanted))}


def _field(table: DataTable, column: Column, regulation: Regulation) -> Field:
    target = REFERRED.get((table.id, column.name))
    kind, options = _kind(table, column, regulation)
    return Field(
        name=column.name,
        title=column_title(column.name),
        help=column.help,
        kind="ref" if target and not isinstance(column.kind, ListOf) else kind,
        required=not column.empty,
        key=column.key,
        options=options,
        list_id=target or "",
        example=column.example,
    )


def _kind(table: DataTable, column: Column, regulation: Regulation) -> tuple[str, tuple[Option, ...]]:
    if isinstance(column.kind, Choice | YesNo):
        said = {"OUI": "Oui", "NON": "Non"}
        return "choice", tuple((one, said.get(one, word(one))) for one in column.kind.choices)
    if (table.id, column.name) == ("candidats", "diplome"):
        return "choice", tuple((code, code) for code in regulation.diplomas)
    if (table.id, column.name) == ("parametres", "regle"):
        return "choice", tuple((one.id, one.title) for one in regulation.rules.values() if one.unit)
    for kind, name in ((Day, "date"), (Hour, "time"), (Integer, "number"), (Decimal, "text")):
        if isinstance(column.kind, kind):
            return name, ()
    return "text", ()

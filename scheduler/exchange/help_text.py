"""What each table and column is, for the help sheet and `oraux modele --aide`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scheduler.exchange.schema import Column, Table
from scheduler.exchange.session_table import SESSION_KEYS
from scheduler.exchange.tables import TABLES

HELP_HEADER = ("Feuille", "Colonne", "Obligatoire", "Contenu", "Valeurs", "Exemple", "Autres noms admis")


@dataclass(frozen=True, slots=True)
class HelpLine:
    """One line of help: a table (`is_title`), a column of it, or a row of `session`."""

    table: str
    column: str = ""
    needed: str = ""
    meaning: str = ""
    values: str = ""
    example: str = ""
    aliases: str = ""
    is_title: bool = False


def help_lines() -> Iterator[HelpLine]:
    """Yield the lines of help, table after table."""
    for table in TABLES:
        yield HelpLine(
            table.name,
            "",
            "OUI" if table.required else "NON",
            table.help,
            is_title=True,
            aliases=", ".join(table.aliases),
        )
        for column in table.columns:
            yield _line(table, column)
        if table.name == "session":
            for key in SESSION_KEYS:
                yield _line(table, key, prefix="ligne ")


def _line(table: Table, column: Column, prefix: str = "") -> HelpLine:
    needed = (
        "NON"
        if column.missing
        else "peut être vide"
        if column.empty
        else "OUI (clé)"
        if column.key
        else "OUI"
    )
    return HelpLine(
        table.name,
        f"{prefix}{column.name}",
        needed,
        column.help,
        column.kind.label,
        column.example,
        ", ".join(column.aliases),
    )


def help_as_text() -> str:
    """Return the help for a terminal: every table, column and alias."""
    lines = []
    for line in help_lines():
        if line.is_title:
            also = f" (ou {line.aliases})" if line.aliases else ""
            lines += ["", f"{line.table}{also} — {line.meaning}"]
        else:
            also = f"\n      ou : {line.aliases}" if line.aliases else ""
            example = f" Exemple : {line.example}" if line.example else ""
            lines.append(
                f"  {line.column} [{line.needed}] {line.meaning} : {line.values}.{example}{also}"
            )
    return "\n".join(lines).strip()

"""What every reader of a data file shares: citations that cannot be forgotten, dates, errors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from models.regulation.texts import Citation


class RegulationError(ValueError):
    """A data file of the texts is wrong; the message says which value of which file."""


@dataclass(frozen=True, slots=True)
class Source:
    """A data file: its name, for messages, and its content."""

    name: str
    table: Mapping[str, Any]

    def tables(self, key: str) -> list[Mapping[str, Any]]:
        """Entries of an array of tables, none when it is absent."""
        return list(self.table.get(key, ()))

    def need(self, table: Mapping[str, Any], key: str) -> Any:
        """Return a value that must be written.

        Raises
        ------
        RegulationError
            It is not.

        """
        if key not in table:
            named = table.get("id", table.get("code", table.get("title", "?")))
            raise RegulationError(f"{self.name} : « {named} » n’a pas de « {key} ».")
        return table[key]

    def citation(self, table: Mapping[str, Any], key: str = "citation") -> Citation:
        """Return the citation of a table; its text is the file's own unless it names another.

        Raises
        ------
        RegulationError
            There is none, or it does not say which part of the text.

        """
        cited = self.need(table, key)
        text = cited.get("text") or self.table.get("text")
        part = cited.get("part")
        if not text or not part:
            raise RegulationError(f"{self.name} : citation incomplète ({cited}).")
        return Citation(text, part, cited.get("quote", ""), cited.get("note", ""))


def in_force(table: Mapping[str, Any], year: int) -> bool:
    """Whether a dated table holds for the session of `year`."""
    first: int = table.get("first_session", year)
    last: int = table.get("last_session", year)
    return first <= year <= last

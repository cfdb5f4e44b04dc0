"""What is wrong in a file, line by line, in French sentences that say how to repair it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

KEPT = 1_000
"""Problems of each severity that are kept; the others are only counted."""


class Severity(StrEnum):
    """With one ERROR nothing is stored; a WARNING is shown and the import goes on."""

    ERROR = "ERROR"
    WARNING = "WARNING"


@dataclass(frozen=True, slots=True)
class FileProblem:
    """One problem of one cell, row or file.

    Attributes
    ----------
    file
        `candidats.csv`, or `classeur.xlsx[candidats]`.
    row
        Row as a spreadsheet shows it: the header is row 1, blank lines count.
    column
        Name of the column; `-` when the whole row or file is meant.
    message
        French sentence: what was found, what was expected, how to repair it.

    """

    file: str
    row: int
    column: str
    message: str
    severity: Severity = Severity.ERROR

    def line(self) -> str:
        """Return `fichier:ligne:colonne: message`, as every tool of the project prints it."""
        warned = "avertissement : " if self.severity is Severity.WARNING else ""
        return f"{self.file}:{self.row}:{self.column}: {warned}{self.message}"


@dataclass(slots=True)
class Problems:
    """The problems met while a folder is read; thousands of alike ones cost no memory."""

    kept: list[FileProblem] = field(default_factory=list)
    counts: dict[Severity, int] = field(default_factory=lambda: dict.fromkeys(Severity, 0))

    def add(self, problem: FileProblem) -> None:
        """Keep `problem`, or only count it when there are many already."""
        self.counts[problem.severity] += 1
        if self.counts[problem.severity] <= KEPT:
            self.kept.append(problem)

    def error(self, file: str, row: int, column: str, message: str) -> None:
        """Note an error."""
        self.add(FileProblem(file, row, column, message))

    def warning(self, file: str, row: int, column: str, message: str) -> None:
        """Note a warning."""
        self.add(FileProblem(file, row, column, message, Severity.WARNING))

    @property
    def errors(self) -> int:
        """How many errors were met, kept or not."""
        return self.counts[Severity.ERROR]

    @property
    def omitted(self) -> int:
        """How many problems were counted without being kept."""
        return sum(self.counts.values()) - len(self.kept)

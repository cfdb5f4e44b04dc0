"""The texts as data: diplomas, épreuves, commissions, routes and rules, each with its citation."""

from models.regulation.texts import (
    Citation,
    Correspondence,
    Diploma,
    Dispense,
    Epreuve,
    EpreuveKind,
    Phase,
    Qualification,
    Regulation,
    Route,
    Rule,
    Seat,
    Severity,
)

__all__ = [
    "Citation", "Correspondence", "Diploma", "Dispense", "Epreuve", "EpreuveKind", "Phase",
    "Qualification", "Regulation", "Route", "Rule", "Seat", "Severity",
]

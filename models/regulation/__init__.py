"""The texts as data: diplomas, épreuves, commissions, routes and rules, each with its citation."""

from models.regulation.languages import language_code, language_qualification
from models.regulation.load import load, load_with
from models.regulation.parse import RegulationError
from models.regulation.texts import (
    Citation,
    Correspondence,
    Diploma,
    Dispense,
    Epreuve,
    EpreuveKind,
    Notice,
    Phase,
    Qualification,
    Regulation,
    Route,
    Rule,
    Seat,
    Severity,
)

__all__ = [
    "Citation",
    "Correspondence",
    "Diploma",
    "Dispense",
    "Epreuve",
    "EpreuveKind",
    "Notice",
    "Phase",
    "Qualification",
    "Regulation",
    "RegulationError",
    "Route",
    "Rule",
    "Seat",
    "Severity",
    "language_code",
    "language_qualification",
    "load",
    "load_with",
]

"""Data that look wrong or will be short, each as a sentence that says what to do and where."""

from __future__ import annotations

from collections.abc import Iterator

from models.dossier import Dossier
from models.french import agreed
from models.regulation import Regulation
from scheduler.registrations import Entry, registrations_of
from scheduler.verification.alert import Alert
from scheduler.verification.doubts_candidates import candidate_doubts
from scheduler.verification.doubts_examiners import examiner_doubts
from scheduler.verification.doubts_managers import manager_doubts
from scheduler.verification.doubts_places import place_doubts
from scheduler.verification.doubts_sharing import sharing_doubts
from scheduler.verification.supply import EpreuveSupply, supply_of


def alerts_of(
    dossier: Dossier,
    regulation: Regulation,
    supplies: tuple[EpreuveSupply, ...] | None = None,
    entries: tuple[Entry, ...] | None = None,
) -> tuple[Alert, ...]:
    """Return everything to look at, what blocks first.

    `supplies` and `entries` (who sits what) where they are known already.
    """
    sat = registrations_of(dossier, regulation) if entries is None else entries
    counted = supply_of(dossier, regulation, sat) if supplies is None else supplies
    found = [
        *_shortages(counted),
        *place_doubts(dossier, counted),
        *candidate_doubts(dossier, sat),
        *examiner_doubts(dossier, regulation, counted),
        *sharing_doubts(dossier),
        *manager_doubts(dossier, regulation, sat),
    ]
    return tuple(sorted(found, key=lambda alert: not alert.blocking))


def _shortages(supplies: tuple[EpreuveSupply, ...]) -> Iterator[Alert]:
    for supply in supplies:
        if supply.missing:
            yield Alert(f"{supply.name} : {supply.missing}", "parametres", blocking=True)
        elif supply.short:
            what, table = _scarce(supply)
            registered = agreed(supply.candidates, "candidat inscrit", "candidats inscrits")
            heard = agreed(supply.capacity, "peut être interrogé", "peuvent être interrogés")
            yield Alert(
                f"{supply.name} : {supply.candidates} {registered}, {supply.capacity} au plus {heard} "
                f"avec les {what} ; ajoutez-en, ou ouvrez une demi-journée.",
                table,
                blocking=True,
            )


def _scarce(supply: EpreuveSupply) -> tuple[str, str]:
    """Return what limits the commissions most, and the table it is in."""
    half_days = supply.half_days
    if not half_days:
        return "demi-journées", "calendrier"
    rooms = sum(half_day.rooms for half_day in half_days)
    professionals = sum(half_day.professionals for half_day in half_days)
    if rooms <= supply.possible:
        return "salles de jury", "salles"
    if 0 < professionals < sum(half_day.teachers for half_day in half_days):
        return "professionnels et enseignants disponibles", "examinateurs"
    return "enseignants disponibles", "examinateurs"

"""Can this be planned? Supply against demand, and data that look wrong, before any calculation."""

from scheduler.verification.alert import Alert
from scheduler.verification.alerts import alerts_of
from scheduler.verification.balance import Balance, Crew, Resource
from scheduler.verification.doubts_candidates import concerns
from scheduler.verification.presence import Presence, Present
from scheduler.verification.supply import EpreuveSupply, HalfDaySupply, supply_of

__all__ = [
    "Alert",
    "Balance",
    "Crew",
    "EpreuveSupply",
    "HalfDaySupply",
    "Presence",
    "Present",
    "Resource",
    "alerts_of",
    "concerns",
    "supply_of",
]

"""Can this be planned? Supply against demand, and data that look wrong, before any calculation."""

from scheduler.verification.alerts import Alert, alerts_of, concerns
from scheduler.verification.supply import EpreuveSupply, HalfDaySupply, supply_of

__all__ = ["Alert", "EpreuveSupply", "HalfDaySupply", "alerts_of", "concerns", "supply_of"]

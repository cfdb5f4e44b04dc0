"""What every test is run by: properties drawn the same way each time, and no watch upon them."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile(
    "oraux",
    deadline=None,  # a busy machine is no failure
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=True,  # what passes here passes there
    database=None,
)
settings.load_profile("oraux")

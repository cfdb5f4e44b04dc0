"""What every test is run by: properties drawn the same way each time, and no watch upon them."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, settings

LONG = (
    "browser/test_accessibility.py",
    "browser/test_whole_way.py",
    "house/test_sample_plans.py",
    "jobs/test_jobs.py",
    "documents/test_validity.py",
    "property/test_levels.py",
    "property/test_brute_force.py",
    "browser/test_keyboard.py",
    "cli/test_serve.py",
    "jobs/test_batches.py",
    "jobs/test_shared_searches.py",
    "solver/test_determinism.py",
    "property/test_checkers_accept.py",
)
"""Files that take longest, the longest first: begun first, so that no process ends alone."""

settings.register_profile(
    "oraux",
    deadline=None,  # a busy machine is no failure
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=True,  # what passes here passes there
    database=None,
)
settings.load_profile("oraux")


def pytest_collection_modifyitems(items):
    """Begin with the long files; the others keep their order."""
    ranks = {Path(__file__).parent / name: rank for rank, name in enumerate(LONG)}
    items.sort(key=lambda item: ranks.get(item.path, len(LONG)))

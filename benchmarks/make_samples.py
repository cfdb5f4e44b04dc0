"""Writes the sample sessions shipped with the package; the same seed gives the same sessions.

To be run as ``python -m benchmarks.make_samples``.
"""

from __future__ import annotations

from pathlib import Path

from benchmarks.sample_ccf import in_training
from benchmarks.sample_session import feasible, impossible
from models.dossier.records import Dossier
from scheduler.exchange import read_dossier, write_dossier

SAMPLES = {"session-2027": feasible, "session-impossible": impossible, "session-ccf": in_training}
TARGET = Path(__file__).parents[1] / "scheduler" / "samples" / "data"


def write(dossier: Dossier, path: Path) -> None:
    """Write a session, unless `path` says the same already (a workbook carries the hour it was made)."""
    if path.exists() and read_dossier(path).dossier == dossier:
        return
    write_dossier(dossier, path)


def main() -> None:
    """Write each sample as folder and as workbook."""
    for name, make in SAMPLES.items():
        write(make(), TARGET / name)
        write(make(), TARGET / f"{name}.xlsx")


if __name__ == "__main__":
    main()

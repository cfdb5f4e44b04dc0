"""All peers on the same folders, one after the other, as a table and a plot.

    python -m benchmarks.peers [--sizes 24,60,400] [--peers oraux,hand] [--out docs/benchmarks]

Each run is a process of its own; what is measured is kept in `peers.json`, from which table and plot are
made. Runs are not made twice: remove the file to measure again. Needs `pip install .[bench]` and a JDK.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.instances import Size, instance
from benchmarks.peers.report import write_report
from scheduler.exchange import write_dossier

PEERS = ("hand", "cp-sat", "timefold", "oraux")
SIZES = (
    (Size(24, 1, 3, 1.5), 20.0),
    (Size(60, 1, 4, 1.1), 60.0),
    (Size(400, 2, 5, 1.1), 120.0),
    (Size(2000, 8, 5, 1.1), 180.0),
    (Size(10000, 40, 5, 1.1), 600.0),
)
TOO_LARGE = {"cp-sat": 400, "timefold": 2000}
"""Candidates beyond which a peer is not tried: the model does not fit, or nothing is left to learn."""
GRACE = 3.0


def asked() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Oraux beside other ways to plan.")
    parser.add_argument("--sizes", default=",".join(str(size.candidates) for size, _ in SIZES))
    parser.add_argument("--peers", default=",".join(PEERS))
    parser.add_argument("--out", type=Path, default=Path("docs"))
    return parser.parse_args()


def runs(sizes: set[int], peers: list[str]) -> Iterator[tuple[Size, float, str]]:
    """What is to be measured."""
    for size, seconds in SIZES:
        for peer in peers:
            if size.candidates in sizes and size.candidates <= TOO_LARGE.get(peer, size.candidates):
                yield size, seconds, peer


def measure(size: Size, seconds: float, peer: str) -> dict[str, Any]:
    """Run one peer in its own process; a peer that fails says so in its row."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "session"
        write_dossier(instance(size), path)
        command = [sys.executable, "-m", "benchmarks.peers.run", peer, str(path), str(seconds)]
        try:
            done = subprocess.run(  # noqa: S603
                command, check=False, capture_output=True, text=True, timeout=60 + GRACE * seconds
            )
        except subprocess.TimeoutExpired:
            return {"peer": peer, "failed": "stopped: three times its limit"}
    if done.returncode:
        last = done.stderr.strip().rpartition("\n")[2]
        return {"peer": peer, "failed": f"exit {done.returncode} {last}".strip()}
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def main() -> None:
    """Measure what is missing, then write table and plot."""
    given = asked()
    store = given.out / "benchmarks.json"
    known: dict[str, dict[str, Any]] = json.loads(store.read_text()) if store.exists() else {}
    for size, seconds, peer in runs({int(n) for n in given.sizes.split(",")}, given.peers.split(",")):
        key = f"{size.name} {peer}"
        if key in known:
            continue
        known[key] = {"size": size.name, "limit": seconds, **measure(size, seconds, peer)}
        print(key, known[key].get("levels") or known[key], flush=True)
        store.write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")
    write_report(known, given.out)


if __name__ == "__main__":
    main()

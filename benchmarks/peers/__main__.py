"""All peers on the same folders, one after the other, as a table and a plot.

    python -m benchmarks.peers [--sizes 24,60,400] [--peers oraux,hand] [--again] [--out docs]

Each run is a process of its own; what is measured is kept in `benchmarks.json`, from which table and
plot are made. Runs are not made twice unless `--again` asks for it. Needs `pip install .[bench]`, a JDK.

All five sizes by every peer take about an hour and a half; the 10,000 candidates alone (`--sizes 10000`)
at the most: by hand 2 minutes, one CP-SAT model 16 (or less, when memory is out), Timefold 15, Oraux 10.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.instances import Size, instance
from benchmarks.peers.report import write_report
from benchmarks.peers.run import MOST_MEMORY
from scheduler.exchange import write_dossier

PEERS = ("hand", "cp-sat", "timefold", "oraux")
SIZES = (
    (Size(24, 1, 3, 1.5), 20.0),
    (Size(60, 1, 4, 1.1), 60.0),
    (Size(400, 2, 5, 1.1), 120.0),
    (Size(2000, 8, 5, 1.1), 180.0),
    (Size(10000, 40, 5, 1.1), 600.0),
)
BEFORE = 60.0
GRACE = {"cp-sat": 1.5, "timefold": 1.5}
"""Times its limit after which a peer is stopped, whatever it does: making its model is not limited."""
LONGEST_GRACE = 3.0
OUT_OF_MEMORY = ("MemoryError", "bad_alloc", "OutOfMemoryError")


def asked() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Oraux beside other ways to plan.")
    parser.add_argument("--sizes", default=",".join(str(size.candidates) for size, _ in SIZES))
    parser.add_argument("--peers", default=",".join(PEERS))
    parser.add_argument("--again", action="store_true", help="measure again what is known already")
    parser.add_argument("--out", type=Path, default=Path("docs"))
    return parser.parse_args()


def runs(sizes: set[int], peers: list[str]) -> Iterator[tuple[Size, float, str]]:
    """What is to be measured."""
    for size, seconds in SIZES:
        for peer in peers:
            if size.candidates in sizes:
                yield size, seconds, peer


def measure(size: Size, seconds: float, peer: str) -> dict[str, Any]:
    """Run one peer in its own process; a peer that fails says so in its row."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "session"
        write_dossier(instance(size), path)
        command = [sys.executable, "-m", "benchmarks.peers.run", peer, str(path), str(seconds)]
        allowed = BEFORE + GRACE.get(peer, LONGEST_GRACE) * seconds
        code, said, wrong = in_time(command, allowed)
    if code is None:
        return {"peer": peer, "failed": f"nothing found: stopped after {allowed:.0f} s"}
    if code:
        return {"peer": peer, "failed": failure(code, wrong)}
    found: dict[str, Any] = json.loads(said)
    return found


def in_time(command: list[str], seconds: float) -> tuple[int | None, str, str]:
    """Return the exit code and what was said; no code when it was ended, and all it had started."""
    with subprocess.Popen(  # noqa: S603
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        try:
            said, wrong = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            said, wrong = process.communicate()
            return None, said, wrong
    return process.returncode, said, wrong


def failure(code: int, said: str) -> str:
    """Say how a peer failed."""
    if any(words in said for words in OUT_OF_MEMORY):
        return f"nothing found: more than {MOST_MEMORY >> 30} GiB of memory"
    return f"exit {code} {said.strip().rpartition(chr(10))[2]}".strip()


def main() -> None:
    """Measure what is missing, then write table and plot."""
    given = asked()
    store = given.out / "benchmarks.json"
    known: dict[str, dict[str, Any]] = json.loads(store.read_text()) if store.exists() else {}
    for size, seconds, peer in runs({int(n) for n in given.sizes.split(",")}, given.peers.split(",")):
        key = f"{size.name} {peer}"
        if key in known and not given.again:
            continue
        known[key] = {"size": size.name, "limit": seconds, **measure(size, seconds, peer)}
        print(key, known[key].get("levels") or known[key], flush=True)
        store.write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")
    write_report(known, given.out)


if __name__ == "__main__":
    main()

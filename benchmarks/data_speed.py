"""What changing the data of a session by hand costs the server, in milliseconds of processor.

`python -m benchmarks.data_speed [--candidates 400]` stores a session of so many candidates in two
centres over five days, then edits it through the pages as a browser would, and prints a row an action
beside what opening the table of candidates costs in the same run.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.instances import Size, instance
from scheduler.services.dossiers import session_row
from scheduler.services.journal import journal_of
from tests.web.conftest import Site

TIMES = 3


def milliseconds(action: Callable[[int], object]) -> float:
    """Return the least that an action costs over some times, each told its rank."""
    costs = []
    for rank in range(TIMES):
        start = time.process_time()
        action(rank)
        costs.append(time.process_time() - start)
    return 1000 * min(costs)


def actions(site: Site, code: str, number: str) -> dict[str, Callable[[int], object]]:
    """Return what is measured, by name."""
    at, token = f"/sessions/{code}", site.token()

    def post(path: str, **data: object) -> object:
        answer = site.client.post(f"{at}{path}", data={"csrf_token": token, **data})
        if answer.status_code not in {200, 303}:
            raise SystemExit(answer.get_data(as_text=True))
        return answer

    def cell(rank: int) -> object:
        before = f"06 39 98 00 {rank:02}" if rank else ""
        typed = {"avant": before, "valeur": f"06 39 98 00 {rank + 1:02}"}
        return post("/donnees/candidats/cellule", cle=number, colonne="telephone", **typed)

    def everyone(rank: int) -> object:
        with site.database.reading() as db:
            revision = session_row(db, code).revision
        chosen = {"toutes": "1", "revision": str(revision), "action": "changer"}
        return post("/donnees/candidats/lignes", colonne="division", valeur=f"D{rank}", **chosen)

    def undo(_rank: int) -> object:
        with site.database.reading() as db:
            latest = journal_of(db, code, limit=1)[0].id
        return post(f"/journal/{latest}/annuler")

    return {
        "open the table of candidates": lambda _rank: site.client.get(f"{at}/donnees/candidats"),
        "open the grid of half-days": lambda _rank: site.client.get(f"{at}/disponibilites"),
        "one cell": cell,
        "one column of everyone": everyone,
        "that, and the table again": lambda rank: (
            everyone(TIMES + rank),
            site.client.get(f"{at}/donnees/candidats"),
        ),
        "take that back": undo,
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--candidates", type=int, default=400)
    size = Size(parser.parse_args().candidates, centres=2, days=5)
    dossier = instance(size)
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder))
        code = site.store(dossier)
        rows = {
            name: milliseconds(action)
            for name, action in actions(site, code, dossier.candidates[0].number).items()
        }
        site.database.close()
    unit = next(iter(rows.values()))
    print(f"{len(dossier.candidates)} candidates, {len(dossier.examiners)} examiners")
    for name, cost in rows.items():
        print(f"{name:32} {cost:6.0f} ms   {cost / unit:4.1f}")


if __name__ == "__main__":
    main()

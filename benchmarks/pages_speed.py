"""What each page of the staff costs the server, in milliseconds of processor.

`python -m benchmarks.pages_speed [--candidates 400] [--effort 12] [--slower-than 300]` draws a session
of so many candidates in one centre over five days, plans and publishes it, opens every page once to warm
up, then three times, and prints a row a page, the dearest first. A page above the limit is marked.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.instances import Size, instance
from models.dossier import Dossier
from models.regulation import load
from scheduler.problem import problem_of
from solver import Limits, solve
from tests.web.conftest import Site
from webui.views.dossier_tables import TABLES
from webui.views.plan_tables import PLAN_TABLES

OK = 200
TIMES = 3
OF_SESSION = (
    "",
    "/import",
    "/journal",
    "/disponibilites",
    "/qui-passe-quoi",
    "/verifier",
    "/planifier",
    "/plan",
    "/plan?vue=salle",
    "/plan?vue=commission",
    "/plan?vue=examinateur",
    "/plan?vue=candidat",
    "/tableau",
    "/plan/conformite",
    "/publier",
    "/comparer",
    "/comparer?q=mar",
    "/exceptions?regle=own_student",
    "/convoquer",
    "/envois",
    "/a-telephoner",
    "/retards",
    "/reponses",
    "/agendas",
    "/contacts",
)
ANYWHERE = ("/sessions", "/aide", "/textes", "/textes/regles", "/recherche?q=mar")


def published(site: Site, dossier: Dossier, effort: float) -> None:
    """Store a session, plan it, publish the plan; beside it a draft that moves nearly everybody."""
    site.store(dossier)
    problem = problem_of(dossier, load(dossier.session.year))
    found = solve(problem, limits=Limits(600, effort=effort))
    print(f"{len(found.plan.passages)} passages, {len(found.plan.sittings)} commissions")
    site.publish(site.plan(dossier, found.plan, found.report))
    other = solve(problem, limits=Limits(600, seed=2, effort=effort / 2))
    site.plan(dossier, other.plan, other.report)


def addresses(site: Site, dossier: Dossier) -> list[str]:
    """Return the pages to open: those of the session, its tables, two people."""
    start = f"/sessions/{dossier.session.code}"
    tables = [f"/donnees/{table}" for table in TABLES] + [f"/plan/{table}" for table in PLAN_TABLES]
    found = [*ANYWHERE, *(start + path for path in (*OF_SESSION, *tables))]
    found.append(f"{start}/candidats/{dossier.candidates[0].number}")
    found.append(f"{start}/examinateurs/{dossier.examiners[0].code}")
    found.append(f"{start}/verifier/jury/BTS-SAM~2f.E4")
    return [path for path in found if site.client.get(path).status_code == OK]


def cost(site: Site, path: str) -> float:
    """Return milliseconds of processor of one page once warm: the least of a few."""

    def once() -> float:
        started = time.process_time()
        site.client.get(path)
        return 1000 * (time.process_time() - started)

    return min(once() for _ in range(TIMES))


def main() -> None:
    """Measure every page once."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--candidates", type=int, default=400)
    parser.add_argument("--effort", type=float, default=12.0)
    parser.add_argument("--slower-than", type=float, default=300.0)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder))
        dossier = instance(Size(asked.candidates, days=5))
        published(site, dossier, asked.effort)
        rows = sorted(((cost(site, path), path) for path in addresses(site, dossier)), reverse=True)
        site.database.close()
    for milliseconds, path in rows:
        mark = "  <- slow" if milliseconds > asked.slower_than else ""
        print(f"{milliseconds:8.0f} ms  {path}{mark}")


if __name__ == "__main__":
    main()

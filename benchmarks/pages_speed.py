"""What each page of the staff costs the server, in milliseconds of processor.

`python -m benchmarks.pages_speed [--candidates 400] [--effort 12] [--slower-than 300]` draws a session
of so many candidates in one centre over five days, plans and publishes it, prepares its messages, and
stores a draft that moves nearly everybody. Every page that an address leads to is opened, then three
times more: a row a page, the dearest first, with what the first visit cost and the least of the others.
Then somebody whose role is limited to the session's centre opens each page that such a role has: two
more columns. Templates are compiled beforehand and memory is collected as rarely as a server does. A
page above the limit is marked. A new page is measured without being named here; one that needs an
example that is not known stops the measure.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path
from urllib.parse import quote

from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.routing import Rule

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.instances import Size, instance
from models.db import AccountRole, EntryRow, MessageRow
from models.dossier import Dossier
from models.planning import Plan
from models.regulation import load
from scheduler.mail.prepare import prepare_messages
from scheduler.problem import problem_of
from solver import Limits, solve
from tests.web.conftest import NOW, Site
from webui.rights import IN_CENTRES
from webui.serve import collect_rarely
from webui.staff.outbox_texts import IN_ADDRESS
from webui.views.dossier_tables import TABLES
from webui.views.plan_tables import PLAN_TABLES
from webui.views.summary import BILAN_TABLES

OK = 200
TIMES = 3
STAFF = ("staff.", "accounts.")
NO_PAGES = frozenset(
    {
        "staff.template_workbook",
        "staff.export_data",
        "staff.export_plan",
        "staff.export_outbox",
        "staff.export_summary",
        "staff.calendar",
        "staff.convocation",
        "staff.documents_archive",
        "staff.documents_of_kind",
        "staff.one_document",
        "staff.school_documents",
        "staff.feed_sheet",
        "staff.attached_file",
    }
)
"""Files: `documents_speed` and `feeds_speed` measure them."""
ELSEWHERE = frozenset(
    {
        "staff.home",
        "staff.import_preview",
        "staff.repairs",
        "staff.diagnosis_progress",
        "staff.documents_progress",
        "staff.planning_progress",
        "accounts.sign_in_page",
        "accounts.password_page",
        "accounts.forgotten",
        "accounts.open_here",
        "accounts.first",
    }
)
"""What follows long work (`data_speed`, `repair_speed`), leads on, or is for who is not signed in."""
ASKED: Mapping[str, tuple[str, ...]] = {
    "staff.plan_day": ("", "vue=salle", "vue=commission", "vue=examinateur", "vue=candidat"),
    "staff.comparison": ("", "q=mar"),
    "staff.waivers": ("", "regle=own_student"),
    "staff.search": ("q=mar",),
    "staff.plan_state": ("plan={plan}",),
    "staff.plan_history": ("plan={plan}",),
    "staff.move_page": ("{passage}",),
    "staff.places": ("{passage}",),
    "staff.hours": ("{passage}&commission={commission}",),
    "staff.swap_verdict": ("{passage}&{other}",),
}
"""What pages are asked; the others are asked nothing more than their address."""


def prepared(site: Site, dossier: Dossier, effort: float) -> tuple[int, Plan]:
    """Store a session, plan and publish it, prepare its messages; return a draft stored too."""
    site.store(dossier)
    problem = problem_of(dossier, load(dossier.session.year))
    found = solve(problem, limits=Limits(600, effort=effort))
    print(f"{len(found.plan.passages)} passages, {len(found.plan.sittings)} commissions")
    site.publish(site.plan(dossier, found.plan, found.report))
    prepare_messages(site.database, dossier.session.code, now=NOW)
    other = solve(problem, limits=Limits(600, seed=2, effort=effort / 2))
    return site.plan(dossier, other.plan, other.report), other.plan


class Examples:
    """What stands in the addresses: the first of everything."""

    def __init__(self, site: Site, dossier: Dossier, plan_id: int, draft: Plan) -> None:
        here, there = draft.passages[0], draft.passages[-1]
        self.said = {
            "plan": str(plan_id),
            "passage": f"plan={plan_id}&candidat={here.candidate}&epreuve={quote(here.epreuve)}",
            "other": f"avec={there.candidate}&avec_epreuve={quote(there.epreuve)}",
            "commission": here.commission,
        }
        with site.database.reading() as db:
            entry = db.scalar(select(func.min(EntryRow.id)))
            message = db.scalar(select(func.min(MessageRow.id)))
        self.values: dict[str, tuple[object, ...]] = {
            "code": (dossier.session.code,),
            "number": (dossier.candidates[0].number,),
            "examiner_code": (dossier.examiners[0].code,),
            "commission_code": (here.commission,),
            "epreuve": (here.epreuve,),
            "entry_id": (entry,),
            "message_id": (message,),
            "shown": tuple(BILAN_TABLES),
            "kind": tuple(IN_ADDRESS.values()),
        }

    def of(self, page: str, name: str) -> tuple[object, ...]:
        """Return the values of one part of the address of a page."""
        if name == "table":
            known = PLAN_TABLES if page == "staff.plan_table" else TABLES
            return tuple(one for one in known if one != "session" or page == "staff.data_table")
        if (page, name) == ("staff.diploma", "code"):
            return ("BTS-SAM",)
        return self.values[name]


def addresses(site: Site, examples: Examples) -> Iterator[str]:
    """Give the address of every page of the staff."""
    for rule in site.app.url_map.iter_rules():
        page = rule.endpoint
        if page.startswith(STAFF) and "GET" in (rule.methods or ()) and page not in NO_PAGES | ELSEWHERE:
            for path in _paths(site, rule, examples):
                for asked in ASKED.get(page, ("",)):
                    yield f"{path}?{asked.format(**examples.said)}" if asked else path


def _paths(site: Site, rule: Rule, examples: Examples) -> Iterator[str]:
    names = sorted(rule.arguments)
    adapter = site.app.url_map.bind("localhost")
    for values in product(*(examples.of(rule.endpoint, name) for name in names)):
        yield adapter.build(rule.endpoint, dict(zip(names, values, strict=True)))


def cost(browser: FlaskClient, path: str) -> tuple[float, float]:
    """Return milliseconds of processor of a page: the first visit, and the least of a few more.

    Raises
    ------
    SystemExit
        The page does not answer.

    """

    def once() -> float:
        started = time.process_time()
        answer = browser.get(path)
        if answer.status_code != OK:
            raise SystemExit(f"{path}: {answer.status}")
        return 1000 * (time.process_time() - started)

    return once(), min(once() for _ in range(TIMES))


def compile_templates(site: Site) -> None:
    """Compile every template, as a server finds them from its second start."""
    for name in site.app.jinja_env.list_templates(["html"]):
        site.app.jinja_env.get_template(name)


def limited_browser(site: Site, dossier: Dossier) -> FlaskClient:
    """Return the browser of somebody who manages the centre of the session, and that alone."""
    role = (dossier.session.code, AccountRole.MANAGER, dossier.centres[0].uai)
    return site.browser(site.account("limited", roles=[role]))


def keeps_within(site: Site, path: str) -> bool:
    """Whether a page opens to who has some centres only."""
    adapter = site.app.url_map.bind("localhost")
    endpoint, _ = adapter.match(path.partition("?")[0])
    return endpoint in IN_CENTRES


def main() -> None:
    """Measure every page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--candidates", type=int, default=400)
    parser.add_argument("--effort", type=float, default=12.0)
    parser.add_argument("--slower-than", type=float, default=300.0)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder))
        compile_templates(site)
        collect_rarely()
        dossier = instance(Size(asked.candidates, days=5))
        plan_id, draft = prepared(site, dossier, asked.effort)
        pages = sorted(set(addresses(site, Examples(site, dossier, plan_id, draft))))
        rows = sorted(((*cost(site.client, path), path) for path in pages), reverse=True)
        of_centre = limited_browser(site, dossier)
        limited = {path: cost(of_centre, path) for path in pages if keeps_within(site, path)}
        site.database.close()
    print("   first    again   | limited: first    again")
    for first, again, path in rows:
        held = limited.get(path)
        said = f"{held[0]:15.0f} {held[1]:8.0f}" if held else f"{'-':>15} {'-':>8}"
        mark = "  <- slow" if max(first, again, *(held or ())) > asked.slower_than else ""
        print(f"{first:8.0f} {again:8.0f}   | {said} ms  {path}{mark}")


if __name__ == "__main__":
    main()

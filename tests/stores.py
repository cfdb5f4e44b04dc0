"""A database of its own for a test, and short ways to fill it."""

from __future__ import annotations

import atexit
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from models.db import Database, SessionRow, open_database
from models.dossier import Dossier
from models.planning import Level, Plan, SolveReport
from models.regulation import load
from scheduler.exchange import write_dossier
from scheduler.rules import check
from scheduler.services.dossiers import load_dossier, session_row
from scheduler.services.import_session import apply_import, preview_import
from scheduler.services.plan_rows import store_plan
from scheduler.services.plans import load_plan
from scheduler.services.publish import publish
from scheduler.services.store_dossier import store_dossier
from tests.factories import full_session

NOW = datetime(2027, 3, 1, 9, 30, tzinfo=UTC)
LATER = datetime(2027, 3, 2, 9, 30, tzinfo=UTC)
CODE = "S27"


def fresh_database(folder: Path) -> Database:
    """Return the database of a folder; a new one has the tables that were made once for all tests."""
    file = folder / "oraux.db"
    if not file.exists():
        shutil.copy2(_empty_database(), file)
    return open_database(f"sqlite:///{file}")


@cache
def _empty_database() -> Path:
    """Make the tables once a process: a test of migrations makes its own."""
    file = Path(mkdtemp(prefix="oraux-tests-")) / "oraux.db"
    atexit.register(shutil.rmtree, file.parent, ignore_errors=True)
    open_database(f"sqlite:///{file}").close()
    return file


class Store:
    """A database in a folder, with short ways to fill it."""

    def __init__(self, folder: Path, database: Database | None = None) -> None:
        self.folder = folder
        self.database = database or fresh_database(folder)
        self.url = self.database.address

    def folder_of(self, dossier: Dossier, name: str = "dossier") -> Path:
        """Write a session folder and return where."""
        path = self.folder / name
        write_dossier(dossier, path)
        return path

    def preview(self, dossier: Dossier):
        path = self.folder_of(dossier)
        with self.database.reading() as db:
            return preview_import(db, path=path)

    def apply(self, preview, **options):
        with self.database.writing() as db:
            return apply_import(db, preview=preview, by="test", now=NOW, **options)

    def put(self, dossier: Dossier) -> str:
        """Store a session without going through files."""
        with self.database.writing() as db:
            store_dossier(db, dossier, now=NOW)
        return dossier.session.code

    def dossier(self, code: str = CODE, **options) -> Dossier:
        with self.database.reading() as db:
            return load_dossier(db, code, **options)

    def draft(self, plan: Plan, code: str = CODE, report: SolveReport | None = None) -> int:
        """Store a draft of a session and return its id."""
        dossier = self.dossier(code)
        conformity = check(dossier, load(dossier.session.year), plan)
        with self.database.writing() as db:
            row: SessionRow = session_row(db, code)
            return store_plan(
                db, row, plan, revision=row.revision, report=report, conformity=conformity, now=NOW
            )

    def publish(self, plan_id: int, now: datetime = NOW):
        with self.database.writing() as db:
            return publish(db, plan_id, by="test", now=now)

    def plan(self, plan_id: int):
        with self.database.reading() as db:
            return load_plan(db, plan_id)

    def full(self) -> tuple[Dossier, Plan]:
        """Store the full session of the factories; return it with its legal plan."""
        dossier, plan = full_session()
        self.put(dossier)
        return dossier, plan


def report(**values: int) -> SolveReport:
    """Return how a plan was found."""
    levels = tuple(Level(name, value, 0) for name, value in values.items())
    return SolveReport(levels, 1.5, 7, "complete")


def broken(plan: Plan) -> Plan:
    """Return the plan with its first passage in the middle of the night."""
    first = plan.passages[0]
    phases = tuple(replace(one, start=one.start - 600, end=one.end - 600) for one in first.phases)
    return replace(plan, passages=(replace(first, phases=phases), *plan.passages[1:]))

"""How long the server works for the board: each page, each verdict, each change, at a real size.

    python -m benchmarks.board_speed [--candidates 400] [--centres 2] [--days 5] [--repeat 12] [--seed 1]

Draws a session (benchmarks/instances), plans it, takes one passage in ten out of a copy, and asks the
application for that copy as a browser would. Times are those of the processor, in milliseconds: median,
and worst; the first request is not counted. The last column is the ratio to judging the whole plan once.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlencode

from flask.testing import FlaskClient

from benchmarks.instances import Size, instance
from models.db import SessionRow
from models.dossier import Dossier
from models.planning import Plan
from models.regulation import load
from scheduler.accounts.users import local_account, stamp_of
from scheduler.board import PlanDesk
from scheduler.board.change import key_of
from scheduler.problem import problem_of
from scheduler.rules import check
from scheduler.services.dossiers import session_row
from scheduler.services.plan_rows import store_plan
from scheduler.services.store_dossier import store_dossier
from solver import Limits, solve
from webui.app import create_app
from webui.config import WebConfig
from webui.database import KEY
from webui.serve import collect_rarely

NOW = datetime(2027, 3, 1, 9, 30, tzinfo=UTC)
WAYS = ("salle", "commission", "examinateur", "candidat")
Ask = Callable[[], Any]


class Board:
    """The application before one draft, and the passages to ask about."""

    def __init__(self, folder: Path, dossier: Dossier, plan: Plan, draw: random.Random) -> None:
        app = create_app(WebConfig(f"sqlite:///{folder}/oraux.db", folder))
        self.database = app.extensions[KEY]
        self.client: FlaskClient = app.test_client()
        self.code = dossier.session.code
        conformity = check(dossier, load(dossier.session.year), plan)
        with self.database.writing() as db:
            user = local_account(db, now=NOW)
            store_dossier(db, dossier, now=NOW)
            row: SessionRow = session_row(db, self.code)
            self.plan_id = store_plan(
                db, row, plan, revision=row.revision, report=None, conformity=conformity, now=NOW
            )
        with self.database.reading() as db, self.client.session_transaction() as cookie:
            cookie["_user_id"] = f"{user}.{stamp_of(db, user)}"
        self.keys = draw.sample(sorted(key_of(one) for one in plan.passages), len(plan.passages))
        page = self.client.get("/sessions").get_data(as_text=True)
        self.token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]  # type: ignore[index]
        self.revision = 0

    def get(self, page: str = "", **asked: str) -> Any:
        """Ask for a page of the plan; anything but an answer stops the measure."""
        query = urlencode({"plan": self.plan_id, **asked})
        answer = self.client.get(f"/sessions/{self.code}/plan{page}?{query}")
        if answer.status_code != 200:
            raise SystemExit(f"{page}?{query}: {answer.status_code}")
        return answer

    def places(self, **asked: str) -> Any:
        """The verdict of every place of the next passage."""
        return self.get("/places", **asked, **self.passage())

    def passage(self) -> dict[str, str]:
        """The next passage drawn, as addresses name it."""
        self.keys.append(self.keys.pop(0))
        return {"candidat": self.keys[-1][0], "epreuve": self.keys[-1][1]}

    def change(self, verb: str, **fields: str) -> None:
        """Make a change as the board's script does."""
        path = f"/sessions/{self.code}/plans/{self.plan_id}/ajuster/{verb}"
        data = {"csrf_token": self.token, "revision": str(self.revision), **fields}
        answer = self.client.post(path, data=data, headers={"Accept": "application/json"})
        if answer.status_code != 200:
            raise SystemExit(f"{verb}: {answer.get_data(as_text=True)}")
        self.revision += 1

    def move(self) -> None:
        """Put the next passage that has a lawful place there; only the change itself is measured."""
        self.change("deplacer", **self.lawful)

    def find_lawful(self) -> None:
        """Look for a passage that can move, before the clock runs."""
        while True:
            found = self.get("/places", **self.passage()).json["places"]
            if found[0]["colour"] != "red":
                self.lawful: dict[str, str] = found[0]["fields"]
                return


def main() -> None:
    """Print one row a question."""
    options = _options()
    dossier = instance(Size(options.candidates, options.centres, options.days, seed=options.seed))
    regulation = load(dossier.session.year)
    solved = solve(problem_of(dossier, regulation), limits=Limits(seconds=options.seconds, seed=1)).plan
    draw = random.Random(options.seed)
    gone = [key_of(one) for one in draw.sample(solved.passages, len(solved.passages) // 10)]
    plan = PlanDesk(dossier, regulation, solved).maker.taking_out(gone, "Retiré.").applied_to(solved)
    print(f"{len(plan.passages)} passages, {len(plan.sittings)} commissions, {len(plan.unplaced)} left")
    whole, _ = _measured(lambda: check(dossier, regulation, plan), 5)
    print(f"{'the whole plan judged once':<44} {whole:6.0f} ms")
    collect_rarely()
    with TemporaryDirectory() as folder:
        board = Board(Path(folder), dossier, plan, draw)
        for said, ask, before in _questions(board):
            middle, worst = _measured(ask, options.repeat, before)
            print(f"{said:<44} {middle:6.0f} ms  worst {worst:6.0f} ms  ratio {middle / whole:5.2f}")


def _questions(board: Board) -> list[tuple[str, Ask, Ask | None]]:
    """What is asked, and what is prepared each time outside the clock."""
    days = [(f"board, one day, by {way}", {"vue": way}) for way in WAYS]
    weeks = [(f"board, a week, by {way}", {"vue": way, "portee": "semaine"}) for way in WAYS[:3]]
    pages = [(said, lambda asked=asked: board.get(**asked), None) for said, asked in days + weeks]

    def hours() -> Any:
        return board.get("/heures", commission=board.lawful["commission"], **_who(board.lawful))

    return [
        *pages,
        ("places of the day in sight, at drag start", lambda: board.places(jour="0"), None),
        ("places of the whole week", board.places, None),
        ("verdict of every hour of a commission", hours, board.find_lawful),
        ("« Déplacer vers… » whole", lambda: board.get("/deplacer", **board.passage()), None),
        ("a move judged, stored, next desk ready", board.move, board.find_lawful),
        ("undo", lambda: board.change("annuler"), None),
        ("did anybody change it?", lambda: board.get("/etat"), None),
    ]


def _who(fields: dict[str, str]) -> dict[str, str]:
    return {name: fields[name] for name in ("candidat", "epreuve")}


def _measured(ask: Ask, repeat: int, before: Ask | None = None) -> tuple[float, float]:
    """Return the median and worst time of a question, the first not counted."""
    spent = []
    for _ in range(repeat + 1):
        if before is not None:
            before()
        begun = time.process_time()
        ask()
        spent.append(1000 * (time.process_time() - begun))
    spent = sorted(spent[1:])
    return spent[len(spent) // 2], spent[-1]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--candidates", type=int, default=400)
    parser.add_argument("--centres", type=int, default=2)
    parser.add_argument("--days", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--repeat", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()

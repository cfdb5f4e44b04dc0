"""`oraux plan`: plan a stored session; Ctrl+C keeps the best plan so far."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import click

from models.db import Database
from models.planning import Level
from scheduler.cli.options import counted, utc_now, with_database
from scheduler.services.make_plan import make_plan
from scheduler.services.plans import StoredPlan, load_plan
from solver.limits import Progress

LEVELS = {
    "unplaced": "non placés",
    "replacements": "remplaçants",
    "half_days": "demi-journées de commission",
    "extra_days": "jours de plus d’un candidat",
    "waiting_minutes": "minutes d’attente",
    "idle_minutes": "minutes creuses",
    "squares": "équilibre entre examinateurs",
    "disliked": "demi-journées à éviter",
}


@click.command("plan")
@click.argument("code")
@click.option(
    "--seconds", type=click.FloatRange(min=0.1), default=60.0, show_default=True, help="Durée au plus."
)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Graine des choix.")
@with_database
def command(database: Database, code: str, *, seconds: float, seed: int) -> None:
    """Planifie la session CODE et enregistre le résultat comme brouillon.

    La progression s’affiche sur la sortie d’erreur. Ctrl+C arrête le calcul et garde le meilleur plan.
    """
    show = _Progress()
    with _stoppable() as stop:
        plan_id = make_plan(
            database,
            code,
            seconds=seconds,
            seed=seed,
            now=utc_now(),
            progress=show,
            cancelled=stop.is_set,
        )
    show.end()
    with database.reading() as db:
        stored = load_plan(db, plan_id)
    for line in _lines(stored):
        click.echo(line)


class _Progress:
    """One line that changes on a terminal, one line a stage elsewhere."""

    def __init__(self) -> None:
        self._live = sys.stderr.isatty()
        self._stage = ""

    def __call__(self, news: Progress) -> None:
        text = f"{news.seconds:5.1f} s  {news.stage} : {news.placed} sur {news.total} placés"
        if self._live:
            click.echo(f"\r\033[K{text}", nl=False, err=True)
        elif news.stage != self._stage:
            click.echo(text, err=True)
        self._stage = news.stage

    def end(self) -> None:
        """Leave the line."""
        if self._live and self._stage:
            click.echo(err=True)


@contextmanager
def _stoppable() -> Iterator[threading.Event]:
    """Turn the first Ctrl+C into a wish to stop; the second one ends everything."""
    stop = threading.Event()

    def ask(_number: int, _frame: object) -> None:
        stop.set()
        signal.signal(signal.SIGINT, before)
        click.echo("\nArrêt demandé : le meilleur plan est gardé…", err=True)

    before = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, ask)
    try:
        yield stop
    finally:
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGINT, before)


def _lines(stored: StoredPlan) -> Iterator[str]:
    plan = stored.plan
    placed = counted(len(plan.passages), "passage placé", "passages placés")
    missing = counted(len(plan.unplaced), "non placé", "non placés")
    yield (
        f"Plan n° {stored.number} de {stored.session} : {placed}, {missing}, "
        f"{counted(len(plan.sittings), 'commission')}."
    )
    for level in stored.report.levels if stored.report else ():
        yield f"  {LEVELS.get(level.name, level.name):<32} {level.value:>7}  {_proof(level)}"
    for one in plan.unplaced:
        yield f"  Non placé : candidat {one.candidate}, {one.epreuve} : {one.reason}"
    yield (
        f"Toutes les règles obligatoires sont respectées. Pour publier : oraux publish {stored.session}"
    )


def _proof(level: Level) -> str:
    return "optimal" if level.proved else f"au mieux {level.bound}"

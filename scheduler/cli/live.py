"""A search on the terminal: progress, a first Ctrl+C that keeps the plan, levels with their proof."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import click

from models.french import decimal, typeset
from models.planning import Level, SolveReport
from scheduler.cli.speech import say
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


class LiveProgress:
    """One line that changes on a terminal, one line a stage elsewhere."""

    def __init__(self) -> None:
        self._live = sys.stderr.isatty()
        self._stage = ""

    def __call__(self, news: Progress) -> None:
        """Show where the search stands."""
        text = typeset(
            f"{decimal(news.seconds):>5} s  {news.stage} : {news.placed} sur {news.total} placés"
        )
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
def stoppable() -> Iterator[threading.Event]:
    """Turn the first Ctrl+C into a wish to stop; the second one ends everything."""
    stop = threading.Event()

    def ask(_number: int, _frame: object) -> None:
        stop.set()
        signal.signal(signal.SIGINT, before)
        say("\nArrêt demandé : le meilleur plan est gardé…", err=True)

    before = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, ask)
    try:
        yield stop
    finally:
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGINT, before)


def level_lines(report: SolveReport | None) -> Iterator[str]:
    """One line a level: its name, its value, and what is proved of it."""
    for level in report.levels if report else ():
        yield f"  {LEVELS.get(level.name, level.name):<32} {level.value:>7}  {_proof(level)}"


def haste_lines(report: SolveReport | None) -> Iterator[str]:
    """Say when the watch cut the search: the same plan would not be found again."""
    if report and report.status == "limit" and not report.reproducible:
        yield typeset(
            "Temps écoulé avant la fin des recherches : relancé, le calcul peut donner un autre "
            "planning. Donnez plus de temps (--seconds), ou un travail fixe (--effort)."
        )


def _proof(level: Level) -> str:
    if level.proved:
        return "optimal"
    return typeset(f"au mieux {level.bound} (écart {decimal(100 * level.gap)} %)")

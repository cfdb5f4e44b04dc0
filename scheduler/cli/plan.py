"""`oraux plan`: plan a stored session; Ctrl+C keeps the best plan so far."""

from __future__ import annotations

from collections.abc import Iterator

import click

from models.db import Database
from models.french import counted
from models.planning import PRESETS
from scheduler.cli.limits import limits_options
from scheduler.cli.live import LiveProgress, haste_lines, level_lines, stoppable
from scheduler.cli.options import utc_now, with_database
from scheduler.cli.speech import say
from scheduler.jobs.sharing import SharedCrew
from scheduler.services.dossiers import load_dossier
from scheduler.services.make_plan import make_plan
from scheduler.services.plans import StoredPlan, load_plan
from scheduler.services.sharing import with_taken
from scheduler.verification.doubts_sharing import sharing_doubts
from solver.limits import Limits


@click.command("plan")
@click.argument("code")
@click.option(
    "--preference",
    type=click.Choice(list(PRESETS)),
    default="equilibre",
    show_default=True,
    help="Ce que le calcul préfère, une fois tout le monde placé.",
)
@limits_options
@with_database
def command(database: Database, code: str, *, limits: Limits, preference: str) -> None:
    """Planifie la session CODE et enregistre le résultat comme brouillon.

    La progression s’affiche sur la sortie d’erreur. Ctrl+C arrête le calcul et garde le meilleur plan.
    """
    show = LiveProgress()
    with stoppable() as stop, SharedCrew(database, limits.workers) as crew:
        plan_id = make_plan(
            database,
            code,
            limits=limits,
            aim=PRESETS[preference],
            now=utc_now(),
            progress=show,
            cancelled=stop.is_set,
            crew=crew,
        )
    show.end()
    with database.reading() as db:
        stored = load_plan(db, plan_id)
        shared = [one.sentence for one in sharing_doubts(with_taken(db, load_dossier(db, code)))]
    for line in (*_lines(stored), *shared):
        say(line)


def _lines(stored: StoredPlan) -> Iterator[str]:
    plan = stored.plan
    placed = counted(len(plan.passages), "passage placé", "passages placés")
    missing = counted(len(plan.unplaced), "non placé", "non placés")
    yield (
        f"Plan n° {stored.number} de {stored.session} : {placed}, {missing}, "
        f"{counted(len(plan.sittings), 'commission')}."
    )
    yield from level_lines(stored.report)
    yield from haste_lines(stored.report)
    for one in plan.unplaced:
        yield f"  Non placé : candidat {one.candidate}, {one.epreuve} : {one.reason}"
    yield (
        f"Toutes les règles obligatoires sont respectées. Pour publier : oraux publish {stored.session}"
    )

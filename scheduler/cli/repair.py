"""`oraux repair`: mend a plan after a disruption; a proposal that is kept becomes a draft."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import click

from models.db import Database
from models.dossier import HalfDayName
from models.french import counted, decimal
from scheduler.cli.limits import limits_options
from scheduler.cli.options import plan_option, utc_now, who, with_database
from scheduler.cli.speech import say
from scheduler.errors import OrauxError
from scheduler.services.compare import Difference
from scheduler.services.plans import load_plan, plan_numbered
from scheduler.services.repair import Proposal, Repairs, keep_proposal, proposals_for
from scheduler.services.repair_disruptions import (
    CandidateAway,
    CandidateWithdrawn,
    Disruption,
    ExaminerAbsent,
    HalfDayLost,
    LateArrival,
    RoomClosed,
    When,
)
from solver.limits import Limits
from solver.repair import DEFAULT_LIMITS

SHOWN = 40
NOT_A_DATE = "« {text} » n’est pas une date ; écrivez AAAA-MM-JJ ou JJ/MM/AAAA."


class Day(click.ParamType[date]):
    """A date as the session folder writes it."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read `AAAA-MM-JJ` or `JJ/MM/AAAA`."""
        if isinstance(value, date):
            return value
        for pattern in ("%Y-%m-%d", "%d/%m/%Y"):
            try:
                return datetime.strptime(str(value), pattern).date()  # noqa: DTZ007 (a day has no zone)
            except ValueError:
                continue
        return self.fail(NOT_A_DATE.format(text=value), param, ctx)


def what_happens(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a verb the options that say what happens."""
    options = (
        click.option("--absent", metavar="EXAMINATEUR", multiple=True, help="Un examinateur absent."),
        click.option("--salle-fermee", metavar="CENTRE/SALLE", multiple=True,
                     help="Une salle fermée ; sans --date, jusqu’à la fin de la session."),
        click.option("--demi-journee-perdue", metavar="CENTRE", multiple=True,
                     help="Un centre qui ne peut pas ouvrir."),
        click.option("--deplacer", metavar="NUMERO[/EPREUVE]", multiple=True,
                     help="Un candidat qui ne peut pas venir à ce moment."),
        click.option("--retirer", metavar="NUMERO[/EPREUVE]", multiple=True,
                     help="Un candidat qui renonce."),
        click.option("--ajouter", metavar="NUMERO[/EPREUVE]", multiple=True,
                     help="Un candidat inscrit depuis que le plan est fait."),
        click.option("--date", "day", type=Day(), metavar="JOUR", help="Quand : AAAA-MM-JJ."),
        click.option("--jusqu-au", "until", type=Day(), metavar="JOUR",
                     help="Dernier jour, quand cela dure plusieurs jours."),
        click.option("--demi-journee", "part", default=HalfDayName.JOURNEE.value,
                     type=click.Choice([name.value for name in HalfDayName], case_sensitive=False),
                     help="Quelle partie du jour ; par défaut, toute la journée."),
    )  # fmt: skip
    for option in reversed(options):
        function = option(function)
    return function


@click.command("repair")
@click.argument("code")
@what_happens
@plan_option
@click.option(
    "--garder", "kept", type=click.IntRange(1), metavar="N",
    help="Enregistre la proposition N comme brouillon, et l’imprévu dans les données.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Écrit les propositions en JSON.")
@limits_options
@with_database
def command(
    database: Database,
    code: str,
    *,
    number: int | None,
    kept: int | None,
    limits: Limits,
    as_json: bool,
    **happens: Any,
) -> None:
    """Répare le plan de la session CODE après un imprévu, en changeant le moins possible.

    Trois propositions au plus : qui bouge, qui convoquer de nouveau, et la preuve que moins est
    impossible. Rien n’est enregistré sans --garder ; le brouillon gardé se publie ensuite.

    \b
    Exemples :
      oraux repair S --absent SAM-08 --date 2027-06-08 --demi-journee MATIN
      oraux repair S --absent SAM-08 --date 2027-06-07 --jusqu-au 2027-06-11
      oraux repair S --salle-fermee 0499001T/B02
      oraux repair S --demi-journee-perdue 0499001T --date 2027-06-08 --demi-journee MATIN
      oraux repair S --deplacer 2027100003/BTS-SAM/E4 --date 2027-06-08 --garder 1
    """  # noqa: D301 (\b is for the help's layout)
    repairs = proposals_for(
        database,
        code,
        list(disruptions_of(**happens)),
        now=utc_now(),
        plan_id=_plan_id(database, code, number),
        limits=_enough(limits),
    )
    made = None
    if kept is not None:
        made = _number(database, keep_proposal(database, repairs, kept, by=who(), now=utc_now()))
    if as_json:
        click.echo(json.dumps(_as_json(repairs, made), ensure_ascii=False, indent=2))
        return
    for line in _lines(repairs, kept, made):
        say(line)


def disruptions_of(
    *,
    absent: tuple[str, ...],
    salle_fermee: tuple[str, ...],
    demi_journee_perdue: tuple[str, ...],
    deplacer: tuple[str, ...],
    retirer: tuple[str, ...],
    ajouter: tuple[str, ...],
    day: date | None,
    until: date | None,
    part: str,
) -> Iterator[Disruption]:
    """Translate the options.

    Raises
    ------
    OrauxError
        A date is missing, or a room is not written `CENTRE/SALLE`.

    """
    when = None if day is None else When(day, HalfDayName(part), until)
    if until is not None and (day is None or until < day):
        raise OrauxError(
            "--jusqu-au dit le dernier jour : donnez aussi le premier, --date, qui le précède."
        )
    for one in absent:
        yield ExaminerAbsent(one, _dated(when, "--absent"))
    for one in salle_fermee:
        centre, slash, room = one.partition("/")
        if not slash:
            raise OrauxError(f"« {one} » : écrivez la salle CENTRE/SALLE, par exemple 0499001T/B02.")
        yield RoomClosed(centre, room, when)
    for one in demi_journee_perdue:
        yield HalfDayLost(one, _dated(when, "--demi-journee-perdue"))
    for one in deplacer:
        number, _, epreuve = one.partition("/")
        yield CandidateAway(number, _dated(when, "--deplacer"), epreuve or None)
    for one in retirer:
        number, _, epreuve = one.partition("/")
        yield CandidateWithdrawn(number, epreuve or None)
    for one in ajouter:
        number, _, epreuve = one.partition("/")
        yield LateArrival(number, epreuve or None)


def _dated(when: When | None, option: str) -> When:
    if when is None:
        raise OrauxError(f"{option} demande une date : ajoutez --date AAAA-MM-JJ.")
    return when


def _enough(limits: Limits) -> Limits:
    """Return the limits, with the work a repair takes unless another was asked for."""
    return limits if limits.effort is not None else replace(limits, effort=DEFAULT_LIMITS.effort)


def _plan_id(database: Database, code: str, number: int | None) -> int | None:
    if number is None:
        return None
    with database.reading() as db:
        return plan_numbered(db, code, number).id


def _number(database: Database, plan_id: int) -> int:
    with database.reading() as db:
        return load_plan(db, plan_id).number


def _lines(repairs: Repairs, kept: int | None, made: int | None) -> Iterator[str]:
    yield f"{repairs.label} (plan n° {repairs.plan_number} de {repairs.session})"
    if repairs.nothing:
        yield repairs.nothing
    for one in repairs.proposals:
        yield ""
        yield from _proposal_lines(one)
    if made is not None:
        yield ""
        yield (
            f"Proposition {kept} gardée : plan n° {made}, brouillon. Pour le publier : "
            f"oraux publish {repairs.session}"
        )
    elif repairs.proposals:
        yield ""
        yield (
            f"{counted(len(repairs.proposals), 'proposition')} en {decimal(repairs.seconds)} s. Pour en "
            "garder une, ajoutez --garder 1."
        )


def _proposal_lines(one: Proposal) -> Iterator[str]:
    yield f"Proposition {one.rank} : {one.title}"
    for detail in one.details:
        yield f"  {detail}"
    yield f"  À convoquer de nouveau : {counted(len(one.convened), 'changement')}"
    for change in one.convened[:SHOWN]:
        yield f"    {_change(change)}"
    if len(one.convened) > SHOWN:
        yield f"    … et {len(one.convened) - SHOWN} autres"
    for sentence in one.proof:
        yield f"  {sentence}"
    for violation in one.remaining:
        yield f"  Déjà enfreinte par le plan : {violation.sentence}"


def _change(one: Difference) -> str:
    return f"{one.who}, {one.what} : {one.before or 'rien'} → {one.after or 'rien'}"


def _as_json(repairs: Repairs, made: int | None) -> dict[str, object]:
    return {
        "session": repairs.session,
        "plan": repairs.plan_number,
        "imprevu": repairs.label,
        "secondes": round(repairs.seconds, 3),
        "rien": repairs.nothing,
        "garde": made,
        "propositions": [
            {
                "rang": one.rank,
                "genre": one.kind.value,
                "titre": one.title,
                "details": list(one.details),
                "niveaux": {
                    level.name: {"valeur": level.value, "minimum": level.bound, "prouve": level.proved}
                    for level in one.levels
                },
                "passages_deplaces": [_change_json(change) for change in one.moves],
                "a_convoquer": [_change_json(change) for change in one.convened],
                "enfreintes": [violation.sentence for violation in one.remaining],
            }
            for one in repairs.proposals
        ],
    }


def _change_json(one: Difference) -> dict[str, object]:
    return {
        "genre": one.kind,
        "code": one.code,
        "nom": one.who,
        "epreuve": one.what,
        "avant": one.before,
        "apres": one.after,
    }

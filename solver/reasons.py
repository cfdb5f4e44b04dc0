"""What is short for a task that could not be placed, in French."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from models.planning import EpreuveNeed, HalfDay, PlanExaminer, SeatNeed, Task
from models.roles import Role
from solver.draft import Draft
from solver.instance import Instance, seat_option
from solver.preparation import needs_computer, suits

SEAT_NAMES = {Role.ENSEIGNANT: "enseignant", Role.PROFESSIONNEL: "professionnel"}


def reasons_for(instance: Instance, draft: Draft) -> dict[int, str]:
    """Return one sentence for each missing task, the first of the causes that holds."""
    counts = Counter(task.epreuve for task in draft.missing)
    return {task.id: _reason(instance, draft, task, counts[task.epreuve]) for task in draft.missing}


def _reason(instance: Instance, draft: Draft, task: Task, missing: int) -> str:
    need = instance.needs[task.epreuve]
    name = need.code.replace("/", " ")
    halves = [half for half in instance.problem.half_days if task.centre in (None, half.centre)]
    opened = [half for half in halves if instance.open_for(half, task.epreuve)]
    usable = [half for half in opened if instance.may_use(task, half)]
    if not opened:
        return f"Aucune demi-journée n’est ouverte pour {name} : ajoutez-en une au calendrier du centre."
    if not usable:
        minutes = max(task.lead, need.reading) + task.jury
        return f"Aucune demi-journée ouverte pour {name} ne dure {minutes} min : allongez-en une."
    return (
        _room_reason(instance, task, usable, name)
        or _seat_reason(instance, task, need, usable, name)
        or _supply_reason(instance, draft, task, need, usable, missing)
    )


def _room_reason(instance: Instance, task: Task, halves: list[HalfDay], name: str) -> str | None:
    centres = sorted({half.centre for half in halves})
    jury = [room for centre in centres for room in instance.rooms(centre, jury=True)]
    if not jury:
        return f"Aucune salle de jury au centre pour {name} : ajoutez une salle de type JURY."
    if task.accessible and not any(room.accessible for room in jury):
        return f"Aucune salle de jury accessible pour {name} : déclarez ou ajoutez une salle accessible."
    if not task.lead:
        return None
    preparation = [room for centre in centres for room in instance.rooms(centre, jury=False)]
    if any(suits(room, task) for room in preparation):
        return None
    kind = " accessible" if task.accessible else ""
    computer = " équipée d’un ordinateur" if needs_computer(task) else ""
    return f"Aucune salle de préparation{kind}{computer} pour {name} : ajoutez une salle de type PREPARATION."


def _seat_reason(
    instance: Instance, task: Task, need: EpreuveNeed, halves: list[HalfDay], name: str
) -> str | None:
    ids = {half.id for half in halves}
    for index, seat in enumerate(need.seats):
        able = [one for one in instance.problem.examiners if seat_option(seat, index, one)]
        if not able:
            return f"Aucun {_who(seat)} pour {name} : ajoutez un examinateur qualifié."
        free = [one for one in able if ids & set(one.half_days)]
        if not free:
            return f"Aucun {_who(seat)} n’est disponible aux demi-journées ouvertes pour {name}."
        if all(one.code in task.conflicts for one in free):
            return (
                f"Chaque {_who(seat)} disponible pour {name} a un lien avec ce candidat (élève, employeur, "
                "tuteur ou incompatibilité déclarée) : ajoutez un examinateur extérieur."
            )
    return None


def _who(seat: SeatNeed) -> str:
    codes = " ou ".join(sorted(seat.qualifications))
    return f"{SEAT_NAMES[seat.role]} {codes}"


def _supply_reason(
    instance: Instance, draft: Draft, task: Task, need: EpreuveNeed, halves: list[HalfDay], missing: int
) -> str:
    """Name the seat whose free half-days run out first, or the rooms."""
    name = need.code.replace("/", " ")
    rooms = _free_rooms(instance, draft, halves)
    if not rooms:
        return (
            f"Il manque des salles de jury pour {name} : toutes sont prises à chaque demi-journée ouverte "
            f"({missing} passage{'s' if missing > 1 else ''} sans place)."
        )
    ids = {half.id for half in rooms}
    spare = [
        (len(_free_examiners(instance, draft, need, index, ids, task)), index) for index in range(len(need.seats))
    ]
    least, index = min(spare)
    seat = need.seats[index]
    if least == 0:
        return (
            f"Il manque au moins une demi-journée de {_who(seat)} pour {name} "
            f"({missing} passage{'s' if missing > 1 else ''} sans place) : ajoutez un examinateur "
            "ou ouvrez-lui une disponibilité."
        )
    if task.lead:
        return (
            f"Les places de préparation de {name} sont prises aux heures où un jury serait libre "
            f"({missing} passage{'s' if missing > 1 else ''} sans place) : ajoutez des places ou une demi-journée."
        )
    return (
        f"Aucune heure commune au candidat, à un {_who(seat)} libre et à une salle pour {name} : "
        "ajoutez une demi-journée ou un examinateur."
    )


def _free_rooms(instance: Instance, draft: Draft, halves: Iterable[HalfDay]) -> list[HalfDay]:
    taken = Counter(opening.block.half_day.id for opening in draft.openings)
    return [half for half in halves if taken[half.id] < len(instance.rooms(half.centre, jury=True))]


def _free_examiners(
    instance: Instance, draft: Draft, need: EpreuveNeed, index: int, halves: set[int], task: Task
) -> list[PlanExaminer]:
    sits: dict[str, set[int]] = {}
    for opening in draft.openings:
        for code, _ in opening.members:
            sits.setdefault(code, set()).add(opening.block.half_day.id)
    free = []
    for examiner, options in instance.options[need.key]:
        busy = sits.get(examiner.code, set())
        full = examiner.max_half_days is not None and len(busy) >= examiner.max_half_days
        able = any(option.seat == index for option in options)
        if able and not full and examiner.code not in task.conflicts and (halves & set(examiner.half_days)) - busy:
            free.append(examiner)
    return free

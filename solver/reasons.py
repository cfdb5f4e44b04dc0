"""What is short for a task that could not be placed, in French."""

from __future__ import annotations

from collections import Counter

from models.french import duration
from models.planning import HalfDay, SeatNeed, Task
from models.roles import Role
from solver.draft import Draft
from solver.instance import Instance, leaves_time, needs_computer, suits
from solver.limits import Clock
from solver.shortage import sentence, shortages

SEAT_NAMES = {Role.ENSEIGNANT: "enseignant", Role.PROFESSIONNEL: "professionnel"}


def reasons_for(instance: Instance, draft: Draft, clock: Clock) -> dict[int, str]:
    """Return one sentence for each missing task: what it lacks by itself, else what is short for all."""
    counts = Counter(task.epreuve for task in draft.missing)
    found: dict[int, str] = {}
    supply: dict[str, str] = {}
    for task in draft.missing:
        reason = own_reason(instance, task)
        if reason is None:
            if task.epreuve not in supply:
                others = len(draft.missing) - counts[task.epreuve]
                supply[task.epreuve] = _supply_reason(
                    instance, task.epreuve, counts[task.epreuve], others, clock
                )
            reason = supply[task.epreuve]
        found[task.id] = reason
    return found


def _supply_reason(instance: Instance, key: str, missing: int, others: int, clock: Clock) -> str:
    """Say what the centre is short of for an épreuve, in the least units that place everybody."""
    name = instance.needs[key].code.replace("/", " ")
    people = f"{missing} candidat{'s' if missing > 1 else ''} sans place en {name}"
    if clock.over:
        return f"{people} : calcul arrêté avant la fin ; relancez-le pour placer tout le monde."
    found = shortages(instance, key, others, clock)
    if found:
        return f"{people} ; il manque {sentence(instance, found)}."
    return (
        f"{people} : les demi-journées, jurys et salles suffiraient en nombre, mais aucune combinaison "
        "d’heures trouvée dans le temps accordé ; relancez plus longtemps ou ajoutez une demi-journée."
    )


def own_reason(instance: Instance, task: Task) -> str | None:
    """Say why the task could not be placed even alone."""
    if task.refusal:
        return task.refusal
    need = instance.needs[task.epreuve]
    name = need.code.replace("/", " ")
    halves = [half for half in instance.problem.half_days if task.centre in (None, half.centre)]
    opened = [half for half in halves if instance.open_for(half, task.epreuve)]
    minutes = max(task.lead, need.reading) + task.jury
    usable = [half for half in opened if minutes <= half.end - half.start]
    if not opened:
        return _closed_reason(instance, task, halves, name)
    if not usable:
        return (
            f"Aucune demi-journée ouverte pour {name} ne dure {duration(minutes)} : allongez-en une, "
            "ou vérifiez l’aménagement du candidat s’il en a un."
        )
    if task.busy and not any(leaves_time(task, half) for half in usable):
        return (
            f"Le candidat est déjà pris à chaque demi-journée ouverte pour {name} (épreuve écrite ce "
            "jour-là, autre session ou notes remontées) : ouvrez une autre demi-journée."
        )
    return _room_reason(instance, task, usable, name) or _seat_reason(instance, task, usable, name)


def _closed_reason(instance: Instance, task: Task, halves: list[HalfDay], name: str) -> str:
    """Say why no half-day is open: no responsable de session, the candidate's centre, the calendar."""
    if any(task.epreuve in half.unmanaged for half in halves):
        return (
            f"Pas de responsable de session aux demi-journées prévues pour {name} : indiquez quand une "
            "personne qualifiée est disponible sur place."
        )
    if any(instance.open_for(half, task.epreuve) for half in instance.problem.half_days):
        return (
            f"Le centre de ce candidat ({task.centre}) n’ouvre aucune demi-journée pour {name} : "
            "ouvrez-en une, ou donnez un autre centre au candidat."
        )
    return f"Aucune demi-journée n’est ouverte pour {name} : ajoutez-en une au calendrier du centre."


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
    may_equip = computer and preparation and not task.accessible
    remedy = "équipez-en une, ou ajoutez" if may_equip else "ajoutez"
    return (
        f"Aucune salle de préparation{kind}{computer} pour {name} : "
        f"{remedy} une salle de type PREPARATION."
    )


def _seat_reason(instance: Instance, task: Task, halves: list[HalfDay], name: str) -> str | None:
    ids = {half.id for half in halves}
    for index, seat in enumerate(instance.needs[task.epreuve].seats):
        able = instance.able_to_sit(task.epreuve, index)
        if not able:
            return f"Aucun {_who(seat)} pour {name} : ajoutez un examinateur qualifié."
        free = [one for one in able if ids & set(one.half_days)]
        if not free:
            return (
                f"Aucun {_who(seat)} n’est disponible aux demi-journées ouvertes pour {name} : demandez "
                "des disponibilités, ou ajoutez un examinateur."
            )
        if all(one.code in task.conflicts for one in free):
            if all(one.role != seat.role for one in free):
                return (
                    f"Aucun {_who(seat)} n’est disponible pour {name}, et chaque enseignant qui "
                    "pourrait le remplacer a un lien avec ce candidat : ajoutez un examinateur."
                )
            return (
                f"Chaque {_who(seat)} disponible pour {name} a un lien avec ce candidat (élève, "
                "employeur, tuteur ou incompatibilité déclarée) : ajoutez un examinateur extérieur."
            )
    return None


def _who(seat: SeatNeed) -> str:
    codes = " ou ".join(sorted(seat.qualifications))
    return f"{SEAT_NAMES[seat.role]} {codes}"

"""What other sessions of the installation take of this one, said before planning."""

from __future__ import annotations

from collections.abc import Iterator

from models.dossier import Dossier, Taken, TakenKind
from models.french import counted, enumeration
from scheduler.verification.alert import Alert

WORDS = {
    TakenKind.JURY: "salle de jury",
    TakenKind.SEATS: "salle de préparation",
    TakenKind.EXAMINER: "examinateur",
    TakenKind.CANDIDATE: "candidat",
}
ROOMS = (TakenKind.JURY, TakenKind.SEATS)


def sharing_doubts(dossier: Dossier) -> Iterator[Alert]:
    """Yield one line for each session that takes rooms or people of this one."""
    by_session: dict[str, list[Taken]] = {}
    for one in dossier.taken:
        by_session.setdefault(one.session, []).append(one)
    for code, rows in by_session.items():
        kind = "salles" if any(one.kind in ROOMS for one in rows) else "examinateurs"
        yield Alert(_sentence(code, rows), kind, blocking=False)


def _sentence(code: str, rows: list[Taken]) -> str:
    """Say what a session takes, by which plan, and what follows."""
    found: dict[TakenKind, set[tuple[str, str]]] = {}
    for one in rows:
        place = one.centre if one.kind in ROOMS else ""
        found.setdefault(one.kind, set()).add((place, one.code))
    counts = ((len(found[kind]), word) for kind, word in WORDS.items() if kind in found)
    what = enumeration(_several(count, word) for count, word in counts)
    first = rows[0]
    plan = "son planning publié" if first.published else "son dernier brouillon"
    return (
        f"La session « {first.label} » ({code}) prend, par {plan}, {what} de celle-ci : le calcul les "
        "lui laisse aux mêmes demi-journées. Pour un essai, mettez « partage » à NON dans la table "
        "« session »."
    )


def _several(count: int, word: str) -> str:
    """« 2 salles de jury »."""
    head, _, rest = word.partition(" ")
    return f"{counted(count, head)} {rest}".rstrip()

"""Writes docs/conformite.md from the texts, the solver and the checkers, so that it stays true.

To be run as ``python -m docs.conformity``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from docs.conformity_lines import LINES, Line
from models.regulation import Epreuve, EpreuveKind, Phase, Regulation, Rule, Severity, load
from scheduler.rules import CHECKERS
from solver.constraints import ENFORCED

PAGE = Path(__file__).with_name("conformite.md")
YEAR = 2027
INTRODUCTION = """# Conformité : ce que disent les textes, et où Oraux le tient

Écrit par `python -m docs.conformity` d’après les données, le calcul et les contrôles : ne le changez pas
à la main. Chaque fait des textes a sa place dans les données (avec sa citation), dans le calcul, dans un
contrôle indépendant, sur une page ou un document, et dans un test. Une case vide n’a rien à tenir : un
fait qui ne concerne que les documents n’est pas planifié.
"""
UNENFORCED = {
    "examiner_habilitation": "les demi-journées après la fin ne sont pas offertes au calcul",
}
"""Hard rules kept before the solver: in what it is given."""


def page() -> str:
    """Return the whole page."""
    regulation = load(YEAR)
    parts = [INTRODUCTION, *_epreuves(regulation), *_rules(regulation)]
    for title, lines in LINES.items():
        parts += [f"## {title}", _table(_LINE_HEAD, map(_line, lines))]
    return "\n".join(part.rstrip() + "\n" for part in parts)


_LINE_HEAD = ("fait", "données", "calcul", "contrôle", "où on le lit", "test")


def _line(one: Line) -> tuple[str, ...]:
    return one.fact, one.data, one.solver, one.checker, one.shown, one.test


def _epreuves(regulation: Regulation) -> Iterator[str]:
    """Every oral épreuve with its phases and its commission, then the written ones."""
    yield "## Épreuves orales"
    yield "Durées et sièges viennent des données ; `tests/regulation/test_epreuves.py` les redit."
    every = [one for diploma in regulation.diplomas.values() for one in diploma.epreuves]
    head = ("épreuve", "forme", "phases (minutes)", "commission", "source")
    yield _table(head, (_oral(one) for one in every if one.kind is EpreuveKind.ORAL))
    yield "## Épreuves écrites et pratiques"
    yield (
        "Hors du planning ; le candidat est laissé libre pendant celles dont la session donne la date "
        "(`written_start`, `written_epreuves`)."
    )
    rest = (one for one in every if one.kind is not EpreuveKind.ORAL)
    yield _table(("épreuve", "forme", "minutes", "source"), (_written(one) for one in rest))


def _oral(one: Epreuve) -> tuple[str, ...]:
    seats = " + ".join(
        "langue" if seat.by_language else f"`{'` ou `'.join(seat.qualifications)}`" for seat in one.seats
    )
    replaced = [f"`{code}`" for seat in one.seats for code in seat.replacement]
    instead = f" (à défaut {', '.join(replaced)})" if replaced else ""
    phases = " + ".join(_phase(phase) for phase in one.phases)
    return f"`{one.qualified}`", one.modality, phases, seats + instead, one.citation.part


def _phase(phase: Phase) -> str:
    minutes = "à fixer" if phase.minutes is None else str(phase.minutes)
    named = f" (`{phase.parameter}`)" if phase.parameter else ""
    return f"{phase.id} {minutes}{named}"


def _written(one: Epreuve) -> tuple[str, ...]:
    minutes = "–" if one.minutes is None else str(one.minutes)
    return f"`{one.qualified}`", one.modality, minutes, one.citation.part


def _rules(regulation: Regulation) -> Iterator[str]:
    """Every judged rule: where the solver keeps it, who judges it, its case file, what may lift it."""
    yield "## Règles"
    yield (
        "Le contrôle d’une règle ne voit jamais le calcul. `tests/solver/test_rules_are_enforced.py` "
        "montre que chacune mord, `tests/solver/test_rules_removed.py` qu’aucune contrainte ne dort, "
        "`tests/rules/test_cases.py` que le contrôle voit ce qu’elle interdit."
    )
    head = ("règle", "source", "calcul", "contrôle", "cas", "exception")
    yield _table(head, (_rule(one) for one in regulation.rules.values() if one.judged))


def _rule(rule: Rule) -> tuple[str, ...]:
    judge = CHECKERS[rule.id].judge
    source = rule.citation.part
    if rule.citation.text not in source:
        source = f"{rule.citation.text}, {source}"
    return (
        f"`{rule.id}`",
        source,
        _kept_by(rule),
        f"`{judge.__module__}.{judge.__name__}`",
        f"`{_case_file(rule.id)}`",
        _lifted_by(rule),
    )


def _case_file(rule: str) -> str:
    return f"tests/cases/{rule}.py"


def _kept_by(rule: Rule) -> str:
    if rule.id in ENFORCED:
        return ", ".join(f"`{name}`" for name in ENFORCED[rule.id])
    if rule.severity is Severity.PREFERENCE:
        return "à consigner avant de publier" if rule.publication else "préférence"
    return UNENFORCED[rule.id]


def _lifted_by(rule: Rule) -> str:
    return "écrite" if rule.exception else "–"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Return a Markdown table."""
    cells = [head, ("---",) * len(head), *rows]
    return "\n".join("| " + " | ".join(one.replace("|", "\\|") for one in row) + " |" for row in cells)


def main() -> None:
    """Bring the page up to date."""
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()

"""The page that says where each fact of the texts is kept is current, and names only what exists."""

from __future__ import annotations

import re
from functools import cache, reduce
from importlib import import_module
from pathlib import Path

import pytest

from docs.conformity import PAGE, page
from docs.conformity_lines import LINES
from models.regulation import load

ROOT = Path(__file__).parents[2]
YEAR = 2027


@cache
def _page() -> str:
    return PAGE.read_text(encoding="utf-8")


def test_page_is_what_the_texts_solver_and_checkers_say() -> None:
    assert _page() == page(), "python -m docs.conformity writes it again"


def test_every_epreuve_and_every_rule_is_on_the_page() -> None:
    regulation = load(YEAR)
    codes = {one.qualified for each in regulation.diplomas.values() for one in each.epreuves}

    named = set(re.findall(r"`([^`]+)`", _page()))

    assert codes | {one.id for one in regulation.rules.values() if one.judged} <= named


def _references() -> list[str]:
    cells = re.findall(r"`([^`\s]+)`", _page())
    return sorted({cell for cell in cells if "." in cell or "::" in cell})


@pytest.mark.parametrize("reference", _references())
def test_reference_leads_somewhere(reference: str) -> None:
    path, _, name = reference.partition("::")
    if "/" in path:
        text = (ROOT / path).read_text(encoding="utf-8")
        assert not name or f"def {name}(" in text
    else:
        assert callable(_found(reference)) or hasattr(_found(reference), "judge")


def _found(name: str) -> object:
    """Import the longest module of a dotted name, then take the rest from it."""
    parts = name.split(".")
    for size in range(len(parts), 0, -1):
        try:
            module = import_module(".".join(parts[:size]))
        except ModuleNotFoundError:
            continue
        return reduce(getattr, parts[size:], module)
    raise LookupError(name)


def test_rules_and_parameters_of_the_lines_exist() -> None:
    known = load(YEAR).rules
    cells = {
        name
        for lines in LINES.values()
        for one in lines
        for cell in (one.data, one.checker)
        for name in re.findall(r"`(\w+)`", cell)
    }

    assert cells <= known.keys()

"""Words of the field explained where they stand: a button that opens its definition, script or not."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask import Flask, g
from markupsafe import Markup

from models.french import typeset

FILE = Path(__file__).with_name("glossary.toml")
OF_STEP: Mapping[str, tuple[str, ...]] = {
    "donnees": ("ccf", "ponctuel", "division", "habilitation", "inscription", "amenagement", "uai"),
    "verifier": ("commission", "demi-journee", "qualification", "professionnel", "preparation"),
    "planifier": ("passage", "commission", "remplacant", "plan", "verrou"),
    "ajuster": ("passage", "phase", "commission", "verrou", "temps-majore", "conformite"),
    "publier": ("conformite", "version", "convocation", "plan"),
    "convoquer": ("convocation", "vacation", "version", "centre"),
}
"""Words that the pages of a step use most."""


@dataclass(frozen=True, slots=True)
class Term:
    """One word and what it means, in French."""

    id: str
    word: str
    text: str


@cache
def terms() -> Mapping[str, Term]:
    """Return every word, by its id."""
    read = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {
        name: Term(name, typeset(entry["word"]), typeset(entry["text"])) for name, entry in read.items()
    }


def term(name: str, written: str = "") -> Markup:
    """Return a word that opens its definition; `written` is how the sentence has it.

    Raises
    ------
    KeyError
        The glossary has no such word.

    """
    found = terms()[name]
    number = g.get("terms", 0) + 1
    g.terms = number
    return Markup(
        '<span class="term"><button type="button" class="term-word" popovertarget="mot-{0}" data-term>'
        '{1}</button><span id="mot-{0}" class="term-text" role="note" popover><strong>{2}</strong> '
        "{3}</span></span>"
    ).format(number, typeset(written) or found.word, found.word, found.text)


def install(app: Flask) -> None:
    """Let the templates of `app` explain words."""
    app.jinja_env.globals.update(term=term, words_of_step=OF_STEP)

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
    """One word and what it means, in French; `forms` are those that running text gives it."""

    id: str
    word: str
    text: str
    forms: tuple[str, ...]


@cache
def terms() -> Mapping[str, Term]:
    """Return every word, by its id."""
    read = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {
        name: Term(name, typeset(entry["word"]), typeset(entry["text"]), tuple(entry["forms"]))
        for name, entry in read.items()
    }


def term(name: str, written: str = "") -> Markup:
    """Return a word that opens its definition; `written` is how the sentence has it.

    Raises
    ------
    KeyError
        The glossary has no such word.

    """
    found = terms()[name]
    return _button(found, Markup.escape(typeset(written) or found.word), "term-word")


def mark(name: str) -> Markup:
    """Return a question mark that opens the definition of the word it stands beside."""
    found = terms()[name]
    said = Markup('<span aria-hidden="true">?</span><span class="visually-hidden">{}</span>').format(
        typeset(f"Ce que veut dire « {found.word} »")
    )
    return _button(found, said, "term-word term-mark")


def _button(found: Term, inside: Markup, look: str) -> Markup:
    number = g.get("terms", 0) + 1
    g.terms = number
    return Markup(
        '<span class="term"><button type="button" class="{0}" popovertarget="mot-{1}" data-term>'
        '{2}</button><span id="mot-{1}" class="term-text" role="note" popover><strong>{3}</strong> '
        "{4}</span></span>"
    ).format(look, number, inside, found.word, found.text)


def install(app: Flask) -> None:
    """Let the templates of `app` explain words."""
    app.jinja_env.globals.update(term=term, words_of_step=OF_STEP)

"""Marks the words of the field where a page first says them: paragraphs and heads of tables.

Templates write plain French; the frame of the session's pages passes what they wrote through here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from flask import Flask
from markupsafe import Markup

from models.french import NBSP
from webui.glossary import mark, term, terms

PLACES = re.compile(r"<(p|thead|legend)\b([^>]*)>(.*?)</\1>", re.DOTALL)
"""Where words are explained; titles, buttons and cells stay bare."""
PRESENTS = re.compile(r'class="[^"]*\b(?:lead|small|hint)\b')
"""Paragraphs that present a page or one of its parts; a verdict, a notice or an answer is left whole."""
PIECES = re.compile(r"<[^>]*>|[^<]+")
BARE = frozenset({"a", "button", "label", "summary", "select", "textarea", "code", "kbd", "q", "svg"})
"""Elements whose words are not marked: a button has no place in them, or they quote."""


def explained(html: str) -> Markup:
    """Return a page with the first occurrence of each word of the field opening its definition.

    A word that stands in a link at the head of a column is explained by a mark beside the link.
    """
    left = dict(_forms())
    return Markup(PLACES.sub(lambda found: _place(found, left), str(html)))  # noqa: S704 (our own page)


def _place(found: re.Match[str], left: dict[str, str]) -> str:
    name, attributes, inside = found.groups()
    if not left or (name == "p" and not PRESENTS.search(attributes)):
        return found[0]
    made = "".join(_pieces(inside, left, head=name == "thead"))
    return f"<{name}{attributes}>{made}</{name}>"


def _pieces(inside: str, left: dict[str, str], *, head: bool) -> Iterator[str]:
    """Give the pieces of an element, its words marked where they may be."""
    bare: list[str] = []
    asked: list[str] = []
    for piece in PIECES.findall(inside):
        if not piece.startswith("<"):
            if not bare:
                yield _words().sub(lambda found: _marked(found, left), piece)
                continue
            if head and bare == ["a"]:
                asked += _first(piece, left)
        elif _name(piece) in BARE:
            bare.pop() if piece.startswith("</") else bare.append(_name(piece))
        yield piece
        if asked and not bare:
            yield "".join(str(mark(name)) for name in asked)
            asked = []


def _name(tag: str) -> str:
    return tag.strip("</>").split(maxsplit=1)[0].lower() if tag.strip("</>") else ""


def _marked(found: re.Match[str], left: dict[str, str]) -> str:
    name = _taken(found[0], left)
    return str(term(name, found[0])) if name else found[0]


def _first(text: str, left: dict[str, str]) -> list[str]:
    """Return the word that the name of a column says, if no place before has explained it."""
    names = (_taken(found[0], left) for found in _words().finditer(text))
    return [name for name in names if name][:1]


def _taken(said: str, left: dict[str, str]) -> str:
    """Return the entry that explains what is said, once: its other forms go with it."""
    name = left.get(_folded(said), "")
    for form in [form for form, other in left.items() if other == name]:
        del left[form]
    return name


def _folded(said: str) -> str:
    return said.casefold().replace(NBSP, " ")


@cache
def _forms() -> Mapping[str, str]:
    """Return which entry explains each form that running text gives a word."""
    return {_folded(form): name for name, one in terms().items() for form in one.forms}


@cache
def _words() -> re.Pattern[str]:
    """Return what finds any form, the longest first."""
    forms = sorted(_forms(), key=len, reverse=True)
    either = "|".join(re.escape(form).replace(r"\ ", rf"[ {NBSP}]") for form in forms)
    return re.compile(rf"(?<![\w’-])(?:{either})(?![\w-])", re.IGNORECASE)


def install(app: Flask) -> None:
    """Let the frame of the pages of `app` explain their words."""
    app.jinja_env.filters["explained"] = explained

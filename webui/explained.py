"""Marks the words of the field where a page first says them: paragraphs and heads of tables.

Templates write plain French; the frame of the session's pages passes what they wrote through here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from html.parser import HTMLParser

from flask import Flask
from markupsafe import Markup

from models.french import NBSP
from webui.glossary import mark, term, terms

PLACES = frozenset({"p", "thead", "legend"})
"""Where words are explained; titles, buttons and cells stay bare."""
PRESENTS = frozenset({"lead", "small", "hint"})
"""Paragraphs that present a page or one of its parts; a verdict, a notice or an answer is left whole."""
BARE = frozenset({"a", "button", "label", "summary", "select", "textarea", "code", "kbd", "q", "svg"})
"""Elements whose words are not marked: a button has no place in them, or they quote."""
BODY, ENDED = "<tbody", "</tbody>"
"""What begins and ends the cells of a table, the bulk of a page: they stay as they are, unread."""


def explained(html: str) -> Markup:
    """Return a page with the first occurrence of each word of the field opening its definition.

    A word that stands in a link at the head of a column is explained by a mark beside the link.
    """
    page = _Page(dict(_forms()))
    rest = str(html)
    while rest:
        read, body, rest = rest.partition(BODY)
        page.feed(read)
        cells, ended, rest = rest.partition(ENDED)
        page.made.append(body + cells + ended)
    page.close()
    return Markup("".join(page.made))  # noqa: S704 (our own page)


class _Page(HTMLParser):
    """Writes a page again as it reads it, the words not explained yet (`left`) marked."""

    def __init__(self, left: dict[str, str]) -> None:
        super().__init__(convert_charrefs=False)
        self.left = left
        self.made: list[str] = []
        self.place = ""
        self.bare: list[str] = []
        self.asked: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter a place where words are explained, or an element that keeps them bare."""
        if not self.place:
            self.place = tag if _is_place(tag, dict(attrs)) else ""
        elif tag in BARE:
            self.bare.append(tag)
        self.made.append(self.get_starttag_text() or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Keep an element that holds nothing."""
        self.made.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        """Leave the place, or the element that kept words bare, whose marks then follow it."""
        if tag == self.place:
            self.place, self.bare, self.asked = "", [], []
        elif self.bare and self.bare[-1] == tag:
            self.bare.pop()
        self.made.append(f"</{tag}>")
        if self.asked and not self.bare:
            self.made += [str(mark(name)) for name in self.asked]
            self.asked = []

    def handle_data(self, data: str) -> None:
        """Mark the words of running text; remember that of a link at the head of a column."""
        if self.place and self.left and not self.bare:
            data = _words().sub(lambda found: _marked(found, self.left), data)
        elif self.place == "thead" and self.bare == ["a"]:
            self.asked += _first(data, self.left)
        self.made.append(data)

    def handle_entityref(self, name: str) -> None:
        """Keep `&nbsp;`."""
        self.made.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """Keep `&#39;`."""
        self.made.append(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        """Keep a comment."""
        self.made.append(f"<!--{data}-->")


def _is_place(tag: str, attributes: Mapping[str, str | None]) -> bool:
    presents = not PRESENTS.isdisjoint((attributes.get("class") or "").split())
    return tag in PLACES and (tag != "p" or presents)


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

"""Codes of people and sessions inside addresses: any text, even with slashes or only dots."""

from __future__ import annotations

import re
from urllib.parse import quote

from flask import Flask
from werkzeug.routing import BaseConverter, IntegerConverter, Map

LARGEST_ID = 2**31 - 1


class CodeConverter(BaseConverter):
    """Letters, digits, `_` and `-` stay; the rest is written `~`, its number in base 16, and a dot."""

    regex = "[^/]+"

    def to_python(self, value: str) -> str:
        """Return the code that a part of an address stands for."""
        return re.sub(r"~([0-9a-f]{1,6})\.", _char, value)

    def to_url(self, value: object) -> str:
        """Return the part of an address that stands for a code."""
        return quote(re.sub(r"[^\w-]", lambda found: f"~{ord(found[0]):x}.", str(value)))


class IdConverter(IntegerConverter):
    """A number that a database can hold; a larger one names nothing: page not found."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=LARGEST_ID)


def _char(found: re.Match[str]) -> str:
    number = int(found[1], 16)
    return chr(number) if number <= 0x10FFFF else found[0]  # noqa: PLR2004 (the last code point)


def install(app: Flask) -> None:
    """Let the routes of `app` say `<code:…>`, and `<int:…>` of what is stored."""
    app.url_map.converters["int"] = IdConverter
    app.url_map.converters["code"] = CodeConverter

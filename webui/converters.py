"""Codes of people and sessions inside addresses: any text, even with slashes or only dots."""

from __future__ import annotations

import re
from urllib.parse import quote

from flask import Flask
from werkzeug.routing import BaseConverter


class CodeConverter(BaseConverter):
    """Letters, digits, `_` and `-` stay; the rest is written `~`, its number in base 16, and a dot."""

    regex = "[^/]+"

    def to_python(self, value: str) -> str:
        """Return the code that a part of an address stands for."""
        return re.sub(r"~([0-9a-f]{1,6})\.", _char, value)

    def to_url(self, value: object) -> str:
        """Return the part of an address that stands for a code."""
        return quote(re.sub(r"[^\w-]", lambda found: f"~{ord(found[0]):x}.", str(value)))


def _char(found: re.Match[str]) -> str:
    number = int(found[1], 16)
    return chr(number) if number <= 0x10FFFF else found[0]  # noqa: PLR2004 (the last code point)


def install(app: Flask) -> None:
    """Let the routes of `app` say `<code:…>`."""
    app.url_map.converters["code"] = CodeConverter

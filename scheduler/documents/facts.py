"""What a document says, as the JSON its template reads; words too long for a column may be cut."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass

CUT = "\u200b"
"""Unseen: a line may end there."""
LONG = re.compile(r"[^\s‐–—/-]{22,}")
"""Wider than the narrowest column that holds free words."""
LONG_ADDRESS = 40
"""A mail address is copied: it is cut only where no column would hold it."""
INSIDE = re.compile(r"(?<=[0-9A-Za-zÀ-ɏ])(?=[0-9A-Za-zÀ-ɏ])")
PARTS = re.compile(r"(?<=[@.])")


class Verbatim(str):
    """Something nobody reads, such as a picture or an address to follow: never cut."""

    __slots__ = ()


def as_json(content: object) -> str:
    """Return a content (dataclasses, sequences, texts, numbers) as JSON."""
    return json.dumps(_plain(content), ensure_ascii=False, separators=(",", ":"))


def _plain(value: object) -> object:
    """Return a value as JSON has it."""
    if isinstance(value, str):
        return value if isinstance(value, Verbatim) else LONG.sub(_cut, value)
    if isinstance(value, (tuple, list)):
        return [_plain(one) for one in value]
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if is_dataclass(value):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    return value


def _cut(word: re.Match[str]) -> str:
    """Let lines end inside a long word."""
    text = word.group()
    if "@" not in text:
        return INSIDE.sub(CUT, text)
    return PARTS.sub(CUT, text) if len(text) > LONG_ADDRESS else text

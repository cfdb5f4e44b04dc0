"""Icons drawn for Oraux: 24 × 24 strokes, always beside a word, hidden from screen readers."""

from __future__ import annotations

import tomllib
from pathlib import Path

from markupsafe import Markup

PATHS: dict[str, str] = tomllib.loads((Path(__file__).parent / "icons.toml").read_text(encoding="utf-8"))


def icon(name: str) -> Markup:
    """Return the icon as inline SVG.

    Raises
    ------
    KeyError
        No icon has this name.

    """
    return Markup(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" '
        'focusable="false" fill="none" stroke="currentColor" '
        'stroke-width="2" stroke-linecap="round" stroke-linejoin="round">{}</svg>',
    ).format(Markup(PATHS[name]))  # noqa: S704  (the paths are ours, nothing of a user's)

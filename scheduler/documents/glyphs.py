"""Characters no installed font can draw: PDF/UA forbids the empty box, so a stand-in is printed."""

from __future__ import annotations

import logging
import re

LOGGER = logging.getLogger(__name__)
COMMON = 0x52F
"""Latin, Greek and Cyrillic letters end here: every font we name has them."""
STAND_IN = "\N{REPLACEMENT CHARACTER}"
UNDRAWN = re.compile(r'the text `"(.*?)"` could not be displayed')
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


def undrawable(text: str) -> frozenset[str]:
    """Return the characters of a text that no installed font draws.

    Raises
    ------
    MissingToolError
        Typst cannot run on this machine.

    """
    from scheduler.documents import render  # noqa: PLC0415 (it needs this module)

    rare = sorted({char for char in text if ord(char) > COMMON})
    return render.refused(render.sheet_of("plain", {"text": " ".join(rare)})) if rare else frozenset()


def undrawn(error: Exception) -> frozenset[str]:
    """Return the characters that a refusal of the renderer names.

    Raises
    ------
    Exception
        The refusal itself, when it is about something else: a defect of ours.

    """
    named = UNDRAWN.findall(str(error))
    found = {char for text in named for char in _read(text) if ord(char) > COMMON}
    if not found:
        raise error
    return frozenset(found)


def _read(text: str) -> str:
    """Return what an escaped text of the renderer stands for."""
    return ESCAPED.sub(lambda code: chr(int(code.group(1), 16)), text)


def replaced(text: str, characters: frozenset[str]) -> str:
    """Return a text without those characters, and tell the log which fonts are wanting."""
    LOGGER.warning(
        "Aucune police installée ne dessine %s ; remplacé dans le document "
        "(sous Debian : apt-get install fonts-noto-core fonts-noto-cjk).",
        " ".join(f"{one} (U+{ord(one):04X})" for one in sorted(characters)),
    )
    return text.translate({ord(one): STAND_IN for one in characters})

"""Characters no installed font can draw: PDF/UA forbids the empty box, so a stand-in is printed."""

from __future__ import annotations

import logging
import threading
from html import escape
from types import TracebackType
from typing import Self

RENDERER = logging.getLogger("weasyprint")
LOGGER = logging.getLogger(__name__)
SENTENCE = ".notdef glyph rendered"
COMMON = 0x52F
PAGE = '<html lang="fr"><head><title>Polices</title></head><body><p>{text}</p></body></html>'
STAND_IN = "\N{REPLACEMENT CHARACTER}"


def undrawable(text: str) -> frozenset[str]:
    """Return the characters of a text that no installed font draws.

    Latin, Greek and Cyrillic letters are taken as drawn: every font we name has them.

    Raises
    ------
    MissingToolError
        WeasyPrint cannot run on this machine.

    """
    from scheduler.documents.render import Sheet, pdf_of  # noqa: PLC0415 (it needs this module)

    rare = sorted({char for char in text if ord(char) > COMMON})
    if not rare:
        return frozenset()
    with MissingGlyphs() as missing:
        pdf_of(Sheet(PAGE.format(text=escape(" ".join(rare)))))
    return frozenset(missing.characters)


class MissingGlyphs(logging.Handler):
    """Collect, while it is entered, the characters that the renderer could not draw in this thread."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.characters: set[str] = set()
        self._thread = threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the character of a record that speaks of one."""
        mine = record.thread == self._thread and str(record.msg).startswith(SENTENCE)
        if mine and isinstance(record.args, tuple):
            self.characters.add(str(record.args[0]))

    def __enter__(self) -> Self:
        """Start listening."""
        RENDERER.addHandler(self)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop listening."""
        RENDERER.removeHandler(self)

    def replaced_in(self, text: str) -> str:
        """Return a text without those characters, and tell the log which fonts are wanting."""
        LOGGER.warning(
            "Aucune police installée ne dessine %s ; remplacé dans le document "
            "(sous Debian : apt-get install fonts-noto-core fonts-noto-cjk).",
            " ".join(f"{one} (U+{ord(one):04X})" for one in sorted(self.characters)),
        )
        return text.translate({ord(one): STAND_IN for one in self.characters})

"""Which version of the plan a document speaks for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class DocumentVersion:
    """The version printed on documents and carried by calendars.

    `number` counts the versions of the session from 1; `published_at` is the day it was frozen (None for
    a draft); `replaces` is the number of the version whose convocations become void; `draft` marks what
    may be shown but not sent.
    """

    number: int
    published_at: date | None = None
    replaces: int | None = None
    draft: bool = False

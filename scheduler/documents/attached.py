"""What a document carries beside its pages, as PDF/A-3 allows."""

from __future__ import annotations

from dataclasses import dataclass

from scheduler.documents.facts import Verbatim


@dataclass(frozen=True, slots=True)
class Attached:
    """A file inside a document: the same facts in another form, such as a calendar. Text, in UTF-8."""

    name: str
    content: bytes
    description: str
    type: str = "text/calendar"

    @property
    def facts(self) -> dict[str, str]:
        """What a template reads of it."""
        text = Verbatim(self.content.decode())
        return {"name": self.name, "text": text, "description": self.description, "type": self.type}

"""Kinds of documents as the step « Convoquer » lists them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scheduler.documents import KINDS, Press
from scheduler.documents.kinds import SCHOOLS, Entry
from webui.views.tables import Column, Target

FOLDER = "dossier"


@dataclass(frozen=True, slots=True)
class ShownKind:
    """One kind, with how many documents a plan has of it."""

    id: str
    title: str
    reader: str
    count: int


def shown_kinds(press: Press) -> tuple[ShownKind, ...]:
    """Return every kind with its count in an edition."""
    return tuple(
        ShownKind(kind.id, kind.title, kind.reader, sum(1 for _ in kind.entries(press)))
        for kind in KINDS.values()
    )


def columns_of(kind: str) -> Sequence[Column]:
    """Return the columns of the list of one kind's documents; an establishment has its folder too."""

    def target(entry: Entry) -> Target:
        return "document", entry.code

    def folder(entry: Entry) -> Target:
        return FOLDER, entry.code

    shared = (
        Column("nom", "Document", lambda entry: entry.label, link=target),
        Column("code", "Code", lambda entry: entry.code),
    )
    whole = Column("dossier", "Dossier", lambda _entry: "Liste et convocations (.zip)", link=folder)
    return (*shared, whole) if kind == SCHOOLS else shared

"""Pages of the exam centre's staff."""

from flask import Blueprint

blueprint = Blueprint("staff", __name__)

# Each module registers its routes on the blueprint when it is imported.
from webui.staff import (  # noqa: E402
    answers,
    appearance,
    availability,
    data,
    data_edits,
    data_journal,
    documents,
    exports,
    imports,
    outbox,
    outbox_calls,
    outbox_message,
    outbox_server,
    outbox_texts,
    people,
    plan,
    planning,
    publication,
    repairs,
    search,
    sessions,
    stationery,
    texts,
    verify,
    waivers,
)

__all__ = [
    "answers",
    "appearance",
    "availability",
    "blueprint",
    "data",
    "data_edits",
    "data_journal",
    "documents",
    "exports",
    "imports",
    "outbox",
    "outbox_calls",
    "outbox_message",
    "outbox_server",
    "outbox_texts",
    "people",
    "plan",
    "planning",
    "publication",
    "repairs",
    "search",
    "sessions",
    "stationery",
    "texts",
    "verify",
    "waivers",
]

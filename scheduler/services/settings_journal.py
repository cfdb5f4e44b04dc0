"""Settings in the journal: paper, words of messages, contacts, access, accounts, mail server."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models.db import EntryKind
from scheduler.exchange.changes import Change, ChangeKind, FieldChange
from scheduler.exchange.titles import column_title, table_title, written_cell
from scheduler.services.dossiers import session_row
from scheduler.services.journal import Doing, write_entry

LONGEST = 60
"""Characters of a value that a sentence quotes; the journal keeps it whole."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What was set: a name of `exchange.titles.SETTING_TITLES`, of whom or what, and how it is called.

    `code` is that of its session, None for the whole installation.
    """

    code: str | None
    table: str
    key: str
    label: str = ""


def note_setting(
    db: Session,
    setting: Setting,
    before: Mapping[str, str],
    after: Mapping[str, str],
    *,
    by: str,
    now: datetime,
) -> int | None:
    """Write what a setting was and is, by French names; return the entry, None when nothing changed.

    An empty `before` is something new, an empty `after` something taken away. Secrets are never given.
    """
    names = dict.fromkeys([*before, *after])
    fields = tuple(
        FieldChange(name, before.get(name, ""), after.get(name, ""))
        for name in names
        if before.get(name, "") != after.get(name, "")
    )
    if not fields:
        return None
    kind = ChangeKind.CHANGED if before and after else ChangeKind.ADDED if after else ChangeKind.REMOVED
    change = Change(setting.table, (setting.key,), setting.label or setting.key, kind, fields)
    session_id = session_row(db, setting.code).id if setting.code else None
    doing = Doing(EntryKind.SETTING, _sentence(change), by, now, changes=(change,))
    return write_entry(db, session_id, doing)


def _sentence(change: Change) -> str:
    cells = " ; ".join(
        f"{column_title(one.column)} « {_short(one.before)} » → « {_short(one.after)} »"
        for one in change.fields
    )
    return f"{table_title(change.table)}, {change.label} – {cells}"


def _short(text: str) -> str:
    said = written_cell(" ".join(text.split())) or "(vide)"
    return said if len(said) <= LONGEST else said[: LONGEST - 1] + "…"

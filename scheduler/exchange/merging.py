"""Joins an import to a stored session: in place, and nothing removed unless it is confirmed."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from models.dossier.records import Dossier, SessionInfo
from scheduler.exchange.references import KEYS, REFERENCES
from scheduler.exchange.schema import Table
from scheduler.exchange.tables import TABLES


def merged(
    old: Dossier | None,
    new: Dossier,
    *,
    remove_absent: bool,
    tables: frozenset[str] | None = None,
) -> Dossier:
    """Return `old` updated by `new`.

    Parameters
    ----------
    old
        The stored session; None when there is none yet.
    new
        What was imported.
    remove_absent
        Remove the records absent from a table that the import holds, with what refers to them;
        otherwise they are kept.
    tables
        Names of the tables the import holds (`Reading.tables_present`); all of them when None. The
        other tables stay as they are.

    Returns
    -------
    Dossier
        Known records in their old order with their new content, then the new ones: joining the same
        import twice changes nothing.

    """
    if old is None:
        return new
    joined: dict[str, Any] = {"session": old.session}
    for table in TABLES:
        if tables is not None and table.name not in tables:
            continue
        if table.name == "session":
            joined["session"] = _session(old.session, new.session, remove_absent=remove_absent)
        else:
            joined[table.attribute] = _records(table, old, new, remove_absent=remove_absent)
    result = replace(old, **joined)
    return without_dangling(result) if remove_absent else result


def _records(table: Table, old: Dossier, new: Dossier, *, remove_absent: bool) -> tuple[Any, ...]:
    """Known records of a table in their old order, then the new ones."""
    before, after = (
        {table.key_of(one): one for one in getattr(which, table.attribute)} for which in (old, new)
    )
    kept = {key: after.get(key, one) for key, one in before.items() if not remove_absent or key in after}
    return tuple({**kept, **after}.values())


def _session(old: SessionInfo, new: SessionInfo, *, remove_absent: bool) -> SessionInfo:
    """Rows that the import leaves out are kept unless their removal is confirmed."""
    if remove_absent:
        return new
    kept = {
        one.name: getattr(old, one.name)
        for one in fields(SessionInfo)
        if getattr(new, one.name) in (None, ())
    }
    return replace(new, **kept)


def without_dangling(dossier: Dossier) -> Dossier:
    """Drop what names a removed record: the whole row when its key does, the name alone otherwise."""
    attributes = {table.name: table.attribute for table in TABLES}
    for name, column, attribute, target in REFERENCES:
        known = {getattr(one, KEYS[target]) for one in getattr(dossier, attributes[target])}
        in_key = next(one for one in TABLES if one.name == name).column(column).key
        if target == "etablissements" and not known:
            continue
        rows = (
            _repaired(one, attribute, known, in_key=in_key) for one in getattr(dossier, attributes[name])
        )
        kept: dict[str, Any] = {attributes[name]: tuple(one for one in rows if one is not None)}
        dossier = replace(dossier, **kept)
    return dossier


def _repaired(record: Any, attribute: str, known: set[str], *, in_key: bool) -> Any | None:
    value = getattr(record, attribute)
    if isinstance(value, tuple):
        kept = tuple(code for code in value if code in known)
        return record if kept == value else replace(record, **{attribute: kept})
    if value is None or value in known:
        return record
    return None if in_key else replace(record, **{attribute: None})

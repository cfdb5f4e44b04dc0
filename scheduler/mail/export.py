"""The outbox without a mail server: a mail-merge table, and the files of each message beside it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path

from sqlalchemy.orm import Session

from models.db import HolderKind, MessageState
from scheduler.documents.files import safe_name, write_atomically
from scheduler.exchange.csv_writing import csv_bytes
from scheduler.exchange.neutral import escaped
from scheduler.exchange.sheet_writing import workbook_bytes
from scheduler.mail.attachments import Parcel, attachments_of, sources_of
from scheduler.mail.outbox import STATE_NAMES, Message, list_messages
from scheduler.mail.people import people_of
from scheduler.mail.prepare import in_force
from scheduler.mail.texts import KIND_NAMES
from scheduler.services.dossiers import load_dossier

TABLE, WORKBOOK = "publipostage.csv", "publipostage.xlsx"
FILES = "pieces"
COLUMNS = (
    "message", "envoi", "qui", "code", "nom", "courriel", "telephone", "objet", "texte", "changement",
    "etat", "fichiers",
)  # fmt: skip
QUI: Mapping[HolderKind, str] = {
    HolderKind.CANDIDATE: "candidat",
    HolderKind.EXAMINER: "juré",
    HolderKind.SCHOOL: "établissement",
}
LEFT_OUT = (MessageState.SUPERSEDED, MessageState.EXCLUDED)


def exportable(db: Session, code: str) -> list[Message]:
    """Return the messages of the version in force that somebody may still want to send.

    Raises
    ------
    NotFoundError
        No session has this code, or nothing is published.

    """
    found = list_messages(db, code, version=in_force(db, code).version, texts=True)
    return [one for one in found if one.state not in LEFT_OUT]


def merge_table(rows: Sequence[list[str]]) -> bytes:
    """Return the mail-merge table as CSV, which spreadsheets in French open; see `merge_rows`."""
    return csv_bytes([escaped(cell) for cell in row] for row in rows)


def merge_rows(
    db: Session, code: str, messages: Collection[Message], files: Mapping[int, Collection[str]]
) -> list[list[str]]:
    """Return the mail-merge table, its header first, a row a message.

    Parameters
    ----------
    db, code, messages
        Where, which session, which messages.
    files
        Paths of the files of each message, by its id.

    """
    people = people_of(db, load_dossier(db, code, withdrawn=True))
    rows = [
        [
            str(one.id), KIND_NAMES[one.kind], QUI[one.holder_kind], one.holder, one.name,
            one.address or "", people[one.holder_kind, one.holder].phone or "", one.subject,
            one.plain, one.change, STATE_NAMES[one.state], " | ".join(files.get(one.id, ())),
        ]
        for one in messages
    ]  # fmt: skip
    return [list(COLUMNS), *rows]


def export_outbox(
    db: Session, code: str, out: Path, *, progress: Callable[[int, int], None] | None = None
) -> list[Path]:
    """Write the mail-merge table (CSV, workbook) and every file of the messages; return the files.

    Raises
    ------
    NotFoundError
        No session has this code, or nothing is published.
    MissingToolError
        The library that makes PDF cannot run on this machine.

    """
    messages = exportable(db, code)
    sources = sources_of(db, code, in_force(db, code).number)
    tell = progress or (lambda _ready, _total: None)
    written: dict[int, list[str]] = {}
    for count, one in enumerate(messages, start=1):
        folder = Path(FILES) / f"{QUI[one.holder_kind]}-{safe_name(one.holder)}"
        parcel = Parcel(one.kind, one.holder_kind, one.holder, one.people, one.round)
        for file in attachments_of(sources, parcel, heavy=True):
            write_atomically(out / folder / file.name, file.content)
            written.setdefault(one.id, []).append((folder / file.name).as_posix())
        tell(count, len(messages))
    rows = merge_rows(db, code, messages, written)
    tables = {out / TABLE: merge_table(rows), out / WORKBOOK: workbook_bytes({"publipostage": rows})}
    for table, content in tables.items():
        write_atomically(table, content)
    return [*tables, *(out / path for paths in written.values() for path in paths)]

"""Import a session folder: look first, then store it whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models.db import EntryKind, SessionRow
from models.db.database import lock_session
from models.dossier import Dossier
from scheduler.errors import ConflictError, ImportRefusedError, NotFoundError
from scheduler.exchange import FileProblem, Severity, read_dossier
from scheduler.exchange.changes import changes_between
from scheduler.exchange.merging import merged
from scheduler.services.changes import Changes, changes_of
from scheduler.services.dossiers import load_dossier, session_row
from scheduler.services.journal import Doing, write_entry
from scheduler.services.store_dossier import store_dossier


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What an import would do; nothing is stored yet.

    Attributes
    ----------
    source
        Name of the folder or file.
    session_code
        The session it creates or updates; None when it cannot be told.
    creates
        The session does not exist yet.
    problems, lines
        Errors and warnings; the same one line each, as the command line prints them.
    changes
        Records added, changed and removed.
    revision
        Revision of the session when it was looked at, None when it did not exist.
    dossier, tables_present
        What was read, None with errors, and the tables the file holds.

    """

    source: str
    session_code: str | None
    creates: bool
    problems: tuple[FileProblem, ...]
    lines: tuple[str, ...]
    changes: Changes = field(default_factory=Changes)
    revision: int | None = None
    dossier: Dossier | None = None
    tables_present: frozenset[str] = field(default_factory=frozenset)

    @property
    def can_apply(self) -> bool:
        """No error: warnings alone let the import go on."""
        return self.dossier is not None

    @property
    def whole(self) -> bool:
        """A whole session folder; a list of candidates never says that something is to be removed."""
        return "session" in self.tables_present

    @property
    def warnings(self) -> int:
        """How many warnings were kept."""
        return sum(problem.severity is Severity.WARNING for problem in self.problems)


def preview_import(db: Session, *, path: Path, session_code: str | None = None) -> ImportPreview:
    """Read and check a folder, and compare it with what is stored; write nothing.

    Parameters
    ----------
    db
        Where the session is or will be.
    path
        A folder, a workbook, a zip, or a Cyclades list.
    session_code
        The session that the import joins; required for a Cyclades list.

    Raises
    ------
    NotFoundError
        The path does not exist, or a list of candidates is to join a session that does not exist.
    ImportRefusedError
        The folder is that of another session than `session_code`.

    """
    if not path.exists():
        raise NotFoundError(
            f"« {path} » n’existe pas ; vérifiez le chemin du dossier ou du fichier à importer."
        )
    if session_code and path.suffix.lower() == ".csv":
        session_row(db, session_code)  # a lone list of candidates joins a session that exists
    reading = read_dossier(path, base=_stored(db, session_code))
    source, lines = _storable(path.name or str(path)), tuple(reading.lines())
    if reading.dossier is None:
        return ImportPreview(source, session_code, creates=False, problems=reading.problems, lines=lines)
    code = reading.dossier.session.code
    _same_session(code, session_code)
    present = reading.tables_present
    old, everything = _stored(db, code), _stored(db, code, withdrawn=True)
    changes = changes_of(old, everything, reading.dossier, present=present)
    return ImportPreview(
        source,
        code,
        old is None,
        reading.problems,
        lines,
        changes,
        _revision(db, code),
        reading.dossier,
        present,
    )


def _storable(name: str) -> str:
    """Return a file's name as text: bytes that are no UTF-8 and control characters become `?`."""
    return "".join(letter if letter.isprintable() else "?" for letter in name)


def apply_import(
    db: Session, *, preview: ImportPreview, remove_absent: bool = False, by: str, now: datetime
) -> str:
    """Store what a preview announced, whole or not at all; the caller commits.

    Parameters
    ----------
    db
        A writing session (`Database.writing`).
    preview
        What was looked at.
    remove_absent
        Also remove what the file no longer holds; what a published plan uses is withdrawn instead.
    by, now
        Who and when (UTC), for the journal.

    Returns
    -------
    str
        Code of the session.

    Raises
    ------
    ImportRefusedError
        The file has errors.
    ConflictError
        The session changed since the preview; nothing was written.

    """
    if preview.dossier is None or preview.session_code is None:
        raise ImportRefusedError(
            "Ce fichier contient des erreurs : rien n’a été enregistré ; corrigez-les, puis recommencez."
        )
    code = preview.session_code
    locked = lock_session(db, code)
    if (locked.revision if locked else None) != preview.revision:
        raise _stale(code)
    old = _stored(db, code)
    remove = remove_absent and preview.whole
    joined = merged(old, preview.dossier, remove_absent=remove, tables=preview.tables_present)
    if joined == old:
        return code
    row = _store(db, joined, preview, now)
    doing = Doing(
        EntryKind.IMPORT, f"Import de « {preview.source} »", by, now,
        warnings=preview.warnings, revision=row.revision, changes=changes_between(old, joined),
    )  # fmt: skip
    write_entry(db, row.id, doing)
    return code


def _store(db: Session, joined: Dossier, preview: ImportPreview, now: datetime) -> SessionRow:
    """Write the session; the loser of two who create it at once is told so."""
    try:
        return store_dossier(db, joined, now=now)
    except IntegrityError as error:
        if preview.creates:
            raise _stale(joined.session.code) from error
        raise


def _revision(db: Session, code: str) -> int | None:
    return db.scalar(select(SessionRow.revision).where(SessionRow.code == code))


def _stored(db: Session, code: str | None, *, withdrawn: bool = False) -> Dossier | None:
    """Return the stored session, None when there is none."""
    if not code or _revision(db, code) is None:
        return None
    return load_dossier(db, code, withdrawn=withdrawn)


def _same_session(found: str, wanted: str | None) -> None:
    if wanted is not None and found != wanted:
        raise ImportRefusedError(
            f"Ce dossier est celui de la session « {found} », pas de « {wanted} » ; "
            "rien n’a été enregistré. "
            "Importez-le sans préciser de session, ou corrigez « code » dans la table « session »."
        )


def _stale(code: str) -> ConflictError:
    return ConflictError(
        f"La session « {code} » a changé depuis l’aperçu ; rien n’a été enregistré. "
        "Recommencez l’import pour voir les différences actuelles."
    )

"""All the documents of a plan on disk, and in one archive.

The files of a session stay in one folder from one version to the next: a version that moves one person
makes that person's files again. Each plan has its archive.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Collection, Iterator
from hashlib import sha256
from pathlib import Path

from models.db import Database, folder_of
from models.location import make_private
from scheduler.calendars import write_calendars
from scheduler.documents import CANDIDATES, CONVOCATIONS, KINDS, Press, write_documents
from scheduler.documents.files import safe_names
from scheduler.documents.kinds import SCHOOLS
from scheduler.documents.school_folder import EPOCH
from scheduler.documents.schools import pupils, school_keys
from scheduler.documents.seal import seal_from
from scheduler.services.documents import open_pages, press_of
from scheduler.services.plans import plan_numbered

CALENDARS = "calendriers"


def documents_folder(database: Database, code: str) -> Path:
    """Return where the documents of a session are, named so that any code makes a folder.

    Those of some centres stay apart: neither folder ever holds what the other is for.
    """
    limit = next((one for one in database.limits if one.code == code), None)
    name = code if limit is None else "/".join((code, *sorted(limit.centres)))
    return folder_of(database.address) / "documents" / sha256(name.encode()).hexdigest()[:16]


def archive_path(database: Database, code: str, plan_id: int) -> Path:
    """Return where the archive of a plan is, made or not."""
    return documents_folder(database, code) / f"plan-{plan_id}.zip"


def make_archive(
    database: Database,
    code: str,
    *,
    kinds: Collection[str],
    number: int,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Path | None:
    """Make the documents of a plan and its archive; None when it was stopped before the end.

    Parameters
    ----------
    database, code
        Where, and which session.
    kinds
        Ids of `scheduler.documents.KINDS`.
    number
        Number of a plan.
    progress, cancelled
        As `scheduler.documents.write_documents`.

    Raises
    ------
    NotFoundError
        The session, the plan or a kind does not exist.
    MissingToolError
        The library that makes PDF cannot run on this machine, or the certificate cannot sign.

    """
    open_pages(database, code)
    with database.reading() as db:
        press = press_of(db, code, number=number)
        plan_id = plan_numbered(db, code, number).id
    folder = documents_folder(database, code)
    make_private(folder)
    stopped = cancelled or (lambda: False)
    write_documents(press, folder, kinds=kinds, seal=seal_from(), progress=progress, cancelled=stopped)
    if stopped():
        return None
    if set(CONVOCATIONS) & set(kinds) and not press.limited:
        book = press.book
        parts = (book.dossier, book.regulation, book.plan)
        write_calendars(*parts, folder / CALENDARS, version=press.version)
    return _packed(archive_path(database, code, plan_id), packing_list(press, folder, kinds))


def packing_list(press: Press, folder: Path, kinds: Collection[str]) -> dict[str, Path]:
    """Return what an archive holds: the name inside, and the file.

    An establishment's folder has its list and its candidates' convocations.
    """
    found = {}
    for kind in (KINDS[one] for one in kinds if one != SCHOOLS):
        for path in sorted((folder / kind.folder).glob("*.pdf")):
            found[f"{kind.folder}/{path.name}"] = path
    if set(CONVOCATIONS) & set(kinds) and not press.limited:
        for path in sorted((folder / CALENDARS).rglob("*.ics")):
            found[path.relative_to(folder).as_posix()] = path
    if SCHOOLS in kinds:
        for uai in school_keys(press.book):
            held = school_files(press, folder, uai, convocations=CANDIDATES in kinds)
            found.update({f"{SCHOOLS}/{uai}/{name}": path for name, path in held})
    return found


def school_files(
    press: Press, folder: Path, uai: str, *, convocations: bool = True
) -> Iterator[tuple[str, Path]]:
    """Give the files an establishment receives, those that are made: its list, then its convocations."""
    lists = safe_names(school_keys(press.book))
    names = safe_names(one.number for one in press.book.candidates())
    yield "bordereau.pdf", folder / KINDS[SCHOOLS].folder / f"{lists[uai]}.pdf"
    for one in pupils(press.book, uai) if convocations else ():
        name = f"{names[one.number]}.pdf"
        yield f"convocation-{name}", folder / KINDS[CANDIDATES].folder / name


def _packed(archive: Path, files: dict[str, Path]) -> Path:
    """Zip files; the archive appears whole or not at all. PDF files are compressed already."""
    partial = archive.with_suffix(".part")
    with zipfile.ZipFile(partial, "w") as packed:
        for name, path in files.items():
            kind = zipfile.ZIP_STORED if path.suffix == ".pdf" else zipfile.ZIP_DEFLATED
            packed.writestr(zipfile.ZipInfo(name, EPOCH), path.read_bytes(), kind)
    partial.replace(archive)
    return archive

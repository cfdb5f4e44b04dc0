"""Documents of an edition as files: all of some kinds, or a single one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from scheduler.documents.batch import Cancelled, Page, Progress, remove_stale, write_pages
from scheduler.documents.files import safe_names
from scheduler.documents.kinds import CONVOCATIONS, Kind, kind_of
from scheduler.documents.press import Press
from scheduler.documents.render import identifier, pdf_of
from scheduler.documents.seal import Seal


def document(press: Press, kind: str, code: str, *, seal: Seal | None = None) -> bytes:
    """Return one document as PDF/UA-1 and PDF/A-3a, signed when there is a seal.

    Raises
    ------
    NotFoundError
        There is no such kind, or the edition has no document of this code.
    MissingToolError
        Typst cannot run on this machine, or the certificate cannot sign.

    """
    sheet = kind_of(kind).find(press, code).draw()
    if seal is None:
        return pdf_of(sheet)
    return seal.sign(pdf_of(sheet, identifier(sheet, seal.fingerprint)))


def write_documents(
    press: Press,
    out: Path,
    *,
    kinds: Iterable[str] = CONVOCATIONS,
    seal: Seal | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> list[Path]:
    """Write every document of some kinds, one folder a kind.

    A file that is there already and would be the same is left as it is, so a stopped batch resumes.
    When the batch ends, our own files that are no longer among its documents are removed; files that
    Oraux did not make are never touched.

    Parameters
    ----------
    press
        What the documents say.
    out
        Folder; made when missing.
    kinds
        Ids of `KINDS`.
    seal
        Signs each file.
    progress
        Called with the number of files ready and the total.
    cancelled
        Asked between files; True stops and keeps what is written.

    Returns
    -------
    list[Path]
        The files in place, kind by kind, in the order of the session.

    Raises
    ------
    NotFoundError
        The plan names something that the session lacks, or a kind does not exist.
    MissingToolError
        Typst cannot run on this machine, or the certificate cannot sign.

    """
    chosen = [kind_of(one) for one in dict.fromkeys(kinds)]
    pages = [page for kind in chosen for page in pages_of(press, kind, out, seal)]
    written = write_pages(pages, progress=progress, cancelled=cancelled)
    if len(written) == len(pages):
        for kind in chosen:
            remove_stale(out / kind.folder, written)
    return written


def pages_of(press: Press, kind: Kind, out: Path, seal: Seal | None = None) -> Iterator[Page]:
    """Every document of a kind as a page, with its path."""
    entries = list(kind.entries(press))
    names = safe_names(entry.code for entry in entries)
    for entry in entries:
        yield Page(out / kind.folder / f"{names[entry.code]}.pdf", entry.draw, seal)

"""Opens what a person drops: a folder of CSV files, a zip of them, or a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast
from zipfile import ZipFile, ZipInfo

from scheduler.exchange.archives import ZIP_ERRORS, opened_archive
from scheduler.exchange.cells import fold, quoted
from scheduler.exchange.csv_files import Opener, csv_rows
from scheduler.exchange.disk import disk_reason
from scheduler.exchange.paths import checked_file, open_file
from scheduler.exchange.raw import MAX_FILE, Bundle, NumberedRow, RawTable, UnreadableFileError
from scheduler.exchange.workbooks import OLE_MAGIC, SAVE_AS_XLSX, workbook_bundle

ZIP_MAGIC = b"PK\x03\x04"
_BINARY = {
    ZIP_MAGIC: "un classeur ou une archive",
    OLE_MAGIC: "un classeur .xls ou chiffré",
    b"%PDF": "un PDF",
    b"\x89PNG": "une image",
    b"\x1f\x8b": "une archive gzip",
    b"\xff\xd8\xff": "une image",
}
_OLD_WORKBOOKS = {".xls", ".xlsm", ".xlsb", ".xlt", ".xltx", ".xltm", ".ods", ".numbers"}
_HIDDEN = {"thumbs.db", "desktop.ini"}


@contextmanager
def opened_bundle(path: Path, headers: dict[str, frozenset[str]]) -> Iterator[Bundle]:
    """Open the tables at `path`; they can be read inside the `with` only.

    Parameters
    ----------
    path
        A folder, a .zip or an .xlsx.
    headers
        Folded headers by folded table name, to recognise the separator.

    Raises
    ------
    UnreadableFileError
        Nothing at all can be read there.

    """
    if path.is_dir():
        yield _folder_bundle(path, headers)
        return
    checked_file(path)
    _refuse_format(path)
    if path.suffix.lower() == ".zip":
        with opened_archive(path) as archive:
            yield _archive_bundle(archive, path.name, headers)
    elif path.suffix.lower() == ".xlsx":
        yield workbook_bundle(path)
    else:
        message = f"{quoted(path.name)} trouvé ; un classeur .xlsx, un dossier de CSV ou un .zip attendu"
        raise UnreadableFileError(message, file=path.name)


def _refuse_format(path: Path) -> None:
    """Refuse a file by its suffix, then one whose first bytes belie it."""
    suffix = path.suffix.lower()
    if suffix in _OLD_WORKBOOKS:
        raise UnreadableFileError(f"format {suffix} non lu ; {SAVE_AS_XLSX}", file=path.name)
    with open_file(path) as stream:
        start = stream.read(8)
    if suffix == ".xlsx" and start == OLE_MAGIC:
        message = f"classeur chiffré ou au format .xls ; retirez son mot de passe et {SAVE_AS_XLSX}"
        raise UnreadableFileError(message, file=path.name)
    if suffix in {".xlsx", ".zip"} and not start.startswith((ZIP_MAGIC, b"PK\x05\x06")):
        advice = SAVE_AS_XLSX if suffix == ".xlsx" else "refaites l’archive"
        message = f"le contenu de ce fichier n’est pas celui d’un {suffix}, malgré son nom ; {advice}"
        raise UnreadableFileError(message, file=path.name)


def _folder_bundle(path: Path, headers: dict[str, frozenset[str]]) -> Bundle:
    try:
        entries = sorted(entry for entry in path.iterdir() if not _is_hidden(entry.name))
    except OSError as error:
        raise UnreadableFileError(f"dossier illisible ({disk_reason(error)})", file=path.name) from None
    files = [entry for entry in entries if entry.suffix.lower() == ".csv" and not entry.is_dir()]
    if not files:
        raise UnreadableFileError(_nothing_found(entries), file=path.name or str(path))
    tables = tuple(csv_table(entry.name, partial(_open_checked, entry), headers) for entry in files)
    return Bundle(
        path.name or str(path), tables, tuple(entry.name for entry in entries if entry not in files)
    )


def _nothing_found(entries: list[Path]) -> str:
    books = [entry.name for entry in entries if entry.suffix.lower() in {".xlsx", ".zip"}]
    advice = f"donnez le fichier {quoted(books[0])} lui-même" if books else "vérifiez le chemin"
    return f"aucun fichier .csv dans ce dossier ; {advice}"


def _open_checked(path: Path) -> BinaryIO:
    return open_file(checked_file(path))


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "~$")) or name.lower() in _HIDDEN or name == "__MACOSX"


def csv_table(name: str, opener: Opener, headers: dict[str, frozenset[str]]) -> RawTable:
    """Return the table of one CSV file."""
    stem = PurePosixPath(name).stem
    known = headers.get(fold(stem), frozenset())
    return RawTable(stem, name, lambda: _guarded_rows(opener, known))


def _guarded_rows(opener: Opener, known: frozenset[str]) -> Iterator[NumberedRow]:
    """Yield the rows; what the archive or the disk refuses becomes a sentence."""
    try:
        _refuse_binary(opener)
        yield from csv_rows(opener, known)
    except UnreadableFileError:
        raise
    except ZIP_ERRORS:
        raise UnreadableFileError("fichier endommagé ; refaites-le") from None


def _refuse_binary(opener: Opener) -> None:
    """Refuse a file whose first bytes are those of another format."""
    with opener() as stream:
        start = stream.read(8)
    for magic, what in _BINARY.items():
        if start.startswith(magic):
            raise UnreadableFileError(f"ce fichier est {what}, un CSV attendu, malgré son nom")


def _archive_bundle(archive: ZipFile, file: str, headers: dict[str, frozenset[str]]) -> Bundle:
    members = [member for member in archive.infolist() if not member.is_dir() and not _is_noise(member)]
    files = [member for member in members if member.filename.lower().endswith(".csv")]
    _refuse_nested(archive, members, file)
    if not files:
        raise UnreadableFileError("aucun fichier .csv dans cette archive", file=file)
    folders = {str(PurePosixPath(member.filename).parent) for member in files}
    if len(folders) > 1 or any("/" in folder for folder in folders):
        message = (
            f"fichiers CSV dans plusieurs dossiers ({', '.join(sorted(folders)[:5])}) ; un seul admis"
        )
        raise UnreadableFileError(message, file=file)
    tables = tuple(_member_table(archive, member, headers) for member in files)
    return Bundle(file, tables, tuple(member.filename for member in members if member not in files))


def _is_noise(member: ZipInfo) -> bool:
    return any(_is_hidden(part) for part in member.filename.split("/") if part)


def _refuse_nested(archive: ZipFile, members: list[ZipInfo], file: str) -> None:
    for member in members:
        nested = member.filename.lower().endswith(".zip")
        if not nested and not member.filename.lower().endswith(".csv"):
            with archive.open(member) as stream:
                nested = stream.read(4) == ZIP_MAGIC
        if nested:
            found = f"archive ou classeur dans l’archive ({quoted(member.filename)})"
            message = f"{found} ; décompressez-le d’abord"
            raise UnreadableFileError(message, file=file)


def _member_table(archive: ZipFile, member: ZipInfo, headers: dict[str, frozenset[str]]) -> RawTable:
    def open_member() -> BinaryIO:
        if member.file_size > MAX_FILE:
            raise UnreadableFileError(
                f"fichier de {member.file_size // 2**20} Mio, 100 Mio au plus ; découpez-le"
            )
        return cast("BinaryIO", archive.open(member))

    return csv_table(PurePosixPath(member.filename).name, open_member, headers)

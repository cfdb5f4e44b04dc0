"""What an establishment receives: the list of its candidates, then their convocations, in one zip."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection, Iterator

from scheduler.documents.files import safe_names
from scheduler.documents.kinds import CANDIDATES, SCHOOLS
from scheduler.documents.press import Press
from scheduler.documents.schools import pupils, school_keys
from scheduler.documents.seal import Seal
from scheduler.documents.write import document
from scheduler.errors import NotFoundError

EPOCH = (2000, 1, 1, 0, 0, 0)
"""Date of every file of an archive: the same documents give the same archive."""


def school_folder(
    press: Press, uai: str, people: Collection[str] | None = None, *, seal: Seal | None = None
) -> Iterator[tuple[str, bytes]]:
    """Give the name and the content of each file of an establishment.

    Parameters
    ----------
    press
        What the documents say.
    uai
        One of `school_keys`.
    people
        Numbers of the candidates whose convocations are wanted; everybody unless given.
    seal
        Signs each file.

    Raises
    ------
    NotFoundError
        The establishment has no convened candidate, or somebody is not convened.
    MissingToolError
        Typst cannot run on this machine, or the certificate cannot sign.

    """
    if uai not in school_keys(press.book):
        raise NotFoundError(f"Aucun candidat de l’établissement {uai} n’est convoqué par ce planning.")
    wanted = [one.number for one in pupils(press.book, uai)] if people is None else list(people)
    names = safe_names(wanted)
    if wanted:
        yield "bordereau.pdf", document(press, SCHOOLS, uai, seal=seal)
    for number in wanted:
        yield f"convocation-{names[number]}.pdf", document(press, CANDIDATES, number, seal=seal)


def school_archive(
    press: Press, uai: str, people: Collection[str] | None = None, *, seal: Seal | None = None
) -> bytes:
    """Return the files of `school_folder` as a zip; the same documents give the same bytes."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, file in school_folder(press, uai, people, seal=seal):
            packed.writestr(zipfile.ZipInfo(name, EPOCH), file, zipfile.ZIP_DEFLATED)
    return content.getvalue()

"""What can go wrong outside Oraux (disk, rights, database), as sentences that say what to do."""

from __future__ import annotations

import errno

from models.regulation import RegulationError
from scheduler.errors import NotFoundError, OrauxError

NO_SPACE = "Le disque est plein : libérez de la place, puis recommencez. Rien d’incomplet n’a été gardé."
DISK = {
    errno.ENOSPC: NO_SPACE,
    errno.EDQUOT: NO_SPACE,
    errno.ENOENT: "« {file} » n’existe pas ; vérifiez le chemin.",
    errno.EACCES: "« {file} » n’est pas accessible avec vos droits ; choisissez un autre emplacement.",
    errno.EPERM: "« {file} » n’est pas accessible avec vos droits ; choisissez un autre emplacement.",
    errno.EROFS: "« {file} » est sur un support en lecture seule ; choisissez un autre emplacement.",
    errno.ENOTDIR: "« {file} » passe par un fichier là où un dossier est attendu ; vérifiez le chemin.",
    errno.EISDIR: "« {file} » est un dossier, un fichier est attendu ; vérifiez le chemin.",
    errno.EEXIST: "« {file} » existe déjà et n’est pas un dossier ; choisissez un autre nom.",
    errno.ENAMETOOLONG: "« {file} » est un nom trop long ; choisissez-en un plus court.",
    errno.EADDRINUSE: "Ce port est déjà utilisé ; choisissez-en un autre avec --port.",
}
DATABASE = (
    (
        "database is locked",
        "La base de données est occupée par un autre programme ; réessayez dans un instant.",
    ),
    ("file is not a database", "Ce fichier n’est pas une base de données Oraux ; vérifiez --db."),
    ("malformed", "Le fichier de la base de données est abîmé ; restaurez une sauvegarde."),
    ("disk is full", NO_SPACE),
    (
        "readonly database",
        "La base de données est en lecture seule ; vérifiez vos droits sur son dossier.",
    ),
    (
        "unable to open",
        "La base de données ne peut pas être ouverte ; vérifiez le chemin et vos droits.",
    ),
    (
        "disk i/o",
        "Le disque refuse de lire ou d’écrire la base de données ; vérifiez-le, puis recommencez.",
    ),
    (
        "connection refused",
        "Le serveur PostgreSQL ne répond pas ; vérifiez --db et que le serveur est démarré.",
    ),
    (
        "password authentication",
        "Le serveur PostgreSQL refuse ce nom ou ce mot de passe ; vérifiez --db.",
    ),
    ("resolve host", "Le serveur PostgreSQL de --db est introuvable ; vérifiez son nom."),
    (
        "does not exist",
        "Cette base de données n’existe pas sur le serveur ; créez-la, ou vérifiez --db.",
    ),
)
ADDRESS = "L’adresse de la base de données est mal écrite ; attendu : sqlite:///fichier ou postgresql://utilisateur@serveur/base."
NEWER = "Cette base de données vient d’une version plus récente d’Oraux ; mettez Oraux à jour."


def sentence_of(error: BaseException) -> str | None:
    """Return what to tell a person, None when the error is a defect of ours."""
    if isinstance(error, NotFoundError) and error.command:
        return f"{error} Tapez : {error.command}"
    if isinstance(error, (OrauxError, RegulationError)):
        return str(error)
    if isinstance(error, OSError):
        return _disk(error)
    if isinstance(error, UnicodeError):
        return None
    return _database(error)


def _disk(error: OSError) -> str | None:
    sentence = DISK.get(error.errno or 0)
    return sentence.format(file=error.filename or "Le fichier") if sentence else None


def _database(error: BaseException) -> str | None:
    from alembic.util import CommandError  # noqa: PLC0415 (only when something went wrong)
    from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError  # noqa: PLC0415

    if isinstance(error, (ArgumentError, NoSuchModuleError)):
        return ADDRESS
    if isinstance(error, CommandError):
        return NEWER
    if isinstance(error, DBAPIError):
        text = str(error.orig).lower()
        found = next((sentence for words, sentence in DATABASE if words in text), None)
        return found or _unknown_refusal(text)
    if isinstance(error, ModuleNotFoundError) and error.name == "psycopg":
        return "Pour PostgreSQL, installez aussi le pilote : pip install 'oraux[postgresql]'"
    return None


def _unknown_refusal(text: str) -> str | None:
    """Whatever the server of PostgreSQL says when nobody can be connected."""
    if "connection" in text or "timeout" in text:
        return (
            "Le serveur PostgreSQL ne répond pas comme attendu ; vérifiez --db, le réseau et le serveur."
        )
    return None

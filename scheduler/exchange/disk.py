"""Why the system refused a file, in a few French words."""

from __future__ import annotations

import errno

REASONS = {
    errno.ENOENT: "aucun fichier à cet endroit",
    errno.EACCES: "vos droits ne le permettent pas",
    errno.EPERM: "vos droits ne le permettent pas",
    errno.EEXIST: "un fichier porte déjà ce nom",
    errno.ENOTDIR: "le chemin passe par un fichier",
    errno.EISDIR: "c’est un dossier",
    errno.ENAMETOOLONG: "le nom est trop long",
    errno.ENOSPC: "le disque est plein",
    errno.EDQUOT: "votre quota de disque est atteint",
    errno.EROFS: "le support est en lecture seule",
    errno.ELOOP: "les liens tournent en rond",
    errno.EMFILE: "trop de fichiers sont ouverts",
    errno.EIO: "le disque ne répond pas bien",
}


def disk_reason(error: OSError) -> str:
    """Say why; the system's own words where none of ours fit."""
    return REASONS.get(error.errno or 0, error.strerror or str(error))

"""The electronic signature of documents (PAdES), with a certificate the centre provides.

The certificate and its passphrase are files named by the environment: neither is ever stored in the
database, nor shown.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from scheduler.errors import MissingToolError

CERTIFICATE = "ORAUX_CERTIFICAT"
PASSPHRASE = "ORAUX_CERTIFICAT_PHRASE"  # noqa: S105 (the name of a variable, not a secret)
FIELD = "Signature"
REASON = "Document d’examen"


@dataclass(frozen=True, slots=True)
class Seal:
    """A PKCS #12 file (.p12, .pfx) and the file that holds its passphrase, if it has one."""

    certificate: Path
    passphrase: Path | None = None

    @property
    def fingerprint(self) -> str:
        """Name of the certificate; a document signed by another one is another document."""
        return hashlib.sha256(_read(self.certificate)).hexdigest()[:16]

    def sign(self, pdf: bytes) -> bytes:
        """Return a document with an invisible PAdES signature, added after its content.

        Raises
        ------
        MissingToolError
            The certificate cannot be read or used; the message says what to do.

        """
        from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415
        from pyhanko.sign import fields, signers  # noqa: PLC0415 (slow to load, and optional)

        facts = signers.PdfSignatureMetadata(
            field_name=FIELD, reason=REASON, subfilter=fields.SigSeedSubFilter.PADES,
            md_algorithm="sha256",
        )  # fmt: skip
        writer = IncrementalPdfFileWriter(BytesIO(pdf))
        signed: bytes = signers.sign_pdf(writer, facts, signer=_signer(self)).getvalue()
        return signed


def seal_from(environ: Mapping[str, str] = os.environ) -> Seal | None:
    """Return the seal the environment names, None without one.

    Raises
    ------
    MissingToolError
        It names a certificate that cannot be used.

    """
    named = environ.get(CERTIFICATE)
    if not named:
        return None
    phrase = environ.get(PASSPHRASE)
    seal = Seal(Path(named), Path(phrase) if phrase else None)
    _signer(seal)
    return seal


@cache
def _signer(seal: Seal) -> Any:
    """Open a certificate, once a process.

    Raises
    ------
    MissingToolError
        The file or its passphrase is wrong.

    """
    from pyhanko.sign import signers  # noqa: PLC0415

    phrase = _read(seal.passphrase).strip() if seal.passphrase else None
    _read(seal.certificate)
    try:
        load: Any = signers.SimpleSigner.load_pkcs12
        signer = load(str(seal.certificate), passphrase=phrase)
    except (ValueError, TypeError, OSError) as error:
        raise _unusable(seal) from error
    if signer is None:
        raise _unusable(seal)
    return signer


def _unusable(seal: Seal) -> MissingToolError:
    """Say which certificate, and what to check."""
    return MissingToolError(
        f"Le certificat {seal.certificate.name} ne peut pas signer : vérifiez que {CERTIFICATE} nomme "
        f"un fichier .p12 avec sa clé, et {PASSPHRASE} le fichier qui contient sa phrase secrète."
    )


def _read(path: Path) -> bytes:
    """Read a file.

    Raises
    ------
    MissingToolError
        It cannot be read.

    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise MissingToolError(
            f"Le fichier {path.name} de la signature électronique est illisible ; vérifiez "
            f"{CERTIFICATE} et {PASSPHRASE}, et les droits du fichier."
        ) from error

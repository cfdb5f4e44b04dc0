"""Signed documents: a PAdES signature that holds, the same conformance, and honest refusals."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from scheduler.documents import Press, document, write_documents
from scheduler.documents.seal import CERTIFICATE, PASSPHRASE, Seal, seal_from
from scheduler.errors import MissingToolError
from tests.documents.conftest import SECRET


def test_signature_covers_the_whole_document_and_holds(
    press_of: Callable[..., Press], seal: Seal
) -> None:
    pdf = document(press_of(), "emargement", "E4-01", seal=seal)

    embedded = PdfFileReader(BytesIO(pdf)).embedded_signatures[0]
    trusted: Any = ValidationContext(trust_roots=[embedded.signer_cert])
    status = validate_pdf_signature(embedded, signer_validation_context=trusted)
    assert (status.intact, status.valid, status.trusted) == (True, True, True)
    assert embedded.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"


def test_altered_document_no_longer_holds(press_of: Callable[..., Press], seal: Seal) -> None:
    pdf = bytearray(document(press_of(), "emargement", "E4-01", seal=seal))
    pdf[len(pdf) // 4] ^= 1

    embedded = PdfFileReader(BytesIO(bytes(pdf)), strict=False).embedded_signatures[0]
    embedded.compute_digest()
    trusted: Any = ValidationContext(trust_roots=[embedded.signer_cert])
    assert not validate_pdf_signature(embedded, signer_validation_context=trusted).intact


def test_signed_batch_resumes_and_another_certificate_signs_anew(
    press_of: Callable[..., Press], seal: Seal, tmp_path: Path
) -> None:
    def run(by: Seal | None) -> list[int]:
        written = write_documents(press_of(), tmp_path / "out", kinds=("ordres",), seal=by)
        return [path.stat().st_mtime_ns for path in written]

    first = run(seal)

    assert run(seal) == first
    assert not set(run(None)) & set(first)


def test_without_certificate_nothing_is_signed() -> None:
    assert seal_from({}) is None


def test_wrong_passphrase_and_missing_files_are_told(seal: Seal, tmp_path: Path) -> None:
    wrong = tmp_path / "autre.txt"
    wrong.write_text("autre", encoding="utf-8")
    named = {CERTIFICATE: str(seal.certificate), PASSPHRASE: str(wrong)}

    with pytest.raises(MissingToolError, match=r"Le certificat centre\.p12 ne peut pas signer"):
        seal_from(named)
    with pytest.raises(MissingToolError, match=r"absent\.p12 .* est illisible"):
        seal_from({CERTIFICATE: str(tmp_path / "absent.p12")})
    with pytest.raises(MissingToolError, match=r"absent\.txt .* est illisible"):
        seal_from({**named, PASSPHRASE: str(tmp_path / "absent.txt")})


def test_passphrase_is_never_said(seal: Seal) -> None:
    assert SECRET not in repr(seal)

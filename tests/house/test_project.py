"""What the project says of itself is true."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from docs.rules_table import YEAR, with_table
from models.regulation import load

REQUIREMENTS = ("requirements.txt", "requirements-test.txt")


def pinned(path: Path) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", path.read_text(encoding="utf-8"), re.MULTILINE))


@pytest.fixture(scope="module")
def project(root: Path) -> dict[str, object]:
    metadata: dict[str, object] = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    return metadata


def test_readme_table_of_rules_is_current(root: Path) -> None:
    readme = (root / "README.md").read_text(encoding="utf-8")

    assert readme == with_table(readme, load(YEAR)), "make rules"


def test_changelog_names_the_version_or_what_is_unreleased(
    root: Path, project: dict[str, object]
) -> None:
    changelog = (root / "CHANGELOG.md").read_text(encoding="utf-8")

    assert "## [Unreleased]" in changelog or f"## [{project['version']}]" in changelog


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_requirements_carry_hashes_and_no_address(root: Path, name: str) -> None:
    lines = (root / name).read_text(encoding="utf-8").splitlines()

    packages = [rank for rank, line in enumerate(lines) if re.match(r"[a-z0-9]", line)]

    assert packages
    assert all("--hash=sha256:" in lines[rank + 1] for rank in packages)
    assert not [line for line in lines if "://" in line or line.startswith("--")]


def test_requirements_of_tests_hold_the_same_versions(root: Path) -> None:
    run, test = (pinned(root / name) for name in REQUIREMENTS)

    assert {name: test.get(name) for name in run} == run


def test_requirements_hold_what_the_project_depends_on(root: Path, project: dict[str, object]) -> None:
    dependencies = project["dependencies"]
    assert isinstance(dependencies, list)

    names = {re.split(r"[<>=\[ ;]", line)[0].lower() for line in dependencies}

    assert names - set(pinned(root / REQUIREMENTS[0])) == set()


def test_links_of_the_documentation_lead_somewhere(root: Path) -> None:
    pages = [*root.glob("*.md"), *root.glob("docs/**/*.md")]

    lost = [
        f"{page.name}: {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8"))
        if "://" not in target and not (page.parent / target).exists()
    ]

    assert lost == []

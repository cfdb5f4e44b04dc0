"""Names of files: safe on every system, never two alike, whole or absent."""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.documents.files import safe_name, safe_names, write_atomically


@pytest.mark.parametrize("code", ["2027100001", "SAM-01", "Été 3", "E4.0608_A"])
def test_plain_codes_name_their_file_unchanged(code: str) -> None:
    assert safe_name(code) == code


@pytest.mark.parametrize(
    "code", ["../../etc/passwd", "a/b", "..", ".", "", "C:\\x", "a\0b", "CON", "x."]
)
def test_dangerous_codes_stay_in_their_folder(code: str) -> None:
    name = safe_name(code)

    assert PurePosixPath(name).name == name
    assert PureWindowsPath(name).name == name
    assert name not in {"", ".", ".."}


def test_codes_alike_without_case_get_names_apart() -> None:
    names = safe_names(["Pro-1", "PRO-1", "pro-1"])

    assert len({name.casefold() for name in names.values()}) == 3


def test_two_codes_cleaned_alike_get_names_apart() -> None:
    names = safe_names(["a/b", "a_b"])

    assert names["a_b"] != names["a/b"]


@given(st.lists(st.text(max_size=300), unique=True, max_size=30))
def test_any_codes_get_short_safe_names_apart(codes: list[str]) -> None:
    names = safe_names(codes)

    assert set(names) == set(codes)
    assert len({name.casefold() for name in names.values()}) == len(codes)
    assert all(PureWindowsPath(f"{name}.pdf").name == f"{name}.pdf" for name in names.values())
    assert all(len(f"{name}.pdf".encode()) < 255 for name in names.values())


def test_failed_write_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "convocation.pdf"
    write_atomically(path, b"old")

    with pytest.raises(TypeError):
        write_atomically(path, "not bytes")  # type: ignore[arg-type]

    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]

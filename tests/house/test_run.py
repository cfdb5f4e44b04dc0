"""What `run.py` does before any environment exists."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

import run


def test_free_port_passes_over_a_port_in_use():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        found = run.free_port(port)

    assert found > port


def test_fingerprint_changes_with_the_requirements(tmp_path: Path):
    first, second = tmp_path / "a.txt", tmp_path / "b.txt"
    first.write_text("flask==3.1.0")
    second.write_text("flask==3.1.1")

    assert run.fingerprint(first) == run.fingerprint(first)
    assert run.fingerprint(first) != run.fingerprint(second)


def test_quiet_command_shows_its_output_when_it_fails(capfd, tmp_path, monkeypatch):
    monkeypatch.setattr(run, "JOURNAL", tmp_path / "journal.txt")

    with pytest.raises(run.StopError, match="code 3"):
        run.call([sys.executable, "-c", "print('la raison'); raise SystemExit(3)"], quiet=True)

    assert "la raison" in capfd.readouterr().out


def test_quiet_command_says_nothing_when_it_succeeds(capfd, tmp_path, monkeypatch):
    monkeypatch.setattr(run, "JOURNAL", tmp_path / "journal.txt")

    run.call([sys.executable, "-c", "print('bavardage')"], quiet=True)

    assert capfd.readouterr().out == ""


def test_older_python_is_told_which_one_it_takes(root: Path):
    source = (root / "run.py").read_text(encoding="utf-8")
    program = f"import sys; sys.version_info = (3, 9); exec({source!r})"

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert "Python 3.11 ou plus récent" in done.stderr
    assert "Python 3.11 or newer" in done.stderr


def test_unknown_argument_is_refused(root: Path):
    command = [sys.executable, str(root / "run.py"), "setup", "--prot", "9000"]

    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert "--prot" in done.stderr


def test_folder_that_cannot_be_written_is_said(root: Path, tmp_path: Path):
    shutil.copy(root / "run.py", tmp_path)
    (tmp_path / "var").write_text("a file where the folder should be")

    command = [sys.executable, str(tmp_path / "run.py"), "setup"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert "Oraux doit pouvoir écrire" in done.stderr
    assert "Errno" not in done.stderr
    assert "Traceback" not in done.stderr


def test_machine_without_a_home_is_no_error(root: Path):
    nobody = "import os, pwd; del os.environ['HOME']; pwd.getpwuid = lambda _: {}['nobody']"

    done = subprocess.run(
        [sys.executable, "-c", f"{nobody}; import run; run._has_font()"],
        capture_output=True, text=True, check=False, cwd=root,
    )  # fmt: skip

    assert (done.returncode, done.stderr) == (0, "")

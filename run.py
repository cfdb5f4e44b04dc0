#!/usr/bin/env python3
"""Everything from a bare machine to Oraux in the browser, with the standard library alone.

    python3 run.py                 prepare, plan the sample session, open the application
    python3 run.py setup           only prepare: afterwards .venv/bin/oraux exists
    python3 run.py test [ARGS...]  prepare what tests need, run the linters then pytest [ARGS...]
    python3 run.py lint            the linters alone
    python3 run.py stop            stop the application that an earlier run left behind

Every step may be interrupted and run again; a step already done is not done twice.
"""

from __future__ import annotations

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - this sentence is for whoever has an older Python
    sys.exit(
        "Oraux demande Python 3.11 ou plus récent ; celui-ci est la version "
        + sys.version.split()[0]
        + ".\nOraux needs Python 3.11 or newer. Try: python3.11 run.py"
    )

import argparse
import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows has no such lock
    fcntl = None  # type: ignore[assignment]

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
VAR = ROOT / "var"
SERVER = VAR / "server.json"
SAMPLE = "SESSION-2027"
SAMPLE_FOLDER = ROOT / "scheduler" / "samples" / "data" / "session-2027"

PANGO = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
TEST_PACKAGES = ("chromium", "default-jdk-headless", "libjaxb-java", "poppler-utils", "postgresql")
LINES = {
    "dnf": "sudo dnf install python3 pango",
    "zypper": "sudo zypper install python3 libpango-1_0-0",
    "pacman": "sudo pacman -S python pango",
    "apk": "sudo apk add python3 py3-pip pango font-dejavu",
    "brew": "brew install python pango",
}
LINTERS = (
    ("ruff check", ("ruff", "check", ".")),
    ("ruff format", ("ruff", "format", "--check", ".")),
    ("mypy", ("mypy",)),
    ("import-linter", ("lint-imports",)),
)


class StopError(Exception):
    """The run cannot go on; the message says what to do."""


def say(text: str) -> None:
    """Print at once, even when the output is a file."""
    print(text, flush=True)


class Step:
    """Says what is being done, then how long it took."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._start = 0.0

    def __enter__(self) -> None:
        self._start = time.monotonic()
        say(f"→ {self._title} …")

    def __exit__(self, kind: object, *_: object) -> None:
        outcome = "✗" if kind else "✓"
        say(f"{outcome} {self._title} ({time.monotonic() - self._start:.0f} s)")


def call(command: Sequence[str | Path], *, env: dict[str, str] | None = None) -> None:
    """Run a command whose output is the user's; a failure ends the run."""
    arguments = [str(part) for part in command]
    done = subprocess.run(
        arguments,
        cwd=ROOT,
        env=dict(os.environ, **(env or {})),
        stdin=subprocess.DEVNULL,
        close_fds=False,  # what outlives a killed run keeps the lock
        check=False,
    )
    if done.returncode:
        raise StopError(f"La commande « {' '.join(arguments)} » a échoué (code {done.returncode}).")


def succeeds(*command: str | Path) -> bool:
    """Whether a command ends well; its output is not shown."""
    try:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except OSError:
        return False
    return done.returncode == 0


@contextmanager
def alone() -> Iterator[None]:
    """Wait until no other run, nor a command that a killed run left behind, is at work here."""
    VAR.mkdir(exist_ok=True)
    with (VAR / "run.lock").open("w") as lock:
        if fcntl:
            os.set_inheritable(lock.fileno(), True)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                say("… une autre préparation se termine ; attente.")
                fcntl.flock(lock, fcntl.LOCK_EX)
        yield


# System packages


def missing_packages(wanted: Sequence[str]) -> list[str]:
    """Which of these Debian packages are not installed; none where there is no dpkg."""
    if not shutil.which("dpkg-query") or not shutil.which("apt-get"):
        return []
    return [name for name in wanted if not _has_package(name)]


def _has_package(name: str) -> bool:
    done = subprocess.run(
        ["dpkg-query", "-W", "-f=${db:Status-Status}", name], capture_output=True, text=True, check=False
    )
    return done.stdout.strip() == "installed"


def wanted_packages(*, tests: bool) -> list[str]:
    """Debian packages of this run, but what the running Python already brings."""
    wanted = list(PANGO)
    if not find_spec("ensurepip") or not find_spec("venv"):
        wanted.append("python3-venv")
    return [*wanted, *TEST_PACKAGES] if tests else wanted


def install_system(*, tests: bool) -> None:
    """Install what apt can; elsewhere print the exact line and go on where that makes sense."""
    missing = missing_packages(wanted_packages(tests=tests))
    if missing:
        line = f"apt-get install -y --no-install-recommends {' '.join(missing)}"
        sudo = [] if _is_root() else ["sudo", "-n"]
        if sudo and not succeeds(*sudo, "true"):
            advise(f"sudo apt-get update && sudo {line}")
            return
        with Step(f"Paquets du système : {' '.join(missing)}"):
            _apt(sudo, line.split())
    elif not shutil.which("apt-get") and not _has_pango():
        advise(LINES.get(_package_manager(), "installez la bibliothèque Pango"))


def _apt(sudo: list[str], install: list[str]) -> None:
    """Repair what an interrupted run left, refresh the lists, install."""
    options = ["-o", "DPkg::Lock::Timeout=120", "-o", "Acquire::Retries=3", "-qq"]
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    call([*sudo, "dpkg", "--configure", "-a"], env=quiet)
    call([*sudo, "apt-get", *options, "update"], env=quiet)
    call([*sudo, "env", "DEBIAN_FRONTEND=noninteractive", install[0], *options, *install[1:]])


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _package_manager() -> str:
    return next((name for name in LINES if shutil.which(name)), "")


def _has_pango() -> bool:
    from ctypes.util import find_library  # noqa: PLC0415 - asked outside Debian only

    return bool(find_library("pango-1.0") or find_library("pango-1.0-0"))


def advise(line: str) -> None:
    """Say what an administrator has to type; planning works without it, documents do not."""
    say("! Il manque des paquets du système (les documents PDF en ont besoin). À taper une fois :")
    say(f"    {line}")


# The virtual environment


def fingerprint(requirements: Path) -> str:
    """What the environment was made from: change it and the environment is brought up to date."""
    parts = [sys.version.encode(), str(ROOT).encode(), (ROOT / "pyproject.toml").read_bytes()]
    return hashlib.sha256(b"\0".join([*parts, requirements.read_bytes()])).hexdigest()


def prepare(*, tests: bool) -> None:
    """Make `.venv` with the hashed requirements and the project; nothing to do the second time."""
    install_system(tests=tests)
    requirements = ROOT / ("requirements-test.txt" if tests else "requirements.txt")
    done = VENV / f".oraux-{requirements.stem}"
    mark = fingerprint(requirements)
    if done.is_file() and done.read_text() == mark and (BIN / "oraux").exists():
        return
    working = VENV / ".oraux-en-cours"
    if working.exists():
        with Step("Nettoyage d’une installation interrompue"):
            shutil.rmtree(VENV)
    with Step("Environnement Python"):
        _create_venv(working)
    with Step("Bibliothèques (vérifiées par leur empreinte)"):
        _pip("install", "--require-hashes", "-r", str(requirements))
    with Step("Installation d’Oraux"):
        _pip("install", "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    done.write_text(mark)
    working.unlink()


def _create_venv(working: Path) -> None:
    """Create `.venv`, marked as under way until everything is in it."""
    broken = VENV.exists() and not succeeds(PYTHON, "-m", "pip", "--version")
    if broken:
        shutil.rmtree(VENV)
    fresh = not VENV.exists()
    VENV.mkdir(exist_ok=True)
    working.touch()
    if not fresh:
        return
    if find_spec("ensurepip") or _has_package_now("python3-venv"):
        call([sys.executable, "-m", "venv", VENV])
    elif succeeds(sys.executable, "-m", "pip", "--version"):
        call([sys.executable, "-m", "venv", "--without-pip", VENV])
        call([sys.executable, "-m", "pip", "--python", PYTHON, "install", "--quiet", "pip"])
    else:
        raise StopError(
            "Python est là sans son module « venv ». À taper une fois, puis relancer :\n"
            "    sudo apt-get update && sudo apt-get install -y python3-venv"
        )


def _has_package_now(name: str) -> bool:
    """Whether apt has just brought a package (the running Python looked before it was there)."""
    return bool(shutil.which("dpkg-query")) and _has_package(name)


def _pip(*arguments: str) -> None:
    """Run the environment's pip, quietly."""
    quiet = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_ROOT_USER_ACTION": "ignore"}
    call([PYTHON, "-m", "pip", arguments[0], "--quiet", "--no-input", *arguments[1:]], env=quiet)


# The sample session


def oraux(*arguments: str | Path) -> None:
    """Run the `oraux` command of the environment."""
    call([BIN / "oraux", *arguments])


def sample_mark() -> str:
    """What the sample was planned from."""
    content = b"".join(path.read_bytes() for path in sorted(SAMPLE_FOLDER.glob("*.csv")))
    place = os.environ.get("ORAUX_DATABASE_URL", "")
    return hashlib.sha256(content + place.encode()).hexdigest()


def prepare_sample() -> Path:
    """Import, plan and publish the sample session, then write its documents; returns their folder."""
    folder = VAR / SAMPLE.lower()
    done = VAR / "sample-done"
    known = succeeds(BIN / "oraux", "export", SAMPLE, VAR / "controle")
    if known and done.is_file() and done.read_text() == sample_mark():
        return folder
    VAR.mkdir(exist_ok=True)
    with Step("Session d’exemple : import"):
        oraux("import", SAMPLE_FOLDER)
    with Step("Session d’exemple : planification"):
        oraux("plan", SAMPLE)
    with Step("Session d’exemple : publication"):
        oraux("publish", SAMPLE)
    with Step("Session d’exemple : convocations"):
        oraux("convocations", SAMPLE, "--out", folder / "convocations")
    with Step("Session d’exemple : calendriers"):
        oraux("calendriers", SAMPLE, "--out", folder / "calendriers")
    done.write_text(sample_mark())
    return folder


# The application


def free_port(first: int) -> int:
    """The first free port from `first` on."""
    for port in range(first, first + 100):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            if os.name != "nt":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise StopError(f"Aucun port libre entre {first} et {first + 99}.")


def answers(address: str) -> bool:
    """Whether the application answers at this address."""
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 - our own address
            return bool(answer.status == 200)  # noqa: PLR2004
    except (OSError, urllib.error.URLError):
        return False


def running() -> dict[str, int | str] | None:
    """The application that an earlier run started, when it still answers."""
    try:
        state: dict[str, int | str] = json.loads(SERVER.read_text())
    except (OSError, ValueError):
        return None
    return state if answers(str(state["address"])) else None


def serve(port: int, *, browser: bool, documents: Path) -> int:
    """Start the application, say where it is, and stay until it ends."""
    state = running()
    if state:
        announce(str(state["address"]), documents, browser=browser)
        say("  (L’application était déjà ouverte ; « python3 run.py stop » l’arrête.)")
        return 0
    port = free_port(port)
    address = f"http://127.0.0.1:{port}/"
    command = [str(BIN / "oraux"), "serve", "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL) as server:
        try:
            return _follow(server, address, documents, browser=browser)
        except KeyboardInterrupt:
            say("\nArrêt de l’application …")
            return 0
        finally:
            SERVER.unlink(missing_ok=True)
            server.terminate()


def _follow(server: subprocess.Popen[bytes], address: str, documents: Path, *, browser: bool) -> int:
    """Wait for the first answer, announce it, then wait for the end."""
    limit = time.monotonic() + 60
    while not answers(address):
        if server.poll() is not None or time.monotonic() > limit:
            raise StopError("L’application ne répond pas ; le message ci-dessus en donne la raison.")
        time.sleep(0.2)
    SERVER.write_text(json.dumps({"pid": server.pid, "address": address}))
    announce(address, documents, browser=browser)
    return server.wait()


def announce(address: str, documents: Path, *, browser: bool) -> None:
    """The end of a run: where things are."""
    say("")
    say(f"  Oraux est prêt : {address}")
    say(f"  Convocations et calendriers de l’exemple : {documents}")
    say("  Ctrl+C arrête l’application.")
    say("")
    has_screen = os.name == "nt" or sys.platform == "darwin" or bool(os.environ.get("DISPLAY"))
    if browser and has_screen and sys.stdout.isatty():
        webbrowser.open(address)


def stop() -> int:
    """Stop the application that an earlier run left behind."""
    state = running()
    if not state:
        say("Aucune application Oraux n’est ouverte.")
        return 0
    os.kill(int(state["pid"]), signal.SIGTERM)
    SERVER.unlink(missing_ok=True)
    say("L’application est arrêtée.")
    return 0


# Tests


def lint() -> bool:
    """Run every linter, whatever the others said."""
    outcomes = [_checked(title, [BIN / command[0], *command[1:]]) for title, command in LINTERS]
    return all(outcomes)


def _checked(title: str, command: Sequence[str | Path]) -> bool:
    """Run one tool and say whether it was content."""
    try:
        with Step(title):
            call(command)
    except StopError as reason:
        say(str(reason))
        return False
    return True


def test(arguments: Sequence[str]) -> int:
    """Linters then tests; pytest speaks last, so that its closing line ends the output."""
    clean = lint()
    passed = _checked("pytest", [PYTHON, "-m", "pytest", *arguments])
    if not clean:
        say("✗ Les vérifications de code ont échoué (voir plus haut).")
    return 0 if clean and passed else 1


def main() -> int:
    """Read the verb and do it."""
    parser = argparse.ArgumentParser(description="Prépare, montre et teste Oraux.")
    parser.add_argument(
        "verb", nargs="?", default="run", choices=["run", "setup", "test", "lint", "stop"]
    )
    parser.add_argument("--port", type=int, default=8000, help="premier port essayé (8000)")
    parser.add_argument("--no-browser", action="store_true", help="n’ouvre pas le navigateur")
    options, rest = parser.parse_known_args()
    if rest and options.verb != "test":
        parser.error(f"argument inconnu : {' '.join(rest)}")
    if options.verb == "stop":
        return stop()
    with alone():
        prepare(tests=options.verb in {"test", "lint"})
        documents = prepare_sample() if options.verb == "run" else None
    if documents:
        return serve(options.port, browser=not options.no_browser, documents=documents)
    if options.verb == "setup":
        say(f"✓ Tout est prêt : {BIN / 'oraux'}")
        return 0
    return test(rest) if options.verb == "test" else int(not lint())


if __name__ == "__main__":
    try:
        sys.exit(main())
    except StopError as reason:
        sys.exit(f"✗ {reason}")
    except KeyboardInterrupt:
        sys.exit("\nInterrompu ; relancer « python3 run.py » reprend où il faut.")

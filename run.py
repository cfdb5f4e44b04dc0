#!/usr/bin/env python3
"""Everything from a bare machine to Oraux in the browser, with the standard library alone.

    python3 run.py                 prepare, plan the sample session, open the application
    python3 run.py setup           only prepare: afterwards .venv/bin/oraux exists
    python3 run.py test [ARGS...]  prepare what tests need, run the linters then pytest [ARGS...]
    python3 run.py lint            the linters alone

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
import os
import shutil
import signal
import socket
import subprocess
import time
import webbrowser
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
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
JOURNAL = VAR / "journal.txt"
SAMPLE = "SESSION-2027"
ROOM = f"Oraux doit pouvoir écrire dans « {ROOT} » (1 Go) : changez ses droits, ou copiez-le ailleurs."

FONT_FOLDERS = ("/usr/share/fonts", "/Library/Fonts", "~/Library/Fonts")
FONTS, JAVA = ("fonts-dejavu-core",), ("default-jdk-headless", "libjaxb-java")
TEST_PACKAGES = ("chromium", "libatomic1", *JAVA, "poppler-utils", "postgresql", "procps")
LINES = {
    "dnf": "sudo dnf install python3 dejavu-sans-fonts",
    "pacman": "sudo pacman -S python ttf-dejavu",
    "apk": "sudo apk add python3 py3-pip font-dejavu",
    "brew": "brew install python && brew install --cask font-dejavu",
}
LINTERS = (
    ("ruff check", ("ruff", "check", "--output-format", "concise", ".")),
    ("ruff format", ("ruff", "format", "--check", "--output-format", "concise", ".")),
    ("mypy", ("mypy",)),
    ("import-linter", ("lint-imports",)),
)


class StopError(Exception):
    """The run cannot go on; the message says what to do."""


def say(text: str) -> None:
    """Print at once, even when the output is a file."""
    print(text, flush=True)


@contextmanager
def step(title: str) -> Iterator[None]:
    """Say what is being done, then how long it took."""
    start = time.monotonic()
    say(f"→ {title} …")
    mark = "✗"
    try:
        yield
        mark = "✓"
    finally:
        say(f"{mark} {title} ({time.monotonic() - start:.0f} s)")


def call(command: Sequence[str | Path], *, quiet: bool = False, **env: str) -> None:
    """Run a command; a failure ends the run. A quiet one is only shown when it fails."""
    arguments = [str(part) for part in command]
    with JOURNAL.open("w", encoding="utf-8") as journal:
        done = subprocess.run(
            arguments,
            cwd=ROOT,
            env={**os.environ, **env},
            stdin=subprocess.DEVNULL,
            stdout=journal if quiet else None,
            stderr=subprocess.STDOUT if quiet else None,
            close_fds=False,  # what outlives a killed run keeps the lock
            check=False,
        )
    if done.returncode:
        if quiet:
            say(JOURNAL.read_text(encoding="utf-8", errors="replace")[-5000:])
        raise StopError(f"La commande « {' '.join(arguments)} » a échoué (code {done.returncode}).")


def succeeds(*command: str | Path) -> bool:
    """Whether a command ends well; its output is not shown."""
    try:
        done = subprocess.run(
            command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, check=False
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


def missing_packages(*, tests: bool) -> list[str]:
    """Debian packages that this run needs and that are not there; none on another system."""
    wanted = [*FONTS, *TEST_PACKAGES] if tests else list(FONTS)
    if not find_spec("ensurepip") or not find_spec("venv"):
        wanted.append("python3-venv")
    return [name for name in wanted if not _has_package(name)] if shutil.which("apt-get") else []


def _has_package(name: str) -> bool:
    """Whether dpkg has this package."""
    query = ["dpkg-query", "-W", "-f=${db:Status-Status}", name]
    found = shutil.which(query[0]) and subprocess.run(query, capture_output=True, check=False).stdout
    return bool(found) and found.strip() == b"installed"


def install_system(*, tests: bool) -> None:
    """Install what apt can; elsewhere print the exact line, and go on: planning works without it."""
    missing = missing_packages(tests=tests)
    install = f"apt-get install -y --no-install-recommends {' '.join(missing)}"
    sudo = [] if hasattr(os, "geteuid") and os.geteuid() == 0 else ["sudo", "-n"]
    if missing and (not sudo or succeeds(*sudo, "true")):
        try:
            with step(f"Paquets du système : {' '.join(missing)}"):
                _apt(sudo, install.split())
        except StopError as reason:
            say(str(reason))
            advise(install)
    elif missing:
        advise(f"sudo apt-get update && sudo {install}")
    elif not shutil.which("apt-get") and not _has_font():
        manager = next((name for name in LINES if shutil.which(name)), "")
        advise(LINES.get(manager, "installez Python 3.11 ou plus récent et la police DejaVu Sans"))


def _apt(sudo: list[str], install: list[str]) -> None:
    """Repair what an interrupted run left, refresh the lists, install."""
    apt = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    options = ["-o", "DPkg::Lock::Timeout=120", "-o", "Acquire::Retries=3"]
    call([*sudo, "dpkg", "--configure", "-a"], quiet=True)
    call([*apt, *options, "update"], quiet=True)
    call([*apt, *options, *install[1:]], quiet=True)


def _has_font() -> bool:
    """Whether the font of documents is where systems other than Debian put it."""
    folders = [Path(os.path.expanduser(name)) for name in FONT_FOLDERS]  # noqa: PTH111 (home or not)
    return any(next(folder.rglob("DejaVuSans.ttf"), None) for folder in folders if folder.is_dir())


def advise(line: str) -> None:
    """Say what an administrator has to type; planning works without it, documents do not."""
    say(f"! Il manque des paquets du système, pour les documents PDF. À taper une fois :\n    {line}")


# The virtual environment


def fingerprint(requirements: Path) -> str:
    """What the environment was made from: change it and the environment is brought up to date."""
    parts = [str(ROOT).encode(), (ROOT / "pyproject.toml").read_bytes()]
    return hashlib.sha256(b"\0".join([*parts, requirements.read_bytes()])).hexdigest()


def prepare(*, tests: bool) -> None:
    """Make `.venv` with the hashed requirements and the project; nothing to do the second time."""
    install_system(tests=tests)
    requirements = ROOT / ("requirements-test.txt" if tests else "requirements.txt")
    done = VENV / f".oraux-{requirements.stem}"
    mark = fingerprint(requirements)
    if done.is_file() and done.read_text() == mark and succeeds(BIN / "oraux", "--help"):
        return
    working = VENV / ".oraux-en-cours"
    if working.exists():
        with step("Nettoyage d’une installation interrompue"):
            shutil.rmtree(VENV)
    with step("Environnement Python"):
        _create_venv(working)
    with step("Bibliothèques (vérifiées par leur empreinte)"):
        _pip("install", "--require-hashes", "-r", str(requirements))
    with step("Installation d’Oraux"):
        _pip("install", "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    done.write_text(mark)
    working.unlink(missing_ok=True)


def _create_venv(working: Path) -> None:
    """Create `.venv`, marked as under way until everything is in it."""
    config = VENV / "pyvenv.cfg"
    moved = config.is_file() and str(VENV) not in config.read_text(encoding="utf-8")
    if VENV.exists() and (moved or not succeeds(PYTHON, "-m", "pip", "--version")):
        shutil.rmtree(VENV)
    fresh = not VENV.exists()
    VENV.mkdir(exist_ok=True)
    working.touch()
    if not fresh:
        return
    if find_spec("ensurepip") or _has_package("python3-venv"):
        call([sys.executable, "-m", "venv", VENV])
    elif succeeds(sys.executable, "-m", "pip", "--version"):
        call([sys.executable, "-m", "venv", "--without-pip", VENV])
        call([sys.executable, "-m", "pip", "--python", PYTHON, "install", "--quiet", "pip"])
    else:
        raise StopError(
            "Python est là sans son module « venv ». À taper une fois, puis relancer :\n"
            "    sudo apt-get update && sudo apt-get install -y python3-venv"
        )


def _pip(*arguments: str) -> None:
    """Run the environment's pip."""
    quiet = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_ROOT_USER_ACTION": "ignore"}
    call([PYTHON, "-m", "pip", "--no-input", *arguments], quiet=True, **quiet)


# The sample session


def sample_state() -> str:
    """What `oraux sessions` says of the sample session; empty when it is not there."""
    command = [BIN / "oraux", "sessions"]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    return next((line for line in said.splitlines() if line.startswith(SAMPLE)), "")


def prepare_sample() -> Path:
    """Load, plan and publish the sample session, then write its documents; returns their folder."""
    folder, done = VAR / SAMPLE.lower(), VAR / "sample-done"
    state = sample_state()
    if "en vigueur" not in state:
        _sample("chargement", "exemple")
        _sample("planification", "plan", SAMPLE, "--effort", "15", "--seconds", "240")
        _sample("publication", "publish", SAMPLE)
        state = sample_state()
    if not done.is_file() or done.read_text(encoding="utf-8") != state:
        _sample("convocations", "convocations", SAMPLE, "--out", folder / "convocations")
        _sample("calendriers", "calendriers", SAMPLE, "--out", folder / "calendriers")
        done.write_text(state, encoding="utf-8")
    return folder


def _sample(title: str, *arguments: str | Path) -> None:
    """Do one step of the sample session with the `oraux` command."""
    with step(f"Session d’exemple : {title}"):
        call([BIN / "oraux", *arguments])


# The application


def free_port(first: int) -> int:
    """The first free port from `first` on."""
    for port in range(first, first + 100):
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port
    raise StopError(f"Aucun port libre entre {first} et {first + 99}.")


def listens(port: int) -> bool:
    """Whether somebody listens on this port."""
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5):
        return True
    return False


def serve(port: int, *, browser: bool, documents: Path) -> int:
    """Start the application, say where it is, and stay until it ends."""
    port = free_port(port)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # the application ends with its run
    command = [str(BIN / "oraux"), "serve", "--sans-compte", "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL) as server:
        try:
            return _follow(server, port, documents, browser=browser)
        except KeyboardInterrupt:
            say("\nArrêt de l’application …")
            return 0
        finally:
            server.terminate()


def _follow(server: subprocess.Popen[bytes], port: int, documents: Path, *, browser: bool) -> int:
    """Wait until the application listens, announce it, then wait for its end."""
    limit = time.monotonic() + 60
    while not listens(port):
        if server.poll() is not None or time.monotonic() > limit:
            raise StopError("L’application ne répond pas ; le message ci-dessus en donne la raison.")
        time.sleep(0.2)
    announce(f"http://127.0.0.1:{port}/", documents, browser=browser)
    return server.wait()


def announce(address: str, documents: Path, *, browser: bool) -> None:
    """The end of a run: where things are."""
    say(f"\n  Oraux est prêt : {address}\n  Convocations et calendriers de l’exemple : {documents}")
    say("  Ctrl+C arrête l’application.\n")
    has_screen = os.name == "nt" or sys.platform == "darwin" or bool(os.environ.get("DISPLAY"))
    if browser and has_screen and sys.stdout.isatty():
        webbrowser.open(address)


# Tests


def lint() -> bool:
    """Run every linter, whatever the others said."""
    outcomes = [_checked(title, [BIN / command[0], *command[1:]]) for title, command in LINTERS]
    return all(outcomes)


def _checked(title: str, command: Sequence[str | Path]) -> bool:
    """Run one tool and say whether it was content."""
    try:
        with step(title):
            call(command)
    except StopError as reason:
        say(str(reason))
        return False
    return True


def test(arguments: Sequence[str]) -> int:
    """Linters then tests; pytest speaks last, so that its closing line ends the output."""
    clean = lint()
    os.environ["PATH"] = os.pathsep.join((str(BIN), os.environ["PATH"]))  # node comes from a wheel
    workers = str((os.cpu_count() or 1) + 1)  # much of a test is waiting: a server, a browser, a worker
    whole = ["-n", workers, "--dist", "loadfile", "--no-loadscope-reorder"]  # long files not last
    passed = _checked("pytest", [PYTHON, "-m", "pytest", *(arguments or whole)])
    if not clean:
        say("✗ Les vérifications de code ont échoué (voir plus haut).")
    return 0 if clean and passed else 1


def main() -> int:
    """Read the verb and do it."""
    parser = argparse.ArgumentParser(description="Prépare, montre et teste Oraux.")
    parser.add_argument("verb", nargs="?", default="run", choices=["run", "setup", "test", "lint"])
    parser.add_argument("--port", type=int, default=8000, help="premier port essayé (8000)")
    parser.add_argument("--no-browser", action="store_true", help="n’ouvre pas le navigateur")
    options, rest = parser.parse_known_args()
    if rest and options.verb != "test":
        parser.error(f"argument inconnu : {' '.join(rest)}")
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
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr] # a terminal without « → »
    try:
        sys.exit(main())
    except StopError as reason:
        sys.exit(f"✗ {reason}")
    except OSError as reason:
        sys.exit(f"✗ « {reason.filename or ROOT} » ne s’écrit pas (erreur {reason.errno}).\n{ROOM}")
    except KeyboardInterrupt:
        sys.exit("\nInterrompu ; relancer « python3 run.py » reprend où il faut.")

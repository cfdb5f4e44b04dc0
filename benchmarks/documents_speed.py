"""How fast convocations are made, and in how much memory, beside plain WeasyPrint and Typst.

`python -m benchmarks.documents_speed [--count 1000] [--only oraux,weasyprint,typst]` makes the same
candidates' convocations three ways, one after the other in one run, and prints a row each: documents a
second of processor, seconds of processor and of clock, and the most memory that all processes held
together (proportional set size). On a machine that does other things, read the processor's seconds.

- `oraux`: the batch of the application, QR codes, calendars, PDF/UA-1 and PDF/A-3a, drawn by Typst.
- `weasyprint`: the same pages as anybody would print them from HTML, `HTML(string=…).write_pdf()`, one
  process, tagged PDF/UA-1, neither archived nor with a calendar (`pip install weasyprint`, and Pango).
- `typst`: the same words and tables as anybody would lay them out by Typst, one process and compiler for
  all; neither archived, nor with a calendar, a code or a look.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import resource
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from jinja2 import Environment, FileSystemLoader

from benchmarks.documents_typst import typst_page
from models.regulation import load
from scheduler.calendars.events import Scribe
from scheduler.calendars.feeds import calendar_bytes
from scheduler.calendars.holders import candidate_events, candidate_title
from scheduler.documents import CANDIDATES, DocumentVersion, Press, write_documents
from scheduler.documents.book import PlanBook
from scheduler.documents.candidate import candidate_content
from scheduler.documents.press import Holder
from tests import handmade

MEBIBYTE = 1024 * 1024
LOOK = 0.5
PLAIN = Path(__file__).parent / "plain"
VERSION = DocumentVersion(2, date(2027, 5, 10), replaces=1)


class Calendars:
    """Gives each convocation its calendar, as the application does."""

    def __init__(self, book: PlanBook) -> None:
        self.scribe = Scribe(book, VERSION)

    def __call__(self, holder: Holder) -> bytes:
        """Calendar of one candidate."""
        events = candidate_events(self.scribe, holder[1])
        return calendar_bytes(candidate_title(self.scribe, holder[1]), events)


def page_of(holder: Holder) -> str:
    """Address of a personal page, as long as real ones."""
    return f"https://oraux.example.org/candidat/Zk3pQ7xW9aB2cD4eF6gH8iJ0{holder[1]}"


def press_of(count: int) -> Press:
    """Return what `count` candidates of BTS SAM, two épreuves each, are convened with."""
    people = tuple(handmade.candidate(rank) for rank in range(1, count + 1))
    folder = handmade.dossier(candidates=people)
    layout = handmade.Layout(folder, handmade.FIRST_DAY)
    numbers = [one.number for one in people]
    for start in range(0, count, 4):
        group = numbers[start : start + 4]
        day = start // 4 % 4
        layout.hold(handmade.SAM_E4, group, day, handmade.MORNING)
        layout.hold(handmade.SAM_E5, group, day + 1, handmade.MORNING)
    book = PlanBook(folder, load(handmade.YEAR), layout.plan())
    return Press(book, VERSION, page_url=page_of, calendar=Calendars(book))


def by_oraux(count: int, out: Path) -> None:
    """Make convocations as the application does."""
    write_documents(press_of(count), out, kinds=(CANDIDATES,))


def by_weasyprint(count: int, out: Path) -> None:
    """Print the same words from HTML as the library's first example does."""
    import weasyprint  # noqa: PLC0415 (installed for this comparison alone)

    press = press_of(count)
    page = Environment(loader=FileSystemLoader(PLAIN), autoescape=True).get_template("convocation.html")
    for number in (one.number for one in press.book.candidates()):
        html = weasyprint.HTML(string=page.render(doc=candidate_content(press, number)))
        style = [str(PLAIN / "convocation.css")]
        html.write_pdf(out / f"{number}.pdf", stylesheets=style, pdf_variant="pdf/ua-1")


def by_typst(count: int, out: Path) -> None:
    """Lay out the same words by Typst."""
    import typst  # noqa: PLC0415 (each way loads what it needs)

    press = press_of(count)
    compiler = typst.Compiler()
    for number in (one.number for one in press.book.candidates()):
        page = typst_page(candidate_content(press, number))
        (out / f"{number}.pdf").write_bytes(compiler.compile(page.encode(), format="pdf"))


WAYS: dict[str, Callable[[int, Path], None]] = {
    "oraux": by_oraux,
    "weasyprint": by_weasyprint,
    "typst": by_typst,
}


def memory_of(root: int) -> int:
    """Bytes that a process and all those it started hold, shared pages counted once."""
    held = 0
    for pid in [root, *_descendants(root)]:
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
        except OSError:
            continue
        held += sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
    return held


def _descendants(root: int) -> list[int]:
    """Processes started by a process, and by those."""
    try:
        children = Path(f"/proc/{root}/task/{root}/children").read_text(encoding="ascii").split()
    except OSError:
        return []
    found = [int(child) for child in children]
    return found + [one for child in found for one in _descendants(child)]


def measured(way: str, count: int) -> tuple[float, float, int, int]:
    """Seconds of clock and of processor, most memory, bytes of a document; in a process of its own."""
    context = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as folder:
        # not daemonic: the batch of the application starts processes of its own
        process = context.Process(target=WAYS[way], args=(count, Path(folder)))
        began, before = time.perf_counter(), _spent()
        process.start()
        most = _watched(process)
        clock, spent = time.perf_counter() - began, _spent() - before
        if process.exitcode:
            raise SystemExit(f"{way}: failed")
        made = list(Path(folder).rglob("*.pdf"))
        if len(made) != count:
            raise SystemExit(f"{way}: {len(made)} documents instead of {count}")
        return clock, spent, most, sum(path.stat().st_size for path in made) // count


def _spent() -> float:
    """Seconds of processor of the processes that ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _watched(process: multiprocessing.process.BaseProcess) -> int:
    """Wait for a process; return the most memory it and its own held at once."""
    most = 0
    done = threading.Event()

    def look() -> None:
        nonlocal most
        while not done.wait(LOOK):
            most = max(most, memory_of(process.pid or 0))

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    process.join()
    done.set()
    watcher.join()
    return most


def main() -> None:
    """Print one row a way."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--count", type=int, default=1000)
    asked.add_argument("--only", default=",".join(WAYS))
    given = asked.parse_args()
    print(f"{given.count} convocations, {os.cpu_count()} processors")
    print(f"{'':12}{'docs/CPU s':>12}{'CPU s':>9}{'clock s':>9}{'MB':>7}{'KB/doc':>8}")
    for way in given.only.split(","):
        clock, spent, most, size = measured(way, given.count)
        print(
            f"{way:12}{given.count / spent:12.1f}{spent:9.1f}{clock:9.1f}{most / MEBIBYTE:7.0f}"
            f"{size / 1024:8.1f}",
            flush=True,
        )


if __name__ == "__main__":
    main()

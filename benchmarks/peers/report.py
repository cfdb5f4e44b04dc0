"""The table and the plot of what was measured."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Run = dict[str, Any]
LEVELS = ("unplaced", "replacements", "half_days", "extra_days", "waiting_minutes", "idle_minutes")
COLUMNS = (
    "unplaced", "replaced", "half-days", "extra days", "waiting min", "idle min",
    "violations", "s", "CPU s", "MiB",
)  # fmt: skip
NAMES = {
    "hand": "by hand",
    "cp-sat": "one CP-SAT model",
    "timefold": "Timefold (from the plan by hand)",
    "oraux": "**Oraux**",
}
COLOURS = {"hand": "#777777", "cp-sat": "#c2410c", "timefold": "#7c3aed", "oraux": "#0f766e"}
MARK = "<!-- peers -->"
MEBI = 2**20


def write_report(known: dict[str, Run], folder: Path) -> None:
    """Put the table between its marks in `benchmarks.md`, and draw the plot beside it."""
    page = folder / "benchmarks.md"
    before, _, rest = page.read_text(encoding="utf-8").partition(MARK)
    _, _, after = rest.partition(MARK)
    table = "\n".join(_table(known))
    page.write_text(f"{before}{MARK}\n\n{table}\n\n{MARK}{after}", encoding="utf-8")
    _plot(known, folder / "images" / "benchmarks.svg")


def _table(known: dict[str, Run]) -> Iterator[str]:
    yield f"| folder | how | {' | '.join(COLUMNS)} |"
    yield "|---|---|" + "---:|" * len(COLUMNS)
    for run in known.values():
        name = NAMES[run["peer"]]
        if run.get("levels") is None:
            said = run.get("failed", f"nothing found in {run['limit']:.0f} s")
            yield f"| {run['size']} | {name} | {said} |" + " |" * (len(COLUMNS) - 1)
            continue
        values = [_value(run, level) for level in LEVELS]
        costs = (f"{run['seconds']:.1f}", f"{run['cpu']:.1f}", f"{run['memory'] / MEBI:.0f}")
        yield (
            f"| {run['size']} | {name} | " + " | ".join([*values, str(run["violations"]), *costs]) + " |"
        )


def _value(run: Run, level: str) -> str:
    """A level, with its bound where one is known."""
    value, bound = run["levels"][level], run["bounds"].get(level)
    return str(value) if bound is None else f"{value} (≥ {bound})"


def _plot(known: dict[str, Run], path: Path) -> None:
    """Unplaced passages, then commissions opened, against seconds: one column a folder."""
    import matplotlib as mpl  # noqa: PLC0415 (the table is made without it)

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "oraux"
    from matplotlib import pyplot as plt  # noqa: PLC0415

    by_size: dict[str, list[Run]] = defaultdict(list)
    for run in known.values():
        if run.get("curve"):
            by_size[run["size"]].append(run)
    figure, axes = plt.subplots(
        2, len(by_size), figsize=(4 * len(by_size), 6), squeeze=False, sharex="col"
    )
    for column, (size, runs) in enumerate(by_size.items()):
        axes[0][column].set_title(size, fontsize=9)
        for run in runs:
            _lines(axes[0][column], axes[1][column], run)
        axes[0][column].set_ylabel("unplaced, % of passages")
        axes[1][column].set_ylabel("commissions (everybody placed)")
        axes[1][column].set_xlabel("seconds")
        axes[0][column].set_yscale("symlog", linthresh=0.1)
        axes[1][column].set_xscale("log")
    axes[0][0].legend(fontsize=8)
    figure.tight_layout()
    path.parent.mkdir(exist_ok=True)
    figure.savefig(path, metadata={"Date": None})


def _lines(top: Any, bottom: Any, run: Run) -> None:
    """Draw a peer: what is left out over time, and what is opened once the fewest are left out."""
    peer, tasks = run["peer"], run["tasks"]
    style = {"color": COLOURS[peer], "drawstyle": "steps-post", "marker": ".", "markersize": 3}
    rows = [row for row in run["curve"] if row[1] < tasks] + [[run["seconds"], *run["curve"][-1][1:]]]
    times = [max(0.01, row[0]) for row in rows]
    top.plot(times, [100 * row[1] / tasks for row in rows], label=NAMES[peer].strip("*"), **style)
    least = min(row[1] for row in rows)
    placed = [(time, row[3]) for time, row in zip(times, rows, strict=True) if row[1] == least]
    bottom.plot([time for time, _ in placed], [value for _, value in placed], **style)

"""A batch of convocations: complete, resumable, stoppable."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from models.dossier import Dossier
from models.planning import Plan
from scheduler.documents import Press, batch, write_documents

Write = Callable[..., list[Path]]


@pytest.fixture
def small(plan: Plan) -> Plan:
    """The plan of the first commission alone: four candidates, two jurors."""
    code = plan.sittings[0].code
    return replace(
        plan,
        sittings=plan.sittings[:1],
        passages=tuple(one for one in plan.passages if one.commission == code),
    )


@pytest.fixture
def write(press_of: Callable[..., Press], small: Plan, tmp_path: Path) -> Write:
    def run(*, progress: object = None, cancelled: object = None, **changes: object) -> list[Path]:
        press = press_of(**{"plan": small, **changes})
        return write_documents(press, tmp_path, progress=progress, cancelled=cancelled)  # type: ignore[arg-type]

    return run


def stamps(paths: list[Path]) -> dict[str, int]:
    return {path.name: path.stat().st_ino for path in paths}


def test_batch_writes_one_file_per_person(write: Write, tmp_path: Path) -> None:
    written = write()

    assert [str(path.relative_to(tmp_path)) for path in written] == [
        "candidats/2027100001.pdf",
        "candidats/2027100002.pdf",
        "candidats/2027100003.pdf",
        "candidats/2027100004.pdf",
        "examinateurs/SAM-01.pdf",
        "examinateurs/PRO-01.pdf",
    ]
    assert all(path.read_bytes().startswith(b"%PDF-1.7") for path in written)


def test_second_run_leaves_every_file_in_place(write: Write) -> None:
    before = stamps(write())

    assert stamps(write()) == before


def test_changed_passage_makes_one_candidate_and_the_jury_anew(write: Write, small: Plan) -> None:
    before = stamps(write())
    moved = replace(small.passages[0], convocation=small.passages[0].convocation - 15)

    after = stamps(write(plan=replace(small, passages=(moved, *small.passages[1:]))))

    assert {name for name in after if after[name] != before[name]} == {"2027100001.pdf"}


def test_damaged_file_is_made_anew(write: Write) -> None:
    first = write()[0]
    whole = first.read_bytes()
    first.write_bytes(whole[: len(whole) // 2])

    write()

    assert first.read_bytes() == whole


def test_same_content_gives_the_same_bytes(write: Write) -> None:
    before = [path.read_bytes() for path in write()]
    for path in write():
        path.unlink()

    assert [path.read_bytes() for path in write()] == before


def test_cancelled_batch_keeps_what_is_written_and_resumes(write: Write) -> None:
    seen: list[int] = []

    partial = write(progress=lambda ready, _total: seen.append(ready), cancelled=lambda: len(seen) > 2)
    kept = stamps(partial)
    whole = write()

    assert len(partial) == 2
    assert len(whole) == 6
    assert {name: stamps(whole)[name] for name in kept} == kept


def test_progress_counts_to_the_total(write: Write) -> None:
    seen: list[tuple[int, int]] = []

    write(progress=lambda ready, total: seen.append((ready, total)))

    assert seen == [(ready, 6) for ready in range(7)]


def test_convocation_of_someone_withdrawn_disappears_but_foreign_files_stay(
    write: Write, small: Plan, tmp_path: Path
) -> None:
    write()
    foreign = tmp_path / "candidats" / "notes.pdf"
    foreign.write_bytes(b"%PDF-1.4 made by hand")

    write(plan=replace(small, passages=small.passages[1:]))

    assert not (tmp_path / "candidats" / "2027100001.pdf").exists()
    assert foreign.exists()


def test_codes_that_climb_stay_inside_the_folder(
    write: Write, dossier: Dossier, small: Plan, tmp_path: Path
) -> None:
    wicked = "../../evil"
    sitting = small.sittings[0]
    members = (replace(sitting.members[0], examiner=wicked), *sitting.members[1:])
    people = (replace(dossier.examiners[0], code=wicked), *dossier.examiners[1:])

    written = write(
        dossier=replace(dossier, examiners=people),
        plan=replace(small, sittings=(replace(sitting, members=members),)),
    )

    assert all(path.resolve().is_relative_to(tmp_path.resolve()) for path in written)
    assert len(list((tmp_path / "examinateurs").iterdir())) == 2


def test_two_processes_write_the_same_files_as_one(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = [path.read_bytes() for path in write()]
    for path in write():
        path.unlink()
    monkeypatch.setattr(batch, "PARALLEL_FROM", 2)
    monkeypatch.setattr(batch.os, "cpu_count", lambda: 2)

    together = [path.read_bytes() for path in write()]

    assert together == alone

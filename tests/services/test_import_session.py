"""Imports: looked at first, stored whole or not at all, twice the same."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace

import pytest
from sqlalchemy import select

from models.db import CandidateRow, EntryRow, RecordKind, SessionRow
from scheduler.errors import ConflictError, ImportRefusedError, NotFoundError
from scheduler.exchange import write_dossier
from scheduler.services.import_session import preview_import
from scheduler.services.journal import find_entry, journal_of
from tests.exchange.test_cyclades import ROW, listed
from tests.factories import full_session
from tests.stores import CODE, NOW


def without_first_candidate(dossier):
    gone = dossier.candidates[0].number
    return replace(
        dossier,
        candidates=dossier.candidates[1:],
        accommodations=tuple(one for one in dossier.accommodations if one.candidate != gone),
        registrations=tuple(one for one in dossier.registrations if one.candidate != gone),
        incompatibilities=tuple(one for one in dossier.incompatibilities if one.candidate != gone),
    )


def test_import_stores_what_the_folder_holds(store):
    dossier, _ = full_session()
    preview = store.preview(dossier)

    code = store.apply(preview)

    assert code == CODE
    assert preview.creates
    assert preview.changes.changed == preview.changes.removed == 0
    assert store.dossier() == dossier


def test_importing_twice_changes_nothing(store):
    dossier, _ = full_session()
    store.apply(store.preview(dossier))

    again = store.preview(dossier)
    store.apply(again)

    assert again.changes.tables == ()
    with store.database.reading() as db:
        assert db.scalar(select(SessionRow.revision)) == 1
        assert len(db.scalars(select(EntryRow)).all()) == 1


def test_corrected_import_lists_and_stores_what_changed(store):
    dossier, _ = full_session()
    store.apply(store.preview(dossier))
    first = replace(dossier.candidates[0], family_name="Nouveau-Nom")

    preview = store.preview(replace(dossier, candidates=(first, *dossier.candidates[1:])))
    store.apply(preview)

    (table,) = preview.changes.tables
    (change,) = table.changed
    assert (table.table, [field.column for field in change.fields]) == ("candidats", ["nom"])
    assert store.dossier().candidates[0].family_name == "Nouveau-Nom"
    assert [one.number for one in store.dossier().candidates] == [
        one.number for one in dossier.candidates
    ]


def test_absent_record_is_listed_and_kept(store):
    dossier, _ = full_session()
    store.apply(store.preview(dossier))

    preview = store.preview(without_first_candidate(dossier))
    store.apply(preview)

    assert preview.changes.removed >= 1
    assert store.dossier() == dossier


def test_absent_record_is_removed_when_confirmed(store):
    dossier, _ = full_session()
    store.apply(store.preview(dossier))
    fewer = without_first_candidate(dossier)

    store.apply(store.preview(fewer), remove_absent=True)

    assert store.dossier() == fewer
    with store.database.reading() as db:
        assert len(db.scalars(select(CandidateRow)).all()) == len(fewer.candidates)


def test_record_of_a_published_plan_is_withdrawn_and_comes_back(store):
    dossier, plan = store.full()
    store.publish(store.draft(plan))
    fewer = without_first_candidate(dossier)

    store.apply(store.preview(fewer), remove_absent=True)

    assert store.dossier().candidates == fewer.candidates
    assert store.dossier(withdrawn=True).candidates == dossier.candidates
    back = store.preview(dossier)
    store.apply(back)
    assert [
        one.back for table in back.changes.tables if table.table == "candidats" for one in table.added
    ] == [True]
    assert store.dossier() == dossier


def test_errors_store_nothing(store):
    dossier, _ = full_session()
    path = store.folder_of(dossier)
    text = (path / "candidats.csv").read_text(encoding="utf-8-sig")
    (path / "candidats.csv").write_text(text.replace("BTS-SAM", "BTS-RIEN", 1), encoding="utf-8")

    with store.database.reading() as db:
        preview = preview_import(db, path=path)

    assert not preview.can_apply
    assert preview.lines[0].startswith("candidats.csv:2:")
    with pytest.raises(ImportRefusedError):
        store.apply(preview)
    with store.database.reading() as db:
        assert db.scalars(select(SessionRow)).all() == []


def test_stale_preview_is_refused(store):
    dossier, _ = full_session()
    first, second = store.preview(dossier), store.preview(dossier)
    store.apply(first)

    with pytest.raises(ConflictError, match="a changé depuis l’aperçu"):
        store.apply(second)


def test_preview_of_changes_is_stale_after_another_import(store):
    dossier, _ = full_session()
    store.apply(store.preview(dossier))
    stale = store.preview(without_first_candidate(dossier))
    renamed = replace(dossier.candidates[0], first_names="Autre")
    store.apply(store.preview(replace(dossier, candidates=(renamed, *dossier.candidates[1:]))))

    with pytest.raises(ConflictError):
        store.apply(stale, remove_absent=True)

    assert store.dossier().candidates[0] == renamed


def test_missing_path_is_said(store):
    with store.database.reading() as db, pytest.raises(NotFoundError, match="n’existe pas"):
        preview_import(db, path=store.folder / "nowhere")


def test_folder_of_another_session_is_refused(store):
    dossier, _ = full_session()
    store.apply(store.preview(dossier))
    other = replace(dossier, session=replace(dossier.session, code="AUTRE"))

    with store.database.reading() as db, pytest.raises(ImportRefusedError, match="AUTRE"):
        preview_import(db, path=store.folder_of(other, "autre"), session_code=CODE)


def test_journal_says_who_when_and_what(store):
    dossier, _ = full_session()
    store.apply(store.preview(dossier))

    with store.database.reading() as db:
        (entry,) = journal_of(db, CODE)
        records = find_entry(db, CODE, entry.id).records

    assert (entry.sentence, entry.by, entry.at) == ("Import de « dossier »", "test", NOW)
    assert entry.added == len(records)
    assert {one.kind for one in records} == {RecordKind.ADDED}


def test_killed_import_leaves_nothing(store):
    """A process killed after its rows are written and before they are committed."""
    dossier, _ = full_session()
    path = store.folder_of(dossier)
    script = (
        "import sys, time\n"
        "from datetime import UTC, datetime\n"
        "from pathlib import Path\n"
        "from models.db import open_database\n"
        "from scheduler.services.import_session import apply_import, preview_import\n"
        "database = open_database(sys.argv[1])\n"
        "with database.writing() as db:\n"
        "    preview = preview_import(db, path=Path(sys.argv[2]))\n"
        "    apply_import(db, preview=preview, by='x', now=datetime.now(UTC))\n"
        "    print('written', flush=True)\n"
        "    time.sleep(600)\n"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", script, store.url, str(path)], stdout=subprocess.PIPE
    )
    assert child.stdout.readline().strip() == b"written"

    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    child.stdout.close()

    with store.database.reading() as db:
        assert db.scalars(select(SessionRow)).all() == []
    assert store.apply(store.preview(dossier)) == CODE


def test_list_of_candidates_adds_to_its_session_and_never_removes(store):
    dossier, _ = full_session()
    store.apply(store.preview(dossier))
    path = listed(store.folder / "liste.csv", ROW)

    with store.database.reading() as db:
        preview = preview_import(db, path=path, session_code=CODE)
    store.apply(preview, remove_absent=True)

    assert (preview.changes.added, preview.changes.removed) == (1, 0)
    numbers = [one.number for one in store.dossier().candidates]
    assert numbers == [*(one.number for one in dossier.candidates), "0245000001"]
    assert replace(store.dossier(), candidates=()) == replace(dossier, candidates=())


def test_list_of_candidates_for_an_unknown_session_is_refused(store):
    path = listed(store.folder / "liste.csv", ROW)

    with store.database.reading() as db, pytest.raises(NotFoundError, match="RIEN"):
        preview_import(db, path=path, session_code="RIEN")


def test_import_from_a_folder_whose_name_is_no_text_is_stored(store, tmp_path):
    dossier, _ = full_session()
    folder = tmp_path / os.fsdecode(b"juin\xff\x1b[31m")
    write_dossier(dossier, folder)

    with store.database.reading() as db:
        preview = preview_import(db, path=folder)
    store.apply(preview)

    assert preview.source == "juin??[31m"
    assert store.dossier() == dossier

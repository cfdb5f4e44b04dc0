"""Rows edited by hand: checked as an import is, journaled, never over what somebody else wrote."""

from __future__ import annotations

import shutil

import pytest

from models.db import RecordKind
from scheduler.errors import ConflictError, NotFoundError
from scheduler.exchange.editing import RowEdit, dependents_of
from scheduler.services.edit_data import EditRefusedError, Seen, Typed, edit_data, stamp_of
from scheduler.services.journal import Asked, find_entry, history_of, journal_of
from scheduler.services.undo_data import undo_entry
from tests.factories import full_session
from tests.stores import CODE, LATER, NOW, Store


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """Return the folder of a database with the full session, imported once."""
    made = Store(tmp_path_factory.mktemp("filled"))
    made.apply(made.preview(full_session()[0]))
    made.database.close()
    return made.folder


@pytest.fixture
def stored(tmp_path, filled):
    """Return a store with the full session, imported."""
    shutil.copytree(filled, tmp_path, dirs_exist_ok=True)
    made = Store(tmp_path)
    yield made
    made.database.close()


def edit(store, table, key, seen=None, by="Anne", **cells):
    typed = Typed(RowEdit(table, key, cells or None), seen or Seen())
    with store.database.writing() as db:
        return edit_data(db, CODE, [typed], by=by, now=NOW)


def undo(store, entry, by="Anne"):
    with store.database.writing() as db:
        return undo_entry(db, CODE, entry, by=by, now=LATER)


def journal(store, **asked):
    with store.database.reading() as db:
        return journal_of(db, CODE, Asked(**asked))


def first(store):
    return store.dossier().candidates[0]


def test_edited_cell_is_stored_with_who_when_before_and_after(stored):
    before = first(stored)

    done = edit(stored, "candidats", before.number, nom="Zola")

    assert first(stored).family_name == "Zola"
    with stored.database.reading() as db:
        entry = find_entry(db, CODE, done.entry)
    (record,) = entry.records
    (cell,) = record.cells
    assert (entry.by, entry.at, record.kind) == ("Anne", NOW, RecordKind.CHANGED)
    assert (cell.column, cell.before, cell.after) == ("nom", before.family_name, "Zola")


def test_same_value_again_changes_nothing(stored):
    assert edit(stored, "candidats", first(stored).number, nom=first(stored).family_name).entry is None
    assert len(journal(stored)) == 1


@pytest.mark.parametrize(
    ("table", "column", "value", "said"),
    [
        ("candidats", "date_naissance", "13/13/2007", "ce jour n’existe pas"),
        ("calendrier", "date", "0001-01-01", "l’année 1 est à corriger"),
        ("calendrier", "date", "31/12/9999", "l’année 9999 est à corriger"),
        ("candidats", "etablissement", "0009999Z", "inconnu"),
        ("candidats", "nom", "", "cellule vide"),
        ("calendrier", "fin", "07:00", "après le début"),
        ("salles", "places", "beaucoup", "nombre entier"),
    ],
)
def test_wrong_value_is_refused_at_its_cell(stored, table, column, value, said):
    dossier = stored.dossier()
    keys = {
        "candidats": dossier.candidates[0].number,
        "calendrier": f"{dossier.half_days[0].centre}|{dossier.half_days[0].day}|08:00",
        "salles": f"{dossier.rooms[0].centre}|{dossier.rooms[0].code}",
    }

    with pytest.raises(EditRefusedError) as refused:
        edit(stored, table, keys[table], **{column: value})

    (problem,) = refused.value.problems
    assert (problem.rank, problem.table, problem.column) == (0, table, column)
    assert said in problem.message
    assert stored.dossier() == dossier


def test_two_people_may_change_two_cells_of_a_row_but_not_the_same(stored):
    before = first(stored)
    edit(stored, "candidats", before.number, Seen({"nom": before.family_name}), nom="Zola")

    edit(stored, "candidats", before.number, Seen({"prenoms": before.first_names}), prenoms="Émile")
    with pytest.raises(ConflictError, match=r"Anne l’a modifiée.*Valeur actuelle – Nom : Zola"):
        edit(stored, "candidats", before.number, Seen({"nom": before.family_name}), by="Bob", nom="X")

    assert (first(stored).family_name, first(stored).first_names) == ("Zola", "Émile")


def test_removed_row_is_not_edited_and_says_who_removed_it(stored):
    room = stored.dossier().rooms[0]
    key = f"{room.centre}|{room.code}"
    edit(stored, "salles", key, Seen(stamp=stamp_of("salles", room)))

    with pytest.raises(NotFoundError, match="Anne l’a retirée"):
        edit(stored, "salles", key, by="Bob", places="3")


def test_key_that_exists_is_not_added_again(stored):
    room = stored.dossier().rooms[0]

    with pytest.raises(EditRefusedError, match="existe déjà"):
        edit(stored, "salles", None, centre=room.centre, code=room.code, type="JURY", places="1")


def test_rows_follow_a_code_that_changes(stored):
    old = stored.dossier()
    number = old.accommodations[0].candidate

    edit(stored, "candidats", number, numero="2027999999")

    followed = stored.dossier().accommodations
    assert "2027999999" in {one.candidate for one in followed}
    assert number not in {one.candidate for one in followed}
    assert number not in {one.number for one in stored.dossier().candidates}


@pytest.mark.parametrize("table", ["centres", "etablissements"])
def test_code_that_many_rows_follow_is_put_back_with_them(stored, table):
    before = stored.dossier()
    codes = {"centres": before.centres[0].uai, "etablissements": before.establishments[0].uai}
    changed = edit(stored, table, codes[table], uai="0009999Z")

    undo(stored, changed.entry)

    after = stored.dossier()
    assert after.candidates == before.candidates
    assert set(after.centres) == set(before.centres)
    assert set(after.establishments) == set(before.establishments)


def test_what_depends_on_a_row_is_told_and_goes_with_it_and_comes_back(stored):
    old = stored.dossier()
    number = old.accommodations[0].candidate
    gone = RowEdit("candidats", number, None)

    told = dependents_of(old, [gone])
    done = edit(stored, "candidats", number)

    assert "amenagements" in told
    assert number not in {one.candidate for one in stored.dossier().accommodations}
    undo(stored, done.entry)
    back = stored.dossier()
    assert {one.number for one in back.candidates} == {one.number for one in old.candidates}
    assert set(back.accommodations) == set(old.accommodations)


def test_undone_import_puts_everything_back(stored):
    old = stored.dossier()
    new = old.candidates[0]
    store = stored
    changed = type(old)(
        **{
            **{name: getattr(old, name) for name in old.__slots__},
            "candidates": (*old.candidates[1:],),
            "rooms": (*old.rooms[:-1],),
        }
    )
    store.apply(store.preview(changed), remove_absent=True)
    assert new.number not in {one.number for one in store.dossier().candidates}

    undo(store, journal(store)[0].id)

    again = store.dossier()
    assert all(set(getattr(again, name)) == set(getattr(old, name)) for name in old.__slots__[1:])
    assert journal(store)[1].undone


def test_undo_is_refused_whole_once_somebody_changed_the_same_cell(stored):
    number = first(stored).number
    done = edit(stored, "candidats", number, nom="Zola")
    edit(stored, "candidats", number, by="Bob", nom="Balzac")

    with pytest.raises(ConflictError, match="changé depuis par Bob"):
        undo(stored, done.entry)

    assert first(stored).family_name == "Balzac"


def test_undo_of_an_addition_is_refused_once_rows_depend_on_it(stored):
    number = "2027888888"
    done = edit(
        stored, "candidats", None, numero=number, nom="Sand", prenoms="Aurore", diplome="BTS-SAM",
        statut="SCOLAIRE",
    )  # fmt: skip
    edit(stored, "amenagements", None, candidat=number, epreuve="*", phase="*", pause_min="5")

    with pytest.raises(ConflictError, match=r"Aménagements.*en dépendent"):
        undo(stored, done.entry)


def test_import_that_made_the_session_is_not_undone(stored):
    with pytest.raises(ConflictError, match="a créé la session"):
        undo(stored, journal(stored)[0].id)


def test_undone_change_is_done_again_by_undoing_its_undoing(stored):
    number = first(stored).number
    done = edit(stored, "candidats", number, nom="Zola")
    undone = undo(stored, done.entry)

    undo(stored, undone.entry)

    assert first(stored).family_name == "Zola"
    with pytest.raises(ConflictError, match="déjà été annulé"):
        undo(stored, undone.entry)


def test_history_of_a_person_tells_only_what_concerns_it(stored):
    one, other = stored.dossier().candidates[:2]
    edit(stored, "candidats", one.number, nom="Zola")
    edit(stored, "candidats", other.number, nom="Hugo")

    with stored.database.reading() as db:
        told = history_of(db, CODE, {"candidats": one.number, "amenagements": f"{one.number}|"})

    assert ["Zola" in entry.sentence for entry in told] == [True, False]
    assert {record.key.split("|")[0] for entry in told for record in entry.records} == {one.number}


def test_journal_is_filtered_by_person_table_and_words(stored):
    edit(stored, "candidats", first(stored).number, nom="Zola")
    edit(stored, "session", "ville", by="Bob", valeur="Nantes")

    assert [one.by for one in journal(stored, by="Bob")] == ["Bob"]
    assert [one.by for one in journal(stored, table="candidats")] == ["Anne", "test"]
    assert [one.by for one in journal(stored, text="zola")] == ["Anne"]


def test_facts_of_the_session_are_edited_and_a_needed_one_is_not_emptied(stored):
    edit(stored, "session", "ville", valeur="Nantes")

    assert stored.dossier().session.town == "Nantes"
    with pytest.raises(EditRefusedError, match="annee"):
        edit(stored, "session", "annee", valeur="")


def test_code_of_a_session_does_not_change_so_that_no_other_session_is_written(stored):
    before = stored.dossier()

    with pytest.raises(EditRefusedError, match="ne se change pas, remettez"):
        edit(stored, "session", "code", valeur="UNE-AUTRE")

    assert stored.dossier() == before

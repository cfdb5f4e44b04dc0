"""The verbs of the database: what they print, what they leave with."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import models.db.database as database_module
from scheduler.cli.main import COMMANDS
from tests.factories import E4, candidate, desk_for, full_session, info
from tests.stores import CODE, broken


@pytest.mark.parametrize("verb", COMMANDS)
def test_every_verb_has_help_in_french(oraux, verb):
    done = oraux(verb, "--help")

    assert done.code == 0
    assert done.out.startswith("Utilisation : oraux")
    assert "Affiche cette aide." in done.out


def test_import_prints_what_is_added_then_that_nothing_changes(oraux, store):
    dossier, _ = full_session()
    path = store.folder_of(dossier)

    first, second = oraux("import", path), oraux("import", path)

    assert (first.code, second.code) == (0, 0)
    assert "candidats : ajouté : " in first.out
    assert second.printed.splitlines()[-1] == f"Session {CODE}\N{NO-BREAK SPACE}: rien ne change."
    assert store.dossier() == dossier


def test_import_with_an_error_prints_it_stores_nothing_and_leaves_with_1(oraux, store):
    dossier, _ = full_session()
    path = store.folder_of(dossier)
    (path / "salles.csv").unlink()

    done = oraux("import", path)

    assert done.code == 1
    assert done.out.startswith("salles.csv:1:-: ")
    assert "rien n’a été enregistré" in done.err
    assert oraux("sessions").out.startswith("Aucune session")


def test_dry_run_stores_nothing(oraux, store):
    dossier, _ = full_session()

    done = oraux("import", store.folder_of(dossier), "--dry-run")

    assert done.code == 0
    assert done.out.endswith("Essai : rien n’a été enregistré.\n")
    assert oraux("sessions").out.startswith("Aucune session")


def test_absent_records_are_kept_then_removed_when_asked(oraux, store):
    dossier, _ = full_session()
    oraux("import", store.folder_of(dossier))
    fewer = replace(dossier, examiners=dossier.examiners[:-1])
    path = store.folder_of(fewer)

    kept = oraux("import", path)
    removed = oraux("import", path, "--supprimer-absents")

    assert "examinateurs : absent du fichier, conservé : " in kept.out
    assert "1 absent conservé (--supprimer-absents pour les retirer)" in kept.out
    assert "examinateurs : retiré : " in removed.out
    assert len(store.dossier().examiners) == len(fewer.examiners)


def test_import_of_a_missing_path_says_so(oraux):
    done = oraux("import", "/nulle/part")

    assert done.code == 1
    assert done.err.strip().endswith("vérifiez le chemin du dossier ou du fichier à importer.")


def test_plan_publish_export_and_calendars(oraux, store):
    store.full()

    planned = oraux("plan", CODE, "--effort", "1")
    published = oraux("publish", CODE)
    again = oraux("publish", CODE)
    exported = oraux("export", CODE, store.folder / "out")
    checked = oraux("check", store.folder_of(store.dossier()), store.folder / "out")
    calendars = oraux("calendriers", CODE, "--out", store.folder / "ics")

    assert planned.out.startswith(f"Plan n° 1 de {CODE} : ")
    assert "placés" in planned.err
    assert published.out.startswith("Plan n° 1 publié : version 1")
    assert (again.code, "déjà publié (version 1)" in again.err) == (1, True)
    assert exported.out == f"Plan n° 1 (version 1) écrit dans {store.folder / 'out'}\n"
    assert checked.code == 0
    assert calendars.code == 0
    assert (store.folder / "ics" / "candidats" / "1.ics").exists()
    assert "version 1 en vigueur" in oraux("sessions").out


def test_plan_says_what_another_session_holds(oraux, store):
    _, plan = store.full()
    store.publish(store.draft(plan))
    other = info(code="S28", epreuves=(E4,))
    store.put(desk_for(E4, session=other, candidates=(candidate("91"),)))

    planned = oraux("plan", "S28", "--effort", "1")

    assert f"({CODE}) prend, par son planning publié, 2 salles de jury" in planned.out


def test_check_refuses_a_plan_whose_indicators_are_untrue(oraux, store):
    _, plan = store.full()
    store.draft(plan)
    oraux("export", CODE, store.folder / "out")
    table = store.folder / "out" / "indicateurs.csv"
    told = table.read_text(encoding="utf-8")
    table.write_text(re.sub(r"(?m)^(half_days[;,])\d+", r"\g<1>99", told), encoding="utf-8")

    checked = oraux("check", store.folder_of(store.dossier()), store.folder / "out")

    assert checked.code == 1
    assert "Indicateurs inexacts : 1" in checked.out.replace("\xa0", " ")


def test_publication_of_a_broken_plan_is_refused_with_the_people(oraux, store):
    _, plan = store.full()
    store.draft(broken(plan))

    done = oraux("publish", CODE)

    assert done.code == 1
    assert done.err.startswith("Publication refusée : ")
    assert f"n° {plan.passages[0].candidate}" in done.err


@pytest.mark.parametrize("verb", ["plan", "publish", "export", "convocations", "calendriers"])
def test_unknown_session_is_said(oraux, store, verb):
    needs = {
        "export": [store.folder / "o"],
        "convocations": ["--out", "x"],
        "calendriers": ["--out", "x"],
    }

    done = oraux(verb, "RIEN", *needs.get(verb, []))

    assert done.code == 1
    assert "« RIEN » n’existe pas" in done.err
    assert "Tapez : oraux sessions" in done.err


@pytest.mark.parametrize("verb", ["publish", "export", "convocations", "calendriers"])
def test_session_without_plan_says_what_to_do(oraux, store, verb):
    store.full()
    needs = {
        "export": [store.folder / "o"],
        "convocations": ["--out", "x"],
        "calendriers": ["--out", "x"],
    }

    done = oraux(verb, CODE, *needs.get(verb, []))

    assert done.code == 1
    assert f"oraux plan {CODE}" in done.err


def test_example_is_loaded(oraux):
    done = oraux("exemple")

    assert done.out.startswith("Session SESSION-2027 chargée.")
    assert "116 candidats" in oraux("sessions").out


def test_serve_refuses_to_be_seen_from_elsewhere(oraux):
    done = oraux("serve", "--host", "0.0.0.0")  # noqa: S104 (it is refused)

    assert done.code == 1
    assert "les mots de passe passeraient en clair" in done.err


def test_unknown_verb_names_a_near_one(oraux):
    done = oraux("publier")

    assert done.code == 2
    assert "« publier » n’existe pas. Vouliez-vous écrire « publish » ?" in done.err


def test_bad_value_is_said_in_french(oraux):
    done = oraux("plan", CODE, "--seconds", "zéro")

    assert done.code == 2
    assert "Erreur : Valeur refusée pour '--seconds' : « zéro » n’est pas un nombre valable." in done.err


def test_locked_database_is_said(oraux, store, monkeypatch):
    dossier, _ = store.full()
    path = store.folder_of(replace(dossier, session=replace(dossier.session, label="Autre")))
    monkeypatch.setattr(database_module, "BUSY_MILLISECONDS", 100)
    holder = sqlite3.connect(store.database.file, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")

    done = oraux("import", path)

    holder.close()
    assert done.code == 1
    assert "occupée par un autre programme" in done.err


def test_file_that_is_no_database_is_said(oraux, tmp_path):
    path = tmp_path / "photo.db"
    path.write_bytes(b"JFIF" * 1000)

    done = oraux("sessions", "--db", f"sqlite:///{path}")

    assert done.code == 1
    assert "n’est pas une base de données Oraux" in done.err


@pytest.mark.parametrize("url", ["n’importe quoi", "mysql://hote/base", "sqlite:///"])
def test_bad_database_address_is_said(oraux, url):
    done = oraux("sessions", "--db", url)

    assert done.code == 1
    assert "Traceback" not in done.err
    assert done.err.strip()


def test_output_that_cannot_be_written_is_said(oraux, store, tmp_path):
    _, plan = store.full()
    store.draft(plan)
    in_the_way = tmp_path / "fichier"
    in_the_way.write_text("un fichier là où un dossier est attendu")

    done = oraux("export", CODE, in_the_way / "sortie")

    assert done.code == 1
    assert done.err.startswith("Écriture impossible dans «")


def test_help_loads_neither_solver_nor_documents():
    script = (
        "import sys\n"
        "from scheduler.cli.main import main\n"
        "try:\n    main(['--help'])\n"
        "except SystemExit:\n    pass\n"
        "heavy = {'ortools', 'typst', 'sqlalchemy', 'flask', 'huey'} & set(sys.modules)\n"
        "sys.exit(' '.join(sorted(heavy)) or 0)\n"
    )

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_full_disk_is_said_without_traceback(store):
    store.full()
    command = [sys.executable, "-m", "scheduler.cli.main", "sessions", "--db", store.url]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            command, stdout=full, stderr=subprocess.PIPE, text=True, check=False, env=dict(os.environ)
        )

    assert done.returncode == 1
    assert done.stderr.startswith("Le disque est plein")
    assert "Traceback" not in done.stderr


def test_reader_that_leaves_early_is_no_error(store):
    store.full()
    command = [sys.executable, "-m", "scheduler.cli.main", "regles"]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    child.stdout.close()

    _, err = child.communicate()

    assert b"Traceback" not in err


def test_database_of_a_newer_version_is_said(oraux, store):
    store.full()
    with sqlite3.connect(store.database.file) as newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
    newer.close()

    done = oraux("sessions")

    assert done.code == 1
    assert "version plus récente d’Oraux" in done.err


def test_server_that_does_not_answer_is_said(oraux):
    done = oraux("sessions", "--db", "postgresql://127.0.0.1:1/rien")

    assert done.code == 1
    assert done.err.startswith("Le serveur PostgreSQL ne répond pas")

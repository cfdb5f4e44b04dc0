"""A diploma of one's own, as the guide's example writes it, from its data file to a convocation."""

from __future__ import annotations

import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from models.dossier import (
    Candidate,
    CandidateStatus,
    Centre,
    Dossier,
    Examiner,
    OpenHalfDay,
    Role,
    Room,
    RoomType,
    SessionInfo,
)
from models.regulation import RegulationError, load, load_with
from scheduler.cli.main import oraux as command
from scheduler.exchange import write_dossier

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "docs" / "guide" / "exemples" / "soutenances.toml"
DAY = date(2027, 9, 13)
CENTRE = "0499001A"


@pytest.fixture
def oraux(tmp_path, monkeypatch):
    """Run the command with the example as the installation's own texts."""
    texts = tmp_path / "textes"
    texts.mkdir()
    shutil.copy(EXAMPLE, texts)
    monkeypatch.setenv("ORAUX_TEXTES", str(texts))
    monkeypatch.setenv("ORAUX_DATABASE_URL", f"sqlite:///{tmp_path}/oraux.db")
    load.cache_clear()

    def run(*arguments):
        done = CliRunner().invoke(command, [str(argument) for argument in arguments])
        assert done.exit_code == 0, done.output
        return done.output

    yield run
    load.cache_clear()


def defences():
    """Ten students, three chairs, three readers, two professionals, one day."""
    people = [("P", "ENSEIGNANT", "MEM-PRESIDENT"), ("L", "ENSEIGNANT", "MEM-LECTEUR")]
    people.append(("X", "PROFESSIONNEL", "PRO-MEMOIRE"))
    return Dossier(
        session=SessionInfo("MASTER-2027", "Soutenances 2027", 2027, "École des organisations"),
        centres=(Centre(CENTRE, "École des organisations", "Angers"),),
        half_days=(OpenHalfDay(CENTRE, DAY, 480, 750), OpenHalfDay(CENTRE, DAY, 810, 1080)),
        rooms=(
            *(Room(CENTRE, f"S{rank}", RoomType.JURY, 1) for rank in range(3)),
            Room(CENTRE, "ACC", RoomType.PREPARATION, 4),
        ),
        candidates=tuple(
            Candidate(f"20270{rank:02}", f"Nom{rank}", "Alix", "ECOLE-MASTER", CandidateStatus.SCOLAIRE)
            for rank in range(10)
        ),
        examiners=tuple(
            Examiner(f"{letter}{rank}", f"Jury{letter}{rank}", "Camille", Role(role), (code,))
            for letter, role, code in people
            for rank in range(2 if letter == "X" else 3)
        ),
    )


def verified_with(tmp_path, old, new):
    path = tmp_path / "faux.toml"
    text = EXAMPLE.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return load_with(2027, [path])


def test_the_example_brings_its_epreuve_its_jury_and_its_values():
    found = load_with(2027, [EXAMPLE])

    epreuve = found.epreuve("ECOLE-MASTER/MEMOIRE")
    assert [seat.title for seat in epreuve.seats] == [
        "Président du jury", "Rapporteur", "Professionnel du secteur",
    ]  # fmt: skip
    assert found.rules["gap_between_candidates"].by_epreuve["ECOLE-MASTER/MEMOIRE"] == 15
    assert found.rules["daily_cap"].citation_for("ECOLE-MASTER/MEMOIRE").part == "Article 14"
    assert found.implied(("MEM-PRESIDENT",)) == {"MEM-PRESIDENT", "MEM-LECTEUR"}


def test_a_diploma_of_ones_own_is_planned_judged_and_convened(tmp_path, oraux):
    write_dossier(defences(), tmp_path / "session")

    oraux("import", tmp_path / "session")
    oraux("plan", "MASTER-2027", "--effort", "1")
    oraux("publish", "MASTER-2027")
    oraux("convocations", "MASTER-2027", "--out", tmp_path / "pdf")
    oraux("export", "MASTER-2027", tmp_path / "plan")

    oraux("check", tmp_path / "session", tmp_path / "plan")
    text = next(iter((tmp_path / "pdf").rglob("*2027003*.pdf")))
    page = "".join(one.extract_text() for one in PdfReader(text).pages)
    assert "Soutenance du mémoire" in page
    assert "Master de l’École des organisations" in page


def test_every_commission_has_the_three_seats_of_the_text(tmp_path, oraux):
    write_dossier(defences(), tmp_path / "session")
    out = tmp_path / "plan"

    oraux("solve", tmp_path / "session", out, "--effort", "1")

    rows = (out / "commissions.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
    members = Counter(row.split(";")[0] for row in rows)
    assert set(members.values()) == {3}
    assert not (out / "non_places.csv").read_text(encoding="utf-8-sig").splitlines()[1:]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('qualifications = ["MEM-LECTEUR"]', 'qualifications = ["MEM-AUTRE"]', "MEM-AUTRE"),
        ('qualifications = ["PRO-MEMOIRE"]', 'qualifications = ["MEM-LECTEUR"]', "rôle ENSEIGNANT"),
        ('id = "oral"', 'id = "exposé"', "la phase « exposé »"),
        ('MEMOIRE = "PONCTUEL"', 'AUTRE = "PONCTUEL"', "AUTRE n’existe pas"),
        ("value = 15", "value = 600", "600 n’est pas entre"),
        ('rule = "daily_cap"', 'rule = "cadence"', "aucune règle « cadence »"),
        ('code = "ECOLE-MASTER"', 'code = "BTS-SAM"', "dans deux fichiers"),
        ('code = "PRO-MEMOIRE"', 'code = "PRO-SAM"', "PRO-SAM est écrite deux fois"),
        ('citation = { part = "Article 1", quote = "Le dip', 'cit = { quote = "Le dip', "n’a pas de"),
        ("[diploma]", "[diploma", "n’est pas un fichier TOML"),
    ],
)
def test_a_wrong_file_is_refused_with_a_sentence(tmp_path, old, new, said):
    with pytest.raises(RegulationError, match=said):
        verified_with(tmp_path, old, new)


def test_the_command_says_where_a_good_file_goes(oraux):
    said = oraux("regles", "--verifier", EXAMPLE, "--annee", "2027")

    assert "jury de 3" in said or "déjà dans le dossier" in said

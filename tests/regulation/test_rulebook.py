"""Rules as people read them, and the command that prints them."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from models.dossier import Parameter
from models.regulation import load
from scheduler.cli.regles import command
from scheduler.parameters import RuleValues
from scheduler.rulebook import epreuves_of, lines_of, phase_said, rulebook

REGULATION = load(2027)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command, arguments)


def test_rulebook_shows_every_rule() -> None:
    shown = {line.rule.id for line in rulebook(REGULATION, RuleValues(REGULATION))}

    assert shown == set(REGULATION.rules)


def test_rule_by_epreuve_has_a_line_for_each() -> None:
    lines = lines_of(REGULATION.rules["daily_cap"], RuleValues(REGULATION))

    assert {line.epreuve: line.value for line in lines} == {
        "BTS-SAM/E4": 7,
        "BTS-SAM/E5": 6,
        "BCP-AGORA/E31": 7,
        "BCP-AGORA/E32": 10,
    }
    assert not any(line.binding for line in lines)


def test_rule_the_session_sets_is_binding() -> None:
    values = RuleValues(REGULATION, (Parameter("daily_cap", "5", epreuve="E4"),))

    lines = lines_of(REGULATION.rules["daily_cap"], values)

    assert {line.epreuve for line in lines if line.binding} == {"BTS-SAM/E4"}


def test_parameter_without_default_is_missing_until_set() -> None:
    rule = REGULATION.rules["tp_ccp1_minutes"]

    (before,) = lines_of(rule, RuleValues(REGULATION))
    (after,) = lines_of(rule, RuleValues(REGULATION, (Parameter("tp_ccp1_minutes", "90"),)))

    assert (before.missing, before.said) == (True, "à fixer")
    assert (after.missing, after.said) == (False, "1\u00a0h\u00a030")


def test_epreuves_of_a_parameter_are_those_it_changes() -> None:
    found = {one.qualified for one in epreuves_of(REGULATION.rules["sam_e5b_minutes"], REGULATION)}

    assert found == {"BTS-SAM/E5B"}


def test_phase_is_said_with_the_value_of_the_session() -> None:
    epreuve = REGULATION.epreuve("BTS-SAM/E5B")
    values = RuleValues(REGULATION, (Parameter("sam_e5b_minutes", "45"),))

    assert [phase_said(epreuve, phase, values) for phase in epreuve.phases] == [
        "45\u00a0min",
        "45\u00a0min",
    ]


def test_regles_lists_every_rule_id() -> None:
    result = run("--annee", "2027")

    assert result.exit_code == 0
    assert [rule for rule in REGULATION.rules if f"\n{rule} — " not in result.output] == []


def test_regles_shows_one_diploma() -> None:
    result = run("--annee", "2024", "--diplome", "mc-sno")

    assert result.exit_code == 0
    assert result.output.startswith("MC-SNO — Mention complémentaire")
    assert "production\u00a0: 2\u00a0h en préparation" in result.output
    assert "everyone_once" not in result.output


@pytest.mark.parametrize("arguments", [("--json",), ("--json", "--diplome", "BTS-SAM")])
def test_regles_writes_json_with_a_source_for_each_value(arguments: tuple[str, ...]) -> None:
    found = json.loads(run("--annee", "2027", *arguments).output)

    assert found["annee"] == 2027
    assert all(rule["source"]["texte"] for rule in found["regles"])
    assert "BTS-SAM" in {diploma["code"] for diploma in found["diplomes"]}


def test_regles_of_an_unknown_diploma_says_which_are_in_force() -> None:
    result = run("--annee", "2027", "--diplome", "BTS-XXX")

    assert result.exit_code == 2
    assert "BTS-SAM" in result.output
    assert "Traceback" not in result.output


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the sample session whose lunch lasts an hour."""
    sample = resources.files("scheduler.samples") / "data" / "session-2027"
    for table in sample.iterdir():
        (tmp_path / table.name).write_bytes(table.read_bytes())
    (tmp_path / "parametres.csv").write_text(
        "regle;valeur;poids;epreuve\nexaminer_lunch;60;;\n", "utf-8"
    )
    return tmp_path


def test_regles_of_a_folder_shows_what_the_session_sets(folder: Path) -> None:
    result = run("--dossier", str(folder))

    assert result.exit_code == 0
    assert "Fixé par la session\u00a0: 1\u00a0h, au lieu de 45\u00a0min" in result.output


def test_regles_of_an_unreadable_folder_tells_its_problems(folder: Path) -> None:
    (folder / "candidats.csv").unlink()

    result = run("--dossier", str(folder))

    assert result.exit_code == 1
    assert "candidats" in result.output
    assert "Traceback" not in result.output

"""`oraux check`: two folders in, one line per violation, an exit code."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from models.planning import Plan
from scheduler.cli.check import command
from scheduler.exchange import write_dossier, write_plan
from tests.factories import E4, clock, full_session


def _written(tmp_path: Path, plan: Plan) -> tuple[str, str]:
    folder, _ = full_session()
    session, out = tmp_path / "session", tmp_path / "sortie"
    write_dossier(folder, session)
    write_plan(plan, folder, None, out)
    return str(session), str(out)


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(command, arguments)


def _moved(plan: Plan) -> Plan:
    """Candidate 2 passes E4 one minute too early."""
    first, second, *rest = plan.passages
    assert (second.candidate, second.epreuve) == ("2", E4)
    phase = replace(second.phases[0], start=clock("8:59"), end=clock("9:54"))
    return replace(plan, passages=(first, replace(second, phases=(phase,)), *rest))


def test_a_legal_plan_is_conform(tmp_path: Path) -> None:
    _, plan = full_session()

    result = _run(*_written(tmp_path, plan))

    assert result.exit_code == 0, result.output
    assert "Conforme" in result.output


def test_a_broken_rule_names_people_hour_and_rule(tmp_path: Path) -> None:
    _, plan = full_session()

    result = _run(*_written(tmp_path, _moved(plan)))

    assert result.exit_code == 1
    line = next(line for line in result.output.splitlines() if line.startswith("gap_between_candidates"))
    for part in ("Martin2", "Martin1", "8\xa0h\xa059", "5\xa0min"):
        assert part in line


def test_json_gives_every_rule_with_its_source(tmp_path: Path) -> None:
    _, plan = full_session()

    result = _run(*_written(tmp_path, _moved(plan)), "--json")

    said = json.loads(result.output)
    broken = {rule["regle"] for rule in said["regles"] if rule["verdict"] == "BROKEN"}
    assert result.exit_code == 1
    assert broken == {"gap_between_candidates", "convocation_time"}
    assert all(rule["source"] and rule["enonce"] for rule in said["regles"])


@pytest.mark.parametrize("missing", ["session", "sortie"])
def test_an_unreadable_folder_exits_with_2(tmp_path: Path, missing: str) -> None:
    _, plan = full_session()
    folders = dict(zip(("session", "sortie"), _written(tmp_path, plan), strict=True))
    folders[missing] = str(tmp_path / "rien")

    result = _run(folders["session"], folders["sortie"])

    assert result.exit_code == 2
    assert result.output.strip()


def test_a_row_that_cannot_be_read_is_never_conform(tmp_path: Path) -> None:
    _, plan = full_session()
    session, out = _written(tmp_path, plan)
    passages = Path(out) / "passages.csv"
    passages.write_bytes(passages.read_bytes().replace(b"08:00", b"huit heures", 1))

    result = _run(session, out)

    assert result.exit_code == 1
    assert "passages.csv:" in result.output

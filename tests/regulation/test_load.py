"""The texts as they are loaded: dated, cached, whole, refused when a citation is missing."""

from __future__ import annotations

from importlib import resources

import pytest

from models.regulation import RegulationError, load
from models.regulation.parse import Source, in_force
from models.regulation.parse_diploma import diploma_of
from models.regulation.parse_rules import rules_of


def test_load_twice_gives_the_same_object() -> None:
    assert load(2027) is load(2027)


def test_load_finds_its_data_inside_the_package() -> None:
    folder = resources.files("models.regulation") / "data"

    names = {entry.name for entry in folder.iterdir()}

    assert {"general.toml", "bts_sam.toml", "bcp_agora.toml", "mc_sno.toml", "tp_sa.toml"} <= names


def test_load_gives_the_four_diplomas() -> None:
    assert set(load(2027).diplomas) == {"BTS-SAM", "BCP-AGORA", "MC-SNO", "TP-SA"}


@pytest.mark.parametrize(
    ("year", "codes"),
    [
        (2019, {"TP-SA"}),
        (2020, {"TP-SA", "BTS-SAM"}),
        (2022, {"TP-SA", "BTS-SAM", "MC-SNO"}),
        (2023, {"TP-SA", "BTS-SAM", "MC-SNO", "BCP-AGORA"}),
    ],
)
def test_load_keeps_only_the_diplomas_in_force(year: int, codes: set[str]) -> None:
    assert set(load(year).diplomas) == codes


@pytest.mark.parametrize(
    ("year", "begins"), [(2024, "Mention complémentaire"), (2025, "Certificat de spécialisation")]
)
def test_sno_is_called_by_the_name_of_its_year(year: int, begins: str) -> None:
    assert load(year).diplomas["MC-SNO"].name_in(year).startswith(begins)


@pytest.mark.parametrize(("year", "holds"), [(2024, False), (2025, True), (2026, True), (2027, False)])
def test_in_force_counts_both_ends(year: int, holds: bool) -> None:
    assert in_force({"first_session": 2025, "last_session": 2026}, year) is holds


def test_epreuve_without_modality_prefers_the_ponctuel_one() -> None:
    regulation = load(2027)

    assert regulation.epreuve("MC-SNO/E2").modality == "PONCTUEL"
    assert regulation.epreuve("BTS-SAM/E5A").modality == "CCF"


def test_epreuve_in_both_modalities_is_found_in_each() -> None:
    regulation = load(2027)

    assert regulation.epreuve("BCP-AGORA/E31", "PONCTUEL").phases[0].id == "prise-en-main"
    assert regulation.epreuve("BCP-AGORA/E31", "CCF").phases[0].parameter == "agora_e31_ccf_minutes"


@pytest.mark.parametrize("code", ["BTS-SAM/E9", "BTS-XXX/E4"])
def test_epreuve_unknown_is_a_key_error(code: str) -> None:
    with pytest.raises(KeyError):
        load(2027).epreuve(code)


def test_epreuve_is_not_given_in_another_modality_than_asked() -> None:
    with pytest.raises(KeyError):
        load(2027).epreuve("MC-SNO/E1", "CCF")


def test_a_rule_without_citation_is_refused() -> None:
    source = Source("essai.toml", {"rule": [{"id": "x", "title": "X", "statement": "x"}]})

    with pytest.raises(RegulationError, match="citation"):
        rules_of(source, 2027)


def test_a_value_without_unit_is_refused() -> None:
    rule = {
        "id": "x",
        "title": "X",
        "statement": "x",
        "default": 3,
        "citation": {"text": "t", "part": "p"},
    }

    with pytest.raises(RegulationError, match="sans unité"):
        rules_of(Source("essai.toml", {"rule": [rule]}), 2027)


@pytest.mark.parametrize("citation", [{"text": "t"}, {"part": "p"}, {"text": "", "part": "p"}])
def test_an_incomplete_citation_is_refused(citation: dict[str, str]) -> None:
    rule = {"id": "x", "title": "X", "statement": "x", "citation": citation}

    with pytest.raises(RegulationError, match="citation incomplète"):
        rules_of(Source("essai.toml", {"rule": [rule]}), 2027)


def test_a_route_to_an_epreuve_that_does_not_exist_is_refused() -> None:
    cited = {"text": "t", "part": "p"}
    table = {
        "diploma": {"code": "D", "names": [[2020, "D"]], "first_session": 2020, "citation": cited},
        "route": [
            {"id": "r", "title": "R", "conditions": [{}], "modalities": {"E1": "CCF"}, "citation": cited}
        ],
    }

    with pytest.raises(RegulationError, match="E1 n’existe pas en CCF"):
        diploma_of(Source("essai.toml", table), 2027)


def test_qualifications_imply_what_is_on_their_right() -> None:
    regulation = load(2027)

    assert regulation.implied(("SAM-OPA",)) == {"SAM-OPA", "SAM-EG"}
    assert regulation.implied(("SNO-B1", "SNO-B3")) == {"SNO-B1", "SNO-B3", "SNO"}
    assert regulation.implied(("SAM-EG",)) == {"SAM-EG"}


@pytest.mark.parametrize("code", ["SAM-OPA", "PRO-UNIV", "LV-ANGLAIS", "LV-CREOLE", "TP-SA"])
def test_qualification_of_the_catalogue_is_known(code: str) -> None:
    assert load(2027).knows_qualification(code)


@pytest.mark.parametrize("code", ["SAM", "LV-", "LV-anglais", "PRO"])
def test_qualification_out_of_the_catalogue_is_not_known(code: str) -> None:
    assert not load(2027).knows_qualification(code)

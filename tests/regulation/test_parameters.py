"""Values of rules for a session: the text's default, or what the session says."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.dossier import Parameter
from models.regulation import load
from scheduler.parameters import (
    InvalidParameterError,
    MissingParameterError,
    RuleValues,
    find_rule,
    read_value,
    say,
    sentence,
)
from scheduler.problem import problem_of
from tests.cases.common import title_desk

YEAR = 2027
REGULATION = load(YEAR)


def values(*rows: Parameter) -> RuleValues:
    return RuleValues(REGULATION, rows)


def test_value_without_row_is_the_default_of_the_text() -> None:
    assert values().value("rest_between_passages") == 20
    assert not values().is_set("rest_between_passages")


def test_value_of_an_epreuve_is_its_own_default() -> None:
    assert values().value("daily_cap", "BTS-SAM/E4") == 7
    assert values().value("dossier_reading", "BCP-AGORA/E32") == 15
    assert values().value("dossier_reading", "BTS-SAM/E4") == 0


def test_row_for_all_wins_over_the_defaults_of_epreuves() -> None:
    found = values(Parameter("daily_cap", "5"))

    assert found.value("daily_cap", "BTS-SAM/E4") == 5
    assert found.is_set("daily_cap", "BTS-SAM/E4")


@pytest.mark.parametrize("code", ["E4", "BTS-SAM/E4", "e4"])
def test_row_for_an_epreuve_wins_over_one_for_all(code: str) -> None:
    found = values(Parameter("daily_cap", "5"), Parameter("daily_cap", "6", epreuve=code))

    assert found.value("daily_cap", "BTS-SAM/E4") == 6
    assert found.value("daily_cap", "BTS-SAM/E5") == 5


def test_row_for_another_epreuve_changes_nothing() -> None:
    found = values(Parameter("daily_cap", "5", epreuve="BTS-SAM/E5"))

    assert found.value("daily_cap", "BTS-SAM/E4") == 7
    assert not found.is_set("daily_cap", "BTS-SAM/E4")


@pytest.mark.parametrize(
    "name", ["rest_between_passages", "Rest between passages", "REST-BETWEEN_PASSAGES"]
)
def test_rule_is_named_like_a_header(name: str) -> None:
    assert values(Parameter(name, "30")).value("rest_between_passages") == 30


def test_find_rule_knows_no_other_name() -> None:
    assert find_rule(REGULATION, "repos") is None


@pytest.mark.parametrize(
    ("rule", "text", "value"),
    [
        ("examiner_lunch", "60", 60),
        ("examiner_lunch", "60.0", 60),
        ("examiner_lunch", "1 h", 60),
        ("examiner_lunch", "1h15", 75),
        ("examiner_lunch", "1:15", 75),
        ("examiner_lunch", "50 min", 50),
        ("working_time_day", "9 h", 540),
        ("convocations_ahead", "28 j", 28),
        ("daily_cap", "8 candidats", 8),
        ("extra_time_most", "1/3", 3),
        ("sam_fpc_ccf_integral", "Non", 0),
        ("sam_fpc_ccf_integral", "1", 1),
    ],
)
def test_value_is_read_as_people_write_it(rule: str, text: str, value: int) -> None:
    assert read_value(REGULATION.rules[rule], text) == value


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("examiner_lunch", "beaucoup"),
        ("examiner_lunch", "-5"),
        ("examiner_lunch", "12,5"),
        ("examiner_lunch", ""),
        ("daily_cap", "0"),
        ("working_time_day", "11 h"),
        ("working_time_night", "8 h"),
        ("sam_fpc_ccf_integral", "2"),
        ("own_student", "OUI"),
    ],
)
def test_value_that_does_not_fit_is_refused_with_what_was_expected(rule: str, text: str) -> None:
    with pytest.raises(InvalidParameterError, match=rule):
        read_value(REGULATION.rules[rule], text)


@given(st.text(max_size=20).filter(lambda text: not text.strip()[:1].isdecimal()))
def test_text_that_does_not_begin_with_a_digit_is_never_minutes(text: str) -> None:
    with pytest.raises(InvalidParameterError, match="attendu"):
        read_value(REGULATION.rules["gap_between_candidates"], text)


@given(st.integers(min_value=0, max_value=10**9))
def test_number_is_taken_within_the_bounds_only(number: int) -> None:
    rule = REGULATION.rules["gap_between_candidates"]

    if number <= (rule.most or 0):
        assert read_value(rule, str(number)) == number
    else:
        with pytest.raises(InvalidParameterError, match="entre 0 et 60"):
            read_value(rule, str(number))


@given(st.integers(min_value=1, max_value=240))
def test_minutes_said_are_read_back(minutes: int) -> None:
    rule = REGULATION.rules["agora_e31_ccf_minutes"]

    assert read_value(rule, say(rule, minutes)) == minutes


def test_phase_lasts_what_its_text_says() -> None:
    epreuve = REGULATION.epreuve("BTS-SAM/E5")

    assert [values().phase_minutes(epreuve, phase) for phase in epreuve.phases] == [45, 45]


def test_phase_with_a_parameter_lasts_what_the_session_says() -> None:
    epreuve = REGULATION.epreuve("BTS-SAM/E5B")

    found = values(Parameter("sam_e5b_minutes", "45"))

    assert [found.phase_minutes(epreuve, phase) for phase in epreuve.phases] == [45, 45]


def test_phase_nobody_gave_a_duration_says_what_to_fill_in() -> None:
    epreuve = REGULATION.epreuve("TP-SA/CCP1")

    with pytest.raises(MissingParameterError, match="tp_ccp1_minutes"):
        values().phase_minutes(epreuve, epreuve.phases[0])


def test_missing_lists_each_parameter_to_fill_in_once() -> None:
    epreuves = [
        REGULATION.epreuve(code) for code in ("TP-SA/CCP1", "TP-SA/CCP2", "TP-SA/CCP1", "BTS-SAM/E4")
    ]

    found = values(Parameter("tp_ccp2_minutes", "60")).missing(epreuves)

    assert [rule.id for rule in found] == ["tp_ccp1_minutes"]


def test_weight_is_what_the_session_gives() -> None:
    found = values(Parameter("preferred_half_days", weight=3))

    assert found.weight("preferred_half_days") == 3
    assert found.weight("time_grid") is None
    assert not found.is_set("preferred_half_days")


@pytest.mark.parametrize(
    ("rule", "value", "said"),
    [
        ("examiner_lunch", 45, "45\u00a0min"),
        ("working_time_day", 600, "10\u00a0h"),
        ("examiner_lunch", 75, "1\u00a0h\u00a015"),
        ("convocations_ahead", 1, "1\u00a0jour"),
        ("convocations_ahead", 21, "21\u00a0jours"),
        ("daily_cap", 7, "7\u00a0candidats"),
        ("sam_fpc_ccf_integral", 1, "oui"),
        ("extra_time_most", 3, "1/3"),
        ("tp_juror_trade_years", 3, "3\u00a0ans"),
        ("tp_ccp1_minutes", None, "à fixer"),
    ],
)
def test_value_is_said_in_french(rule: str, value: int | None, said: str) -> None:
    assert say(REGULATION.rules[rule], value) == said


def test_sentence_carries_the_value() -> None:
    assert sentence(REGULATION.rules["working_time_day"], 540).endswith(
        "plus de 9\u00a0h dans une journée."
    )


def test_every_missing_value_is_asked_for_by_name_at_once() -> None:
    folder = title_desk()

    with pytest.raises(MissingParameterError) as refused:
        problem_of(replace(folder, parameters=()), load(YEAR))

    assert "tp_ccp1_minutes" in str(refused.value)
    assert "tp_entretien_final_minutes" in str(refused.value)
    assert "tp_ccp2_minutes" not in str(refused.value), "this session does not organise CCP2"


@pytest.mark.parametrize(
    "written", ["12/05/2027 14:00", "2027-05-12 14 h", "12/05/2027 à 14 h 00", "2027-05-12T14:00:00"]
)
def test_day_and_hour_are_read_as_people_write_them(written: str) -> None:
    rule = load(YEAR).rules["written_start"]

    assert say(rule, read_value(rule, written)).replace("\u00a0", " ") == "mercredi 12 mai 2027 à 14 h"


@pytest.mark.parametrize("written", ["12/05/2027", "31/02/2027 14:00", "12/05/2027 25:00", "14:00"])
def test_day_or_hour_that_is_not_one_is_refused_with_an_example(written: str) -> None:
    with pytest.raises(InvalidParameterError, match="12/05/2027 14:00"):
        read_value(load(YEAR).rules["written_start"], written)

"""What a calculation prefers: tiers of levels, and plans that differ with them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.planning import LEVELS, PRESETS, USUAL, Aim, dump_aim, preset_of, read_aim
from solver import solve
from tests.solver.small import LIMITS, examiner, half_day, jury_room, need, problem, task

ZERO = dict.fromkeys(LEVELS, 0)


def values(**given: int) -> dict[str, int]:
    return ZERO | given


def test_usual_aim_is_the_order_of_the_levels():
    every = values(**{name: rank for rank, name in enumerate(LEVELS)})

    assert USUAL.key(every) == tuple(every.values())
    assert PRESETS["equilibre"] == USUAL


@pytest.mark.parametrize("aim", PRESETS.values(), ids=PRESETS.keys())
def test_no_aim_leaves_somebody_out_or_replaces_a_professional_for_comfort(aim: Aim):
    dear = values(**dict.fromkeys(LEVELS[2:], 10_000))

    assert aim.key(dear) < aim.key(values(replacements=1))
    assert aim.key(dear | {"replacements": 9_999}) < aim.key(values(unplaced=1))


def test_one_commission_pays_with_two_hours_of_waiting():
    aim = PRESETS["candidats"]

    assert aim.key(values(half_days=4, waiting_minutes=0)) < aim.key(
        values(half_days=3, waiting_minutes=121)
    )
    assert aim.key(values(half_days=3, waiting_minutes=119)) < aim.key(values(half_days=4))


@pytest.mark.parametrize("name", PRESETS)
def test_aim_is_read_as_it_was_written(name: str):
    again = read_aim(dump_aim(PRESETS[name]))

    assert again == PRESETS[name]
    assert preset_of(again) == name


@pytest.mark.parametrize(
    "tiers",
    [
        (),
        tuple(((level, 1),) for level in LEVELS),
        tuple(((level, 1),) for level in LEVELS[3:]),
        (*USUAL.tiers, (("half_days", 1),)),
        (*USUAL.tiers, ()),
        ((("half_days", 0),), *USUAL.tiers[1:]),
        ((("half_days", 10_001),), *USUAL.tiers[1:]),
    ],
)
def test_aim_with_a_level_short_twice_or_without_weight_is_refused(tiers):
    with pytest.raises(ValueError, match=r"an aim has each|a weight is"):
        Aim(tiers)


def levels_with(aim: Aim) -> dict[str, int]:
    """Three candidates of X early and of Y late: the more commissions, the closer together they are."""
    tasks = [task(n, str(n % 3), "XY"[n // 3]) for n in range(6)]
    given = problem(
        tasks,
        half_days=[
            replace(half_day(minutes=105), epreuves=frozenset("X")),
            replace(half_day(1, start=660, minutes=105), epreuves=frozenset("Y")),
        ],
        rooms=[jury_room(f"J{n}") for n in range(4)],
        examiners=[examiner(f"{key}{n}", key, halves=(0, 1)) for key in "XY" for n in range(2)],
        needs=[_need("X", jury_of="X"), _need("Y", jury_of="Y")],
    )
    report = solve(replace(given, aim=aim), limits=LIMITS).report
    return {level.name: level.value for level in report.levels}


def _need(key: str, *, jury_of: str):
    seat = need(key).seats[0]
    return replace(need(key), seats=(replace(seat, qualifications=frozenset({jury_of})),))


def test_commission_is_opened_only_where_the_aim_lets_it_pay():
    dear = Aim(((("half_days", 1_000), ("waiting_minutes", 1), ("extra_days", 1)), *USUAL.tiers[3:]))
    cheap = Aim(((("half_days", 1), ("waiting_minutes", 1), ("extra_days", 1)), *USUAL.tiers[3:]))

    few, many = levels_with(dear), levels_with(cheap)

    assert (few["unplaced"], many["unplaced"]) == (0, 0)
    assert few["half_days"] == levels_with(USUAL)["half_days"] == 2
    assert few["waiting_minutes"] > 0
    assert many["half_days"] > 2
    assert many["half_days"] + many["waiting_minutes"] < few["half_days"] + few["waiting_minutes"]

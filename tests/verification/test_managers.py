"""Verification tells who is missing to manage a session on site, before anything is planned."""

from __future__ import annotations

import pytest

from models.dossier import Availability, AvailabilityState, Dossier, HalfDayName
from models.regulation import load
from scheduler.verification import Alert, alerts_of
from tests.cases.common import e4_desk, manager, title_desk
from tests.factories import FIRST_DAY, YEAR, open_days


def _said(folder: Dossier) -> list[Alert]:
    alerts = alerts_of(folder, load(YEAR))
    return [one for one in alerts if "responsable de session" in one.sentence]


def test_nobody_named_is_said_and_does_not_block_the_planning() -> None:
    (alert,) = _said(title_desk())

    assert "TP-SA" in alert.sentence
    assert "RESPONSABLE-SESSION" in alert.sentence
    assert not alert.blocking


@pytest.mark.parametrize(("days", "blocking"), [(2, False), (1, True)])
def test_half_days_without_anybody_are_counted(days: int, blocking: bool) -> None:
    away = Availability("RS1", FIRST_DAY, HalfDayName.JOURNEE, AvailabilityState.INDISPONIBLE)
    folder = title_desk(manager(), availabilities=(away,), half_days=open_days(days))

    (alert,) = _said(folder)

    assert f"2 demi-journées sur {2 * days}" in alert.sentence
    assert alert.blocking is blocking


def test_manager_is_not_told_as_somebody_who_can_never_sit() -> None:
    alerts = alerts_of(title_desk(manager()), load(YEAR))

    assert [one.sentence for one in alerts if "RS1" in one.sentence] == []


@pytest.mark.parametrize("folder", [title_desk(manager()), e4_desk()], ids=["named", "not asked for"])
def test_nothing_is_said_where_nothing_lacks(folder: Dossier) -> None:
    assert _said(folder) == []

"""Who manages the session on site is named to jurors and to the centre, and to nobody else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.dossier import Availability, AvailabilityState, HalfDayName
from models.regulation import load
from scheduler.documents import DocumentVersion, Press
from scheduler.documents.book import PlanBook
from scheduler.documents.candidate import candidate_content
from scheduler.documents.examiner import examiner_content
from scheduler.documents.sheets import order_content, order_keys
from scheduler.on_site import managers_of
from tests.cases.common import manager, title_day, title_desk
from tests.factories import FIRST_DAY, YEAR, clock

VERSION = DocumentVersion(1, FIRST_DAY)


@pytest.fixture(scope="module")
def press() -> Press:
    """A titre professionnel over two mornings; the second manager comes on the second day only."""
    away = Availability("RS2", FIRST_DAY, HalfDayName.JOURNEE, AvailabilityState.INDISPONIBLE)
    people = (manager("RS1", phone="06 39 98 00 07"), manager("RS2"))
    found = title_day(title_desk(*people, availabilities=(away,)), clock("9:00"), clock("9:00", 1))
    return Press(PlanBook(found.dossier, load(YEAR), found.plan), VERSION)


def _plain(sentences: tuple[str, ...]) -> str:
    return " ".join(sentences).replace("\u00a0", " ").replace("\u202f", " ")


def test_juror_reads_who_manages_the_session_each_day(press: Press) -> None:
    said = _plain(examiner_content(press, "TP1").notices)

    assert "sur place mardi 8 juin : Mme Anne RouxRS1 (06 39 98 00 07)." in said
    assert "mercredi 9 juin : Mme Anne RouxRS1 (06 39 98 00 07) et Mme Anne RouxRS2." in said


def test_running_order_of_the_centre_names_the_manager_of_that_day(press: Press) -> None:
    first, second = (order_content(press, key).managers for key in order_keys(press.book))

    assert "RouxRS2" not in _plain(first)
    assert "RouxRS2" in _plain(second)


def test_candidate_is_told_nobody_s_name(press: Press) -> None:
    content = candidate_content(press, "1")

    assert "Roux" not in str(content)


def test_other_diplomas_ask_for_no_manager(press: Press) -> None:
    sitting = press.book.plan.sittings[0]
    other = replace(sitting, epreuve="BTS-SAM/E4")

    found = managers_of(press.book.dossier, press.book.regulation, press.book.plan, other)

    assert found == ()

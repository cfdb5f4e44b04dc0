"""Who may read what: each kind of document against what its reader must not learn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from models.dossier import Dossier
from models.planning import Plan
from scheduler.documents import KINDS, DocumentVersion, Press, document
from scheduler.documents.press import Withdrawal
from tests import handmade

Reader = Callable[[bytes], str]
TO_CANDIDATES = ("candidats", "portes", "etablissements")
TO_JURORS = ("examinateurs", "emargement", "evaluation", "proces-verbaux", "pochettes")
IN_CORRIDORS = ("portes",)


@pytest.fixture
def texts(press_of: Callable[..., Press], plan: Plan, text_of: Reader) -> Callable[[str], list[str]]:
    """Text of every document of a kind, of the first two commissions."""
    kept = {one.code for one in plan.sittings[:2]}
    small = replace(
        plan,
        sittings=plan.sittings[:2],
        passages=tuple(one for one in plan.passages if one.commission in kept),
    )

    def run(kind: str) -> list[str]:
        press = press_of(plan=small)
        return [text_of(document(press, kind, one.code)) for one in KINDS[kind].entries(press)]

    return run


@pytest.mark.parametrize("kind", TO_CANDIDATES)
def test_jury_stays_unknown_to_candidates(
    texts: Callable[[str], list[str]], dossier: Dossier, kind: str
) -> None:
    for text in texts(kind):
        assert not any(one.family_name in text or one.code in text for one in dossier.examiners)


@pytest.mark.parametrize("kind", TO_JURORS)
def test_jurors_read_minutes_but_no_decision_nor_private_fact(
    texts: Callable[[str], list[str]], dossier: Dossier, kind: str
) -> None:
    for text in texts(kind):
        assert "Décision" not in text
        assert not any(str(one.ine) in text or str(one.email) in text for one in dossier.candidates)
        assert "4 mars 2008" not in text


@pytest.mark.parametrize("kind", [*IN_CORRIDORS, "etablissements"])
def test_amenagements_are_not_posted(texts: Callable[[str], list[str]], kind: str) -> None:
    for text in texts(kind):
        assert not any(word in text for word in ("majoré", "pause", "accessible", "séparée"))


def test_candidate_reads_of_nobody_else(
    press_of: Callable[..., Press], dossier: Dossier, text_of: Reader
) -> None:
    text = text_of(document(press_of(), "candidats", handmade.WITH_THIRD))

    others = [one for one in dossier.candidates if one.number != handmade.WITH_THIRD]
    assert not any(one.number in text or one.family_name in text for one in others)


def test_cancellation_names_neither_the_jury_nor_anybody_else(
    press_of: Callable[..., Press], dossier: Dossier, text_of: Reader
) -> None:
    number = handmade.WITH_THIRD
    gone = Withdrawal(press_of(), DocumentVersion(3, None))

    text = text_of(document(press_of(withdrawn={("candidat", number): gone}), "annulations", number))

    assert f"annule la convocation n° {number}-2" in text
    assert "ne venez pas" in text
    assert not any(one.family_name in text for one in dossier.examiners)
    assert not any(one.number in text for one in dossier.candidates if one.number != number)


def test_every_kind_has_been_thought_of() -> None:
    staff = {"preparation", "ordres", "conformite"}
    themselves = {"annulations"}

    assert {*TO_CANDIDATES, *TO_JURORS, *IN_CORRIDORS} | staff | themselves == set(KINDS)

"""An examiner does not sit for a candidate of his or her firm."""

from __future__ import annotations

from tests.cases import RuleCase, Situation
from tests.cases.common import PRO, e4_desk, one_by_one
from tests.factories import candidate, with_examiner


def _works_at(company: str | None, organisation: str | None = "Société d’Édition") -> Situation:
    folder = e4_desk(candidates=(candidate("1", company=company),))
    return one_by_one(with_examiner(folder, PRO, organisation=organisation), {"1": "9:00"})


CASES = (
    RuleCase(
        "employer", "spelt otherwise", _works_at("Société d’Encre"), _works_at("SOCIETE D'EDITION")
    ),
    RuleCase("employer", "nothing written", _works_at(None, None), _works_at("a-b", "A B")),
)

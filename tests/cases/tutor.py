"""An examiner does not sit for a candidate of whom he or she is the tutor."""

from __future__ import annotations

from tests.cases import RuleCase, Situation
from tests.cases.common import PRO, e4_desk, one_by_one
from tests.factories import candidate, with_examiner


def _tutored_by(name: str | None) -> Situation:
    folder = e4_desk(candidates=(candidate("1", tutor=name),))
    named = with_examiner(folder, PRO, first_name="Anne-Lise", family_name="Le Goff")
    return one_by_one(named, {"1": "9:00"})


_ANOTHER = _tutored_by("Mme Anne Le Goff")
CASES = tuple(
    RuleCase("tutor", name, _ANOTHER, _tutored_by(name))
    for name in (
        "Anne Lise LE GOFF",
        "Le Goff Anne-Lise",
        "Mme Anne-Lise Le-Goff",
        "Madame LEGOFF anne lise",
    )
)

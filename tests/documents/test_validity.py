"""Every kind of document is valid PDF/UA-1 for the real veraPDF, hard names included."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
import weasyprint

from models.dossier import Dossier
from models.planning import Plan
from models.regulation import Regulation
from scheduler.documents import DocumentVersion, candidate_convocation, examiner_convocation
from tests import handmade

pytestmark = pytest.mark.verapdf

NAMES = {
    "2027100001": {"family_name": "Montmorency " * 25, "first_names": "X" * 300},
    "2027100002": {"family_name": "بن علي", "first_names": "فاطمة الزهراء"},
    "2027100003": {"family_name": "כהן", "usage_name": "Błażejewska-Đặng"},
    "2027100004": {"family_name": "王", "first_names": "小明 \N{GRINNING FACE} & <i>"},
}


def test_convocations_are_valid_for_verapdf(
    dossier: Dossier, regulation: Regulation, plan: Plan, verapdf: Callable[..., str]
) -> None:
    people = tuple(replace(one, **NAMES.get(one.number, {})) for one in dossier.candidates)
    folder = replace(dossier, candidates=people)
    draft = DocumentVersion(3, None, replaces=2, draft=True)

    report = verapdf(
        *(
            candidate_convocation(folder, regulation, plan, number, version=draft)
            for number in (*NAMES, handmade.IN_WHEELCHAIR, "2027100022")
        ),
        *(
            examiner_convocation(folder, regulation, plan, code, version=draft)
            for code in ("SAM-01", "PRO-02", "PRH-01")
        ),
    )

    assert report.count("compliant=true") == 9, report


def test_verapdf_refuses_what_is_not_accessible(verapdf: Callable[..., str]) -> None:
    untagged = weasyprint.HTML(string="<p>Bonjour</p>").write_pdf()

    assert "compliant=false" in verapdf(untagged)

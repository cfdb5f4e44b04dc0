"""Every kind of document is valid PDF/UA-1 and PDF/A-3a for the real veraPDF, hard names included."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pytest
import typst
from PIL import Image

from models.dossier import Dossier
from models.stationery import Stationery
from scheduler.documents import KINDS, DocumentVersion, Press, document
from scheduler.documents.images import normalised_logo
from scheduler.documents.press import Withdrawal
from scheduler.documents.seal import Seal
from tests import handmade

pytestmark = pytest.mark.verapdf

NAMES = {
    "2027100001": {"family_name": "Montmorency " * 25, "first_names": "X" * 300},
    "2027100002": {"family_name": "بن علي", "first_names": "فاطمة الزهراء"},
    "2027100003": {"family_name": "כהן", "usage_name": "Błażejewska-Đặng"},
    "2027100004": {"family_name": "王", "first_names": "小明 \N{GRINNING FACE} & <i>"},
}


def logo() -> bytes:
    drawn = BytesIO()
    Image.new("CMYK", (900, 300), (90, 40, 0, 0)).save(drawn, "JPEG")
    return normalised_logo(drawn.getvalue())


@pytest.fixture
def hard(press_of: Callable[..., Press], dossier: Dossier) -> Press:
    """A draft with a logo, codes, calendars and names that few fonts draw."""
    before = Withdrawal(press_of(), DocumentVersion(2, None))
    people = tuple(replace(one, **NAMES.get(one.number, {})) for one in dossier.candidates)
    return press_of(
        dossier=replace(dossier, candidates=people),
        version=DocumentVersion(3, None, replaces=2, draft=True),
        stationery=Stationery(header=("DEC 5", "Bureau des oraux"), logo=logo()),
        page_url=lambda holder: f"https://oraux.example.org/p/{holder[1]}",
        withdrawn={("candidat", "2027100022"): before, ("examinateur", "SAM-01"): before},
        calendar=lambda _holder: b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
    )


def test_verapdf_accepts_every_kind_hard_names_and_signatures_and_nothing_untagged(
    hard: Press, seal: Seal, verapdf: Callable[..., dict[str, str]]
) -> None:
    drawn = {kind.id: document(hard, kind.id, next(kind.entries(hard)).code) for kind in KINDS.values()}
    people = [*NAMES, handmade.IN_WHEELCHAIR, "2027100022"]
    drawn |= {number: document(hard, "candidats", number) for number in people[1:]}
    drawn["signed"] = document(hard, "candidats", people[0], seal=seal)
    untagged = typst.compile(b"Bonjour", format="pdf", pdf_tags=False)

    wrong = verapdf({**drawn, "untagged": untagged})

    assert wrong.pop("untagged")
    assert wrong == dict.fromkeys(drawn, "")

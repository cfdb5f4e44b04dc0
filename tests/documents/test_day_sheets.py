"""Sheets of the day: attendance lists, door signs, running orders of the centre."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from models.dossier import Dossier
from models.planning import Plan
from models.regulation import Regulation
from scheduler.documents import DocumentVersion, attendance_list, write_day_sheets
from scheduler.errors import NotFoundError

Reader = Callable[[bytes], str]
Write = Callable[[Dossier, Plan], list[Path]]


@pytest.fixture
def two_commissions(plan: Plan) -> Plan:
    """The plan of the first E4 and the first E5 commissions alone."""
    kept = plan.sittings[:2]
    codes = {one.code for one in kept}
    return replace(
        plan, sittings=kept, passages=tuple(one for one in plan.passages if one.commission in codes)
    )


@pytest.fixture
def write(
    regulation: Regulation, version: DocumentVersion, tmp_path: Path
) -> Callable[[Dossier, Plan], list[Path]]:
    def run(folder: Dossier, chosen: Plan) -> list[Path]:
        return write_day_sheets(folder, regulation, chosen, tmp_path, version=version)

    return run


@pytest.fixture
def sheets(
    write: Write, dossier: Dossier, two_commissions: Plan, tmp_path: Path, text_of: Reader
) -> dict[str, str]:
    """Text of every sheet by path."""
    written = write(dossier, two_commissions)
    return {str(path.relative_to(tmp_path)): text_of(path.read_bytes()) for path in written}


def test_each_commission_door_and_day_has_its_sheet(sheets: dict[str, str]) -> None:
    assert list(sheets) == [
        "emargement/E4-01.pdf",
        "emargement/E5-02.pdf",
        "portes/2027-06-07-matin-0499001T-B01.pdf",
        "portes/2027-06-08-matin-0499001T-B02.pdf",
        "ordres-de-passage/2027-06-07-0499001T.pdf",
        "ordres-de-passage/2027-06-08-0499001T.pdf",
    ]


def test_attendance_list_has_hours_measures_and_members_to_sign(sheets: dict[str, str]) -> None:
    text = sheets["emargement/E4-01.pdf"]

    assert "10 h 30 – 11 h 44 2027100003 Mme Awa Brémond" in text
    assert "1 h 14, dont 19 min de temps majoré" in text
    assert "Mme Hélène Castagnier (enseignante)" in text
    assert "M. Karim Belkacem (professionnel)" in text
    assert "Décision" not in text


def test_door_sign_shows_neither_full_names_nor_jurors_nor_measures(
    sheets: dict[str, str], dossier: Dossier
) -> None:
    text = sheets["portes/2027-06-07-matin-0499001T-B01.pdf"]

    assert "10 h 30 – 11 h 44 2027100003 Awa B." in text
    assert "Lundi 7 juin 2027, matin" in text
    assert "majoré" not in text
    assert not any(one.family_name in text for one in (*dossier.candidates, *dossier.examiners))


def test_running_order_follows_the_hour_to_report(sheets: dict[str, str]) -> None:
    text = sheets["ordres-de-passage/2027-06-08-0499001T.pdf"]

    assert "8 h 15 2027100001 Mme Jules Carré E5 8 h 45 (P1) 9 h 30 – 10 h 15 B02, E5-02" in text
    assert text.index("2027100001") < text.index("2027100002") < text.index("2027100003")


def test_running_order_of_a_long_day_repeats_its_headings(
    write: Write, dossier: Dossier, plan: Plan, text_of: Reader
) -> None:
    many = tuple(replace(plan.passages[0], candidate=f"{2027200000 + rank}") for rank in range(300))
    people = tuple(replace(dossier.candidates[0], number=one.candidate) for one in many)
    crowded = replace(plan, passages=many, sittings=plan.sittings[:1])

    written = write(replace(dossier, candidates=people), crowded)

    text = text_of(written[-1].read_bytes())
    assert text.startswith("Académie de Nantes")
    assert text.count("Devant le jury") > 5
    assert all(one.candidate in text for one in many)


def test_unknown_commission_is_told_so(
    dossier: Dossier, regulation: Regulation, plan: Plan, version: DocumentVersion
) -> None:
    with pytest.raises(NotFoundError, match="La commission E9 n’est pas dans la session"):
        attendance_list(dossier, regulation, plan, "E9", version=version)


@pytest.mark.verapdf
def test_sheets_are_valid_for_verapdf(
    write: Write, dossier: Dossier, two_commissions: Plan, verapdf: Callable[..., str]
) -> None:
    people = tuple(
        replace(one, family_name="Ostrowska " * 30, first_names="فاطمة")
        if one.number.endswith("1")
        else one
        for one in dossier.candidates
    )
    written = write(replace(dossier, candidates=people), two_commissions)

    report = verapdf(*(path.read_bytes() for path in written))

    assert report.count("compliant=true") == len(written) == 6, report

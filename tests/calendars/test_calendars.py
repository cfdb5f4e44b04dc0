"""What the calendar files hold, line by line where the standard or a client is strict."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from models.dossier import Dossier
from models.planning import Plan
from models.regulation import Regulation, load
from scheduler.calendars import candidate_calendar, examiner_calendar, write_calendars
from scheduler.documents import DocumentVersion
from scheduler.errors import NotFoundError
from tests import handmade

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture
def write(
    dossier: Dossier, regulation: Regulation, plan: Plan, version: DocumentVersion, tmp_path: Path
) -> Callable[..., list[Path]]:
    def run(**changes: object) -> list[Path]:
        given_ = {"dossier": dossier, "plan": plan, "version": version, "out": tmp_path, **changes}
        return write_calendars(regulation=regulation, **given_)  # type: ignore[arg-type]

    return run


def events_of(content: bytes) -> list[dict[str, object]]:
    calendar = Calendar.from_ical(content)
    return [
        {"uid": str(one["uid"]), "start": one.start, "end": one.end,
         "text": str(one["description"]).replace("\xa0", " "),
         "summary": str(one["summary"]), "status": str(one["status"]), "sequence": int(one["sequence"])}
        for one in calendar.walk("VEVENT")
    ]  # fmt: skip


def test_every_person_commission_and_room_has_its_file(
    write: Callable[..., list[Path]], tmp_path: Path
) -> None:
    written = {str(path.relative_to(tmp_path)) for path in write()}

    assert len(written) == 30 + 8 + 14 + 5
    assert {
        "candidats/2027100001.ics",
        "examinateurs/SAM-01.ics",
        "commissions/E4-01.ics",
        "salles/0499001T-B01.ics",
        "salles/0499001T-P1.ics",
    } <= written


@pytest.mark.parametrize("name", ["candidats/2027100003", "examinateurs/PRO-01"])
def test_files_are_the_golden_ones(name: str, write: Callable[..., list[Path]], tmp_path: Path) -> None:
    write()

    golden = GOLDEN / f"{Path(name).name}.ics"
    assert (tmp_path / f"{name}.ics").read_bytes() == golden.read_bytes().replace(
        b"\r\n", b"\n"
    ).replace(b"\n", b"\r\n")


def test_candidate_events_run_from_the_hour_to_report_to_the_end(
    dossier: Dossier, regulation: Regulation, plan: Plan, version: DocumentVersion
) -> None:
    events = events_of(candidate_calendar(dossier, regulation, plan, "2027100001", version=version))

    midnight = datetime.combine(handmade.FIRST_DAY, datetime.min.time())
    mine = [one for one in plan.passages if one.candidate == "2027100001"]
    spans = [
        (event["start"].replace(tzinfo=None), event["end"].replace(tzinfo=None)) for event in events
    ]  # type: ignore[attr-defined]
    assert spans == [
        (midnight + timedelta(minutes=one.convocation), midnight + timedelta(minutes=one.end))
        for one in sorted(mine, key=lambda one: one.start)
    ]


def test_candidate_files_name_no_juror_nor_commission(
    write: Callable[..., list[Path]], dossier: Dossier, tmp_path: Path
) -> None:
    write()

    for path in (tmp_path / "candidats").iterdir():
        text = re.sub(r"\r\n[ \t]", "", path.read_text(encoding="utf-8"))
        assert not [one for one in dossier.examiners if one.family_name in text or one.code in text]
        assert "ommission" not in text


def test_juror_events_list_the_running_order(
    dossier: Dossier, regulation: Regulation, plan: Plan, version: DocumentVersion
) -> None:
    events = events_of(examiner_calendar(dossier, regulation, plan, "PRO-01", version=version))

    lines = str(events[0]["text"]).split("\n")
    assert lines[0] == "Jury : Mme Hélène Castagnier (enseignante), M. Karim Belkacem (professionnel)"
    assert [re.search(r"\d{10}", line)[0] for line in lines[1:]] == [  # type: ignore[index]
        f"{2027100000 + rank}" for rank in range(1, 5)
    ]
    assert "dont 19 min de temps majoré" in lines[3]
    assert "Décision" not in lines[3]


def test_calendar_of_someone_withdrawn_disappears_but_foreign_files_stay(
    write: Callable[..., list[Path]], plan: Plan, tmp_path: Path
) -> None:
    write()
    foreign = tmp_path / "candidats" / "perso.ics"
    foreign.write_bytes(b"BEGIN:VCALENDAR\r\nPRODID:-//Autre//FR\r\nEND:VCALENDAR\r\n")
    others = tuple(one for one in plan.passages if one.candidate != "2027100001")

    write(plan=replace(plan, passages=others))

    assert not (tmp_path / "candidats" / "2027100001.ics").exists()
    assert foreign.exists()


def test_preparation_room_lists_who_comes_when(
    write: Callable[..., list[Path]], tmp_path: Path, plan: Plan
) -> None:
    watch = plan.watches[0]
    day_two = replace(watch, start=watch.start + 1440, end=watch.end + 1440)

    write(plan=replace(plan, watches=(day_two,)))

    events = events_of((tmp_path / "salles" / "0499001T-P1.ics").read_bytes())
    assert len(events) == 1
    assert "8 h 45 – 9 h 30 Mme Jules Carré, n° 2027100001 (E5)" in str(events[0]["text"])


def test_moved_passage_keeps_its_uid_and_raises_its_sequence(
    dossier: Dossier, regulation: Regulation, plan: Plan, version: DocumentVersion
) -> None:
    number = plan.passages[0].candidate
    moved = replace(plan.passages[0], convocation=plan.passages[0].convocation - 15)
    later = replace(plan, passages=(moved, *plan.passages[1:]))

    before = events_of(candidate_calendar(dossier, regulation, plan, number, version=version))
    next_version = DocumentVersion(3, date(2027, 2, 12), replaces=2)
    after = events_of(candidate_calendar(dossier, regulation, later, number, version=next_version))

    assert [one["uid"] for one in before] == [one["uid"] for one in after]
    assert {one["sequence"] for one in before} == {2}
    assert {one["sequence"] for one in after} == {3}
    assert before[0]["start"] != after[0]["start"]


def test_uids_differ_between_sessions_and_things(
    dossier: Dossier, regulation: Regulation, plan: Plan, version: DocumentVersion
) -> None:
    other = replace(dossier, session=replace(dossier.session, code="SESSION-2028"))
    uids = [
        event["uid"]
        for folder in (dossier, other)
        for one in folder.candidates
        for event in events_of(candidate_calendar(folder, regulation, plan, one.number, version=version))
    ]

    assert len(set(uids)) == len(uids) == 2 * len(plan.passages)


def test_a_draft_is_tentative(dossier: Dossier, regulation: Regulation, plan: Plan) -> None:
    draft = DocumentVersion(1, draft=True)

    events = events_of(candidate_calendar(dossier, regulation, plan, "2027100001", version=draft))

    assert {one["status"] for one in events} == {"TENTATIVE"}


def test_calendar_follows_the_three_cares_of_clients(
    dossier: Dossier, regulation: Regulation, plan: Plan, version: DocumentVersion
) -> None:
    content = candidate_calendar(dossier, regulation, plan, "2027100001", version=version)
    head = content.split(b"BEGIN:VTIMEZONE")[0]

    assert b"UID" not in head
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n" in head
    assert b"X-PUBLISHED-TTL:PT1H\r\n" in head
    assert b"RDATE" not in content
    assert content.count(b"RRULE:FREQ=YEARLY") == 2
    assert max(len(line) for line in content.split(b"\r\n")) <= 75


def test_stamp_is_the_day_of_the_version(
    dossier: Dossier, regulation: Regulation, plan: Plan, version: DocumentVersion
) -> None:
    content = candidate_calendar(dossier, regulation, plan, "2027100001", version=version)

    stamps = {one["dtstamp"].dt for one in Calendar.from_ical(content).walk("VEVENT")}
    assert stamps == {datetime(2027, 2, 10, tzinfo=UTC)}


def test_someone_without_event_is_told_so(
    dossier: Dossier, regulation: Regulation, plan: Plan, version: DocumentVersion
) -> None:
    with pytest.raises(NotFoundError, match="n’a rien dans ce planning"):
        examiner_calendar(dossier, regulation, plan, "SAM-99", version=version)


@given(
    name=st.text(
        alphabet=st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=300
    )
)
def test_any_name_comes_back_from_the_file_as_it_went_in(name: str) -> None:
    folder = handmade.dossier(candidates=(handmade.candidate(1, civility=None, first_names=name),))
    plan = handmade.plan(folder)

    content = candidate_calendar(
        folder, load(handmade.YEAR), plan, "2027100001", version=DocumentVersion(1, date(2027, 2, 1))
    )

    calendar = Calendar.from_ical(content)
    assert str(calendar["x-wr-calname"]) == f"Oraux de {name} Carré"
    assert max(len(line) for line in content.split(b"\r\n")) <= 75

"""What the staff see of the answers, and what they do with the addresses."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass

import pytest

from models.db import LinkKind, LinkPurpose
from scheduler.convened import Holder, half_days_of
from scheduler.services.answers import acknowledge, decline
from scheduler.services.links import link_for
from tests.web.conftest import NOW, Site

NUMBER = "2027100003"
LOOKS = 120


@pytest.fixture(scope="session")
def published_folder(tmp_path_factory, dossier, solution):
    """Return the folder of an installation with a version in force."""
    made = Site(tmp_path_factory.mktemp("published"))
    made.store(dossier)
    made.publish(made.plan(dossier, solution.plan, solution.report))
    made.database.close()
    return made.folder


@pytest.fixture
def published(tmp_path, published_folder, dossier):
    shutil.copytree(published_folder, tmp_path, dirs_exist_ok=True)
    made = Site(tmp_path)
    made.code = dossier.session.code
    yield made
    made.database.close()


@dataclass
class Convened:
    """A juror of the plan in force, and his or her first half-day."""

    code: str
    half_day: str


@pytest.fixture
def juror(solution):
    plan = solution.plan
    code = plan.sittings[0].members[0].examiner
    return Convened(code, str(half_days_of(plan, code)[0]))


def page(site, path):
    return site.client.get(f"/sessions/{site.code}{path}").get_data(as_text=True)


def change(site, kind, who, action, **more):
    return site.post(f"/sessions/{site.code}/adresses/{kind}/{who}", action=action, **more)


def refuse(site, juror):
    decline(
        site.database,
        site.code,
        Holder(LinkKind.EXAMINER, juror.code),
        version=1,
        reason="Une réunion",
        half_days=[juror.half_day],
        now=NOW,
    )


def when_found(site, path):
    """The page of a repair once its search is over; it says so itself to the page that waits."""
    for _ in range(LOOKS):
        waiting = site.client.get(f"/sessions/{site.code}{path}", headers={"X-Fragment": "1"})
        if waiting.headers.get("X-Finished"):
            return page(site, path)
        assert "Oraux cherche qui peut siéger" in waiting.get_data(as_text=True)
    raise AssertionError("the search never ends")


def test_answers_count_everybody_by_state(published):
    acknowledge(
        published.database, published.code, Holder(LinkKind.CANDIDATE, NUMBER), version=1, now=NOW
    )

    shown = page(published, "/reponses")

    assert re.search(r'stat-value">1</span><span class="stat-name">Lu<', shown)
    assert "Sans nouvelles" in shown


def test_juror_who_cannot_come_is_on_the_session_page_and_leads_to_a_repair(published, juror):
    refuse(published, juror)

    for path in ("", "/convoquer"):
        assert "1 juré ne peut pas venir" in page(published, path).replace("\xa0", " "), path
    shown = page(published, "/reponses")
    assert "« Une réunion »" in shown.replace("&nbsp;", " ")
    assert f'href="/sessions/{published.code}/reparer/{juror.code}"' in shown


def test_repair_that_is_kept_and_published_settles_the_refusal(published, juror):
    refuse(published, juror)
    path = f"/sessions/{published.code}/reparer/{juror.code}"
    shown = when_found(published, f"/reparer/{juror.code}")
    assert "Garder comme brouillon" in shown

    kept = published.post(path, proposition="1")
    twice = published.post(path, proposition="1")
    plan = int(re.search(r"plan=(\d+)", kept.headers["Location"])[1])
    published.publish(plan)

    assert kept.headers["Location"] == twice.headers["Location"]
    assert "ne peut pas venir" not in page(published, "")
    assert published.client.get(path).status_code == 404


def test_proposal_that_does_not_exist_is_not_kept(published, juror):
    refuse(published, juror)
    path = f"/sessions/{published.code}/reparer/{juror.code}"

    codes = {rank: published.post(path, proposition=rank).status_code for rank in ("", "0", "9", "²")}

    assert set(codes.values()) == {404}


def test_nobody_declining_leaves_the_pages_as_they_were(published):
    assert "ne peut pas venir" not in page(published, "")


def test_address_is_made_renewed_and_closed_from_the_page_of_a_person(published):
    path = f"/candidats/{NUMBER}"
    assert "Aucune adresse en service" in page(published, path)

    change(published, "candidat", NUMBER, "creer")
    first = re.search(r'value="http://[^"]*(/candidat/[\w-]{32})"', page(published, path))[1]
    change(published, "candidat", NUMBER, "renouveler")
    second = re.search(r'value="http://[^"]*(/candidat/[\w-]{32})"', page(published, path))[1]

    assert published.client.get(first).status_code == 410
    assert published.client.get(second).status_code == 200
    change(published, "candidat", NUMBER, "fermer")
    assert published.client.get(second).status_code == 410
    assert "Aucune adresse en service" in page(published, path)


def test_calendars_are_made_at_once_and_open_with_or_without_names(published):
    assert "pas encore créée" in page(published, "/agendas")

    published.post(f"/sessions/{published.code}/agendas")
    published.post(f"/sessions/{published.code}/agendas", noms="sans")

    for names in ("", "?noms=sans"):
        shown = page(published, f"/agendas{names}")
        addresses = re.findall(r'data-copy="http://[^/]*(/agenda/[\w-]{32}\.ics)"', shown)
        assert len(addresses) > 3
        assert "pas encore créée" not in shown
        assert {published.client.get(one).status_code for one in addresses} == {200}


def test_calendar_is_shown_as_a_code_to_print(published, solution):
    centre = solution.plan.sittings[0].centre
    published.post(f"/sessions/{published.code}/agendas")

    shown = page(published, f"/agendas/centre/{centre}")

    assert "webcal://" in shown
    assert "<svg " in shown[shown.index('class="qr"') :]
    assert published.client.get(f"/sessions/{published.code}/agendas/centre/ABSENT").status_code == 404


def test_page_that_the_staff_open_is_not_said_opened(published):
    change(published, "candidat", NUMBER, "creer")

    address = re.search(
        r'value="http://[^"]*(/candidat/[\w-]{32})"', page(published, f"/candidats/{NUMBER}")
    )
    published.client.get(address[1])

    assert "Page ouverte" not in page(published, "/reponses")


def test_room_with_a_slash_in_its_address_is_renewed(published, solution):
    sitting = solution.plan.sittings[0]
    room = Holder(LinkKind.ROOM, f"{sitting.centre}/{sitting.room}")
    calendar = LinkPurpose.CALENDAR
    old = link_for(published.database, published.code, room, purpose=calendar)

    change(published, "salle", f"{sitting.centre}~2f.{sitting.room}", "renouveler")

    assert published.client.get(old).status_code == 410
    assert link_for(published.database, published.code, room, purpose=calendar) != old


@pytest.mark.parametrize(
    ("kind", "action", "code"), [("candidat", "autre", 400), ("proviseur", "creer", 404)]
)
def test_unknown_action_or_kind_is_refused(published, kind, action, code):
    assert change(published, kind, NUMBER, action).status_code == code


def test_pages_before_a_publication_say_what_is_missing(planned):
    for path in ("/reponses", "/agendas"):
        assert "Aucune version publiée" in page(planned, path)

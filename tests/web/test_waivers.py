"""Exceptions on the screen: from the red sentence of the report to the reason, and back."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest

from models.db import AccountRole
from models.dossier import Role, Teaching
from scheduler.services.plans import load_plan

WHY = "Seule enseignante qualifiée de l’académie ; accord du recteur."


def text_of(answer):
    return unescape(answer.get_data(as_text=True))


@pytest.fixture
def taught(site, dossier, solution):
    """A draft in which a teacher examines her own student."""
    sitting = solution.plan.sittings[0]
    teacher = next(one.examiner for one in sitting.members if one.role is Role.ENSEIGNANT)
    number = next(one.candidate for one in solution.plan.passages if one.commission == sitting.code)
    student = next(one for one in dossier.candidates if one.number == number)
    return teaching(site, dossier, solution, teacher, student)


@pytest.fixture
def taught_once(site, dossier, solution):
    """A draft in which a teacher examines one student of hers, and that one alone."""
    return teaching(site, dossier, solution, *next(alone_before_a_teacher(dossier, solution.plan)))


def alone_before_a_teacher(dossier, plan):
    """Give each teacher with a candidate of whose class he or she hears one passage only."""
    candidates = {one.number: one for one in dossier.candidates}
    teachers = {one.code for one in dossier.examiners if one.role is Role.ENSEIGNANT}
    for who in sorted(teachers):
        theirs = {one.code for one in plan.sittings if who in {m.examiner for m in one.members}}
        heard = [candidates[one.candidate] for one in plan.passages if one.commission in theirs]
        classes = [(one.establishment, one.division) for one in heard]
        yield from (
            (who, one) for one, same in zip(heard, classes, strict=True) if classes.count(same) == 1
        )


def teaching(site, dossier, solution, teacher, student):
    """Store that a teacher has a student's class, and the draft."""
    row = Teaching(teacher, student.establishment, student.division)
    kept = tuple(one for one in dossier.teachings if one.examiner != teacher)
    folder = replace(dossier, teachings=(*kept, row))
    site.code = site.store(folder)
    site.plan_id = site.plan(folder, solution.plan, solution.report)
    site.base = f"/sessions/{site.code}"
    return site


def form_address(site):
    report = text_of(site.client.get(f"{site.base}/plan/conformite?plan={site.plan_id}"))
    return re.search(r'href="(/sessions/[^"]+/exceptions\?[^"#]+)#nouvelle"', report)[1]


def given(site, address, reason=WHY):
    page = text_of(site.client.get(address))
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
    hidden.pop("csrf_token", None)
    return site.post(f"{site.base}/exceptions", motif=reason, **hidden)


def test_exception_goes_from_the_red_sentence_to_the_report(taught_once):
    taught = taught_once
    answer = given(taught, form_address(taught))

    assert answer.status_code == 303
    assert f"plan={taught.plan_id}#regle-own_student" in answer.headers["Location"]
    report = text_of(taught.client.get(answer.headers["Location"]))
    assert "Exception motivée" in report
    assert WHY.rstrip(".") in report.replace("\N{NARROW NO-BREAK SPACE}", " ").replace(
        "\N{NO-BREAK SPACE}", " "
    )
    assert "Ce plan peut être publié." in report


def test_withdrawn_exception_breaks_the_rule_again_and_stays_listed(taught):
    given(taught, form_address(taught))
    page = text_of(taught.client.get(f"{taught.base}/exceptions"))
    path = re.search(r'action="([^"]+/retirer)"', page)[1]

    taught.post(path)

    page = text_of(taught.client.get(f"{taught.base}/exceptions"))
    report = text_of(taught.client.get(f"{taught.base}/plan/conformite?plan={taught.plan_id}"))
    assert "Retirée" in page
    assert "enfreint au moins une règle" in report


def test_refused_exception_keeps_what_was_typed(taught):
    answer = given(taught, form_address(taught), reason="trop <b>")

    assert answer.status_code == 422
    assert ">trop &lt;b&gt;</textarea>" in answer.get_data(as_text=True)


def test_rule_without_exception_says_so(taught):
    page = text_of(taught.client.get(f"{taught.base}/exceptions?regle=declared_incompatibility"))
    answer = taught.post(f"{taught.base}/exceptions", regle="declared_incompatibility", motif=WHY)

    assert "n’admet aucune exception" in page.replace("\N{NO-BREAK SPACE}", " ")
    assert answer.status_code == 422


def test_reader_sees_exceptions_and_writes_none(taught):
    given(taught, form_address(taught))
    reader = taught.browser(taught.account("Lise", roles=[(taught.code, AccountRole.READER)]))

    page = text_of(reader.get(f"{taught.base}/exceptions"))

    assert "En vigueur" in page
    assert "retirer" not in page
    assert "textarea" not in page


def test_report_shows_only_the_verdicts_asked_for(taught):
    everything = text_of(taught.client.get(f"{taught.base}/plan/conformite?plan={taught.plan_id}"))
    broken = text_of(
        taught.client.get(f"{taught.base}/plan/conformite?plan={taught.plan_id}&verdict=enfreintes")
    )

    assert len(re.findall(r'<tr id="regle-', everything)) > 30
    assert re.findall(r'<tr id="regle-(\w+)"', broken) == ["own_student"]


def test_exception_written_from_the_board_leads_back_to_it(taught):
    hidden = dict(part.split("=") for part in form_address(taught).partition("?")[2].split("&"))

    answer = taught.post(f"{taught.base}/exceptions", motif=WHY, passage="1|BTS-SAM/E4", **hidden)

    assert "candidat=1" in answer.headers["Location"]
    assert f"plan={taught.plan_id}" in answer.headers["Location"]


def test_place_refused_on_the_board_leads_to_its_exception_for_who_may_write_it(taught):
    hidden = dict(part.split("=") for part in form_address(taught).partition("?")[2].split("&"))
    with taught.database.reading() as db:
        plan = load_plan(db, taught.plan_id).plan
    broken = next(one for one in plan.passages if one.candidate == hidden["candidat"])
    asked = {"plan": taught.plan_id, "candidat": broken.candidate, "epreuve": broken.epreuve}
    reader = taught.browser(taught.account("lise", roles=[(taught.code, AccountRole.READER)]))

    links = [
        link
        for browser in (taught.client, reader)
        for place in browser.get(f"{taught.base}/plan/places", query_string=asked).get_json()["places"]
        for link in place["exceptions"]
    ]

    assert links
    form = text_of(taught.client.get(links[0]))
    assert hidden["examinateur"] in form
    assert "Enregistrer l’exception" in form
    refused = reader.get(f"{taught.base}/plan/places", query_string=asked).get_json()["places"]
    assert all(place["exceptions"] == [] for place in refused)


def test_page_says_which_exceptions_the_calculation_leaves_to_the_hand(taught):
    said = "Le calcul ne se servira pas de cette exception"

    rest = text_of(taught.client.get(f"{taught.base}/exceptions?regle=rest_between_passages"))
    student = text_of(taught.client.get(f"{taught.base}/exceptions?regle=own_student"))

    assert said in rest
    assert said not in student

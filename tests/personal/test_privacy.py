"""Each address opens its holder's data alone, and nothing else opens anything."""

from __future__ import annotations

import logging
import re
from datetime import date

import pytest
from icalendar import Calendar
from sqlalchemy import text

from models.db import HalfDayRow, LinkKind, LinkPurpose, PassageRow
from scheduler.convened import Holder
from scheduler.services.links import revoke_link
from tests.personal.conftest import JUROR, LONGER, ORDINARY
from tests.stores import CODE, NOW

CANDIDATE_PAGES = ("", "/epreuves.ics", "/epreuves/E4.ics", "/convocation.pdf")
JURY_PAGES = ("", "/convocation.pdf")
POSTS = ("/accuse", "/confirmer", "/refuser", "/agenda")
NEVER = "A" * 32


def routes(outside):
    """Every route of a personal address that can be asked for, with its method."""
    return [
        (rule.rule, method)
        for rule in outside.app.url_map.iter_rules()
        for method in rule.methods & {"GET", "POST"}
        if "<token>" in rule.rule
    ]


def filled(rule, token):
    return rule.replace("<token>", token).replace("<epreuve>", "E4")


def asked(outside, rule, method, token):
    path = filled(rule, token)
    if method == "POST":
        return outside.post(path, version="1", motif="Empêché", demi_journee="2027-06-08/MATIN")
    return outside.get(path)


def token_of(path):
    return path.rpartition("/")[2].removesuffix(".ics")


def test_every_route_of_a_personal_address_is_tried_below(outside_read):
    prefixes = {rule.split("/")[1] for rule, _ in routes(outside_read)}

    assert prefixes == {"candidat", "jury", "agenda"}


@pytest.mark.parametrize("state", ["wrong", "short", "revoked", "expired", "foreign"])
def test_no_route_opens_with_a_token_that_is_not_its_own(outside, state):
    tokens = {
        "candidat": outside.candidate(),
        "jury": outside.juror(),
        "agenda": outside.feed(),
    }
    if state == "revoked":
        for kind, code, purpose in (
            (LinkKind.CANDIDATE, ORDINARY, LinkPurpose.PAGE),
            (LinkKind.EXAMINER, JUROR, LinkPurpose.PAGE),
            (LinkKind.EXAMINER, JUROR, LinkPurpose.CALENDAR),
        ):
            revoke_link(outside.database, CODE, Holder(kind, code), purpose=purpose, now=NOW)
    if state == "expired":
        with outside.database.writing() as db:
            for rank, row in enumerate(db.query(HalfDayRow)):
                row.day = date(2020, 6, 1 + rank)
    opened = []

    for rule, method in routes(outside):
        own = rule.split("/")[1]
        given = {
            "wrong": [NEVER],
            "short": [token_of(tokens[own])[:-1]],
            "foreign": [token_of(path) for kind, path in tokens.items() if kind != own],
        }.get(state, [token_of(tokens[own])])
        for token in given:
            answer = asked(outside, rule, method, token)
            expected = 410 if state in {"revoked", "expired"} else 404
            if answer.status_code != expected or "Nom" in answer.get_data(as_text=True):
                opened.append((rule, method, answer.status_code))

    assert opened == []


@pytest.mark.parametrize("path", CANDIDATE_PAGES[:3])
def test_candidate_sees_no_juror_and_no_other_candidate(outside_read, people, path):
    dossier, _ = people
    others = [one.family_name for one in dossier.candidates if one.number != LONGER]
    jurors = [one.family_name for one in dossier.examiners] + [one.code for one in dossier.examiners]

    page = outside_read.text(outside_read.candidate(LONGER) + path).replace("\r\n ", "")

    assert "E4" in page
    assert not [name for name in (*others, *jurors) if re.search(rf"\b{re.escape(name)}\b", page)]


def test_juror_sees_only_the_candidates_of_his_own_commissions(outside_read, people):
    dossier, plan = people
    sat = {one.code for one in plan.sittings if JUROR in {seat.examiner for seat in one.members}}
    heard = {one.candidate for one in plan.passages if one.commission in sat}

    page = outside_read.text(outside_read.juror())

    named = {one.number for one in dossier.candidates if one.family_name in page}
    assert named == heard
    assert heard < {one.number for one in dossier.candidates}


def test_feed_holds_only_what_its_holder_sits(outside_read, people):
    _, plan = people
    sat = [one for one in plan.sittings if JUROR in {seat.examiner for seat in one.members}]

    content = outside_read.get(outside_read.feed()).data

    assert len(Calendar.from_ical(content).walk("VEVENT")) == len(sat)


def test_answer_of_one_never_changes_that_of_another(outside):
    page = outside.juror()

    outside.post(f"{page}/confirmer", page, version="1")

    assert "Vous avez confirmé" in outside.text(page)
    assert "Vous avez confirmé" not in outside.text(outside.juror("OPA1"))


def test_pages_carry_private_headers(outside_read):
    for path in (outside_read.candidate(), outside_read.juror(), "/candidat"):
        headers = outside_read.get(path).headers

        assert headers["Cache-Control"] == "no-store", path
        assert headers["X-Robots-Tag"] == "noindex, nofollow", path
        assert headers["Referrer-Policy"] == "same-origin", path
        assert "unsafe" not in headers["Content-Security-Policy"], path
    assert "private" in outside_read.get(outside_read.feed()).headers["Cache-Control"]


def test_pages_hold_no_link_to_another_host_and_no_inline_code(outside_read):
    for path in (outside_read.candidate(), outside_read.juror(), "/candidat"):
        page = outside_read.text(path)

        assert not re.search(r"<script(?![^>]*\ssrc=)|\sstyle=|<style|\son[a-z]+=|javascript:", page)
        assert not re.findall(r'(?:src|href|action)="(?:https?:)?//', page), path


def test_staff_pages_are_not_there(outside_read):
    for path in ("/sessions", f"/sessions/{CODE}", f"/sessions/{CODE}/candidats/1", "/textes"):
        assert outside_read.get(path).status_code == 404, path


def test_failure_is_logged_without_the_address(outside, caplog):
    path = outside.candidate()
    with outside.database.writing() as db:
        db.execute(text("ALTER TABLE phases RENAME TO gone"))

    with caplog.at_level(logging.DEBUG):
        answer = outside.get(path)

    assert answer.status_code == 500
    assert "Une erreur est survenue" in answer.get_data(as_text=True)
    assert "/candidat/<token>" in caplog.text
    assert token_of(path) not in caplog.text


def test_posts_without_their_form_token_are_refused(outside_read):
    for rule, method in routes(outside_read):
        if method == "POST":
            own = outside_read.juror() if rule.startswith("/jury") else outside_read.candidate()
            answer = outside_read.client.post(filled(rule, token_of(own)))

            assert answer.status_code == 400, rule
            assert "Rien n’a été enregistré" in answer.get_data(as_text=True), rule


def test_another_host_is_refused(outside_read):
    answer = outside_read.get("/candidat", headers={"Host": "ailleurs.example.org"})

    assert answer.status_code == 400


def test_person_who_is_in_no_version_is_told_so(outside):
    path = outside.candidate("2")
    with outside.database.writing() as db:
        db.query(PassageRow).filter_by(candidate="2").delete()

    page = outside.text(path)

    assert "Vous n’êtes pas convoqué" in page
    assert "02 61 91 10 10" in page

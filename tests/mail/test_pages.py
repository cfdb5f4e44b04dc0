"""The pages of the outbox: what they show, what their buttons do, what they refuse."""

from __future__ import annotations

import io
import re
import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from models.db import MailServerRow, MessageKind, MessageRow, MessageState
from models.french import folded
from scheduler.mail import outbox as services
from scheduler.mail.prepare import prepare_messages
from scheduler.mail.server import server_of
from tests.mail.servers import HOST, Running
from tests.web.conftest import (  # noqa: F401 (fixtures)
    NOW,
    Site,
    dossier,
    empty_folder,
    planned,
    published,
    read_only,
    site,
    solution,
)

SERVER = {
    "action": "enregistrer", "serveur": HOST, "port": "2525", "protection": "NONE",
    "identifiant": "", "mot_de_passe": "", "expediteur": "examens@example.org",
    "nom_expediteur": "Division des examens", "cadence": "600",
}  # fmt: skip


def text(answer):
    return answer.get_data(as_text=True).replace("\N{NO-BREAK SPACE}", " ")


def messages(site, **wanted):  # noqa: F811 (a site, whichever fixture made it)
    with site.database.reading() as db:
        found = services.list_messages(db, site.code)
    return [one for one in found if all(getattr(one, key) == value for key, value in wanted.items())]


@pytest.fixture(scope="session")
def prepared_once(tmp_path_factory, dossier, solution):  # noqa: F811
    """Return a site with the messages of its version in force, closed."""
    made = Site(tmp_path_factory.mktemp("prepared"))
    made.code = made.store(dossier)
    made.publish(made.plan(dossier, solution.plan, solution.report))
    prepare_messages(made.database, made.code, now=NOW)
    made.database.close()
    return made


@pytest.fixture
def prepared(tmp_path, prepared_once):
    """A site of its own with the messages of its version in force."""
    shutil.copytree(prepared_once.folder, tmp_path, dirs_exist_ok=True)
    made = Site(tmp_path)
    made.code = prepared_once.code
    yield made
    made.database.close()


def test_publishing_prepares_the_messages(planned):  # noqa: F811
    planned.post(f"/sessions/{planned.code}/plans/{planned.plan_id}/publier")

    page = text(planned.client.get(f"/sessions/{planned.code}/envois"))

    assert messages(planned)
    assert "Convocation d’un candidat" in page
    assert "À relire" in page


@pytest.mark.parametrize(
    "path",
    ["envois", "a-telephoner", "retards", "contacts", "textes-des-messages", "envois?etat=Sans+adresse"],
)
def test_page_answers_before_and_after_a_publication(planned, path):  # noqa: F811
    before = planned.client.get(f"/sessions/{planned.code}/{path}")
    planned.publish(planned.plan_id)
    planned.post(f"/sessions/{planned.code}/envois/preparer")

    after = planned.client.get(f"/sessions/{planned.code}/{path}")

    assert (before.status_code, after.status_code) == (200, 200)


def test_ticked_messages_leave_and_the_others_wait(prepared):
    ready = messages(prepared, state=MessageState.READY)

    prepared.post(f"/sessions/{prepared.code}/envois", action="envoyer", message=[ready[0].id])

    queued = messages(prepared, state=MessageState.QUEUED)
    assert [one.id for one in queued] == [ready[0].id]


def test_button_pressed_twice_sends_once(prepared):
    prepared.post(f"/sessions/{prepared.code}/envois", action="tout")
    again = prepared.post(f"/sessions/{prepared.code}/envois", action="tout")

    assert again.status_code == 303
    assert messages(prepared, state=MessageState.READY) == []


def test_nothing_ticked_is_said(prepared):
    answer = prepared.post(f"/sessions/{prepared.code}/envois", action="envoyer")

    assert answer.status_code == 400
    assert "Cochez d’abord" in text(answer)


@pytest.mark.parametrize("action", ["", "effacer"])
def test_unknown_action_is_refused(prepared, action):
    assert prepared.post(f"/sessions/{prepared.code}/envois", action=action).status_code == 400


def test_message_of_another_session_is_not_touched(prepared, dossier):  # noqa: F811
    other = replace(dossier, session=replace(dossier.session, code="AUTRE"))
    prepared.store(other)
    ready = messages(prepared, state=MessageState.READY)

    prepared.post("/sessions/AUTRE/envois", action="envoyer", message=[ready[0].id])

    assert messages(prepared, state=MessageState.QUEUED) == []
    assert prepared.client.get(f"/sessions/AUTRE/envois/{ready[0].id}").status_code == 404


def test_message_page_shows_the_letter_in_a_frame_that_can_do_nothing(prepared):
    one = messages(prepared, kind=MessageKind.CANDIDATE)[0]

    page = prepared.client.get(f"/sessions/{prepared.code}/envois/{one.id}")
    letter = prepared.client.get(f"/sessions/{prepared.code}/envois/{one.id}/lettre")

    assert one.name in page.get_data(as_text=True)
    assert "sandbox" in letter.headers["Content-Security-Policy"]
    assert "script-src" not in letter.headers["Content-Security-Policy"]


def test_name_with_tags_stays_text_in_the_letter(prepared, dossier):  # noqa: F811
    first = replace(dossier.candidates[0], family_name="<script>alert(1)</script>")
    prepared.store(replace(dossier, candidates=(first, *dossier.candidates[1:])))
    prepared.post(f"/sessions/{prepared.code}/envois/preparer")
    one = messages(prepared, holder=first.number)[0]

    letter = prepared.client.get(f"/sessions/{prepared.code}/envois/{one.id}/lettre")

    assert "<script>" not in letter.get_data(as_text=True)


def test_attachments_are_given_as_they_will_leave(prepared):
    one = messages(prepared, kind=MessageKind.CANDIDATE)[0]

    pdf = prepared.client.get(f"/sessions/{prepared.code}/envois/{one.id}/pieces/0")
    ics = prepared.client.get(f"/sessions/{prepared.code}/envois/{one.id}/pieces/1")
    none = prepared.client.get(f"/sessions/{prepared.code}/envois/{one.id}/pieces/2")

    assert pdf.data.startswith(b"%PDF")
    assert ics.data.startswith(b"BEGIN:VCALENDAR")
    assert none.status_code == 404


def test_password_is_stored_and_never_shown(site):  # noqa: F811
    site.post(
        "/courriel", **{**SERVER, "protection": "TLS", "identifiant": "x", "mot_de_passe": "s3cret-"}
    )

    page = text(site.client.get("/courriel"))

    assert server_of(site.database).password == "s3cret-"  # noqa: S105
    assert "s3cret-" not in page
    assert "jamais montré" in page


def test_empty_password_keeps_the_one_stored(site):  # noqa: F811
    given = {**SERVER, "protection": "TLS", "identifiant": "x"}
    site.post("/courriel", **{**given, "mot_de_passe": "s3cret-"})
    site.post("/courriel", **given)

    assert server_of(site.database).password == "s3cret-"  # noqa: S105


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"serveur": ""}, "nom du serveur"),
        ({"port": "0"}, "port"),
        ({"port": "x"}, "nombres entiers"),
        ({"expediteur": "examens"}, "pas une adresse"),
        ({"cadence": "0"}, "cadence"),
        ({"identifiant": "x", "serveur": "smtp.example.org"}, "sans protection"),
    ],
)
def test_wrong_settings_are_refused_and_kept_on_the_page(site, wrong, said):  # noqa: F811
    answer = site.post("/courriel", **{**SERVER, **wrong})

    assert answer.status_code == 422
    assert said in text(answer)
    with site.database.reading() as db:
        assert db.scalar(select(MailServerRow.host)) is None


def test_server_of_the_environment_is_shown_and_wins(site, monkeypatch):  # noqa: F811
    monkeypatch.setenv("ORAUX_SMTP_HOST", "smtp.example.org")
    monkeypatch.setenv("ORAUX_SMTP_SENDER", "examens@example.org")
    monkeypatch.setenv("ORAUX_SMTP_PASSWORD", "s3cret-")

    page = text(site.client.get("/courriel"))

    assert "smtp.example.org" in page
    assert "s3cret-" not in page
    assert 'name="mot_de_passe"' not in page


def test_trial_speaks_with_the_server_and_sends_one_message(site, host):  # noqa: F811
    with Running(host) as port:
        site.post("/courriel", **{**SERVER, "port": str(port)})
        answer = site.post("/courriel", action="essayer", essai="claire@example.org")

    assert answer.status_code == 303
    assert host.addresses == ["claire@example.org"]


def test_trial_that_fails_says_why(site):  # noqa: F811
    site.post("/courriel", **{**SERVER, "port": "1"})

    answer = site.post("/courriel", action="essayer", essai="")

    assert answer.status_code == 502
    assert "ne répond pas" in text(answer)


def test_words_are_tried_before_they_are_kept(prepared):
    address = f"/sessions/{prepared.code}/textes-des-messages/candidat"
    given = {"objet": "Votre oral", "debut": "Venez le {premier_jour}.", "fin": ""}

    tried = text(prepared.post(address, action="apercu", **given))
    before = text(prepared.client.get(address))
    prepared.post(address, action="enregistrer", **given)

    assert re.search(r"Venez le \w+ \d+ juin 2027\.", tried)
    assert "Votre oral" not in before
    assert "Votre oral" in text(prepared.client.get(address))


def test_wrong_words_come_back_with_what_to_correct(prepared):
    address = f"/sessions/{prepared.code}/textes-des-messages/candidat"

    answer = prepared.post(address, action="apercu", objet="Oral", debut="Bonjour {prenom}", fin="")

    assert answer.status_code == 422
    assert "{prenom}" in text(answer)
    assert "{premier_jour}" in text(answer)


def test_contact_of_a_school_is_kept(prepared, dossier):  # noqa: F811
    uai = dossier.candidates[0].establishment
    fields = {f"courriel-{uai}": "lycee@example.org", f"telephone-{uai}": "01 99 00 00 01"}

    prepared.post(f"/sessions/{prepared.code}/contacts", **fields)
    prepared.post(f"/sessions/{prepared.code}/envois/preparer")

    assert "lycee@example.org" in text(prepared.client.get(f"/sessions/{prepared.code}/contacts"))
    assert messages(prepared, holder=uai)[0].state is MessageState.READY


def test_wrong_contact_is_refused_whole(prepared, dossier):  # noqa: F811
    uai = dossier.candidates[0].establishment

    answer = prepared.post(f"/sessions/{prepared.code}/contacts", **{f"courriel-{uai}": "lycee"})

    assert answer.status_code == 422
    assert uai in text(answer)


def test_bounces_are_read_from_a_file(prepared):
    ready = messages(prepared, state=MessageState.READY)[0]
    prepared.post(f"/sessions/{prepared.code}/envois", action="marquer", message=[ready.id])
    file = (io.BytesIO(f"{ready.address};boîte pleine".encode()), "retours.csv")

    prepared.post(f"/sessions/{prepared.code}/envois/retours", fichiers=[file])

    assert messages(prepared, holder=ready.holder, kind=ready.kind)[0].state is MessageState.BOUNCED
    assert ready.name.split()[-1] in text(prepared.client.get(f"/sessions/{prepared.code}/a-telephoner"))


def test_bounce_is_noted_by_hand_on_a_message_that_left_and_on_no_other(prepared):
    first, second = messages(prepared, state=MessageState.READY)[:2]
    prepared.post(f"/sessions/{prepared.code}/envois", action="marquer", message=[first.id])

    page = text(prepared.client.get(f"/sessions/{prepared.code}/envois/{first.id}"))
    prepared.post(f"/sessions/{prepared.code}/envois", action="retour", message=[first.id, second.id])

    states = {one.id: one.state for one in messages(prepared)}
    assert "Noter un retour en erreur" in page
    assert states[first.id] is MessageState.BOUNCED
    assert states[second.id] is MessageState.READY


def test_outbox_lists_people_by_family_name(prepared, dossier):  # noqa: F811
    page = text(prepared.client.get(f"/sessions/{prepared.code}/envois?qui=Candidat&tri=nom"))

    names = sorted({one.family_name for one in dossier.candidates}, key=folded)
    places = [page.index(name, page.index("<tbody>")) for name in names]
    assert places == sorted(places)


def test_progress_is_followed_while_messages_leave(prepared):
    prepared.post(f"/sessions/{prepared.code}/envois", action="tout")

    running = prepared.client.get(f"/sessions/{prepared.code}/envois/suivi")
    prepared.post(f"/sessions/{prepared.code}/envois/pause", pause="1")
    paused = prepared.client.get(f"/sessions/{prepared.code}/envois/suivi")

    assert "X-Finished" not in running.headers
    assert paused.headers["X-Finished"] == "1"
    assert "en pause" in text(paused)


def test_merge_table_is_downloaded(prepared):
    answer = prepared.client.get(f"/sessions/{prepared.code}/envois.csv")

    assert answer.mimetype == "text/csv"
    assert answer.data.startswith(b"\xef\xbb\xbfmessage;envoi")


def test_merge_workbook_holds_the_same_rows_as_text(prepared):
    answer = prepared.client.get(f"/sessions/{prepared.code}/envois.xlsx")

    sheet = load_workbook(io.BytesIO(answer.data)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:2] == ("message", "envoi")
    assert len(rows) == 1 + len(messages(prepared))
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)


def test_outbox_costs_the_same_queries_with_one_and_many_messages(prepared):
    def cost():
        with prepared.counted_queries() as statements:
            prepared.client.get(f"/sessions/{prepared.code}/envois")
        return len(statements)

    cost()  # what is read once for all
    many = cost()
    with prepared.database.writing() as db:
        for row in db.scalars(select(MessageRow).offset(1)):
            db.delete(row)

    assert cost() == many


@pytest.fixture
def urgent(site, dossier, solution):  # noqa: F811
    """The site with a version in force whose first day is in five days, and nobody convened."""
    ahead = datetime.now(UTC).date() + timedelta(days=5) - min(one.day for one in dossier.half_days)
    moved = replace(
        dossier,
        half_days=tuple(replace(one, day=one.day + ahead) for one in dossier.half_days),
        availabilities=tuple(replace(one, day=one.day + ahead) for one in dossier.availabilities),
    )
    plan = replace(solution.plan, first_day=solution.plan.first_day + ahead)
    site.code = site.store(moved)
    site.publish(site.plan(moved, plan))
    return site


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("", "en retard"),
        ("/convoquer", "À préparer, en retard"),
        ("/envois", "à convoquer en retard"),
        ("/retards", "urgent"),
        ("/candidats/2027100001", "À convoquer en retard"),
    ],
)
def test_what_is_late_is_red_everywhere(urgent, path, said):
    page = text(urgent.client.get(f"/sessions/{urgent.code}{path}", follow_redirects=True))

    assert said in page
    assert 'class="notice notice-bad"' in page or "badge-bad" in page


def test_late_session_is_red_in_the_list(urgent):
    page = text(urgent.client.get("/sessions"))

    assert re.search(r"badge-bad.*Convoquer : \d+ personnes en retard", page)

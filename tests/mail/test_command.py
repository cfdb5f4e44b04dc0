"""`oraux courriels`: the whole way from a publication to a list of calls, without a browser."""

from __future__ import annotations

import pytest

from models.db import MessageState
from scheduler.cli.main import main
from scheduler.mail import outbox
from tests.mail.servers import Running
from tests.stores import CODE, NOW


@pytest.fixture
def oraux(office, capsys, monkeypatch):
    """Run the command on the office’s database; return what it says."""
    monkeypatch.setenv("ORAUX_DATABASE_URL", office.url)

    def run(*arguments):
        with pytest.raises(SystemExit) as leaving:
            main([str(one) for one in arguments])
        written = capsys.readouterr()
        assert leaving.value.code == 0, written.err
        return written.out.replace("\N{NO-BREAK SPACE}", " ")

    return run


def test_messages_are_prepared_listed_and_sent(oraux, office, host):
    prepared = oraux("courriels", "preparer", CODE)
    keep_only(office, "1", "OPA1")
    with Running(host) as port:
        office.settle(port)
        sent = oraux("courriels", "envoyer", CODE)

    assert "19 messages préparés" in prepared
    assert "2 messages à envoyer." in sent
    assert sent.endswith("Terminé.\n")
    assert sorted(host.addresses) == ["c1@example.org", "opa1@example.org"]
    assert "Envoyé : 2" in oraux("courriels", "lister", CODE)


def keep_only(office, *holders):
    """Hold back everybody else’s message."""
    others = [one.id for one in office.messages() if one.holder not in holders]
    office.do(outbox.exclude, *others, by="test")


def test_sending_without_a_server_says_what_lacks_and_loses_nothing(oraux, office):
    oraux("courriels", "preparer", CODE)

    said = oraux("courriels", "envoyer", CODE)

    assert "Aucun serveur de courriel" in said
    assert "messages restent à envoyer" in said
    assert office.message("1").state is MessageState.QUEUED


def test_bounces_lead_to_the_list_of_calls(oraux, office, tmp_path):
    oraux("courriels", "preparer", CODE)
    ids = [one.id for one in office.messages()]
    mark(office, ids)
    file = tmp_path / "retours.csv"
    file.write_text("c1@example.org;boîte pleine\nnobody@example.org\n", encoding="utf-8")

    said = oraux("courriels", "retours", CODE, file)
    calls = oraux("courriels", "appels", CODE)

    assert "Revenu en erreur : Mme Louise Martin1" in said
    assert "inconnue de cette session : nobody@example.org" in said
    assert "Mme Louise Martin1 : 06 39 98 00 01" in calls


def mark(office, ids):
    """Say that messages were sent."""
    office.do(outbox.mark_sent, *ids, by="test", now=NOW)


def test_publishing_from_the_command_line_prepares_the_messages(oraux, office):
    office.draft(office.first_plan)

    said = oraux("publish", CODE)

    assert "oraux courriels lister" in said
    assert office.messages(version=2)

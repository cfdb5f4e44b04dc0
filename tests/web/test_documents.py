"""Documents on the web: lists of every kind, previews, and the paper of a session."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import pytest
from PIL import Image
from pypdf import PdfReader

from scheduler.documents import KINDS, images
from scheduler.documents.kinds import CANCELLATIONS


def text_of(answer):
    return answer.get_data(as_text=True)


def pdf_text(answer):
    assert answer.mimetype == "application/pdf"
    pages = PdfReader(io.BytesIO(answer.data)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def picture(kind="PNG", size=(300, 120)):
    drawn = io.BytesIO()
    Image.new("RGB", size, "navy").save(drawn, kind)
    return drawn.getvalue()


def paper(site, path="papier", **fields):
    return site.post(f"/sessions/{site.code}/{path}", **fields)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != CANCELLATIONS])
def test_each_kind_is_listed_and_its_first_document_shown(read_only, kind):
    listed = text_of(read_only.client.get(f"/sessions/{read_only.code}/documents/{kind}"))
    address = re.search(rf'href="(/sessions/[^"]+/documents/{kind}/[^"]+\.pdf[^"]*)"', listed)[1]

    answer = read_only.client.get(address.replace("&amp;", "&"))

    assert "Session" in pdf_text(answer)
    assert answer.headers["Content-Disposition"].startswith("inline")


def test_folder_of_one_establishment_is_downloaded_alone(read_only, dossier):
    uai = dossier.candidates[0].establishment
    pupils = {one.number for one in dossier.candidates if one.establishment == uai}
    listed = text_of(read_only.client.get(f"/sessions/{read_only.code}/documents/etablissements"))
    address = re.search(rf'href="([^"]+/{uai}\.zip[^"]*)"', listed)[1].replace("&amp;", "&")

    answer = read_only.client.get(address)

    names = set(zipfile.ZipFile(io.BytesIO(answer.data)).namelist())
    assert answer.mimetype == "application/zip"
    assert "bordereau.pdf" in names
    assert names - {"bordereau.pdf"} <= {f"convocation-{number}.pdf" for number in pupils}
    assert len(names) > 1


def test_establishment_without_convened_candidate_has_no_folder(read_only):
    address = f"/sessions/{read_only.code}/documents/etablissements/0000000X.zip"

    assert read_only.client.get(address).status_code == 404


def test_kinds_that_do_not_exist_are_not_found(read_only):
    for path in ("documents/affiches", "documents/affiches/x.pdf", "documents/portes/x.pdf"):
        assert read_only.client.get(f"/sessions/{read_only.code}/{path}").status_code == 404


def test_draft_is_previewed_with_its_mark_on_every_page(planned):
    page = text_of(planned.client.get(f"/sessions/{planned.code}/convoquer"))

    answer = planned.client.get(f"/sessions/{planned.code}/documents/candidats/2027100003.pdf")

    assert "Chaque page porte «&nbsp;PROJET&nbsp;»" in page
    assert "PROJET — sans valeur" in pdf_text(answer)


def test_published_document_bears_no_mark_of_a_draft(read_only):
    answer = read_only.client.get(f"/sessions/{read_only.code}/documents/candidats/2027100003.pdf")

    assert "PROJET" not in pdf_text(answer)


def test_paper_is_kept_and_printed(planned):
    paper(
        planned, header="DEC 5\n\n  Bureau   des oraux ", delegation="Pour la rectrice",
        signatory_name="Mme Inès Delorme", candidate_notices="Venez à pied.",
        logo=(io.BytesIO(picture()), "logo.png"),
    )  # fmt: skip

    page = text_of(planned.client.get(f"/sessions/{planned.code}/papier"))
    answer = planned.client.get(f"/sessions/{planned.code}/documents/candidats/2027100003.pdf")

    text = pdf_text(answer)
    assert "data:image/png;base64," in page
    assert "DEC 5 Bureau des oraux" in text
    assert "Pour la rectrice Mme Inès Delorme" in text
    assert "Venez à pied." in text


def test_preview_shows_the_paper_without_keeping_it(planned):
    candidate = paper(planned, "papier/apercu", header="Essai", apercu_candidat="1")
    juror = paper(planned, "papier/apercu", header="Essai", apercu_jure="1")

    assert "Essai" in pdf_text(candidate)
    assert "Convocation de membre de jury" in pdf_text(juror)
    assert "Essai" not in text_of(planned.client.get(f"/sessions/{planned.code}/papier"))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"not a picture", "n’est pas une image lisible"),
        (picture()[:20], "n’est pas une image lisible"),
        (b"x" * 200_001, "dépasse 2 Mo"),
        (picture(size=(7000, 10)), "plus de 6000 points"),
    ],
    ids=["text", "cut", "heavy", "huge"],
)
def test_bad_logo_is_refused_and_the_typed_words_stay(planned, monkeypatch, content, said):
    monkeypatch.setattr(images, "LARGEST_LOGO", 200_000)  # the test client leaks its larger files
    answer = paper(planned, header="DEC 5", logo=(io.BytesIO(content), "logo.png"))

    assert answer.status_code == 422
    assert said in text_of(answer)
    assert "DEC 5" in text_of(answer)


def test_logo_can_be_taken_away(planned):
    paper(planned, logo=(io.BytesIO(picture("JPEG")), "logo.jpg"))
    paper(planned, without_logo="on")

    page = text_of(planned.client.get(f"/sessions/{planned.code}/papier"))

    assert "data:image" not in page


def test_names_that_no_font_draws_are_said_on_the_page(site, dossier, solution):
    people = (replace(dossier.candidates[0], first_names="小明"), *dossier.candidates[1:])
    site.code = site.store(replace(dossier, candidates=people))
    site.plan_id = site.plan(dossier, solution.plan, solution.report)

    page = text_of(site.client.get(f"/sessions/{site.code}/convoquer"))

    if "fonts-noto-cjk" in page:  # a machine may have such fonts
        assert people[0].number in page.partition("Sous Debian")[0]
    else:
        assert "�" not in page


def test_progress_is_shown_and_can_be_stopped(published):
    published.post(f"/sessions/{published.code}/convoquer", genre=["portes", "ordres"])

    page = text_of(published.client.get(f"/sessions/{published.code}/convoquer/suivi"))
    published.post(f"/sessions/{published.code}/convoquer/arreter")
    stopped = published.client.get(f"/sessions/{published.code}/convoquer/suivi")

    assert "En préparation" in page
    assert "Préparation arrêtée" in text_of(stopped)
    assert stopped.headers["X-Finished"] == "1"

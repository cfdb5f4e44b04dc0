"""Documents of a session: those of the version in force, or of a draft."""

from __future__ import annotations

from scheduler.services.calendars import make_calendars
from scheduler.services.documents import make_documents, make_school_folder
from tests.stores import CODE


def test_everyone_whom_the_plan_convenes_has_a_convocation_and_a_calendar(store):
    _, plan = store.full()
    store.publish(store.draft(plan))
    counts = []

    with store.database.reading() as db:
        convocations = make_documents(
            db, CODE, store.folder / "pdf", progress=lambda ready, total: counts.append((ready, total))
        )
        calendars = make_calendars(db, CODE, store.folder / "ics")

    candidates = {one.candidate for one in plan.passages}
    examiners = {member.examiner for one in plan.sittings for member in one.members}
    assert {one.stem for one in convocations if one.parent.name == "candidats"} == candidates
    assert {one.stem for one in convocations if one.parent.name == "examinateurs"} == examiners
    assert candidates <= {one.stem for one in calendars}
    assert counts[-1] == (len(convocations), len(convocations))


def test_one_establishment_receives_its_list_and_its_candidates_alone(store):
    dossier, plan = store.full()
    store.publish(store.draft(plan))
    uai = dossier.candidates[0].establishment
    pupils = {one.number for one in dossier.candidates if one.establishment == uai}

    with store.database.reading() as db:
        written = make_school_folder(db, CODE, uai, store.folder / "lycee")

    convened = pupils & {one.candidate for one in plan.passages}
    assert {one.name for one in written} == {
        "bordereau.pdf", *(f"convocation-{number}.pdf" for number in convened)
    }  # fmt: skip

"""Languages in contrôle en cours de formation, from the data to the convocations of both diplomas."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from models.dossier import (
    CandidateStatus,
    Centre,
    Dossier,
    Establishment,
    EstablishmentStatus,
    Modality,
    Registration,
    RegistrationState,
)
from models.planning import Plan
from scheduler.convened import convened
from scheduler.documents import DocumentVersion, Press
from scheduler.documents.book import PlanBook
from scheduler.documents.candidate import candidate_content
from scheduler.services.make_plan import make_plan
from scheduler.services.versions import edition_of
from tests.factories import CENTRE, FIRST_DAY, TEACHER, candidate, desk_for, examiner
from tests.patience import by_work
from tests.stores import CODE, NOW, Store

SAM, AGORA = "1", "2"
SITUATIONS = {
    SAM: ("BTS-SAM/E21A", "BTS-SAM/E21B", "BTS-SAM/E22A", "BTS-SAM/E22B"),
    AGORA: ("BCP-AGORA/E41", "BCP-AGORA/E42"),
}
ENGLISH_ONES = {"BTS-SAM/E21A", "BTS-SAM/E21B", "BCP-AGORA/E41"}
ENGLISH, SPANISH = "ANG1", "ESP1"


def lycee() -> Dossier:
    """A school that is a centre, one pupil of each diploma, a teacher of each language."""
    pupils = (
        candidate(SAM, status=CandidateStatus.SCOLAIRE, establishment=CENTRE, centre=None),
        candidate(
            AGORA, "BCP-AGORA", status=CandidateStatus.SCOLAIRE, establishment=CENTRE, centre=None
        ),
    )
    in_training = tuple(
        Registration(SAM, epreuve, RegistrationState.INSCRIT, Modality.CCF)
        for epreuve in SITUATIONS[SAM]
    )
    return desk_for(
        *SITUATIONS[SAM],
        *SITUATIONS[AGORA],
        centres=(Centre(CENTRE, "Lycée Laurencin", "Paris"),),
        establishments=(Establishment(CENTRE, "Lycée Laurencin", EstablishmentStatus.PUBLIC),),
        candidates=pupils,
        registrations=in_training,
        examiners=(
            examiner(ENGLISH, TEACHER, "LV-ANGLAIS", establishment=CENTRE),
            examiner(SPANISH, TEACHER, "LV-ESPAGNOL", establishment=CENTRE),
        ),
    )


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Plan]]:
    """The two pupils planned and published."""
    store = Store(tmp_path_factory.mktemp("langues"))
    store.put(lycee())
    plan_id = make_plan(store.database, CODE, limits=by_work(0.01), now=NOW)
    store.publish(plan_id)
    yield store, store.plan(plan_id).plan
    store.database.close()


def test_every_situation_is_placed_at_home_in_its_form(published):
    _, plan = published

    assert {(one.candidate, one.epreuve) for one in plan.passages} == {
        (number, epreuve) for number, several in SITUATIONS.items() for epreuve in several
    }
    assert {(one.centre, one.ccf, one.absent) for one in plan.passages} == {(CENTRE, True, False)}


def test_each_language_is_examined_by_a_teacher_of_it(published):
    _, plan = published

    seated = {one.epreuve: {member.examiner for member in one.members} for one in plan.sittings}

    assert seated == {
        epreuve: {ENGLISH if epreuve in ENGLISH_ONES else SPANISH}
        for several in SITUATIONS.values()
        for epreuve in several
    }


def test_candidates_and_teachers_are_convened(published):
    _, plan = published

    assert {one.code for one in convened(plan)} == {SAM, AGORA, ENGLISH, SPANISH}


@pytest.mark.parametrize("number", [SAM, AGORA])
def test_convocation_names_each_situation_with_its_language(published, number: str):
    store, plan = published
    with store.database.reading() as db:
        edition = edition_of(db, CODE)
    press = Press(PlanBook(edition.dossier, edition.regulation, plan), DocumentVersion(1, FIRST_DAY))

    content = candidate_content(press, number)

    said = {block.code: block.language for day in content.days for block in day.passages}
    assert content.ccf
    assert said == {
        epreuve.split("/")[1]: "anglais" if epreuve in ENGLISH_ONES else "espagnol"
        for epreuve in SITUATIONS[number]
    }

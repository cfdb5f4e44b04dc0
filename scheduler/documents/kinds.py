"""Every kind of document: its name, its folder, and the documents of a plan.

A new kind is one entry here, one function that gathers its content and one template.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from models.dossier.names import candidate_name, examiner_name
from models.french import long_date
from scheduler.documents.attached import Attached
from scheduler.documents.cancellation import cancellation_content, withdrawn_name
from scheduler.documents.candidate import candidate_content
from scheduler.documents.conformity import conformity_content
from scheduler.documents.evaluation import minutes_content, slip_content, slip_keys
from scheduler.documents.examiner import examiner_content
from scheduler.documents.pouch import pouch_content
from scheduler.documents.preparation import preparation_content, preparation_keys
from scheduler.documents.press import CANDIDATE, EXAMINER, Holder, Press
from scheduler.documents.render import Sheet, sheet_of
from scheduler.documents.schools import school_content, school_keys
from scheduler.documents.sheets import (
    RoomKey,
    attendance_content,
    door_content,
    door_keys,
    half_day,
    order_content,
    order_keys,
)
from scheduler.errors import NotFoundError


@dataclass(frozen=True, slots=True)
class Entry:
    """One document: `code` names its file and its address, `label` is what lists show."""

    code: str
    label: str
    draw: Callable[[], Sheet]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of document; `reader` says who may hold it."""

    id: str
    title: str
    folder: str
    reader: str
    entries: Callable[[Press], Iterator[Entry]]

    def find(self, press: Press, code: str) -> Entry:
        """Return the document of a code.

        Raises
        ------
        NotFoundError
            The edition has no such document.

        """
        for entry in self.entries(press):
            if entry.code == code:
                return entry
        if code in {who for _, who in press.apart}:
            raise NotFoundError(
                "Cette personne est convoquée aussi dans un autre centre : sa convocation, qui dit "
                "tout, se demande à qui gère la session."
            )
        raise NotFoundError(
            f"« {self.title} » : ce planning n’a rien sous le code {code} ; repartez de la liste des "
            "documents."
        )


def _sheet(template: str, gather: Callable[[Press, Any], object], press: Press, key: object) -> Sheet:
    """Draw one document."""
    return sheet_of(template, gather(press, key), made=press.version.published_at)


def _convocation(
    template: str, gather: Callable[[Press, str], object], press: Press, holder: Holder
) -> Sheet:
    """Draw one person's convocation, with the calendar it carries."""
    calendar = press.calendar(holder)
    files = (Attached("agenda.ics", calendar, "Les mêmes dates, pour un agenda"),) if calendar else ()
    made = press.issue_of(holder).order.published_at
    return sheet_of(template, gather(press, holder[1]), files, made)


def _candidates(press: Press) -> Iterator[Entry]:
    for one in press.book.candidates():
        if (CANDIDATE, one.number) in press.apart:
            continue
        draw = partial(_convocation, "candidate", candidate_content, press, (CANDIDATE, one.number))
        yield Entry(one.number, candidate_name(one), draw)


def _examiners(press: Press) -> Iterator[Entry]:
    for one in press.book.examiners():
        if (EXAMINER, one.code) in press.apart:
            continue
        draw = partial(_convocation, "examiner", examiner_content, press, (EXAMINER, one.code))
        yield Entry(one.code, examiner_name(one), draw)


def _of_commissions(template: str, gather: Callable[[Press, str], object]) -> Callable[..., Any]:
    """Return what lists one document a commission."""

    def entries(press: Press) -> Iterator[Entry]:
        for sitting in press.book.plan.sittings:
            label = f"Commission {sitting.code}, {long_date(press.book.day(sitting.start))}"
            yield Entry(sitting.code, label, partial(_sheet, template, gather, press, sitting.code))

    return entries


def _of_rooms(
    template: str, gather: Callable[[Press, RoomKey], object], keys: Callable[..., Iterable[RoomKey]]
) -> Callable[..., Any]:
    """Return what lists one document a room and half-day."""

    def entries(press: Press) -> Iterator[Entry]:
        for key in keys(press.book):
            centre, room, day, morning = key
            code = f"{day}-{half_day(morning).replace('è', 'e')}-{centre}-{room}"
            label = f"{room}, {long_date(day)}, {half_day(morning)}"
            yield Entry(code, label, partial(_sheet, template, gather, press, key))

    return entries


def _orders(press: Press) -> Iterator[Entry]:
    for centre, day in order_keys(press.book):
        draw = partial(_sheet, "centre_order", order_content, press, (centre, day))
        yield Entry(f"{day}-{centre}", f"{press.book.centre(centre).name}, {long_date(day)}", draw)


def _slips(press: Press) -> Iterator[Entry]:
    for commission, number in slip_keys(press.book):
        name = candidate_name(press.book.candidate(number))
        draw = partial(_sheet, "evaluation", slip_content, press, (commission, number))
        yield Entry(f"{commission}-{number}", f"{name}, commission {commission}", draw)


def _conformity(press: Press) -> Iterator[Entry]:
    if press.limited:
        return
    draw = partial(_sheet, "conformity", conformity_content, press, "conformite")
    yield Entry("rapport", "Rapport de conformité", draw)


def _schools(press: Press) -> Iterator[Entry]:
    if press.limited:
        return
    names = {one.uai: one.name for one in press.book.dossier.establishments}
    for uai in school_keys(press.book):
        draw = partial(_sheet, "school", school_content, press, uai)
        yield Entry(uai, names.get(uai, "Candidats sans établissement"), draw)


def _cancellations(press: Press) -> Iterator[Entry]:
    for holder in press.withdrawn:
        draw = partial(_sheet, "cancellation", cancellation_content, press, holder)
        yield Entry(cancellation_key(holder), withdrawn_name(press, holder), draw)


def cancellation_key(holder: Holder) -> str:
    """Return the key of somebody's cancellation: a candidate and a juror may have the same code."""
    kind, code = holder
    return code if kind == CANDIDATE else f"jure-{code}"


CANCELLATIONS = "annulations"
CANDIDATES, EXAMINERS, SCHOOLS = "candidats", "examinateurs", "etablissements"
KINDS = {
    kind.id: kind
    for kind in (
        Kind(CANDIDATES, "Convocations des candidats", "candidats", "le candidat", _candidates),
        Kind(EXAMINERS, "Convocations des jurés", "examinateurs", "le juré", _examiners),
        Kind(CANCELLATIONS, "Annulations", "annulations", "qui n’est plus convoqué", _cancellations),
        Kind(SCHOOLS, "Bordereaux par établissement", "etablissements", "l’établissement", _schools),
        Kind(
            "pochettes", "Pochettes de jury", "pochettes", "la commission",
            _of_commissions("pouch", pouch_content),
        ),
        Kind(
            "emargement", "Listes d’émargement", "emargement", "la commission",
            _of_commissions("attendance", attendance_content),
        ),
        Kind("evaluation", "Fiches d’évaluation", "evaluation", "la commission", _slips),
        Kind(
            "proces-verbaux", "Procès-verbaux", "proces-verbaux", "la commission",
            _of_commissions("minutes", minutes_content),
        ),
        Kind(
            "portes", "Affiches de porte", "portes", "tous",
            _of_rooms("door", door_content, door_keys),
        ),
        Kind(
            "preparation", "Feuilles de salle de préparation", "preparation", "les surveillants",
            _of_rooms("preparation", preparation_content, preparation_keys),
        ),
        Kind("ordres", "Ordres de passage du centre", "ordres-de-passage", "le centre", _orders),
        Kind("conformite", "Rapport de conformité", "conformite", "le centre", _conformity),
    )
}  # fmt: skip
CONVOCATIONS = (CANDIDATES, EXAMINERS)


def kind_of(name: str) -> Kind:
    """Return the kind of an id.

    Raises
    ------
    NotFoundError
        There is none.

    """
    if name not in KINDS:
        raise NotFoundError(f"Il n’y a pas de document « {name} » ; genres : {', '.join(KINDS)}.")
    return KINDS[name]

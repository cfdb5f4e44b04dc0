"""The content of a candidate's convocation: all passages of one person, never who sits on the jury."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from models.dossier import Candidate
from models.dossier.names import candidate_name
from models.french import duration, hour, long_date, short_date
from models.planning import Passage, PhaseTime
from scheduler.documents.book import PlanBook
from scheduler.documents.french import agreed, capital, fixed_spaces
from scheduler.documents.in_training import told_in_group
from scheduler.documents.letterhead import (
    CentreBlock,
    Letterhead,
    Place,
    Signature,
    centre_block,
    letterhead,
    place,
    signature,
)
from scheduler.documents.measures import candidate_measures
from scheduler.documents.paper import HolderCode, holder_code
from scheduler.documents.people import language_of
from scheduler.documents.press import CANDIDATE, Press
from scheduler.errors import NotFoundError


@dataclass(frozen=True, slots=True)
class PhaseLine:
    """One phase: hours, what it is, how long, where."""

    start: str
    end: str
    title: str
    detail: str
    minutes: str
    room: Place


@dataclass(frozen=True, slots=True)
class PassageBlock:
    """One épreuve of the candidate."""

    code: str
    title: str
    language: str
    report: str
    reception: str
    centre: str
    phases: tuple[PhaseLine, ...]
    measures: tuple[str, ...]
    group: str


@dataclass(frozen=True, slots=True)
class DayBlock:
    """One day of the candidate."""

    title: str
    passages: tuple[PassageBlock, ...]


@dataclass(frozen=True, slots=True)
class BringItem:
    """Something to bring, for some épreuves or (empty) for all of them."""

    text: str
    epreuves: str


@dataclass(frozen=True, slots=True)
class CandidateConvocation:
    """Everything a candidate's convocation prints; `ccf` when all of it is CCF."""

    head: Letterhead
    page: HolderCode | None
    change: str
    name: str
    convened: str
    diploma: str
    identity: tuple[tuple[str, str], ...]
    days: tuple[DayBlock, ...]
    centres: tuple[CentreBlock, ...]
    bring: tuple[BringItem, ...]
    notices: tuple[str, ...]
    signature: Signature
    ccf: bool


def candidate_content(press: Press, number: str) -> CandidateConvocation:
    """Gather what the convocation of one candidate says.

    Raises
    ------
    NotFoundError
        The candidate is unknown or has no passage in the plan.

    """
    book, issue = press.book, press.issue_of((CANDIDATE, number))
    candidate, passages = book.candidate(number), _passages(book, number)
    session = book.dossier.session
    diploma = book.regulation.diplomas[candidate.diploma].name_in(book.regulation.year)
    uais = tuple(dict.fromkeys(passage.centre for passage in passages))
    return CandidateConvocation(
        head=letterhead(press, number, issue.version),
        page=holder_code(press, (CANDIDATE, number)),
        change=fixed_spaces(issue.change),
        name=candidate_name(candidate),
        convened=agreed(candidate.civility, "convoqué"),
        diploma=fixed_spaces(diploma),
        identity=_identity(book, candidate),
        days=_days(book, passages, several_centres=len(uais) > 1),
        centres=tuple(centre_block(book.centre(uai), session) for uai in uais),
        bring=_bring(book, passages),
        notices=_notices(press, passages),
        signature=signature(press, issue.version),
        ccf=all(passage.ccf for passage in passages),
    )


def _passages(book: PlanBook, number: str) -> tuple[Passage, ...]:
    """Passages of a candidate, at least one."""
    passages = book.passages_of(number)
    if not passages:
        name = candidate_name(book.candidate(number))
        raise NotFoundError(f"{name} ({number}) n’a aucun passage dans ce planning.")
    return passages


def _identity(book: PlanBook, candidate: Candidate) -> tuple[tuple[str, str], ...]:
    """Lines that let the centre recognise the candidate; the family name as on the identity document."""
    establishment = next(
        (one for one in book.dossier.establishments if one.uai == candidate.establishment), None
    )
    schooling = [
        establishment.name if establishment else "",
        (establishment and establishment.town) or "",
    ]
    rows = (
        ("N° de candidat", candidate.number),
        ("Nom de famille", candidate.family_name if candidate.usage_name else ""),
        ("Date de naissance", short_date(candidate.birth_date) if candidate.birth_date else ""),
        ("Établissement", ", ".join(part for part in schooling if part)),
        ("Division", candidate.division or ""),
    )
    return tuple((label, value) for label, value in rows if value)


def _days(
    book: PlanBook, passages: tuple[Passage, ...], *, several_centres: bool
) -> tuple[DayBlock, ...]:
    """Passages day by day."""
    return tuple(
        DayBlock(
            capital(long_date(day)),
            tuple(_block(book, passage, name_centre=several_centres) for passage in group),
        )
        for day, group in groupby(passages, key=lambda passage: book.day(passage.start))
    )


def _block(book: PlanBook, passage: Passage, *, name_centre: bool) -> PassageBlock:
    """One épreuve with its hours."""
    epreuve = book.epreuve(passage)
    centre = book.centre(passage.centre)
    return PassageBlock(
        code=epreuve.code,
        title=fixed_spaces(epreuve.title),
        language=language_of(book, passage),
        report=hour(passage.convocation),
        reception=fixed_spaces(centre.reception or ""),
        centre=centre.name if name_centre else "",
        phases=tuple(_phase_line(book, passage, held) for held in passage.phases),
        measures=tuple(fixed_spaces(one) for one in candidate_measures(book, passage)),
        group=told_in_group(book, passage),
    )


def _phase_line(book: PlanBook, passage: Passage, held: PhaseTime) -> PhaseLine:
    """One row of the table of phases."""
    text = book.phase(passage, held)
    return PhaseLine(
        start=hour(held.start),
        end=hour(held.end),
        title=fixed_spaces(text.title if text else held.id),
        detail=fixed_spaces(text.detail if text else ""),
        minutes=duration(held.end - held.start),
        room=place(book.room(passage.centre, held.room), held.room),
    )


def _bring(book: PlanBook, passages: tuple[Passage, ...]) -> tuple[BringItem, ...]:
    """What to bring: first what all épreuves ask, then what some ask, with their codes."""
    epreuves = [book.epreuve(passage) for passage in passages]
    items: dict[str, list[str]] = {}
    for epreuve in epreuves:
        for item in epreuve.bring:
            items.setdefault(item, []).append(epreuve.code)
    ordered = sorted(items.items(), key=lambda pair: len(pair[1]) < len(epreuves))
    return tuple(
        BringItem(fixed_spaces(text), "" if len(codes) == len(epreuves) else ", ".join(codes))
        for text, codes in ordered
    )


def _notices(press: Press, passages: tuple[Passage, ...]) -> tuple[str, ...]:
    """Sentences, each once: of the texts for everybody, of each épreuve, then those of the session."""
    book = press.book
    sentences = [*book.regulation.notices_for("candidate")]
    for passage in passages:
        sentences.extend(book.epreuve(passage).notices)
    sentences.extend(press.stationery.candidate_notices)
    return tuple(fixed_spaces(one) for one in dict.fromkeys(sentences))

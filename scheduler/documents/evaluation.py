"""The content of the papers a commission writes on: evaluation slips and its procès-verbal.

They are printed without any mark, and nothing written on them comes back into Oraux.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.dossier.names import candidate_name
from models.french import duration, hour, long_date
from models.planning import Passage, Sitting
from scheduler.documents.book import PlanBook
from scheduler.documents.examiner import OrderLine, SittingBlock, order_line, sitting_block
from scheduler.documents.french import capital, fixed_spaces
from scheduler.documents.letterhead import Letterhead, letterhead
from scheduler.documents.measures import jury_measures
from scheduler.documents.people import language_of, members_of
from scheduler.documents.press import Press


@dataclass(frozen=True, slots=True)
class SlipPhase:
    """One phase before the commission, with its planned hours."""

    title: str
    detail: str
    hours: str
    minutes: str


@dataclass(frozen=True, slots=True)
class EvaluationSlip:
    """One candidate before one commission."""

    head: Letterhead
    number: str
    name: str
    language: str
    epreuve: str
    diploma: str
    when: str
    where: str
    commission: str
    phases: tuple[SlipPhase, ...]
    measures: tuple[str, ...]
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Minutes:
    """The procès-verbal of one commission, to be filled in by hand."""

    head: Letterhead
    centre: str
    sitting: SittingBlock
    members: tuple[str, ...]
    replacements: tuple[str, ...]
    order: tuple[OrderLine, ...]
    town: str
    day: str


def slip_keys(book: PlanBook) -> tuple[tuple[str, str], ...]:
    """Each (commission, candidate), in the order of the commissions."""
    return tuple(
        (sitting.code, passage.candidate)
        for sitting in book.plan.sittings
        for passage in book.passages_before(sitting.code)
    )


def slip_content(press: Press, key: tuple[str, str]) -> EvaluationSlip:
    """Gather the slip of one candidate before one commission; `key` is one of `slip_keys`."""
    commission, number = key
    book = press.book
    sitting = book.sitting(commission)
    passage = next(one for one in book.passages_before(commission) if one.candidate == number)
    block = sitting_block(book, sitting)
    start, end = book.jury_hours(passage)
    return EvaluationSlip(
        head=letterhead(press, f"{commission}-{number}"),
        number=number,
        name=candidate_name(book.candidate(number)),
        language=language_of(book, passage),
        epreuve=f"{block.epreuve} — {block.title}",
        diploma=block.diploma,
        when=f"{block.day}, {hour(start)} – {hour(end)}",
        where=f"{block.centre}, {block.room}",
        commission=commission,
        phases=tuple(_phases(book, passage)),
        measures=jury_measures(book, passage),
        members=members_of(book, sitting),
    )


def _phases(book: PlanBook, passage: Passage) -> list[SlipPhase]:
    """Phases before the jury."""
    start, _ = book.jury_hours(passage)
    found = []
    for held in passage.phases:
        text = book.phase(passage, held)
        if held.start >= start:
            title, detail = (text.title, text.detail) if text else (held.id, "")
            hours = f"{hour(held.start)} – {hour(held.end)}"
            minutes = duration(held.end - held.start)
            found.append(SlipPhase(fixed_spaces(title), fixed_spaces(detail), hours, minutes))
    return found


def minutes_content(press: Press, commission: str) -> Minutes:
    """Gather the procès-verbal of a commission.

    Raises
    ------
    NotFoundError
        The plan has no such commission.

    """
    book = press.book
    sitting = book.sitting(commission)
    passages = book.passages_before(commission)
    return Minutes(
        head=letterhead(press, commission),
        centre=book.centre(sitting.centre).name,
        sitting=sitting_block(book, sitting),
        members=members_of(book, sitting),
        replacements=_replacements(book, sitting),
        order=tuple(order_line(book, rank, one) for rank, one in enumerate(passages, start=1)),
        town=book.centre(sitting.centre).town,
        day=capital(long_date(book.day(sitting.start))),
    )


def _replacements(book: PlanBook, sitting: Sitting) -> tuple[str, ...]:
    """Teachers who sit in the professional's place, as the plan has it."""
    replacing = [one.examiner for one in sitting.members if one.replacement]
    names = members_of(book, sitting)
    codes = [one.examiner for one in sitting.members]
    return tuple(names[codes.index(code)] for code in replacing)

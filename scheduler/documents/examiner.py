"""The content of a juror's convocation: half-days, running orders, and the page for the employer.

A running order shows number, name, hours and the minutes of aménagement; never a birth date, an
address, a school, a decision or its reason.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from models.dossier import Candidate, Examiner
from models.dossier.names import candidate_name, examiner_name
from models.french import hour, long_date
from models.planning import Passage, Sitting
from models.roles import Role
from scheduler.documents.book import PlanBook
from scheduler.documents.french import agreed, capital, fixed_spaces
from scheduler.documents.in_training import due_of, form_of, group_of, is_on_dossiers
from scheduler.documents.letterhead import (
    CentreBlock,
    Letterhead,
    Place,
    Signature,
    centre_block,
    letterhead,
    place,
    signature,
    version_line,
)
from scheduler.documents.measures import jury_measures
from scheduler.documents.paper import HolderCode, holder_code
from scheduler.documents.people import language_of, members_of, role_word
from scheduler.documents.press import EXAMINER, Press
from scheduler.errors import NotFoundError
from scheduler.on_site import manager_sentences


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One candidate before the commission."""

    rank: int
    start: str
    end: str
    number: str
    name: str
    language: str
    measures: tuple[str, ...]
    group: str


@dataclass(frozen=True, slots=True)
class SittingBlock:
    """One commission of the juror, with its running order.

    `form` and `due` speak of CCF alone; `dossiers` when the commission meets without the candidates.
    """

    day: str
    report: str
    end: str
    epreuve: str
    title: str
    diploma: str
    commission: str
    centre: str
    room: Place
    role: str
    colleagues: tuple[str, ...]
    reading: str
    timing: str
    order: tuple[OrderLine, ...]
    form: str
    due: str
    dossiers: bool


@dataclass(frozen=True, slots=True)
class ExaminerConvocation:
    """Everything a juror's convocation prints."""

    head: Letterhead
    page: HolderCode | None
    change: str
    order_version: str
    name: str
    convened: str
    identity: tuple[tuple[str, str], ...]
    sittings: tuple[SittingBlock, ...]
    centres: tuple[CentreBlock, ...]
    notices: tuple[str, ...]
    employer: tuple[str, ...]
    employed_by: str
    diplomas: tuple[str, ...]
    signature: Signature


def examiner_content(press: Press, code: str) -> ExaminerConvocation:
    """Gather what the convocation of one juror says.

    Raises
    ------
    NotFoundError
        The examiner is unknown or sits nowhere in the plan.

    """
    book, issue = press.book, press.issue_of((EXAMINER, code))
    examiner, sittings = book.examiner(code), _sittings(book, code)
    session = book.dossier.session
    blocks = tuple(sitting_block(book, sitting, code) for sitting in sittings)
    uais = dict.fromkeys(sitting.centre for sitting in sittings)
    return ExaminerConvocation(
        head=letterhead(press, code, issue.version),
        page=holder_code(press, (EXAMINER, code)),
        change=fixed_spaces(issue.change),
        order_version=version_line(issue.order),
        name=examiner_name(examiner),
        convened=agreed(examiner.civility, "convoqué"),
        identity=_identity(book, examiner),
        sittings=blocks,
        centres=tuple(centre_block(book.centre(uai), session) for uai in uais),
        notices=(*_managers(book, sittings), *_notices(press, examiner)),
        employer=_employer_notices(press, examiner),
        employed_by=examiner.organisation or "",
        diplomas=tuple(dict.fromkeys(block.diploma for block in blocks)),
        signature=signature(press, issue.version),
    )


def _sittings(book: PlanBook, code: str) -> tuple[Sitting, ...]:
    """Commissions of a juror, at least one."""
    sittings = book.sittings_of(code)
    if not sittings:
        name = examiner_name(book.examiner(code))
        raise NotFoundError(f"{name} ({code}) ne siège dans aucune commission.")
    return sittings


def _identity(book: PlanBook, examiner: Examiner) -> tuple[tuple[str, str], ...]:
    """Lines that say who is convened, and as what."""
    schools = {one.uai: one.name for one in book.dossier.establishments}
    school = schools.get(examiner.establishment or "", "")
    rows = (
        ("Code", examiner.code),
        ("Qualité", capital(role_word(examiner))),
        ("Établissement", school),
        ("Organisme", examiner.organisation or ""),
    )
    return tuple((label, value) for label, value in rows if value)


def _employer_notices(press: Press, examiner: Examiner) -> tuple[str, ...]:
    """What a professional's employer is told; nothing for a teacher."""
    if examiner.role is not Role.PROFESSIONNEL:
        return ()
    return _spaced(press.book.regulation.notices_for("professional"))


def _notices(press: Press, examiner: Examiner) -> tuple[str, ...]:
    """Sentences of the texts, then those of the session, for a juror."""
    paper, texts = press.stationery, press.book.regulation
    more = paper.professional_notices if examiner.role is Role.PROFESSIONNEL else ()
    jurors = (*texts.notices_for("examiner"), *paper.examiner_notices)
    return (*_spaced(jurors), *_employer_notices(press, examiner), *_spaced(more))


def _managers(book: PlanBook, sittings: Iterable[Sitting]) -> tuple[str, ...]:
    """Who manages the session on site, where the texts ask for somebody."""
    return _spaced(manager_sentences(book.dossier, book.regulation, book.plan, sittings))


def _spaced(sentences: Iterable[str]) -> tuple[str, ...]:
    """Sentences with the fixed spaces of French."""
    return tuple(fixed_spaces(one) for one in sentences)


def sitting_block(book: PlanBook, sitting: Sitting, reader: str | None = None) -> SittingBlock:
    """Describe one commission to one of its members (or to the centre, without reader)."""
    epreuve = book.epreuve(sitting)
    passages = book.passages_before(sitting.code)
    return SittingBlock(
        day=capital(long_date(book.day(sitting.start))),
        report=hour(sitting.start),
        end=hour(sitting.end),
        epreuve=epreuve.code,
        title=fixed_spaces(epreuve.title),
        diploma=fixed_spaces(book.regulation.diplomas[epreuve.diploma].name_in(book.regulation.year)),
        commission=sitting.code,
        centre=book.centre(sitting.centre).name,
        room=place(book.room(sitting.centre, sitting.room), sitting.room),
        role=_seat(sitting, reader),
        colleagues=members_of(book, sitting, but=reader),
        reading=_reading(book, sitting, passages),
        timing=fixed_spaces(
            " · ".join(
                f"{one.title} : {one.detail}" if one.detail else one.title
                for one in epreuve.phases
                if one.with_jury
            )
        ),
        order=tuple(order_line(book, rank, one) for rank, one in enumerate(passages, start=1)),
        form=form_of(sitting),
        due=due_of(book, sitting),
        dossiers=is_on_dossiers(book, sitting),
    )


def _seat(sitting: Sitting, reader: str | None) -> str:
    """Say so when the reader sits in the professional's place."""
    replacing = any(member.examiner == reader and member.replacement for member in sitting.members)
    return "Vous siégez en remplacement du professionnel." if replacing else ""


def _reading(book: PlanBook, sitting: Sitting, passages: tuple[Passage, ...]) -> str:
    """« 8 h 30 – 8 h 45 » when the text gives the commission time to read the dossiers first."""
    minutes = book.reading_minutes(sitting.epreuve)
    if not minutes or not passages:
        return ""
    first = book.jury_hours(passages[0])[0]
    return f"{hour(max(sitting.start, first - minutes))} – {hour(first)}"


def order_line(book: PlanBook, rank: int, passage: Passage) -> OrderLine:
    """One row of a running order."""
    candidate: Candidate = book.candidate(passage.candidate)
    start, end = book.jury_hours(passage)
    return OrderLine(
        rank=rank,
        start=hour(start),
        end=hour(end),
        number=candidate.number,
        name=candidate_name(candidate),
        language=language_of(book, passage),
        measures=() if passage.absent else jury_measures(book, passage),
        group=group_of(book, passage),
    )

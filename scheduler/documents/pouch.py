"""The content of a jury pouch: all the papers of one commission in one file, in the order they serve."""

from __future__ import annotations

from dataclasses import dataclass

from scheduler.documents.evaluation import EvaluationSlip, Minutes, minutes_content, slip_content
from scheduler.documents.letterhead import CentreBlock, Letterhead, centre_block, letterhead
from scheduler.documents.press import Press
from scheduler.documents.sheets import AttendanceSheet, attendance_content


@dataclass(frozen=True, slots=True)
class Pouch:
    """A cover with the running order, then the attendance list, one slip a candidate, the minutes."""

    head: Letterhead
    attendance: AttendanceSheet
    slips: tuple[EvaluationSlip, ...]
    minutes: Minutes
    centre: CentreBlock


def pouch_content(press: Press, commission: str) -> Pouch:
    """Gather the papers of a commission.

    Raises
    ------
    NotFoundError
        The plan has no such commission.

    """
    book = press.book
    sitting = book.sitting(commission)
    return Pouch(
        head=letterhead(press, commission),
        attendance=attendance_content(press, commission),
        slips=tuple(
            slip_content(press, (commission, one.candidate)) for one in book.passages_before(commission)
        ),
        minutes=minutes_content(press, commission),
        centre=centre_block(book.centre(sitting.centre), book.dossier.session),
    )

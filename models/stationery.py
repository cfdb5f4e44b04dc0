"""The paper documents are printed on: letterhead, signatory and notices of one session.

What the session folder says stays the default; an empty field here takes it from there.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stationery:
    """What a session's documents look like and say beside the plan.

    Attributes
    ----------
    header
        Lines under the name of the académie, in place of the session's service.
    logo
        A PNG file, None without logo.
    delegation
        Line above the signatory, such as « Pour la rectrice et par délégation ».
    signatory_name, signatory_title
        In place of those of the session.
    candidate_notices, examiner_notices, professional_notices
        Sentences printed after those of the texts.
    qr_code
        Whether convocations carry a code that leads to the holder's page.

    """

    header: tuple[str, ...] = ()
    logo: bytes | None = None
    delegation: str = ""
    signatory_name: str = ""
    signatory_title: str = ""
    candidate_notices: tuple[str, ...] = ()
    examiner_notices: tuple[str, ...] = ()
    professional_notices: tuple[str, ...] = ()
    qr_code: bool = True


PLAIN = Stationery()

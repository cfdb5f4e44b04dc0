"""What every document shares: letterhead, version, signature, how to reach the centre."""

from __future__ import annotations

from dataclasses import dataclass

from models.dossier import Centre, Room, SessionInfo
from models.french import NBSP, short_date
from scheduler.documents.french import academie, fixed_spaces
from scheduler.documents.images import logo_picture
from scheduler.documents.press import Press
from scheduler.documents.version import DocumentVersion

FOOTER_LENGTH = 70
DRAFT_MARK = f"PROJET{NBSP}— sans valeur"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The top of a document and its foot."""

    academie: str
    lines: tuple[str, ...]
    logo: str
    session: str
    number: str
    version: str
    replaces: str
    draft: str
    footer: str


@dataclass(frozen=True, slots=True)
class Signature:
    """Place, date and signatory; empty strings for what the session does not say."""

    made: str
    delegation: str
    name: str
    title: str


@dataclass(frozen=True, slots=True)
class CentreBlock:
    """A centre as a person needs it: where, how to come, where to report, whom to call."""

    name: str
    address: str
    access: str
    reception: str
    contact: str
    emergency: str


def letterhead(press: Press, holder: str, version: DocumentVersion | None = None) -> Letterhead:
    """Return the letterhead of the document of `holder` (a candidate's number, an examiner's code).

    `version` is that of a person's own convocation, the plan's when it is not given.
    """
    version = version or press.version
    session, paper = press.book.dossier.session, press.stationery
    number = document_number(holder, version.number)
    lines = paper.header or tuple(filter(None, [session.service]))
    return Letterhead(
        academie=academie(session.academie),
        lines=tuple(fixed_spaces(line) for line in lines),
        logo=logo_picture(paper.logo),
        session=fixed_spaces(session.label),
        number=number,
        version=version_line(version),
        replaces=document_number(holder, version.replaces) if version.replaces is not None else "",
        draft=DRAFT_MARK if version.draft else "",
        footer=f"{shortened(session.label)} — n°{NBSP}{shortened(number)}",
    )


def document_number(holder: str, version: int) -> str:
    """« 2027100001-2 »: the holder, then the version."""
    return f"{holder}-{version}"


def version_line(version: DocumentVersion) -> str:
    """« version 2 du 21 novembre 2026 »."""
    day = f" du {short_date(version.published_at)}" if version.published_at else ""
    return f"version{NBSP}{version.number}{day}"


def shortened(text: str) -> str:
    """Cut what must hold on one line of the foot."""
    return text if len(text) <= FOOTER_LENGTH else f"{text[:FOOTER_LENGTH].rstrip()}…"


def signature(press: Press, version: DocumentVersion | None = None) -> Signature:
    """Return the signature; its date is the version's."""
    version = version or press.version
    session, paper = press.book.dossier.session, press.stationery
    place = f"à {session.town}" if session.town else ""
    day = f"le {short_date(version.published_at)}" if version.published_at else ""
    made = ", ".join(part for part in (place, day) if part)
    return Signature(
        made=f"Fait {made}" if made else "",
        delegation=fixed_spaces(paper.delegation),
        name=paper.signatory_name or session.signatory_name or "",
        title=fixed_spaces(paper.signatory_title or session.signatory_title or ""),
    )


def centre_block(centre: Centre, session: SessionInfo) -> CentreBlock:
    """Describe a centre with the session's contacts."""
    return CentreBlock(
        name=centre.name,
        address=address(centre),
        access=fixed_spaces(centre.access or ""),
        reception=fixed_spaces(centre.reception or ""),
        contact=" · ".join(part for part in (session.contact_phone, session.contact_email) if part),
        emergency=session.emergency_phone or "",
    )


def address(centre: Centre) -> str:
    """« 12 rue des Ardoisières, 49000 Angers »."""
    town = NBSP.join(part for part in (centre.postal_code, centre.town) if part)
    return ", ".join(part for part in (centre.address, town) if part)


@dataclass(frozen=True, slots=True)
class Place:
    """A room: its name, then building and floor on a line of their own."""

    name: str
    where: str = ""

    def __str__(self) -> str:
        """« Salle B12, Bâtiment B, 1er étage »."""
        return ", ".join(part for part in (self.name, self.where) if part)


def place(room: Room | None, code: str) -> Place:
    """Return what is known of a room."""
    if room is None:
        return Place(f"Salle{NBSP}{code}")
    parts = (_labelled("Bâtiment", room.building), floor(room.floor))
    return Place(room.name or f"Salle{NBSP}{code}", ", ".join(part for part in parts if part))


def _labelled(label: str, value: str | None) -> str:
    """« Bâtiment B », whether the word was typed or not."""
    if not value:
        return ""
    typed = value.casefold().startswith((label.casefold(), "bat", "bât", "pavillon", "aile", "site"))
    return value if typed else f"{label}{NBSP}{value}"


def floor(value: str | None) -> str:
    """« rez-de-chaussée », « 1er étage », « 2e étage », or the typed words."""
    if not value:
        return ""
    text = value.strip().casefold()
    if text in {"0", "rdc", "rez-de-chaussée", "rez de chaussée"}:
        return "rez-de-chaussée"
    digits = text.removesuffix("ème").removesuffix("er").removesuffix("e")
    if digits.isdigit():
        return f"{digits}{'er' if digits == '1' else 'e'}{NBSP}étage"
    return value

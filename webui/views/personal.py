"""What the pages of jurors and candidates show of changes, answers and addresses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import segno
from markupsafe import Markup

from models.regulation import Regulation
from scheduler.addresses import full_address, webcal_address
from scheduler.documents.book import PlanBook
from scheduler.services.compare import Difference
from scheduler.services.zones import moment_in, zone_among


@dataclass(frozen=True, slots=True)
class ShownChange:
    """What changes in one épreuve; None where there is nothing on that side."""

    title: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class ShownFeed:
    """An address to subscribe to: for this device, for another, and as a QR code."""

    title: str
    note: str
    webcal: str
    https: str
    qr: Markup


def shown_changes(found: Iterable[Difference], regulation: Regulation) -> list[ShownChange]:
    """Return differences with the titles of their épreuves."""
    return [ShownChange(_title(regulation, one.what), one.before, one.after) for one in found]


def _title(regulation: Regulation, qualified: str) -> str:
    try:
        epreuve = regulation.epreuve(qualified)
    except KeyError:
        return qualified
    return f"{epreuve.code} – {epreuve.title}"


def shown_feed(title: str, note: str, path: str) -> ShownFeed:
    """Return an address of a calendar in its three forms."""
    return ShownFeed(title, note, webcal_address(path), full_address(path), qr(webcal_address(path)))


def qr(address: str) -> Markup:
    """Return a QR code as inline SVG, dark on light whatever the theme."""
    drawn = segno.make(address, error="m", micro=False)
    return Markup(drawn.svg_inline(border=2, omitsize=True, dark="#000", light="#fff"))  # noqa: S704  (drawn by segno)


def local_moment(when: datetime, book: PlanBook | None) -> str:
    """« 8 juin 2027 à 14 h 30 », on the clock of the centre."""
    return moment_in(zone_among(book.dossier.centres if book else ()), when)


def dialled(phone: str) -> str:
    """Return a telephone number as `tel:` wants it: digits, and a leading plus."""
    digits = "".join(char for char in phone if char.isdigit())
    return f"+{digits}" if phone.strip().startswith("+") else digits

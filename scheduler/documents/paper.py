"""The code on paper that leads to a holder's own page."""

from __future__ import annotations

from dataclasses import dataclass

from scheduler.documents.facts import Verbatim
from scheduler.documents.images import qr_code
from scheduler.documents.press import Holder, Press

CAPTION = "Votre page, votre agenda"


@dataclass(frozen=True, slots=True)
class HolderCode:
    """A QR code, where it leads, and what stands under it."""

    picture: Verbatim
    address: Verbatim
    caption: str


def holder_code(press: Press, holder: Holder) -> HolderCode | None:
    """Return the code of a holder's page; None when there is none, or the session wants none."""
    address = press.page_url(holder) if press.stationery.qr_code else None
    if address is None:
        return None
    return HolderCode(qr_code(address), Verbatim(address), CAPTION)

"""Addresses that can be written to, and names that can stand in a header."""

from __future__ import annotations

import re
from email.headerregistry import Address

LONGEST = 254
"""Characters of an address (RFC 5321, 4.5.3.1.3, without its angle brackets)."""
LONGEST_LOCAL = 64
LONGEST_NAME = 120
ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
LOCAL = re.compile(rf"{ATOM}(?:\.{ATOM})*")
LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
DOMAIN = re.compile(rf"{LABEL}(?:\.{LABEL})+")
SPECIALS = re.compile(r'[\x00-\x1f\x7f"(),:;<>@\[\]\\]+')


def usable(address: str | None) -> str | None:
    """Return an address as mail servers take it, None when nobody can be written to there.

    A domain with accents is written in its ASCII form; a local part with accents is refused, since few
    servers carry one.
    """
    local, at, domain = (address or "").strip().rpartition("@")
    domain = _ascii_domain(domain)
    written = f"{local}@{domain}"
    good = at and LOCAL.fullmatch(local) and DOMAIN.fullmatch(domain)
    return written if good and len(local) <= LONGEST_LOCAL and len(written) <= LONGEST else None


def _ascii_domain(domain: str) -> str:
    try:
        return domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return ""


def one_line(text: str) -> str:
    """Return a text for a header: nothing is left in it that could begin another one.

    Neither a line break nor a control character, nor a coded word (RFC 2047): the library would decode
    it, line breaks included, before it writes the header.
    """
    spaced = re.sub(r"[\s\x00-\x1f\x7f\x85\u2028\u2029]+", _space, text)
    return spaced.replace("=?", "= ?").strip()


def _space(found: re.Match[str]) -> str:
    """A fixed space stays what it is."""
    kept = found.group()
    return kept if kept in {"\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"} else " "


def mailbox(name: str, address: str) -> Address:
    """Return a name with its address, for a header; signs that have a meaning there are left out."""
    plain = SPECIALS.sub(" ", one_line(name).replace("\N{NO-BREAK SPACE}", " "))
    return Address(display_name=" ".join(plain.split())[:LONGEST_NAME], addr_spec=address)

"""One message as it is read: subject, plain text and HTML, from the same content."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from models.db import MessageKind
from models.french import NBSP
from scheduler.mail.agenda import Day
from scheduler.mail.texts import MailText, filled

TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "mail"
NAMES: Mapping[MessageKind, str] = {
    MessageKind.CANDIDATE: "candidate",
    MessageKind.EXAMINER: "examiner",
    MessageKind.CHANGED: "changed",
    MessageKind.CANCELLED: "cancelled",
    MessageKind.REMINDER: "reminder",
    MessageKind.SCHOOL: "school",
}


@dataclass(frozen=True, slots=True)
class Sender:
    """Whom a message comes from, as it is signed."""

    academie: str
    service: str
    session: str
    signatory: str
    title: str


@dataclass(frozen=True, slots=True)
class Letter:
    """What a message says.

    Attributes
    ----------
    greeting
        « Madame Louise Martin, ».
    days
        When and where; empty for an establishment.
    changes
        What changed, one sentence an item.
    people
        Candidates of an establishment's batch, with their numbers.
    part
        Which message of how many, when a batch needs several.
    page
        Address of the person's own page; empty without one.
    attached
        Names of what is attached, for people who read.

    """

    kind: MessageKind
    greeting: str
    days: tuple[Day, ...]
    changes: tuple[str, ...]
    people: tuple[str, ...]
    page: str
    attached: tuple[str, ...]
    sender: Sender
    part: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """A message ready to be read."""

    subject: str
    plain: str
    html: str


def write(letter: Letter, text: MailText, values: Mapping[str, str]) -> Written:
    """Return the message that a letter and the words of its kind make."""
    words = filled(text, values)
    subject = f"{words.subject} ({letter.part[0]}/{letter.part[1]})" if letter.part else words.subject
    content = {
        "letter": letter,
        "subject": subject,
        "opening": _paragraphs(words.opening),
        "closing": _paragraphs(words.closing),
    }
    name = NAMES[letter.kind]
    plain = environment().get_template(f"{name}.txt").render(**content)
    html = environment().get_template(f"{name}.html").render(**content)
    return Written(subject, f"{plain.strip()}\n", html)


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("\n\n") if part.strip())


@cache
def environment() -> Environment:
    """Return the Jinja environment: HTML is escaped, plain text is not."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["nbsp"] = NBSP
    return environment

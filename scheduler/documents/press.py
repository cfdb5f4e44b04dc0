"""What all the documents of one edition share: the plan, the paper, the versions, the holders' pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from models.stationery import PLAIN, Stationery
from scheduler.documents.book import PlanBook
from scheduler.documents.version import DocumentVersion

CANDIDATE, EXAMINER = "candidat", "examinateur"
Holder = tuple[str, str]
"""`candidat` and a number, or `examinateur` and a code."""


def nowhere(_holder: Holder) -> str | None:
    """Return no address: nobody has a page."""
    return None


def no_calendar(_holder: Holder) -> bytes | None:
    """Return no calendar."""
    return None


@dataclass(frozen=True, slots=True)
class Issue:
    """The state of one person's convocation.

    `version` is the one it was last made in, older than the plan's when nothing moved since; `order` is
    the version in which a juror's running orders last changed; `change` says in one sentence what moved.
    """

    version: DocumentVersion
    order: DocumentVersion
    change: str = ""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Somebody who is no longer convened: what convened them last, and the version that dropped them."""

    before: Press
    version: DocumentVersion


@dataclass(frozen=True, slots=True)
class Press:
    """Everything a document is made of.

    `version` is the plan's; `issues` holds the people whose convocation is older or says what changed;
    `page_url` gives the address of a holder's personal page, None for no code on paper; `calendar` the
    iCalendar file a convocation carries; `withdrawn` holds who is no longer convened. `limited` when the
    book holds some centres only: what speaks of all of them cannot be made, nor the convocation of who
    is convened elsewhere too (`apart`).
    """

    book: PlanBook
    version: DocumentVersion
    stationery: Stationery = PLAIN
    issues: Mapping[Holder, Issue] = field(default_factory=dict)
    page_url: Callable[[Holder], str | None] = nowhere
    calendar: Callable[[Holder], bytes | None] = no_calendar
    withdrawn: Mapping[Holder, Withdrawal] = field(default_factory=dict)
    limited: bool = False
    apart: frozenset[Holder] = frozenset()

    def issue_of(self, holder: Holder) -> Issue:
        """State of a person's convocation; of the plan's version unless said otherwise."""
        return self.issues.get(holder) or Issue(self.version, self.version)

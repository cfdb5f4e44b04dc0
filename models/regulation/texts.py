"""Types of the texts: what a diploma, an épreuve, a commission, a route and a rule are.

The values live in `data/*.toml`, each with its citation; no number of a text stands in code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from models.regulation.languages import is_language_qualification
from models.roles import Role


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a value comes from.

    `text` is the printed name of the text, `part` the annex, article or title; `quote` the sentence
    itself; `note` says so when the text contradicts itself, is silent, or the value is only usage.
    """

    text: str
    part: str
    quote: str = ""
    note: str = ""


class Severity(StrEnum):
    """HARD rules are never broken; PREFERENCE rules are weighed."""

    HARD = "HARD"
    PREFERENCE = "PREFERENCE"


@dataclass(frozen=True, slots=True)
class Phase:
    """One phase of an épreuve.

    `id` is one of the codes of the exchange format (`preparation`, `prise-en-main`, `production`,
    `oral`); `minutes` None when the text gives none (a parameter must be filled in); `parameter`
    names the rule id that may override it, when it is one; `computer` when the phase takes a
    computer.
    """

    id: str
    title: str
    minutes: int | None
    with_jury: bool
    citation: Citation
    computer: bool = False
    detail: str = ""
    parameter: str | None = None


@dataclass(frozen=True, slots=True)
class Seat:
    """One seat of a commission, held by `role` with any of `qualifications`.

    `replacement`: qualifications (any) of the teacher who may sit when the professional is absent;
    empty when the text allows none. With `by_language`, the qualification is `LV-<language of the
    candidate>`.
    """

    role: Role
    qualifications: tuple[str, ...]
    citation: Citation
    title: str = ""
    replacement: tuple[str, ...] = ()
    replacement_citation: Citation | None = None
    by_language: bool = False
    trained_candidate: bool = False


class EpreuveKind(StrEnum):
    """ORAL épreuves are planned (also those without the candidate); the others only block dates."""

    ORAL = "ORAL"
    WRITTEN = "WRITTEN"
    PRACTICAL = "PRACTICAL"


@dataclass(frozen=True, slots=True)
class Epreuve:
    """An épreuve, in one modality, of one diploma.

    `code` is local (`E4`, CCF situations `E5A`); `parent` is the épreuve of the règlement a
    situation or a sub-épreuve belongs to (`E5`); `modality` is PONCTUEL or CCF; `language` is A, B
    or C; `group` the least and most candidates examined together; `optional` for épreuves
    facultatives; `last` when it comes after every other épreuve of the candidate; `manager` what the
    person must hold who stays on site while it is held; `trainer_forbidden` when nobody who has trained
    the candidate may ever sit; `minutes` the length of a written or practical
    épreuve. `bring` is what the candidate brings, `notices` what
    the convocation must say, both as French sentences.
    """

    diploma: str
    code: str
    title: str
    unit: str
    kind: EpreuveKind
    modality: str
    citation: Citation
    coefficient: float | None = None
    parent: str | None = None
    phases: tuple[Phase, ...] = ()
    seats: tuple[Seat, ...] = ()
    language: str | None = None
    languages: tuple[str, ...] = ()
    optional: bool = False
    group: tuple[int, int] | None = None
    without_candidate: bool = False
    own_establishment: bool = False
    last: bool = False
    manager: str | None = None
    trainer_forbidden: bool = False
    minutes: int | None = None
    bring: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()

    @property
    def qualified(self) -> str:
        """`BTS-SAM/E4`."""
        return f"{self.diploma}/{self.code}"


@dataclass(frozen=True, slots=True)
class Route:
    """A column of the règlement d'examen: who takes it, and the modality of each épreuve.

    `modalities` maps the code of the règlement (`E5`) to PONCTUEL or CCF. A candidate takes the
    first route one of whose `conditions` holds: `status` (of the candidate), `establishment` (its
    statut), `ccf_authorised` (unknown counts as no), `parameter` (a rule whose value must not be
    0); `anyone` holds for all; an empty condition too, but for cases that the text does not name.
    """

    id: str
    title: str
    conditions: tuple[Mapping[str, object], ...]
    modalities: Mapping[str, str]
    citation: Citation


@dataclass(frozen=True, slots=True)
class Dispense:
    """Units a candidate may be dispensed of on account of another diploma."""

    title: str
    units: tuple[str, ...]
    citation: Citation


@dataclass(frozen=True, slots=True)
class Correspondence:
    """A unit of a former diploma and the unit it counts for now (None: no counterpart)."""

    former_diploma: str
    former_unit: str
    unit: str | None
    last_session: int
    citation: Citation


@dataclass(frozen=True, slots=True)
class Qualification:
    """A code of the catalogue; `implies` are the codes it is worth besides itself."""

    code: str
    title: str
    role: Role
    citation: Citation
    implies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that plans are judged by, with its parameter.

    `default` is the value without override (None when there is nothing to set); `by_epreuve`
    overrides it for qualified épreuve codes; `statement` is the French sentence, `{value}` standing
    for the value with its unit. `unit` is `min`, `j` (days), `ans`, `candidats`, `part` (3 for
    1/3), `oui/non` (1 or 0), `date-heure` (a day and an hour) or empty. `least` and `most` bound an
    override. `exception` lists what names one case that a written exception may lift (`candidate`,
    `epreuve`, `examiner`, `centre`, `room`, `day`), nothing when none may. `judged` is False for
    parameters that no checker judges on their own (durations, delays). `epreuves` are the qualified
    codes it speaks of, empty for all; `own_citations` the source of the values that diplomas give for
    their own épreuves; `publication` when a draft may still break it and only a publication may not:
    what it asks for is to be recorded, not planned.
    """

    id: str
    title: str
    statement: str
    severity: Severity
    citation: Citation
    unit: str = ""
    default: int | None = None
    by_epreuve: Mapping[str, int] = field(default_factory=dict)
    exception: tuple[str, ...] = ()
    hard_when_set: bool = False
    judged: bool = True
    least: int = 0
    most: int | None = None
    epreuves: tuple[str, ...] = ()
    publication: bool = False
    own_citations: Mapping[str, Citation] = field(default_factory=dict)

    def citation_for(self, epreuve: str | None) -> Citation:
        """Return where the value of an épreuve comes from: its diploma's own text, else the rule's."""
        return self.own_citations.get(epreuve or "", self.citation)


@dataclass(frozen=True, slots=True)
class OwnValue:
    """The value that a diploma gives to a general rule for one of its épreuves (qualified code)."""

    rule: str
    epreuve: str
    value: int
    citation: Citation


@dataclass(frozen=True, slots=True)
class Diploma:
    """A diploma as it stands for the sessions `first_session` to `last_session` (None: still).

    `names` are the printed titles by first session year, oldest first; `forms` is the article on the
    global and the progressive form, None where the text at hand has none; `needed_language` is the one
    that language A or B must be.
    """

    code: str
    names: tuple[tuple[int, str], ...]
    first_session: int
    last_session: int | None
    citation: Citation
    epreuves: tuple[Epreuve, ...]
    routes: tuple[Route, ...]
    qualifications: tuple[Qualification, ...]
    dispenses: tuple[Dispense, ...] = ()
    correspondences: tuple[Correspondence, ...] = ()
    parameters: tuple[Rule, ...] = ()
    values: tuple[OwnValue, ...] = ()
    forms: Citation | None = None
    needed_language: str | None = None
    specialities: tuple[str, ...] = ()

    def name_in(self, year: int) -> str:
        """Return the printed title for the session of `year`."""
        return next(name for since, name in reversed(self.names) if since <= year)

    def parts(self, code: str, modality: str) -> tuple[Epreuve, ...]:
        """Épreuves that make up the one the règlement calls `code` in a modality.

        E5 is E5 in ponctuel, but E5A and E5B in CCF; E21 is its oral and its written part.
        """
        return tuple(
            epreuve
            for epreuve in self.epreuves
            if epreuve.modality == modality and code in {epreuve.code, epreuve.parent}
        )


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence that documents print for `audience`: `candidate`, `examiner` or `professional`."""

    audience: str
    text: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Regulation:
    """All the texts in force for one session year.

    `rules` holds the general rules, then the parameters of each diploma, by id.
    """

    year: int
    diplomas: Mapping[str, Diploma]
    rules: Mapping[str, Rule]
    qualifications: Mapping[str, Qualification]
    notices: tuple[Notice, ...] = ()

    def epreuve(self, qualified: str, modality: str | None = None) -> Epreuve:
        """Return the épreuve of a qualified code.

        Parameters
        ----------
        qualified
            `BTS-SAM/E4`.
        modality
            PONCTUEL or CCF; None takes the ponctuel one, or else the CCF situation of that code.

        Raises
        ------
        KeyError
            No diploma in force has this épreuve in this modality.

        """
        diploma, _, code = qualified.partition("/")
        found = [one for one in self.diplomas[diploma].epreuves if one.code == code]
        for wanted in (modality,) if modality else ("PONCTUEL", "CCF"):
            for epreuve in found:
                if epreuve.modality == wanted:
                    return epreuve
        raise KeyError(qualified)

    @property
    def manager_codes(self) -> frozenset[str]:
        """What people must hold who stay on site while some épreuves are held."""
        epreuves = (one for diploma in self.diplomas.values() for one in diploma.epreuves)
        return frozenset(one.manager for one in epreuves if one.manager is not None)

    def notices_for(self, audience: str) -> tuple[str, ...]:
        """Sentences every document for `audience` prints."""
        return tuple(notice.text for notice in self.notices if notice.audience == audience)

    def knows_qualification(self, code: str) -> bool:
        """Whether the catalogue has this code; every language makes one."""
        return code in self.qualifications or is_language_qualification(code)

    def implied(self, codes: tuple[str, ...]) -> frozenset[str]:
        """Return `codes` with all they imply."""
        found: set[str] = set()
        queue = list(codes)
        while queue:
            code = queue.pop()
            if code not in found:
                found.add(code)
                known = self.qualifications.get(code)
                queue.extend(known.implies if known else ())
        return frozenset(found)

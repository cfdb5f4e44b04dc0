"""Who sits what: deduced from the règlement d'examen wherever the session gives no row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from models.dossier import (
    Candidate,
    Dossier,
    Establishment,
    ExamForm,
    Modality,
    Registration,
    RegistrationState,
)
from models.french import typeset
from models.regulation import Citation, Diploma, Epreuve, EpreuveKind, Regulation
from scheduler.languages import language_of, language_warning
from scheduler.not_sat import NotSat, not_sat
from scheduler.parameters import RuleValues
from scheduler.routes import Taken, route_of, unknown_authorisation

MODALITY_WORDS = {
    Modality.PONCTUEL: "en forme ponctuelle",
    Modality.CCF: "en contrôle en cours de formation",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One épreuve of one candidate, with what decides it.

    `epreuve` is the qualified code of the part that is sat (`BTS-SAM/E5B` in CCF); `organised` when
    this session plans it now; `language` a code (`ANGLAIS`); `centre` the designated one, after
    overrides; `reason` a French sentence and `citation` the article behind it; `explicit` when a
    row of `inscriptions` says so; `warning` a French sentence when something must be checked.
    """

    candidate: str
    epreuve: str
    state: RegistrationState
    modality: Modality
    organised: bool
    language: str | None
    group: str | None
    centre: str | None
    reason: str
    citation: Citation
    explicit: bool
    kind: EpreuveKind = EpreuveKind.ORAL
    warning: str | None = None


@dataclass(frozen=True, slots=True)
class _Case:
    """One candidate with all that decides; `hosted` when his or her establishment is a centre."""

    candidate: Candidate
    diploma: Diploma
    taken: Taken
    establishment: Establishment | None
    rows: Mapping[str, Registration]
    planned: frozenset[str]
    hosted: bool


def registrations_of(dossier: Dossier, regulation: Regulation) -> tuple[Entry, ...]:
    """Return every épreuve of every candidate, oral and written, sat or not.

    Candidates come in the order of the dossier, épreuves in that of the règlement. A candidate of a
    diploma without text for this session gives nothing (reading the folder reports it). Optional
    épreuves appear only with a row, or for a language C with a language C.
    """
    return _LATEST.of(dossier, regulation)


class _Latest:
    """The entries of the last data asked about: what reads a session asks for them several times."""

    def __init__(self) -> None:
        self._known: tuple[Dossier, Regulation, tuple[Entry, ...]] | None = None

    def of(self, dossier: Dossier, regulation: Regulation) -> tuple[Entry, ...]:
        """Return the entries of these very records, worked out anew for any others."""
        known = self._known
        if known is not None and known[0] is dossier and known[1] is regulation:
            return known[2]
        found = tuple(entry for case in _cases(dossier, regulation) for entry in _entries(case))
        self._known = dossier, regulation, found
        return found


_LATEST = _Latest()


def ccf_refusals(dossier: Dossier, regulation: Regulation) -> tuple[tuple[Registration, str], ...]:
    """Return the rows that ask for CCF where it is not open, and why.

    Route and establishment give no right to it, or the row names a situation of CCF of an épreuve that
    another row asks for in ponctuel. The sentence is French and says what to do.
    """
    return tuple(
        (row, refusal)
        for case in _cases(dossier, regulation)
        for row in case.rows.values()
        if row.state is RegistrationState.INSCRIT and _asks_ccf(row, case.diploma)
        if (refusal := _refusal(row, case)) is not None
    )


def _cases(dossier: Dossier, regulation: Regulation) -> Iterator[_Case]:
    """Each candidate of a diploma in force, with all that decides."""
    values = RuleValues(regulation, dossier.parameters)
    establishments = {one.uai: one for one in dossier.establishments}
    rows = _rows_by_candidate(dossier)
    planned = frozenset(dossier.session.epreuves)
    centres = {one.uai for one in dossier.centres}
    for candidate in dossier.candidates:
        diploma = regulation.diplomas.get(candidate.diploma)
        if diploma is not None:
            establishment = establishments.get(candidate.establishment or "")
            taken = route_of(candidate, establishment, diploma, values)
            yield _Case(
                candidate,
                diploma,
                taken,
                establishment,
                rows.get(candidate.number, {}),
                planned,
                hosted=candidate.establishment in centres,
            )


def _rows_by_candidate(dossier: Dossier) -> dict[str, dict[str, Registration]]:
    """Rows of `inscriptions` by candidate, then by qualified épreuve."""
    rows: dict[str, dict[str, Registration]] = {}
    for row in dossier.registrations:
        rows.setdefault(row.candidate, {})[row.epreuve] = row
    return rows


def _entries(case: _Case) -> Iterator[Entry]:
    """Every épreuve of the règlement, then the rows that name another part of one."""
    seen: set[str] = set()
    for head in case.taken.route.modalities:
        modality, chosen = _modality(case, head)
        for epreuve in case.diploma.parts(head, modality):
            entry = _entry(case, head, epreuve, chosen=chosen)
            if entry is not None:
                seen.add(entry.epreuve)
                yield entry
    yield from _left_over(case, seen)


def _left_over(case: _Case, seen: set[str]) -> Iterator[Entry]:
    """Rows that say something of a situation the candidate does not sit in this modality."""
    for qualified, row in case.rows.items():
        parts = [one for one in case.diploma.epreuves if one.qualified == qualified]
        if qualified in seen or not parts or row.state is RegistrationState.INSCRIT:
            continue
        head = _head(row, case.diploma)
        entry = _entry(case, head, parts[0], chosen=True) if head not in case.rows else None
        if entry is not None:
            yield entry


def _modality(case: _Case, head: str) -> tuple[str, bool]:
    """Return the modality of an épreuve of the règlement, and whether a row chose it."""
    default = case.taken.route.modalities[head]
    for row in _rows_about(case, head):
        wanted = row.modality or _only_modality(row, case.diploma)
        if wanted is not None and case.diploma.parts(head, wanted):
            return wanted.value, True
    return default, False


def _rows_about(case: _Case, head: str) -> list[Registration]:
    """Rows that name an épreuve of the règlement, then those that name one of its parts."""
    own = case.rows.get(f"{case.diploma.code}/{head}")
    parts = [
        case.rows[one.qualified]
        for one in case.diploma.epreuves
        if one.parent == head and one.qualified in case.rows and one.kind is EpreuveKind.ORAL
    ]
    sat = [row for row in parts if row.state is RegistrationState.INSCRIT]
    return ([own] if own is not None else []) + sat


def _only_modality(row: Registration, diploma: Diploma) -> Modality | None:
    """Return the modality a code exists in, when it is only one that a head does not share (E5A)."""
    epreuves = [one for one in diploma.epreuves if one.qualified == row.epreuve]
    if {one.modality for one in epreuves} == {Modality.CCF.value}:
        return Modality.CCF
    return None


def _entry(case: _Case, head: str, epreuve: Epreuve, *, chosen: bool) -> Entry | None:
    """Return what is known of one épreuve of a candidate, None for an option not taken."""
    own = case.rows.get(epreuve.qualified)
    whole = case.rows.get(f"{case.diploma.code}/{head}")
    row = own or whole
    state = row.state if row is not None else _deduced_state(case, epreuve)
    if state is None:
        return None
    modality = Modality(epreuve.modality)
    language = language_of(case.candidate, epreuve)
    why = _why(case, head, epreuve, state, row, chosen=chosen)
    return Entry(
        candidate=case.candidate.number,
        epreuve=epreuve.qualified,
        state=state,
        modality=modality,
        organised=_organised(case, epreuve, state),
        language=language,
        group=_first(own, whole, "group") if epreuve.group is not None else None,
        centre=_centre(case, epreuve, _first(own, whole, "centre")),
        reason=typeset(why.reason),
        citation=why.citation,
        explicit=row is not None,
        kind=epreuve.kind,
        warning=None if why.warning is None else typeset(why.warning),
    )


def _first(own: Registration | None, whole: Registration | None, name: str) -> str | None:
    """Return a cell of the row of the part or, failing that, of the row of the whole épreuve."""
    for row in (own, whole):
        value: str | None = getattr(row, name) if row is not None else None
        if value is not None:
            return value
    return None


def _deduced_state(case: _Case, epreuve: Epreuve) -> RegistrationState | None:
    """Return the state of an épreuve without row; None for an option nobody asked for."""
    if epreuve.optional:
        asked = epreuve.language == "C" and case.candidate.language_c is not None
        return RegistrationState.INSCRIT if asked else None
    if case.candidate.form is ExamForm.PROGRESSIVE:
        return RegistrationState.NON_INSCRIT
    return RegistrationState.INSCRIT


def _organised(case: _Case, epreuve: Epreuve, state: RegistrationState) -> bool:
    """Whether this session plans it: an oral that is sat, among those the session names.

    CCF takes place in the candidate's establishment: another session plans it unless that
    establishment is a centre of this one.
    """
    sat = state is RegistrationState.INSCRIT and epreuve.kind is EpreuveKind.ORAL
    named = not case.planned or epreuve.qualified in case.planned
    here = epreuve.modality == Modality.PONCTUEL.value or case.hosted
    return sat and named and here


def _centre(case: _Case, epreuve: Epreuve, written: str | None) -> str | None:
    """Return where an épreuve must be sat: at home in CCF, else as written or as designated."""
    if epreuve.modality == Modality.CCF.value and epreuve.own_establishment:
        return case.candidate.establishment
    return written or case.candidate.centre


def _why(
    case: _Case,
    head: str,
    epreuve: Epreuve,
    state: RegistrationState,
    row: Registration | None,
    *,
    chosen: bool,
) -> NotSat:
    """Return what decides: the column of the règlement, a dispense, a mark kept, a form."""
    route = case.taken.route.citation
    if state is not RegistrationState.INSCRIT:
        explicit = row is not None
        return not_sat(case.candidate, case.diploma, epreuve, state, explicit=explicit, otherwise=route)
    reason = _reason(case, epreuve, row, chosen=chosen)
    return NotSat(reason, route, _warning(case, head, epreuve, chosen=chosen))


def _reason(case: _Case, epreuve: Epreuve, row: Registration | None, *, chosen: bool) -> str:
    """Say in French why the candidate sits this épreuve, in this modality."""
    words = MODALITY_WORDS[Modality(epreuve.modality)]
    if chosen and row is not None:
        return f"Ligne d’inscription : {epreuve.code} {words}."
    if chosen:
        return f"Une autre situation de la même épreuve est inscrite : {epreuve.code} {words}."
    situation = case.taken.situation[:1].upper() + case.taken.situation[1:]
    start = "Ligne d’inscription. " if row is not None else ""
    return f"{start}{situation} : {epreuve.code} {words} ({case.taken.route.citation.part})."


def _warning(case: _Case, head: str, epreuve: Epreuve, *, chosen: bool) -> str | None:
    """Say in French what must be checked before this épreuve can be trusted."""
    wrong = language_warning(case.candidate, case.diploma, epreuve)
    if wrong is not None:
        return wrong
    if chosen:
        return None
    if case.establishment is not None and case.taken.is_doubtful(head):
        return unknown_authorisation(case.establishment)
    return case.taken.warning


def _head(row: Registration, diploma: Diploma) -> str:
    """Return the code of the règlement that a row speaks of (E5A → E5)."""
    heads = {code for route in diploma.routes for code in route.modalities}
    code = row.epreuve.partition("/")[2]
    if code in heads:
        return code
    parents = (one.parent for one in diploma.epreuves if one.qualified == row.epreuve)
    return next((parent for parent in parents if parent is not None), code)


def _asks_ccf(row: Registration, diploma: Diploma) -> bool:
    """Whether a row asks for CCF, by its modality or because its code is a situation of CCF."""
    return row.modality is Modality.CCF or _only_modality(row, diploma) is Modality.CCF


def _refusal(row: Registration, case: _Case) -> str | None:
    """Say in French why CCF is not open to a row, and what to do; None when it is open."""
    head, candidate = _head(row, case.diploma), case.candidate
    who = f"{candidate.first_names} {candidate.family_name} (n° {candidate.number})"
    whole = case.rows.get(f"{case.diploma.code}/{head}")
    if whole is not None and whole is not row and whole.modality is Modality.PONCTUEL:
        return (
            f"{row.epreuve} est une situation de CCF, mais {whole.epreuve} est inscrite en ponctuel "
            f"pour {who} : retirez l’une des deux lignes."
        )
    if case.taken.may_be_ccf(head):
        return None
    return (
        f"{row.epreuve} ne peut pas être en CCF pour {who}, {case.taken.situation} "
        f"({case.taken.route.citation.part}) : mettez PONCTUEL, ou corrigez le statut du candidat ou "
        "l’habilitation de son établissement."
    )

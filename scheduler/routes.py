"""Which column of the règlement d'examen a candidate takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from models.dossier import Candidate, CandidateStatus, Establishment, EstablishmentStatus, Modality
from models.regulation import Diploma, Route
from scheduler.parameters import RuleValues

STATUSES = {
    CandidateStatus.SCOLAIRE: "candidat scolaire",
    CandidateStatus.APPRENTI: "apprenti",
    CandidateStatus.FPC: "stagiaire de la formation professionnelle continue",
    CandidateStatus.DISTANCE: "candidat de l’enseignement à distance",
    CandidateStatus.EXPERIENCE: "candidat au titre de l’expérience professionnelle",
}
ESTABLISHMENTS = {
    EstablishmentStatus.PUBLIC: "dans un établissement public",
    EstablishmentStatus.PRIVE_SOUS_CONTRAT: "dans un établissement privé sous contrat",
    EstablishmentStatus.PRIVE_HORS_CONTRAT: "dans un établissement privé hors contrat",
    EstablishmentStatus.CFA: "dans un CFA",
    EstablishmentStatus.GRETA: "dans un GRETA",
    EstablishmentStatus.DISTANCE: "dans un établissement d’enseignement à distance",
    EstablishmentStatus.AUTRE: "dans un autre établissement",
}
NO_MATTER = frozenset({CandidateStatus.DISTANCE, CandidateStatus.EXPERIENCE})


@dataclass(frozen=True, slots=True)
class Taken:
    """The route a candidate takes.

    `others` are the routes whose conditions hold too (a text may name one case twice);
    `if_authorised` is the route if the establishment were authorised for CCF, when nobody said whether
    it is; `warning` is the French sentence to show when the text does not name the case.
    """

    route: Route
    situation: str
    others: tuple[Route, ...] = ()
    if_authorised: Route | None = None
    warning: str | None = None

    def may_be_ccf(self, code: str) -> bool:
        """Whether some route that is open, or would be, gives CCF for an épreuve of the règlement."""
        routes = (self.route, *self.others, *((self.if_authorised,) if self.if_authorised else ()))
        return any(route.modalities.get(code) == Modality.CCF.value for route in routes)

    def is_doubtful(self, code: str) -> bool:
        """Whether the modality of an épreuve hangs on the unknown authorisation."""
        other = self.if_authorised
        return other is not None and other.modalities.get(code) != self.route.modalities.get(code)


def route_of(
    candidate: Candidate, establishment: Establishment | None, diploma: Diploma, values: RuleValues
) -> Taken:
    """Return the first route that names the candidate's situation, or the one for the rest.

    Raises
    ------
    LookupError
        The diploma has no route for this case (a fault of its data file).

    """
    named = _named(candidate, establishment, diploma, values)
    situation = situation_of(candidate, establishment, diploma)
    if named:
        authorised = _if_authorised(candidate, establishment, diploma, values)
        return Taken(named[0], situation, tuple(named[1:]), authorised)
    rest = next((route for route in diploma.routes if {} in map(dict, route.conditions)), None)
    if rest is None:
        raise LookupError(f"{diploma.code} : aucune colonne pour {situation}.")
    return Taken(rest, situation, warning=_unnamed(candidate, establishment))


def _named(
    candidate: Candidate, establishment: Establishment | None, diploma: Diploma, values: RuleValues
) -> list[Route]:
    """Routes that name the candidate's situation, in the order they are tried."""
    return [route for route in diploma.routes if _any_holds(route, candidate, establishment, values)]


def _if_authorised(
    candidate: Candidate, establishment: Establishment | None, diploma: Diploma, values: RuleValues
) -> Route | None:
    """Return the route of an authorised establishment, when nobody said whether it is one."""
    if establishment is None or establishment.ccf_authorised is not None:
        return None
    return next(
        iter(_named(candidate, replace(establishment, ccf_authorised=True), diploma, values)), None
    )


def situation_of(candidate: Candidate, establishment: Establishment | None, diploma: Diploma) -> str:
    """Say in French what decides the route: « apprenti dans un CFA habilité au CCF »."""
    status = STATUSES[candidate.status]
    if candidate.status in NO_MATTER:
        return status
    if establishment is None:
        return f"{status} sans établissement connu"
    words = f"{status} {ESTABLISHMENTS[establishment.status]}"
    if not _authorisation_matters(candidate, diploma):
        return words
    if establishment.ccf_authorised is None:
        return words + " dont l’habilitation au CCF n’est pas connue"
    return words + (" habilité au CCF" if establishment.ccf_authorised else " non habilité au CCF")


def _any_holds(
    route: Route, candidate: Candidate, establishment: Establishment | None, values: RuleValues
) -> bool:
    """Whether the route names this case; an empty condition names none."""
    return any(
        condition and _holds(condition, candidate, establishment, values)
        for condition in route.conditions
    )


def _holds(
    condition: Mapping[str, object],
    candidate: Candidate,
    establishment: Establishment | None,
    values: RuleValues,
) -> bool:
    """Whether every part of one condition is true of the candidate."""
    return all(
        _part_holds(key, wanted, candidate, establishment, values) for key, wanted in condition.items()
    )


def _part_holds(
    key: str,
    wanted: object,
    candidate: Candidate,
    establishment: Establishment | None,
    values: RuleValues,
) -> bool:
    """Whether one part of a condition is true; unknown authorisation counts as none."""
    match key, wanted:
        case "anyone", bool():
            return wanted
        case "status", list():
            return candidate.status in wanted
        case "establishment", list():
            return establishment is not None and establishment.status in wanted
        case "ccf_authorised", bool():
            return establishment is not None and bool(establishment.ccf_authorised) is wanted
        case "parameter", str():
            return bool(values.value(wanted))
    raise LookupError(f"Condition inconnue : {key} = {wanted!r}.")


def _authorisation_matters(candidate: Candidate, diploma: Diploma) -> bool:
    """Whether some route asks, for this statut, if the establishment is authorised."""
    conditions = (condition for route in diploma.routes for condition in route.conditions)
    return any(
        "ccf_authorised" in condition and candidate.status in _listed(condition.get("status"))
        for condition in conditions
    )


def _listed(value: object) -> list[object]:
    """Return a list of the data file, empty when it is absent."""
    return value if isinstance(value, list) else []


def unknown_authorisation(establishment: Establishment) -> str:
    """Warn that the modality hangs on an authorisation nobody filled in."""
    return (
        f"L’habilitation au CCF de {establishment.name} ({establishment.uai}) n’est pas renseignée : "
        "l’établissement est tenu pour non habilité. Complétez la colonne « habilite_ccf »."
    )


def _unnamed(candidate: Candidate, establishment: Establishment | None) -> str:
    """Warn that the text does not name this case."""
    who = f"{candidate.first_names} {candidate.family_name} (n° {candidate.number})"
    if establishment is None:
        return (
            f"L’établissement de {who} n’est pas connu : les formes ponctuelles sont retenues. "
            "Indiquez son établissement ou la modalité de chaque épreuve."
        )
    return (
        f"Le règlement d’examen ne nomme pas le cas de {who}, {STATUSES[candidate.status]} "
        f"{ESTABLISHMENTS[establishment.status]} : les formes ponctuelles sont retenues. "
        "Vérifiez son statut ou indiquez la modalité de chaque épreuve."
    )

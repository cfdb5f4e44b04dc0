"""What a candidate does not sit, and the article: dispensed, a mark kept, a unit not chosen."""

from __future__ import annotations

from dataclasses import dataclass

from models.dossier import Candidate, ExamForm, RegistrationState
from models.french import enumeration
from models.regulation import Citation, Correspondence, Diploma, Epreuve


@dataclass(frozen=True, slots=True)
class NotSat:
    """Why an épreuve is sat or not: a French sentence, the article, what must be checked if anything."""

    reason: str
    citation: Citation
    warning: str | None = None


def not_sat(
    candidate: Candidate,
    diploma: Diploma,
    epreuve: Epreuve,
    state: RegistrationState,
    *,
    explicit: bool,
    otherwise: Citation,
) -> NotSat:
    """Return why a candidate does not sit an épreuve.

    Parameters
    ----------
    explicit
        A row of `inscriptions` says so.
    otherwise
        What to cite where the text of the diploma has no article about it: the candidate's route.

    """
    if state is RegistrationState.DISPENSE:
        return _dispensed(candidate, diploma, epreuve, otherwise)
    if state is RegistrationState.BENEFICE:
        return _kept(diploma, epreuve, otherwise)
    return _not_chosen(candidate, diploma, epreuve, otherwise, explicit=explicit)


def _who(candidate: Candidate) -> str:
    return f"{candidate.first_names} {candidate.family_name} (n° {candidate.number})"


def _dispensed(candidate: Candidate, diploma: Diploma, epreuve: Epreuve, otherwise: Citation) -> NotSat:
    """Dispensed: the text says for whom; where it lists units, another one is to be checked."""
    found = next((one for one in diploma.dispenses if epreuve.unit in one.units), None)
    start = "Ligne d’inscription : dispensé"
    if found is not None:
        return NotSat(f"{start} ({found.citation.part} : {found.title}).", found.citation)
    if not diploma.dispenses:
        return NotSat(f"{start}.", otherwise)
    cited = diploma.dispenses[0].citation
    units = enumeration(sorted({unit for one in diploma.dispenses for unit in one.units}))
    warning = (
        f"{_who(candidate)} est dispensé de {epreuve.code}, or {cited.part} ne prévoit de dispense que "
        f"pour {units} : vérifiez sa ligne d’inscription et la décision qui la fonde."
    )
    return NotSat(f"{start}.", cited, warning)


def _kept(diploma: Diploma, epreuve: Epreuve, otherwise: Citation) -> NotSat:
    """Keep a mark: of this diploma, or of the former one by its table of correspondence."""
    start = "Ligne d’inscription : bénéfice d’une note déjà obtenue"
    rows = [one for one in diploma.correspondences if one.unit == epreuve.unit]
    if rows:
        return NotSat(f"{start} ; {_former(rows)}.", rows[0].citation)
    if not diploma.correspondences:
        return NotSat(f"{start}.", otherwise)
    former = diploma.correspondences[0]
    return NotSat(
        f"{start} à ce diplôme : aucune unité du {former.former_diploma} ne correspond à {epreuve.unit} "
        f"({former.citation.part}).",
        former.citation,
    )


def _former(rows: list[Correspondence]) -> str:
    """Say which units of the former diploma count for this one."""
    units = enumeration(row.former_unit for row in rows)
    verb = "compte" if len(rows) == 1 else "comptent ensemble"
    return (
        f"si elle vient du {rows[0].former_diploma} (dernière session {rows[0].last_session}), {units} "
        f"{verb} pour {rows[0].unit} ({rows[0].citation.part})"
    )


def _not_chosen(
    candidate: Candidate, diploma: Diploma, epreuve: Epreuve, otherwise: Citation, *, explicit: bool
) -> NotSat:
    """A unit left out: lawful in the progressive form, to be checked in the global one."""
    cited = diploma.forms or otherwise
    if not explicit:
        reason = "Forme progressive : le candidat n’a pas choisi cette unité pour cette session."
        return NotSat(reason, cited)
    warning = None
    if candidate.form is ExamForm.GLOBALE and not epreuve.optional:
        warning = (
            f"{_who(candidate)} n’est pas inscrit à {epreuve.code} alors qu’il se présente en forme "
            f"globale, à toutes les unités ({cited.part}) : corrigez sa forme ou sa ligne d’inscription."
        )
    return NotSat("Ligne d’inscription : non inscrit.", cited, warning)

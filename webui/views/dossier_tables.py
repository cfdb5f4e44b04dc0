"""The tables of a session's data: which columns, called how, sorted by what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.dossier import (
    Accommodation,
    Availability,
    Candidate,
    Dossier,
    Examiner,
    Incompatibility,
    OpenHalfDay,
    Registration,
    Room,
    Teaching,
)
from webui.french import hour, long_date, numeric_date, share, typography, word, yes_no
from webui.views.names import Names
from webui.views.tables import Column, Target


@dataclass(frozen=True, slots=True)
class DataTable:
    """One table of the session: its name in addresses, its title, its records and columns."""

    id: str
    title: str
    empty: str
    records: Callable[[Dossier], Sequence[Any]]
    columns: Callable[[Names], tuple[Column, ...]]


def _joined(codes: Sequence[str]) -> str:
    return ", ".join(codes)


def _day(value: date | None) -> date:
    return value or date.min


def _candidates(names: Names) -> tuple[Column, ...]:
    def link(candidate: Candidate) -> Target:
        return "candidat", candidate.number

    accommodated = {row.candidate for row in names.dossier.accommodations}
    return (
        Column("numero", "Numéro", lambda c: c.number, link=link),
        Column("nom", "Nom", lambda c: c.usage_name or c.family_name, link=link),
        Column("prenoms", "Prénoms", lambda c: c.first_names),
        Column(
            "naissance",
            "Né(e) le",
            lambda c: numeric_date(c.birth_date),
            lambda c: _day(c.birth_date),
            numeric=True,
        ),
        Column("diplome", "Diplôme", lambda c: c.diploma, choice=True),
        Column("statut", "Statut", lambda c: word(c.status), choice=True),
        Column(
            "etablissement", "Établissement", lambda c: names.establishment(c.establishment), choice=True
        ),
        Column("division", "Division", lambda c: c.division or ""),
        Column("forme", "Forme", lambda c: word(c.form)),
        Column(
            "amenagement",
            "Aménagement",
            lambda c: "Oui" if c.number in accommodated else "",
            choice=True,
        ),
    )


def _examiners(names: Names) -> tuple[Column, ...]:
    def link(examiner: Examiner) -> Target:
        return "examinateur", examiner.code

    return (
        Column("code", "Code", lambda e: e.code, link=link),
        Column(
            "nom",
            "Nom",
            lambda e: f"{e.civility or ''} {e.family_name}".strip(),
            lambda e: e.family_name,
            link=link,
        ),
        Column("prenom", "Prénom", lambda e: e.first_name),
        Column("role", "Rôle", lambda e: word(e.role), choice=True),
        Column("qualifications", "Qualifications", lambda e: _joined(e.qualifications)),
        Column(
            "origine",
            "Établissement ou organisme",
            lambda e: e.organisation or names.establishment(e.establishment),
        ),
        Column(
            "max",
            "Maximum",
            lambda e: str(e.max_half_days or ""),
            lambda e: e.max_half_days or 99,
            numeric=True,
        ),
        Column("reserve", "Réserve", lambda e: "Oui" if e.reserve else "", choice=True),
        Column("defaut", "Disponible par défaut", lambda e: yes_no(e.available_by_default)),
        Column("habilitation", "Habilitation jusqu’au", lambda e: numeric_date(e.habilitation_end)),
    )


def _rooms(names: Names) -> tuple[Column, ...]:
    def computers(room: Room) -> str:
        return "" if room.computers is None else str(room.computers)

    return (
        Column("centre", "Centre", lambda r: names.centre(r.centre), choice=True),
        Column("code", "Code", lambda r: r.code),
        Column("nom", "Nom", lambda r: r.name or ""),
        Column("type", "Type", lambda r: word(r.type), choice=True),
        Column("places", "Places", lambda r: str(r.seats), lambda r: r.seats, numeric=True),
        Column("postes", "Postes", computers, lambda r: r.computers or 0, numeric=True),
        Column("accessible", "Accessible", lambda r: yes_no(r.accessible), choice=True),
        Column("lieu", "Lieu", lambda r: _joined([part for part in (r.building, r.floor) if part])),
    )


def _half_days(names: Names) -> tuple[Column, ...]:
    def moment(half_day: OpenHalfDay) -> tuple[date, int]:
        return half_day.day, half_day.start

    return (
        Column("centre", "Centre", lambda h: names.centre(h.centre), choice=True),
        Column("jour", "Jour", lambda h: long_date(h.day), moment),
        Column("demi", "Demi-journée", lambda h: word(h.name), choice=True),
        Column("debut", "Début", lambda h: hour(h.start), lambda h: h.start, numeric=True),
        Column("fin", "Fin", lambda h: hour(h.end), lambda h: h.end, numeric=True),
        Column("epreuves", "Épreuves", lambda h: _joined(h.epreuves) or "Toutes"),
    )


def _accommodations(names: Names) -> tuple[Column, ...]:
    def minutes(value: int | None) -> str:
        return f"{value}\u00a0min" if value else ""

    def star(code: str) -> str:
        return "Toutes" if code == "*" else word(code)

    def link(row: Accommodation) -> Target:
        return "candidat", row.candidate

    return (
        Column("candidat", "Candidat", lambda a: names.candidate(a.candidate), link=link),
        Column("numero", "Numéro", lambda a: a.candidate),
        Column("epreuve", "Épreuve", lambda a: star(a.epreuve), choice=True),
        Column("phase", "Phase", lambda a: star(a.phase)),
        Column("majoration", "Temps majoré", lambda a: share(a.extra_share) or minutes(a.extra_minutes)),
        Column("pause", "Pause", lambda a: minutes(a.pause_minutes)),
        Column(
            "accessible",
            "Salle accessible",
            lambda a: yes_no(a.accessible_room) if a.accessible_room else "",
        ),
        Column("separee", "Salle séparée", lambda a: yes_no(a.separate_room) if a.separate_room else ""),
        Column("decision", "Décision", lambda a: a.decision or ""),
    )


def _registrations(names: Names) -> tuple[Column, ...]:
    def link(row: Registration) -> Target:
        return "candidat", row.candidate

    return (
        Column("candidat", "Candidat", lambda r: names.candidate(r.candidate), link=link),
        Column("numero", "Numéro", lambda r: r.candidate),
        Column("epreuve", "Épreuve", lambda r: r.epreuve, choice=True),
        Column("etat", "État", lambda r: word(r.state), choice=True),
        Column("modalite", "Modalité", lambda r: word(r.modality) if r.modality else "Déduite"),
        Column("groupe", "Groupe", lambda r: r.group or ""),
        Column("centre", "Centre", lambda r: names.centre(r.centre)),
    )


def _availabilities(names: Names) -> tuple[Column, ...]:
    def link(row: Availability) -> Target:
        return "examinateur", row.examiner

    return (
        Column("examinateur", "Examinateur", lambda a: names.examiner(a.examiner), link=link),
        Column("jour", "Jour", lambda a: long_date(a.day), lambda a: a.day),
        Column("demi", "Demi-journée", lambda a: word(a.half_day), choice=True),
        Column("etat", "État", lambda a: word(a.state), choice=True),
    )


def _incompatibilities(names: Names) -> tuple[Column, ...]:
    def examiner(row: Incompatibility) -> Target:
        return "examinateur", row.examiner

    def candidate(row: Incompatibility) -> Target:
        return "candidat", row.candidate

    return (
        Column("examinateur", "Examinateur", lambda i: names.examiner(i.examiner), link=examiner),
        Column("candidat", "Candidat", lambda i: names.candidate(i.candidate), link=candidate),
        Column("motif", "Motif", lambda i: typography(i.reason)),
    )


def _teachings(names: Names) -> tuple[Column, ...]:
    def link(row: Teaching) -> Target:
        return "examinateur", row.examiner

    return (
        Column("examinateur", "Enseignant", lambda t: names.examiner(t.examiner), link=link),
        Column(
            "etablissement", "Établissement", lambda t: names.establishment(t.establishment), choice=True
        ),
        Column("division", "Division", lambda t: t.division or "Tout l’établissement"),
        Column("annee", "Année", lambda t: str(t.year or "Cette année")),
    )


def _establishments(_names: Names) -> tuple[Column, ...]:
    return (
        Column("uai", "UAI", lambda e: e.uai),
        Column("nom", "Nom", lambda e: e.name),
        Column("commune", "Commune", lambda e: e.town or ""),
        Column("statut", "Statut", lambda e: word(e.status), choice=True),
        Column("ccf", "Habilité au CCF", lambda e: yes_no(e.ccf_authorised)),
    )


def _centres(_names: Names) -> tuple[Column, ...]:
    return (
        Column("uai", "UAI", lambda c: c.uai),
        Column("nom", "Nom", lambda c: c.name),
        Column(
            "adresse", "Adresse", lambda c: " ".join(part for part in (c.address, c.postal_code) if part)
        ),
        Column("commune", "Commune", lambda c: c.town),
        Column("acces", "Accès", lambda c: typography(c.access)),
        Column("accueil", "Accueil", lambda c: typography(c.reception)),
    )


def _journeys(names: Names) -> tuple[Column, ...]:
    return (
        Column("etablissement", "Établissement", lambda j: names.establishment(j.establishment)),
        Column("centre", "Centre", lambda j: names.centre(j.centre), choice=True),
        Column("minutes", "Minutes", lambda j: str(j.minutes), lambda j: j.minutes, numeric=True),
    )


def _parameters(_names: Names) -> tuple[Column, ...]:
    return (
        Column("regle", "Règle", lambda p: p.rule),
        Column("epreuve", "Épreuve", lambda p: p.epreuve or "Toutes"),
        Column("valeur", "Valeur", lambda p: p.value or "", numeric=True),
        Column("poids", "Poids", lambda p: "" if p.weight is None else str(p.weight), numeric=True),
    )


TABLES = {
    table.id: table
    for table in (
        DataTable("candidats", "Candidats", "Aucun candidat.", lambda d: d.candidates, _candidates),
        DataTable(
            "examinateurs", "Examinateurs", "Aucun examinateur.", lambda d: d.examiners, _examiners
        ),
        DataTable("salles", "Salles", "Aucune salle.", lambda d: d.rooms, _rooms),
        DataTable(
            "calendrier",
            "Demi-journées",
            "Aucune demi-journée ouverte.",
            lambda d: d.half_days,
            _half_days,
        ),
        DataTable(
            "amenagements",
            "Aménagements",
            "Aucun aménagement.",
            lambda d: d.accommodations,
            _accommodations,
        ),
        DataTable(
            "disponibilites",
            "Disponibilités",
            "Personne n’a déclaré de disponibilité : la valeur par défaut de chacun s’applique.",
            lambda d: d.availabilities,
            _availabilities,
        ),
        DataTable(
            "inscriptions",
            "Inscriptions saisies",
            "Aucune inscription saisie : toutes sont déduites du règlement "
            "d’examen (onglet « Qui passe quoi »).",
            lambda d: d.registrations,
            _registrations,
        ),
        DataTable(
            "enseignements", "Enseignements", "Aucun enseignement.", lambda d: d.teachings, _teachings
        ),
        DataTable(
            "incompatibilites",
            "Incompatibilités",
            "Aucune incompatibilité déclarée.",
            lambda d: d.incompatibilities,
            _incompatibilities,
        ),
        DataTable(
            "etablissements",
            "Établissements",
            "Aucun établissement.",
            lambda d: d.establishments,
            _establishments,
        ),
        DataTable("centres", "Centres", "Aucun centre.", lambda d: d.centres, _centres),
        DataTable("trajets", "Trajets", "Aucun trajet.", lambda d: d.journeys, _journeys),
        DataTable(
            "parametres",
            "Paramètres",
            "Aucun paramètre modifié : les valeurs des textes et de l’usage "
            "s’appliquent (page « Les textes »).",
            lambda d: d.parameters,
            _parameters,
        ),
    )
}

"""What looks wrong about examiners: who can never sit, who is there twice, who is linked to nobody."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from models.dossier import Dossier, Examiner
from models.french import agreed, counted, day_and_month, folded, short_date, weekday
from models.regulation import Regulation
from models.roles import Role
from scheduler.verification.alert import Alert, examiner_named, named
from scheduler.verification.presence import Presence, wanted_of
from scheduler.verification.supply import EpreuveSupply

NOT_SITTING = {
    Role.ENSEIGNANT: "enseignant, n’a déclaré aucune demi-journée",
    Role.PROFESSIONNEL: "professionnel, n’a déclaré aucune demi-journée",
}


def examiner_doubts(
    dossier: Dossier, regulation: Regulation, supplies: Iterable[EpreuveSupply]
) -> Iterator[Alert]:
    """Yield what is doubtful about examiners, their half-days and whom they teach."""
    yield from _unable(dossier, regulation, supplies)
    yield from _never_there(dossier, Presence(dossier, regulation))
    yield from _twice(dossier)
    yield from _unlinked(dossier)
    yield from _unknown_divisions(dossier)
    yield from _closed_days(dossier)


def _unable(
    dossier: Dossier, regulation: Regulation, supplies: Iterable[EpreuveSupply]
) -> Iterator[Alert]:
    """Those of no known qualification, and those of none that this session asks for."""
    wanted = {
        role: {
            code
            for one in supplies
            for code in wanted_of(regulation.epreuve(one.epreuve, one.modality), one.language, role)
        }
        for role in Role
    }
    # Whoever manages the session is there, and sits in no jury.
    useful = {role: codes | regulation.manager_codes for role, codes in wanted.items()}
    idle = []
    for one in dossier.examiners:
        known = [
            code
            for code in one.qualifications
            if code in regulation.qualifications or code.startswith("LV-")
        ]
        if not known:
            yield _about(
                one,
                f"{examiner_named(one)} n’a aucune qualification du catalogue : "
                "corrigez ses qualifications.",
            )
        elif wanted[one.role] and not regulation.implied(one.qualifications) & useful[one.role]:
            idle.append(one)
    if idle:
        yield _about_some(
            idle,
            f"{named(examiner_named(one) for one in idle)} "
            f"{agreed(len(idle), 'ne peut', 'ne peuvent')} siéger dans aucune épreuve de cette "
            "session : vérifiez le rôle et les qualifications.",
        )


def _never_there(dossier: Dossier, presence: Presence) -> Iterator[Alert]:
    """Those who declared nothing, whose habilitation ends, or who are free when all is closed."""
    declared = Counter(row.examiner for row in dossier.availabilities)
    last = max((half_day.day for half_day in dossier.half_days), default=None)
    for one in dossier.examiners:
        if not one.available_by_default and not declared[one.code]:
            sentence = f"{examiner_named(one)}, {NOT_SITTING[one.role]} : il ne siégera pas."
            yield _about(one, sentence, "disponibilites")
        elif last and one.habilitation_end and one.habilitation_end < last:
            yield _about(
                one,
                f"L’habilitation de {examiner_named(one)} se termine le "
                f"{short_date(one.habilitation_end)}, avant la fin de la session : vérifiez-la.",
            )
        elif last and not any(presence.may_sit(one, half_day) for half_day in dossier.half_days):
            yield _about(
                one,
                f"{examiner_named(one)} n’est disponible à aucune des demi-journées ouvertes "
                "de ses centres : il ne siégera pas.",
                "disponibilites",
            )


def _twice(dossier: Dossier) -> Iterator[Alert]:
    """The same name and first name under two codes."""
    same: dict[tuple[str, str], list[Examiner]] = defaultdict(list)
    for one in dossier.examiners:
        same[(folded(one.family_name), folded(one.first_name))].append(one)
    for people in same.values():
        if len(people) > 1:
            yield _about(
                people[0],
                f"{named(examiner_named(one) for one in people)} portent le même nom : si c’est la "
                "même personne, gardez un seul code, sinon elle siégerait à deux endroits à la fois.",
            )


def _unlinked(dossier: Dossier) -> Iterator[Alert]:
    """Teachers of whom nobody says whom they teach: their own students cannot be kept from them."""
    linked = {row.examiner for row in dossier.teachings}
    unlinked = [
        one
        for one in dossier.examiners
        if one.role is Role.ENSEIGNANT and not one.establishment and one.code not in linked
    ]
    if unlinked:
        how_many = counted(len(unlinked), "enseignant n’a", "enseignants n’ont")
        yield _about_some(
            unlinked,
            f"{how_many} ni établissement ni enseignement : "
            f"{named(examiner_named(one) for one in unlinked)}. Rien n’empêche de leur confier leurs "
            "propres élèves : indiquez où ils enseignent.",
        )


def _unknown_divisions(dossier: Dossier) -> Iterator[Alert]:
    """Classes written in `enseignements` that no candidate of that establishment has."""
    classes: dict[str, set[str]] = defaultdict(set)
    for one in dossier.candidates:
        if one.establishment and one.division:
            classes[one.establishment].add(folded(one.division))
    unknown: dict[tuple[str, str], int] = Counter(
        (row.establishment, row.division)
        for row in dossier.teachings
        if row.division
        and row.year in {None, dossier.session.year}
        and classes[row.establishment]
        and folded(row.division) not in classes[row.establishment]
    )
    names = {one.uai: one.name for one in dossier.establishments}
    for establishment, division in unknown:
        yield Alert(
            f"Aucun candidat de {names.get(establishment, establishment)} n’est en « {division} », "
            "classe écrite dans les enseignements : vérifiez son nom, sinon l’enseignant pourrait "
            "interroger ses propres élèves.",
            "enseignements",
            search=division,
        )


def _closed_days(dossier: Dossier) -> Iterator[Alert]:
    """Days of availability on which nothing is open."""
    opened = {half_day.day for half_day in dossier.half_days}
    closed = Counter(row.day for row in dossier.availabilities if opened and row.day not in opened)
    for day, rows in sorted(closed.items()):
        when = f"{weekday(day)} {day_and_month(day)}"
        yield Alert(
            f"{counted(rows, 'disponibilité est déclarée', 'disponibilités sont déclarées')} le {when}, "
            "où aucun centre n’ouvre : vérifiez la date, ou ouvrez ce jour dans le calendrier.",
            "disponibilites",
            search=f"{weekday(day)} {short_date(day)}",
        )


def _about(one: Examiner, sentence: str, table: str = "examinateurs") -> Alert:
    return Alert(sentence, table, kind="examinateur", code=one.code, search=one.family_name)


def _about_some(people: list[Examiner], sentence: str) -> Alert:
    return _about(people[0], sentence) if len(people) == 1 else Alert(sentence, "examinateurs")

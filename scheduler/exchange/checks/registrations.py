"""Registrations: groups of the size the text gives, CCF only where there is a right to it."""

from __future__ import annotations

from collections import defaultdict

from models.dossier.records import Dossier, Modality, Registration, RegistrationState
from models.regulation import Diploma, Epreuve, Regulation
from scheduler.exchange.cells import quoted
from scheduler.exchange.folder import Folder
from scheduler.registrations import ccf_refusals

GroupKey = tuple[str, str | None, str]


def check_groups(folder: Folder) -> None:
    """A group has as many candidates as the text says."""
    if folder.regulation is None:
        return
    candidates = {one.number: one for one in folder.records("candidats")}
    groups: dict[GroupKey, dict[str, int]] = defaultdict(dict)
    sizes: dict[GroupKey, tuple[int, int]] = {}
    for row, one in folder.each("inscriptions"):
        candidate = candidates.get(one.candidate)
        diploma = folder.regulation.diplomas.get(candidate.diploma) if candidate else None
        epreuve = _group_epreuve(diploma, one) if diploma else None
        if candidate and epreuve and epreuve.group:
            key = (epreuve.qualified, candidate.establishment, one.group or "")
            groups[key].setdefault(one.candidate, row)
            sizes[key] = epreuve.group
    for key, members in groups.items():
        _check_size(folder, key, members, sizes[key])


def _group_epreuve(diploma: Diploma, one: Registration) -> Epreuve | None:
    """Return the group oral that a row with a group speaks of."""
    if one.group is None or one.state is not RegistrationState.INSCRIT:
        return None
    names = (one.epreuve, one.epreuve.partition("/")[2])
    return next(
        (
            epreuve
            for epreuve in diploma.epreuves
            if epreuve.group and (epreuve.qualified == names[0] or epreuve.parent == names[1])
        ),
        None,
    )


def _check_size(folder: Folder, key: GroupKey, members: dict[str, int], size: tuple[int, int]) -> None:
    if not size[0] <= len(members) <= size[1]:
        folder.error(
            "inscriptions",
            min(members.values()),
            "groupe",
            (
                f"groupe {quoted(key[2])} de {len(members)} candidat(s) pour {key[0]}, {size[0]} à "
                f"{size[1]} attendus ; "
                "répartissez-les autrement"
            ),
        )


def check_ccf(folder: Folder) -> None:
    """CCF is asked only where the candidate's route and establishment give a right to it."""
    known = folder.present("etablissements") or folder.base is not None
    if folder.regulation is None or folder.session is None or not known:
        return
    in_ccf = _only_in_ccf(folder.regulation)
    lines = [
        line
        for line in folder.lines("inscriptions")
        if line.record.modality is Modality.CCF or line.record.epreuve in in_ccf
    ]
    rows = {id(line.record): line.row for line in lines}
    dossier = Dossier(
        folder.session,
        candidates=tuple(folder.records("candidats")),
        parameters=tuple(folder.records("parametres")),
        establishments=tuple(folder.records("etablissements")),
        registrations=tuple(line.record for line in lines),
    )
    for registration, sentence in ccf_refusals(dossier, folder.regulation):
        folder.error("inscriptions", rows[id(registration)], "modalite", sentence.rstrip("."))


def _only_in_ccf(regulation: Regulation) -> frozenset[str]:
    """Return the qualified codes that exist in CCF alone: a row that names one asks for CCF."""
    epreuves = [one for diploma in regulation.diplomas.values() for one in diploma.epreuves]
    ponctuel = {one.qualified for one in epreuves if one.modality != Modality.CCF}
    return frozenset(one.qualified for one in epreuves) - ponctuel

"""`oraux regles --verifier`: whether a data file of the texts can be planned with."""

from __future__ import annotations

from pathlib import Path

from models.french import counted
from models.location import texts_folder
from models.regulation import EpreuveKind, load, load_with
from scheduler.cli.speech import say
from scheduler.errors import OrauxError


def verified(path: Path, year: int) -> None:
    """Say what a diploma file brings, and where to put it.

    Raises
    ------
    RegulationError
        It cannot be read, or says what cannot be planned.
    OrauxError
        It is not in force that year, or it is installed already.

    """
    if path.resolve().parent == texts_folder().resolve():
        load(year)
        say(f"« {path.name} » est déjà dans le dossier des textes et se lit bien.")
        return
    before = load_with(year, []).diplomas
    added = [one for code, one in load_with(year, [path]).diplomas.items() if code not in before]
    if not added:
        raise OrauxError(f"« {path.name} » n’est pas en vigueur à la session {year} ; voyez --annee.")
    for diploma in added:
        orals = [one for one in diploma.epreuves if one.kind is EpreuveKind.ORAL]
        count = counted(len(orals), "épreuve orale", "épreuves orales")
        say(f"{diploma.code}, {diploma.name_in(year)} : {count}.")
        for epreuve in orals:
            say(f"  {epreuve.qualified}, {epreuve.title}, jury de {len(epreuve.seats)}")
    say(f"Le fichier est bon. Posez-le dans {texts_folder()} et redémarrez Oraux.")

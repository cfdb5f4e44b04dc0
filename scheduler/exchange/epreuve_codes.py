"""Finds the épreuve that a cell means: `E4` where the diploma is known, `BTS-SAM/E4` elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from models.regulation import Regulation
from scheduler.exchange.cells import fold, quoted


class UnknownEpreuveError(ValueError):
    """No épreuve, or more than one, bears this code; the message is the French sentence."""


@dataclass(slots=True)
class EpreuveCodes:
    """Épreuves of the texts by folded code, written ones and heads of the règlement included.

    Parameters
    ----------
    regulation
        The texts in force.
    diplomas
        Diplomas of the session, among which a code without diploma is looked for.
    sure
        Those are all of them; otherwise a code is looked for among the other diplomas too.

    """

    regulation: Regulation
    diplomas: Iterable[str]
    sure: bool = True
    _codes: dict[str, dict[str, str]] = field(init=False)

    def __post_init__(self) -> None:
        self._codes = {code: self._of(code) for code in self.regulation.diplomas}
        self.diplomas = sorted(set(self.diplomas) & set(self._codes))

    def _of(self, diploma: str) -> dict[str, str]:
        """Codes of a diploma; `E5` stands for its situations in CCF too."""
        known = self.regulation.diplomas[diploma]
        heads = {code for route in known.routes for code in route.modalities}
        return {fold(code): code for code in (*heads, *(epreuve.code for epreuve in known.epreuves))}

    def of_candidate(self, text: str, diploma: str) -> str:
        """Return the qualified code of a cell where the diploma is known.

        Raises
        ------
        UnknownEpreuveError
            The diploma has no such épreuve.

        """
        written, slash, local = text.rpartition("/")
        if slash and fold(written) != fold(diploma):
            raise UnknownEpreuveError(
                f"{quoted(text)} trouvé, une épreuve de {diploma} attendue, le diplôme du candidat "
                f"; corrigez le code"
            )
        return self._found(text, diploma, local)

    def of_session(self, text: str) -> str:
        """Return the qualified code of a cell where the diploma is not known.

        Raises
        ------
        UnknownEpreuveError
            No diploma of the session has such an épreuve, or several have.

        """
        written, slash, local = text.rpartition("/")
        if slash:
            return self._found(text, self._diploma(text, written), local)
        having = self._having(self.diplomas, local)
        if len(having) > 1:
            ways = " ou ".join(f"{diploma}/{self._codes[diploma][fold(local)]}" for diploma in having)
            raise UnknownEpreuveError(
                f"code d’épreuve ambigu : {quoted(text)} existe dans {len(having)} diplômes de la "
                f"session ; écrivez {ways}"
            )
        if not having:
            raise UnknownEpreuveError(
                f"épreuve {quoted(text)} inconnue ; une épreuve des diplômes de la session attendue "
                f": {self._listed()}"
            )
        return self._found(text, having[0], local)

    def _having(self, diplomas: Iterable[str], local: str) -> list[str]:
        """Return the diplomas that have this code; any one of them all when the session's are unsure."""
        having = [diploma for diploma in diplomas if fold(local) in self._codes[diploma]]
        if having or self.sure:
            return having
        return [diploma for diploma in self._codes if fold(local) in self._codes[diploma]][:1]

    def _diploma(self, text: str, written: str) -> str:
        found = {fold(code): code for code in self._codes}.get(fold(written))
        if found is None:
            raise UnknownEpreuveError(
                f"diplôme inconnu dans {quoted(text)} ; l’un de {', '.join(self._codes)} attendu"
            )
        return found

    def _found(self, text: str, diploma: str, local: str) -> str:
        code = self._codes.get(diploma, {}).get(fold(local))
        if code is None:
            known = ", ".join(sorted(self._codes.get(diploma, {}).values()))
            raise UnknownEpreuveError(
                f"épreuve {quoted(text)} inconnue dans {diploma} ; l’une de {known} attendue"
            )
        return f"{diploma}/{code}"

    def _listed(self) -> str:
        codes = sorted({code for diploma in self.diplomas for code in self._codes[diploma].values()})
        return ", ".join(codes) or "aucune, faute de candidat"

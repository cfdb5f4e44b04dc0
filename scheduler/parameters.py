"""The value of each rule for one session: the text's default, or what the session's `parametres` say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime

from models.dossier import Parameter
from models.french import MINUTES_A_DAY, hour, long_date, typeset, unaccented
from models.regulation import Epreuve, Phase, Regulation, Rule
from scheduler.errors import OrauxError

YES = frozenset({"OUI", "O", "1", "VRAI"})
NO = frozenset({"NON", "N", "0", "FAUX"})
MINUTES_AN_HOUR = 60
MOMENT = "date-heure"
"""Unit of a value that is a day and an hour."""


class MissingParameterError(OrauxError):
    """The text gives no value and nobody filled it in: nothing can be planned before that."""

    code = 422


class InvalidParameterError(OrauxError):
    """A row of `parametres` names no rule, or gives a value that the rule does not take."""

    code = 422


def missing_parameters(rules: Iterable[Rule]) -> MissingParameterError:
    """Ask by name for every value that no text gives and nobody filled in."""
    missing = tuple(rules)
    if len(missing) == 1:
        sentence = (
            f"Le texte ne fixe pas de valeur : {missing[0].title}. Renseignez la règle "
            f"« {missing[0].id} » dans la table « parametres » avant de planifier."
        )
    else:
        named = "\n".join(f"– {rule.title} : règle « {rule.id} »" for rule in missing)
        sentence = (
            f"Le texte ne fixe pas {len(missing)} valeurs. Renseignez-les dans la table « parametres » "
            f"avant de planifier :\n{named}"
        )
    return MissingParameterError(typeset(sentence))


def rule_key(text: str) -> str:
    """Return what rule ids are compared by: no case, accent, space, hyphen, underscore or apostrophe."""
    return re.sub(r"[\s_°'’-]", "", unaccented(text)).casefold()


def find_rule(regulation: Regulation, name: str) -> Rule | None:
    """Return the rule that a cell of `parametres` names, matched like a header."""
    wanted = rule_key(name)
    return next((rule for rule in regulation.rules.values() if rule_key(rule.id) == wanted), None)


def read_value(rule: Rule, text: str) -> int:
    """Return a cell's value in the unit of the rule.

    Minutes may be written `45`, `45 min`, `1 h 30` or `1:30`; days `21` or `21 j`; yes and no as
    everywhere.

    Raises
    ------
    InvalidParameterError
        The cell is not such a value, is out of bounds, or the rule takes none.

    """
    if not rule.unit:
        raise InvalidParameterError(
            f"La règle « {rule.id} » ({rule.title}) n’a pas de valeur : "
            "laissez la colonne « valeur » vide."
        )
    value = _number(rule, text.strip())
    if value is None or value < rule.least or (rule.most is not None and value > rule.most):
        raise InvalidParameterError(
            f"« {text} » ne convient pas à la règle « {rule.id} » ({rule.title}) ; "
            f"attendu : {expected(rule)} ({rule.citation.text}, {rule.citation.part})."
        )
    return value


def expected(rule: Rule) -> str:
    """Say in French what values a rule takes."""
    if rule.unit == "oui/non":
        return "OUI ou NON"
    if rule.unit == MOMENT:
        return "une date et une heure, comme 12/05/2027 14:00"
    unit = {"min": "de minutes", "j": "de jours"}.get(rule.unit, "")
    most = f" et {rule.most}" if rule.most is not None else ""
    between = "entre" if most else "au moins"
    return f"un nombre entier {unit}".rstrip() + f" {between} {rule.least}{most}"


def say(rule: Rule, value: int | None) -> str:
    """Write a value with its unit in French: `45` → « 45 min », 600 → « 10 h », None → « à fixer »."""
    if value is None:
        return "non indiqué" if rule.unit == MOMENT else "à fixer"
    match rule.unit:
        case "date-heure":
            said = say_moment(value)
        case "oui/non":
            said = "oui" if value else "non"
        case "min":
            said = say_minutes(value)
        case "part":
            said = f"1/{value}"
        case _:
            unit = {"j": "jours"}.get(rule.unit, rule.unit)
            said = f"{value} {unit if value > 1 else unit.removesuffix('s')}"
    return said


def sentence(rule: Rule, value: int | None) -> str:
    """Return the statement of a rule with its value."""
    return rule.statement.replace(
        "{value}", f"… ({say(rule, value)})" if value is None else say(rule, value)
    )


class RuleValues:
    """Values of rules for one session.

    Parameters
    ----------
    regulation
        The texts in force.
    parameters
        Rows of `parametres`; an épreuve is a qualified or a local code, None or `*` for all.

    """

    def __init__(self, regulation: Regulation, parameters: Iterable[Parameter] = ()) -> None:
        self.regulation = regulation
        self._known: dict[tuple[str, str | None], int | None] = {}
        self._rows: dict[str, list[Parameter]] = {}
        for row in parameters:
            self._rows.setdefault(rule_key(row.rule), []).append(row)

    def value(self, rule_id: str, epreuve: str | None = None) -> int:
        """Return the value of a rule, in its unit, for an épreuve (qualified code) or for all.

        Raises
        ------
        KeyError
            No rule has this id.
        MissingParameterError
            Neither the text nor the session gives a value.
        InvalidParameterError
            The session's value cannot be read.

        """
        found = self.get(rule_id, epreuve)
        if found is None:
            raise missing_parameters((self.regulation.rules[rule_id],))
        return found

    def get(self, rule_id: str, epreuve: str | None = None) -> int | None:
        """Return the value of a rule, or None when neither the text nor the session gives one."""
        asked = (rule_id, epreuve)
        if asked not in self._known:
            self._known[asked] = self._found(rule_id, epreuve)
        return self._known[asked]

    def _found(self, rule_id: str, epreuve: str | None) -> int | None:
        rule = self.regulation.rules[rule_id]
        row = self._override(rule_id, epreuve)
        if row is not None and row.value is not None:
            return read_value(rule, row.value)
        if epreuve is not None and epreuve in rule.by_epreuve:
            return rule.by_epreuve[epreuve]
        return rule.default

    def is_set(self, rule_id: str, epreuve: str | None = None) -> bool:
        """Whether the session itself sets this rule for this épreuve (or for all)."""
        row = self._override(rule_id, epreuve)
        return row is not None and row.value is not None

    def weight(self, rule_id: str, epreuve: str | None = None) -> int | None:
        """Return the weight that the session gives to a preference, None when it says nothing."""
        rows = [row for row in self._candidates(rule_id, epreuve) if row.weight is not None]
        return rows[0].weight if rows else None

    def phase_minutes(self, epreuve: Epreuve, phase: Phase) -> int:
        """Return how long a phase lasts, without any accommodation.

        Raises
        ------
        MissingParameterError
            The text gives no duration and the session neither.

        """
        if phase.parameter is not None:
            return self.value(phase.parameter, epreuve.qualified)
        if phase.minutes is None:  # the loader refuses such a phase
            raise MissingParameterError(f"Durée inconnue : {epreuve.qualified}, {phase.title}.")
        return phase.minutes

    def missing(self, epreuves: Iterable[Epreuve]) -> tuple[Rule, ...]:
        """Parameters to fill in before these épreuves can be planned, each once, in their order."""
        wanted = (
            (phase.parameter, epreuve.qualified)
            for epreuve in epreuves
            for phase in epreuve.phases
            if phase.parameter is not None
        )
        ids = dict.fromkeys(rule for rule, code in wanted if self.get(rule, code) is None)
        return tuple(self.regulation.rules[rule] for rule in ids)

    def _override(self, rule_id: str, epreuve: str | None) -> Parameter | None:
        """Return the row that sets the value: one for the épreuve wins over one for all."""
        rows = [row for row in self._candidates(rule_id, epreuve) if row.value is not None]
        return rows[0] if rows else None

    def _candidates(self, rule_id: str, epreuve: str | None) -> list[Parameter]:
        """Rows of a rule that hold for an épreuve: its own first, then those for all."""
        rows = self._rows.get(rule_key(rule_id), [])
        own = [row for row in rows if epreuve is not None and _names(row.epreuve, epreuve)]
        return own + [row for row in rows if row.epreuve in {None, "", "*"}]


def _names(written: str | None, epreuve: str) -> bool:
    """Whether a cell names an épreuve, by its qualified or its local code."""
    return written is not None and written.upper() in {epreuve, epreuve.partition("/")[2]}


def _number(rule: Rule, text: str) -> int | None:
    """Return the whole number a cell holds, None when it holds none."""
    if rule.unit == "oui/non":
        return 1 if text.upper() in YES else 0 if text.upper() in NO else None
    if rule.unit == MOMENT:
        return _moment(text)
    if rule.unit == "part":
        text = text.removeprefix("1/")
    if rule.unit == "min" and (
        found := re.fullmatch(r"(\d{1,3})\s*(?:h|:)\s*(\d{1,2})?", text, re.IGNORECASE)
    ):
        return int(found[1]) * MINUTES_AN_HOUR + int(found[2] or 0)
    whole = re.fullmatch(
        r"(\d{1,6})(?:[.,]0+)?\s*(?:min\w*|mn|j|jours?|ans?|candidats?)?\.?", text, re.IGNORECASE
    )
    return int(whole[1]) if whole else None


def _moment(text: str) -> int | None:
    """Read « 12/05/2027 14:00 », « 2027-05-12 14 h » as minutes since the first day there ever was."""
    found = re.fullmatch(
        r"(\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{4})[\sT]+(?:à\s*)?(\d{1,2})\s*[h:]\s*(\d{2})?(?::00)?",
        text,
    )
    if found is None:
        return None
    written, hours, minutes = found[1], int(found[2]), int(found[3] or 0)
    parts = [int(one) for one in re.split("[-/]", written)]
    year, month, day = parts if "-" in written else reversed(parts)
    try:
        moment = datetime(year, month, day, hours, minutes)  # noqa: DTZ001 (wall time of the centre)
    except ValueError:
        return None
    return moment_of(moment.date(), hours * MINUTES_AN_HOUR + minutes)


def moment_of(day: date, minute: int) -> int:
    """Return a minute of a day as a number that compares with those of other days."""
    return day.toordinal() * MINUTES_A_DAY + minute


def say_moment(value: int) -> str:
    """Write a moment as « mercredi 12 mai 2027 à 14 h »."""
    days, minute = divmod(value, MINUTES_A_DAY)
    return f"{long_date(date.fromordinal(days))} à {hour(minute)}"


def say_minutes(value: int) -> str:
    """Write minutes as « 45 min », « 10 h » or « 1 h 30 »."""
    hours, minutes = divmod(value, MINUTES_AN_HOUR)
    if not hours:
        return f"{minutes} min"
    return f"{hours} h" + (f" {minutes:02d}" if minutes else "")

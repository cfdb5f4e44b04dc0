"""The rules of one session that have a value: the text's, and the session's own beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from models.dossier import Dossier
from models.french import folded
from models.regulation import Citation, Regulation, Rule
from scheduler.exchange.editing import SEPARATOR
from scheduler.parameters import MOMENT, RuleValues, expected, say, sentence
from scheduler.rulebook import written_epreuves


@dataclass(frozen=True, slots=True)
class RuleValue:
    """One value of a rule: for an épreuve (qualified), or for all when `epreuve` is empty.

    `default` is what the text, or usage, says; `written` what the session has written, empty for
    nothing; `used` what holds.
    """

    key: str
    epreuve: str
    default: str
    written: str
    used: str
    missing: bool
    citation: Citation


@dataclass(frozen=True, slots=True)
class RuleForm:
    """A rule as the page of a session shows it."""

    rule: Rule
    statement: str
    takes: str
    values: tuple[RuleValue, ...]

    @property
    def own(self) -> bool:
        """The session has written a value of its own."""
        return any(one.written for one in self.values)


def rule_forms(regulation: Regulation, dossier: Dossier, asked: str = "") -> list[RuleForm]:
    """Return the rules with a value that concern a session, those that hold `asked`."""
    prepared = {one.diploma for one in dossier.candidates}
    values, texts = RuleValues(regulation, dossier.parameters), RuleValues(regulation)
    written = {_key(row.rule, row.epreuve or ""): row.value for row in dossier.parameters if row.value}
    forms = [
        _form(rule, _scopes(regulation, rule, prepared, written), values, texts, written)
        for rule in regulation.rules.values()
        if rule.unit and _concerns(rule, prepared)
    ]
    wanted = folded(asked).split()
    return [one for one in forms if all(part in _everything(one) for part in wanted)]


def _key(rule: str, epreuve: str) -> str:
    return f"{rule}{SEPARATOR}{epreuve}"


def _everything(form: RuleForm) -> str:
    return folded(f"{form.rule.id} {form.rule.title} {form.statement}")


def _of(epreuve: str, diplomas: Iterable[str]) -> bool:
    return epreuve.partition("/")[0] in set(diplomas)


def _concerns(rule: Rule, prepared: set[str]) -> bool:
    """Whether a rule speaks of the diplomas that the candidates prepare, or of all."""
    return not prepared or not rule.epreuves or any(_of(one, prepared) for one in rule.epreuves)


def _scopes(
    regulation: Regulation, rule: Rule, prepared: set[str], written: dict[str, str]
) -> list[str]:
    """Return the épreuves of which a value is shown, empty for all of them."""
    if rule.unit == MOMENT:
        return list(written_epreuves(regulation, prepared))
    own = [one for one in rule.by_epreuve if not prepared or _of(one, prepared)]
    said = [key.partition(SEPARATOR)[2] for key in written if key.partition(SEPARATOR)[0] == rule.id]
    return list(dict.fromkeys(["", *own, *said]))


def _form(
    rule: Rule, scopes: list[str], values: RuleValues, texts: RuleValues, written: dict[str, str]
) -> RuleForm:
    shown = tuple(
        RuleValue(
            _key(rule.id, scope),
            scope,
            say(rule, texts.get(rule.id, scope or None)),
            written.get(_key(rule.id, scope), ""),
            say(rule, values.get(rule.id, scope or None)),
            rule.unit != MOMENT and values.get(rule.id, scope or None) is None,
            rule.citation_for(scope or None),
        )
        for scope in scopes
    )
    return RuleForm(rule, sentence(rule, values.get(rule.id)), expected(rule), shown)

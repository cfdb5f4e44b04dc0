"""Writes the table of rules of the README from the data, so that it stays true.

To be run as ``python -m docs.rules_table``.
"""

from __future__ import annotations

from pathlib import Path

from models.regulation import Regulation, Rule, Severity, load

README = Path(__file__).parents[1] / "README.md"
START, END = "<!-- rules: written by docs/rules_table.py -->", "<!-- end of rules -->"
YEAR = 2027


def table(regulation: Regulation) -> str:
    """Return the Markdown table of the rules that plans are judged by."""
    head = ["| rule id | what a plan must satisfy | kind | source |", "|---|---|---|---|"]
    return "\n".join([*head, *(_row(rule) for rule in regulation.rules.values() if rule.judged)])


def _row(rule: Rule) -> str:
    kind = "preference" if rule.severity is Severity.PREFERENCE else "hard"
    if rule.hard_when_set:
        kind += ", hard when set"
    text, part = rule.citation.text, rule.citation.part
    source = f"{text}, {part}" if text and text not in part else part
    cells = (f"`{rule.id}`", _statement(rule), kind, source)
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def _statement(rule: Rule) -> str:
    """The French sentence with the default value, then the values of single épreuves."""
    value = "…" if rule.default is None else f"{rule.default} {rule.unit}".strip()
    sentence = rule.statement.replace("{value}", value)
    if rule.by_epreuve:
        own = ", ".join(f"{code} : {minutes}" for code, minutes in rule.by_epreuve.items())
        sentence += f" ({own})"
    return sentence


def with_table(readme: str, regulation: Regulation) -> str:
    """Return the README with the current table between its marks."""
    before, rest = readme.split(START, 1)
    return f"{before}{START}\n\n{table(regulation)}\n\n{END}{rest.split(END, 1)[1]}"


def main() -> None:
    """Bring the README up to date."""
    text = README.read_text(encoding="utf-8")
    README.write_text(with_table(text, load(YEAR)), encoding="utf-8")


if __name__ == "__main__":
    main()

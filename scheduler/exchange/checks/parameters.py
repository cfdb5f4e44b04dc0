"""Parameters: the rule exists and takes the value."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches

from scheduler.exchange.cells import quoted
from scheduler.exchange.folder import Folder
from scheduler.parameters import InvalidParameterError, find_rule, read_value


def check_parameters(folder: Folder) -> None:
    """Every row names a rule, written as the texts do, with a value it takes."""
    if folder.regulation is None:
        return
    for line in folder.lines("parametres"):
        rule = find_rule(folder.regulation, line.record.rule)
        if rule is None:
            near = get_close_matches(line.record.rule, folder.regulation.rules, 1)
            hint = f" ; vouliez-vous écrire {quoted(near[0])} ?" if near else ""
            folder.error(
                "parametres",
                line.row,
                "regle",
                (
                    f"règle {quoted(line.record.rule)} inconnue, un identifiant de « oraux regles » "
                    f"attendu{hint}"
                ),
            )
            continue
        line.record = replace(line.record, rule=rule.id)
        if line.record.value is not None:
            try:
                read_value(rule, line.record.value)
            except InvalidParameterError as error:
                folder.error("parametres", line.row, "valeur", str(error).rstrip("."))

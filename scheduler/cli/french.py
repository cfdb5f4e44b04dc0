"""The command line's own messages in French: the library that reads it speaks English."""

from __future__ import annotations

import sys

from models.french import agreed, typeset

SENTENCES = {
    "Usage: ": "Utilisation : ",
    "Usage:": "Utilisation :",
    "Options": "Options",
    "Commands": "Commandes",
    "Arguments": "Arguments",
    "[OPTIONS]": "[OPTIONS]",
    "Error": "Erreur",
    "Error: {message}": "Erreur : {message}",
    "Aborted!": "Interrompu.",
    "Show this message and exit.": "Affiche cette aide.",
    "Show the version and exit.": "Affiche la version.",
    "Try '{command} {option}' for help.": "« {command} {option} » donne l’aide.",
    "No such command {name!r}.": "La commande « {name} » n’existe pas.",
    "No such option: {name}": "L’option « {name} » n’existe pas.",
    "No such option {name!r}.": "L’option « {name} » n’existe pas.",
    "Did you mean {possibility}?": "Vouliez-vous écrire {possibility} ?",
    "Did you mean {suggestion}?": "Vouliez-vous écrire {suggestion} ?",
    "(Possible options: {possibilities})": "(Options proches : {possibilities})",
    "(Did you mean one of: {possibilities}?)": "(Vouliez-vous écrire l’un de : {possibilities} ?)",
    "(Did you mean one of: {suggestions}?)": "(Vouliez-vous écrire l’un de : {suggestions} ?)",
    "Missing argument": "Argument manquant",
    "Missing option": "Option manquante",
    "Missing parameter": "Paramètre manquant",
    "Missing command.": "Donnez une commande.",
    "Missing parameter: {param_name}": "Paramètre manquant : {param_name}",
    "Missing {param_type}": "{param_type} manquant",
    "Invalid value: {message}": "Valeur refusée : {message}",
    "Invalid value for {param_hint}: {message}": "Valeur refusée pour {param_hint} : {message}",
    "{value!r} is not a valid {number_type}.": "« {value} » n’est pas un nombre valable.",
    "{value} is not in the range {range}.": "« {value} » n’est pas dans l’intervalle {range}.",
    "{value!r} is not one of {choices}.": "« {value} » n’est pas l’une des valeurs {choices}.",
    "{value!r} is not a valid boolean. Recognized values: {states}": "« {value} » n’est ni oui ni non.",
    "Option {name!r} does not take a value.": "L’option « {name} » ne prend pas de valeur.",
    "Option {name!r} requires an argument.": "L’option « {name} » demande une valeur.",
    "{name} {filename!r} does not exist.": "« {filename} » n’existe pas.",
    "{name} {filename!r} is a file.": "« {filename} » est un fichier.",
    "{name} {filename!r} is a directory.": "« {filename} » est un dossier.",
    "{name} {filename!r} is not readable.": "« {filename} » ne peut pas être lu.",
    "{name} {filename!r} is not writable.": "« {filename} » ne peut pas être écrit.",
    "Got unexpected extra argument ({args})": "Argument en trop : {args}",
    "Got unexpected extra arguments ({args})": "Arguments en trop : {args}",
    "default: {default}": "par défaut : {default}",
    "required": "obligatoire",
    "env var: {var}": "variable : {var}",
    "%(prog)s, version %(version)s": "%(prog)s %(version)s",
}


def speak_french() -> None:
    """Make every message of the command-line library French."""
    for name, module in list(sys.modules.items()):
        if name == "click" or name.startswith("click."):
            for function, translated in (("_", translate), ("ngettext", translate_count)):
                if callable(getattr(module, function, None)):
                    setattr(module, function, translated)


def translate(sentence: str) -> str:
    """Return the French of a sentence, or the sentence itself."""
    return typeset(SENTENCES.get(sentence, sentence))


def translate_count(one: str, many: str, count: int) -> str:
    """Return the French of a sentence that agrees with a number."""
    return translate(agreed(count, one, many))

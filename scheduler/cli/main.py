"""`oraux`: finds the verb, loads it alone, and turns what can be foreseen into a sentence."""

from __future__ import annotations

import importlib
import os
import sys
import threading
from difflib import get_close_matches
from importlib.metadata import PackageNotFoundError, version
from typing import NoReturn

import click

from models.french import typeset
from scheduler.cli.failures import sentence_of
from scheduler.cli.french import speak_french
from scheduler.cli.output import apart_from_libraries
from scheduler.cli.speech import say

COMMANDS = {
    "import": (
        "scheduler.cli.import_",
        "Importe un dossier de session, un classeur ou une liste Cyclades.",
    ),
    "plan": ("scheduler.cli.plan", "Planifie une session."),
    "export": ("scheduler.cli.export", "Écrit les tables d’un plan."),
    "diagnose": ("scheduler.cli.diagnose", "Dit ce qui manque, et les remèdes les moins chers."),
    "pourquoi": ("scheduler.cli.pourquoi", "Dit pourquoi un passage est là, ou n’a pas de place."),
    "suggere": ("scheduler.cli.suggere", "Propose des places pour un passage."),
    "deplace": ("scheduler.cli.deplace", "Déplace un passage du brouillon, échange ou retire."),
    "verrouille": ("scheduler.cli.verrouille", "Verrouille un passage à sa place."),
    "annule": ("scheduler.cli.annule", "Annule le dernier changement fait à la main."),
    "publish": ("scheduler.cli.publish", "Fige un plan : il devient la version en vigueur."),
    "repair": (
        "scheduler.cli.repair",
        "Répare un plan après un imprévu, en changeant le moins possible.",
    ),
    "convocations": ("scheduler.cli.convocations", "Écrit les convocations en PDF."),
    "calendriers": ("scheduler.cli.calendriers", "Écrit les calendriers iCal."),
    "courriels": ("scheduler.cli.courriels", "Prépare, envoie et suit les messages."),
    "bilan": ("scheduler.cli.bilan", "Compte ce que fait chaque examinateur, pour la paie."),
    "sessions": ("scheduler.cli.sessions", "Liste les sessions."),
    "exemple": ("scheduler.cli.exemple", "Charge une session d’exemple, aux personnes fictives."),
    "comptes": ("scheduler.cli.comptes", "Gère les comptes et leurs accès."),
    "serve": ("scheduler.cli.serve", "Ouvre l’application sur cet ordinateur."),
    "worker": (
        "scheduler.cli.worker",
        "Prête cet ordinateur aux calculs des grandes sessions.",
    ),
    "solve": ("scheduler.cli.solve", "Planifie un dossier vers un dossier, sans base de données."),
    "check": ("scheduler.cli.check", "Juge un planning."),
    "regles": ("scheduler.cli.regles", "Affiche les textes et les règles."),
    "modele": ("scheduler.cli.modele", "Écrit un classeur vide à remplir."),
}
"""Verb: the module that holds its `command`, and its line of help (known without loading it)."""
INTERRUPTED = 130
ABANDONED = "linear-programme"
"""Name of the threads of solver.mip, not imported here: `oraux --help` stays quick."""


class LazyGroup(click.Group):
    """A group whose verbs are loaded one at a time: `oraux --help` loads none."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Verbs in the order of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Load one verb."""
        if cmd_name not in COMMANDS:
            return None
        found = importlib.import_module(COMMANDS[cmd_name][0]).command
        return found if isinstance(found, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the verb, or say which one is near."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            near = get_close_matches(args[0], COMMANDS, 1)
            hint = f" Vouliez-vous écrire « {near[0]} » ?" if near else ""
            ctx.fail(typeset(f"La commande « {args[0]} » n’existe pas.{hint}"))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the list of verbs."""
        with formatter.section("Commandes"):
            formatter.write_dl([(name, help_line) for name, (_, help_line) in COMMANDS.items()])


def _version() -> str:
    try:
        return version("oraux")
    except PackageNotFoundError:
        return "en développement"


@click.group(
    cls=LazyGroup,
    subcommand_metavar="COMMANDE …",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(
    _version(), prog_name="oraux", message="%(prog)s %(version)s", help="Affiche la version."
)
def oraux() -> None:
    """Planifie les épreuves orales d’une session d’examen et convoque tout le monde.

    \b
    Le chemin habituel :
      oraux import DOSSIER      lire et enregistrer les données de la session
      oraux plan CODE           placer chaque candidat devant une commission
      oraux publish CODE        figer le plan
      oraux convocations CODE --out DOSSIER
      oraux serve               tout cela dans le navigateur
    """  # noqa: D301 (\b is for the help's layout)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; leave with 0 when all went well, 1 with a sentence when not."""
    speak_french()
    apart_from_libraries()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(
                errors="backslashreplace"
            )  # a terminal without accents is no reason to fail
    try:
        code = oraux.main(args=arguments, prog_name="oraux", standalone_mode=False)
        sys.stdout.flush()  # a full disk shows here, not when Python ends
    except click.exceptions.Exit as leaving:
        code = leaving.exit_code
    except (click.Abort, KeyboardInterrupt):
        say("Interrompu.", err=True)
        code = INTERRUPTED
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except BrokenPipeError:
        _leave_output()  # nobody reads us any more
        code = 1
    except Exception as error:
        sentence = sentence_of(error)
        if sentence is None:
            raise
        say(sentence, err=True)
        _leave_output()
        code = 1
    _leave(code if isinstance(code, int) else 0)


def _leave(code: int) -> NoReturn:
    """End with `code`; at once where a search that was stopped still works in the background."""
    if any(thread.name == ABANDONED and thread.is_alive() for thread in threading.enumerate()):
        _leave_output()
        os._exit(code)  # the thread cannot be interrupted, and Python would abort on it
    sys.exit(code)


def _leave_output() -> None:
    """Write what can still be written; what cannot must not fail again when Python ends."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()

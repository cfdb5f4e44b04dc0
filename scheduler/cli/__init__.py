"""The `oraux` command: each verb is a file, loaded when it is asked for.

The command-line library speaks French before any verb is defined: some of its words are settled then.
"""

import click  # noqa: F401 - speak_french changes the modules that are loaded

from scheduler.cli.french import speak_french

speak_french()

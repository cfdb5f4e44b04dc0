"""The errors a person can meet, each with a French sentence and an HTTP code."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


class OrauxError(Exception):
    """Base of every error whose message is a French sentence to show as it is.

    Attributes
    ----------
    code : int
        The HTTP status a web answer carries for this error.

    """

    code = 400


class NotFoundError(OrauxError):
    """What was asked for does not exist (or is not for this person).

    Attributes
    ----------
    command : str
        What helps whoever types commands; a page says what its own buttons do instead.

    """

    code = 404

    def __init__(self, message: str, *, command: str = "") -> None:
        super().__init__(message)
        self.command = command


class ConflictError(OrauxError):
    """Someone or something changed it meanwhile; nothing was written."""

    code = 409


class RulesBrokenError(OrauxError):
    """A plan breaks a hard rule and cannot go further.

    Attributes
    ----------
    violations : tuple of scheduler.rules.report.Violation
        Everything that forbids it.

    """

    code = 422

    def __init__(self, message: str, violations: Sequence[Any] = ()) -> None:
        super().__init__(message)
        self.violations = tuple(violations)


class AlreadyPublishedError(ConflictError):
    """A version that is frozen already does not change."""


class SolverDisagreementError(OrauxError):
    """Our own solver and our own checkers disagree: a defect of ours, never published.

    Attributes
    ----------
    violations : tuple of scheduler.rules.report.Violation
        What the checkers found.

    """

    code = 500

    def __init__(self, message: str, violations: Sequence[Any] = ()) -> None:
        super().__init__(message)
        self.violations = tuple(violations)


class ImportRefusedError(OrauxError):
    """The file cannot be imported; nothing was stored."""

    code = 422


class MissingToolError(OrauxError):
    """A system library or programme is missing; the message says how to install it."""

    code = 503

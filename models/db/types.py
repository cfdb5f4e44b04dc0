"""Column types: exact fractions, lists of codes, UTC instants, enumerations held as text."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from enum import StrEnum
from fractions import Fraction
from typing import Any

from sqlalchemy import DateTime, Dialect, Enum, Text, TypeDecorator


class ExactFraction(TypeDecorator[Fraction]):
    """A fraction as `1/3`: no third is ever rounded."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Fraction | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Write `numerator/denominator`."""
        return None if value is None else str(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Fraction | None:  # noqa: ARG002
        """Read `numerator/denominator`."""
        return None if value is None else Fraction(value)


class Codes(TypeDecorator[tuple[str, ...]]):
    """An ordered list of codes as a JSON array."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str:  # noqa: ARG002
        """Write a JSON array, empty for nothing."""
        return json.dumps(list(value or ()), ensure_ascii=False)

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[str, ...]:  # noqa: ARG002
        """Read a JSON array."""
        return tuple(json.loads(value or "[]"))


class Instant(TypeDecorator[datetime]):
    """When something happened, UTC: refuses an hour without zone, reads back one with it."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Write in UTC.

        Raises
        ------
        ValueError
            The instant has no zone.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Read in UTC."""
        if value is None:
            return None
        found: datetime = value
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def text_enum(kind: type[StrEnum], name: str) -> Enum:
    """Return a text column limited by a CHECK to the values of `kind`."""
    return Enum(
        kind,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=24,
        values_callable=lambda members: [member.value for member in members],
    )

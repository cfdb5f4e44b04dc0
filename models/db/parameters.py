"""What a session changes of the rules."""

from __future__ import annotations

from sqlalchemy import Index, Text, func, text
from sqlalchemy.orm import Mapped, mapped_column

from models.db.base import Base, OfSession


class ParameterRow(OfSession, Base):
    """An override of a rule's value or weight, for one épreuve or for all."""

    __tablename__ = "parameters"
    __table_args__ = (
        Index(
            "uq_parameters_rule_epreuve",
            "session_id", "rule", func.coalesce(text("epreuve"), text("''")),
            unique=True,
        ),
    )  # fmt: skip

    rule: Mapped[str] = mapped_column(Text)
    value: Mapped[str | None] = mapped_column(Text)
    weight: Mapped[int | None]
    epreuve: Mapped[str | None] = mapped_column(Text)

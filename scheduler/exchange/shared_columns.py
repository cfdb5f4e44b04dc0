"""Columns that stand in several tables: the candidate, the examiner, the centre, the day of a row."""

from __future__ import annotations

from scheduler.exchange.kinds import Code, Uai
from scheduler.exchange.schema import key
from scheduler.exchange.time_kinds import Day

CANDIDAT = key(
    "candidat",
    "candidate",
    Code(),
    help="Numéro du candidat",
    example="2027000001",
    aliases=("numero", "n candidat", "numero candidat", "numero de candidat"),
)
EXAMINATEUR = key(
    "examinateur",
    "examiner",
    Code(),
    help="Code de l’examinateur",
    example="ENS01",
    aliases=("code", "code examinateur", "jure"),
)
CENTRE = key(
    "centre",
    "centre",
    Uai(),
    help="UAI du centre",
    example="0750001A",
    aliases=("uai", "uai centre", "code centre"),
)
DATE = key("date", "day", Day(), help="Jour", example="14/06/2027", aliases=("jour",))

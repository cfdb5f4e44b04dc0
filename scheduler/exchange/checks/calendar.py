"""Half-days and rooms."""

from __future__ import annotations

from models.dossier.records import OpenHalfDay, RoomType
from scheduler.exchange.cells import quoted
from scheduler.exchange.folder import Folder
from scheduler.exchange.holidays import holiday_of
from scheduler.exchange.time_kinds import clock

SATURDAY, SUNDAY = 5, 6


def check_calendar(folder: Folder) -> None:
    """A half-day ends after it starts, overlaps no other, and is better on a working day."""
    last: dict[tuple[str, object], tuple[int, OpenHalfDay]] = {}
    ordered = sorted(
        folder.each("calendrier"), key=lambda pair: (pair[1].centre, pair[1].day, pair[1].start)
    )
    for row, half_day in ordered:
        _check_day(folder, row, half_day)
        if half_day.end <= half_day.start:
            folder.error(
                "calendrier",
                row,
                "fin",
                (
                    f"fin {quoted(clock(half_day.end))} trouvée, une heure après le début "
                    f"({clock(half_day.start)}) "
                    "attendue ; corrigez l’une des deux"
                ),
            )
            continue
        before = last.get((half_day.centre, half_day.day))
        if before and half_day.start < before[1].end:
            folder.error(
                "calendrier",
                row,
                "debut",
                (
                    f"demi-journée {clock(half_day.start)}–{clock(half_day.end)} à cheval sur celle "
                    f"de la ligne "
                    f"{before[0]} ({clock(before[1].start)}–{clock(before[1].end)}) du même centre "
                    f"; séparez-les"
                ),
            )
        if not before or half_day.end > before[1].end:
            last[half_day.centre, half_day.day] = (row, half_day)


def _check_day(folder: Folder, row: int, half_day: OpenHalfDay) -> None:
    holiday = holiday_of(half_day.day, half_day.centre)
    shown = f"{half_day.day:%d/%m/%Y}"
    if holiday:
        folder.warning("calendrier", row, "date", f"le {shown} est férié ({holiday}) ; vérifiez la date")
    elif half_day.day.weekday() == SUNDAY:
        folder.warning("calendrier", row, "date", f"le {shown} est un dimanche ; vérifiez la date")
    elif half_day.day.weekday() == SATURDAY:
        folder.warning("calendrier", row, "date", f"le {shown} est un samedi ; vérifiez la date")


def check_rooms(folder: Folder) -> None:
    """A preparation room has seats."""
    for row, room in folder.each("salles"):
        if room.type is RoomType.PREPARATION and room.seats < 1:
            folder.error(
                "salles",
                row,
                "places",
                (
                    f"salle de préparation {quoted(room.code)} sans place, une au moins attendue ; "
                    f"écrivez le nombre "
                    "de places"
                ),
            )

"""Real calendar clients read the right hour, on both sides of each clock change and overseas."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from models.planning import Plan
from tests import handmade
from tests.calendars.places import AUTUMN, SPRING, SUMMER, Place

pytestmark = pytest.mark.clients

Node = Callable[[str, Path], list[dict[str, str]]]
WriteAt = Callable[[Place], tuple[Plan, Path]]
PARIS = ("49000", "Angers", "Europe/Paris")
IN_PARIS = [Place(day, *PARIS) for day in (SPRING, SUMMER, AUTUMN)]
PLACES = [
    *IN_PARIS,
    Place(SUMMER, "97490", "Sainte-Clotilde", "Indian/Reunion"),
    Place(date(2027, 11, 6), "97500", "Saint-Pierre", "America/Miquelon"),
]


def true_spans(plan: Plan, zone: str, code: str) -> list[tuple[str, str]]:
    """Instants of the commissions of a juror, computed from the plan and the zone alone."""

    def instant(minutes: int) -> str:
        wall = datetime.combine(plan.first_day, time()) + timedelta(minutes=minutes)
        moment = wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
        return moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")

    sittings = [one for one in plan.sittings if code in {member.examiner for member in one.members}]
    return sorted((instant(one.start), instant(one.end)) for one in sittings)


@pytest.mark.parametrize("client", ["ical.js", "node-ical"])
@pytest.mark.parametrize("place", PLACES, ids=lambda place: f"{place.zone}-{place.first_day}")
def test_javascript_clients_read_the_right_instants(
    client: str, place: Place, write_at: WriteAt, node: Node
) -> None:
    plan, out = write_at(place)

    events = node(client, out / "examinateurs" / "PRO-01.ics")

    assert sorted((one["start"], one["end"]) for one in events) == true_spans(plan, place.zone, "PRO-01")


def khal_list(khal: Path, home: Path, zone: str, first_day: date) -> list[str]:
    """List the hours of every event from a day on, as khal shows them in a zone."""
    config = home / "config"
    config.write_text(
        f"[calendars]\n[[oraux]]\npath = {home / 'items'}\n"
        f"[locale]\nlocal_timezone = {zone}\ndefault_timezone = {zone}\n"
        "timeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
        f"[sqlite]\npath = {home / 'khal.db'}\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [
            khal,
            "-c",
            config,
            "list",
            "--format",
            "{start-long} {end-long}",
            "--day-format",
            "",
            first_day.isoformat(),
            "5d",
        ],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
    return [line for line in done.stdout.splitlines() if line.strip()]


def split_items(khal: Path, source: Path, home: Path) -> None:
    """Import a file into a new calendar folder, as a user would."""
    (home / "items").mkdir()
    khal_list(khal, home, "Europe/Paris", SUMMER)
    subprocess.run(
        [khal, "-c", home / "config", "import", "--batch", source],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )


@pytest.mark.parametrize("place", IN_PARIS, ids=lambda place: str(place.first_day))
def test_khal_lists_every_commission_at_the_local_hour(
    place: Place, write_at: WriteAt, khal: Path, tmp_path: Path
) -> None:
    plan, out = write_at(place)
    split_items(khal, out / "examinateurs" / "PRO-01.ics", tmp_path)

    listed = khal_list(khal, tmp_path, "Europe/Paris", place.first_day)

    midnight = datetime.combine(place.first_day, time())
    expected = [
        f"{midnight + timedelta(minutes=one.start):%Y-%m-%d %H:%M} "
        f"{midnight + timedelta(minutes=one.end):%Y-%m-%d %H:%M}"
        for one in plan.sittings
        if one.epreuve == handmade.SAM_E4
    ]
    assert listed == expected


def test_khal_elsewhere_shows_the_hour_shifted_by_the_zones(
    write_at: WriteAt, khal: Path, tmp_path: Path
) -> None:
    _, out = write_at(Place(AUTUMN, *PARIS))
    split_items(khal, out / "examinateurs" / "PRO-01.ics", tmp_path)

    listed = khal_list(khal, tmp_path, "Indian/Reunion", AUTUMN)

    assert listed[0].startswith("2027-10-30 10:30")  # 8 h 30 in summer time is two hours behind
    assert listed[2].startswith("2027-10-31 11:30")  # 8 h 30 in winter time is three

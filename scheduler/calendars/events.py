"""Calendar events of a plan: one per passage, per commission, per preparation room in use.

A uid depends on the session and on the thing alone, so a moved passage stays the same event. What a
candidate reads names no juror.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from icalendar import Event

from models.dossier.names import candidate_name
from models.french import MINUTES_A_DAY, NBSP, hour
from models.planning import Passage, Sitting, Watch
from models.zones import zone_of
from scheduler.documents.book import PlanBook
from scheduler.documents.french import fixed_spaces
from scheduler.documents.letterhead import address, place
from scheduler.documents.measures import candidate_measures, jury_measures
from scheduler.documents.people import language_of, members_of
from scheduler.documents.version import DocumentVersion

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_OID, "oraux")


@dataclass(frozen=True, slots=True)
class Scribe:
    """Writes the events of one plan in one version; without `names`, nobody's name nor aménagement."""

    book: PlanBook
    version: DocumentVersion
    names: bool = True

    def passage(self, passage: Passage) -> Event:
        """One épreuve of a candidate, from the hour to report to the end: for the candidate alone."""
        epreuve = self.book.epreuve(passage)
        language = language_of(self.book, passage)
        title = fixed_spaces(epreuve.title) + (f" ({language})" if language else "")
        event = self._event(
            f"passage/{passage.candidate}/{passage.epreuve}",
            f"{epreuve.code} — {title}",
            (passage.convocation, passage.end),
            passage.centre,
            passage.phases[-1].room,
        )
        event.add("description", "\n".join(self._passage_lines(passage)))
        return event

    def _passage_lines(self, passage: Passage) -> list[str]:
        """Hours, rooms and aménagements, as the convocation says them."""
        centre = self.book.centre(passage.centre)
        reception = f", {centre.reception}" if centre.reception else ""
        lines = [fixed_spaces(f"Se présenter à {hour(passage.convocation)}{reception}")]
        for held in passage.phases:
            text = self.book.phase(passage, held)
            room = place(self.book.room(passage.centre, held.room), held.room)
            lines.append(
                f"{hour(held.start)} – {hour(held.end)} {text.title if text else held.id}, {room}"
            )
        lines.extend(fixed_spaces(one) for one in candidate_measures(self.book, passage))
        bring = self.book.epreuve(passage).bring
        lines.append(fixed_spaces(f"À apporter : {' ; '.join(bring)}.") if bring else "")
        return lines

    def sitting(self, sitting: Sitting) -> Event:
        """One commission with its running order: for its members and the centre."""
        epreuve = self.book.epreuve(sitting)
        event = self._event(
            f"commission/{sitting.code}",
            f"Jury {epreuve.code} — {fixed_spaces(epreuve.title)} (commission {sitting.code})",
            (sitting.start, sitting.end),
            sitting.centre,
            sitting.room,
        )
        event.add("description", "\n".join(self._sitting_lines(sitting)))
        return event

    def _sitting_lines(self, sitting: Sitting) -> list[str]:
        """Members, then who passes when; without names, only when."""
        if not self.names:
            passages = self.book.passages_before(sitting.code)
            return [self._slot(rank, self.book.jury_hours(one)) for rank, one in enumerate(passages, 1)]
        lines = [f"Jury{NBSP}: {', '.join(members_of(self.book, sitting))}"]
        for passage in self.book.passages_before(sitting.code):
            start, end = self.book.jury_hours(passage)
            name = candidate_name(self.book.candidate(passage.candidate))
            measures = "".join(f" ({one})" for one in jury_measures(self.book, passage))
            lines.append(f"{hour(start)} – {hour(end)} {name}, n°{NBSP}{passage.candidate}{measures}")
        return lines

    @staticmethod
    def _slot(rank: int, hours: tuple[int, int]) -> str:
        """« 8 h 45 – 9 h 30 candidat 1 »."""
        return f"{hour(hours[0])} – {hour(hours[1])} candidat{NBSP}{rank}"

    def watch(self, watch: Watch) -> Event:
        """One preparation room in use, with who comes when: for the centre."""
        event = self._event(
            f"surveillance/{watch.centre}/{watch.room}/{self._half_day(watch)}",
            f"Surveillance{NBSP}: {place(self.book.room(watch.centre, watch.room), watch.room).name}",
            (watch.start, watch.end),
            watch.centre,
            watch.room,
        )
        lines = [f"Au plus {watch.peak} candidat{'s' if watch.peak > 1 else ''} à la fois."]
        lines.extend(self._preparation_lines(watch))
        event.add("description", "\n".join(lines))
        return event

    def _half_day(self, watch: Watch) -> str:
        """Say which watch of a room it is, whatever its minutes: date, half of the day, rank in it."""
        half = MINUTES_A_DAY // 2
        before = [
            one
            for one in self.book.plan.watches
            if (one.centre, one.room) == (watch.centre, watch.room)
            and one.start // half == watch.start // half
            and one.start < watch.start
        ]
        day = self.book.day(watch.start)
        return f"{day}/{watch.start // half % 2}/{len(before)}"

    def _preparation_lines(self, watch: Watch) -> list[str]:
        """Who prepares in a room during a watch, by hour."""
        held = sorted(
            (phase.start, phase.end, passage.candidate, self.book.epreuve(passage).code)
            for passage in self.book.plan.passages
            for phase in passage.phases
            if (passage.centre, phase.room) == (watch.centre, watch.room)
            and phase.start < watch.end
            and watch.start < phase.end
        )
        if not self.names:
            return [self._slot(rank, one[:2]) for rank, one in enumerate(held, 1)]
        return [
            f"{hour(start)} – {hour(end)} {candidate_name(self.book.candidate(number))}, "
            f"n°{NBSP}{number} ({code})"
            for start, end, number, code in held
        ]

    def _event(self, key: str, summary: str, span: tuple[int, int], centre: str, room: str) -> Event:
        """Return an event with all but its description."""
        held = self.book.centre(centre)
        where = place(self.book.room(centre, room), room)
        zone = ZoneInfo(zone_of(held))
        event = Event()
        event.add("uid", str(uuid.uuid5(NAMESPACE, f"{self.book.dossier.session.code}/{key}")))
        event.add("dtstamp", self.stamp())
        event.add("sequence", self.version.number)
        event.add("summary", summary)
        event.add("dtstart", self.book.wall_time(span[0]).replace(tzinfo=zone))
        event.add("dtend", self.book.wall_time(span[1]).replace(tzinfo=zone))
        event.add("status", "TENTATIVE" if self.version.draft else "CONFIRMED")
        event.add("location", ", ".join(part for part in (held.name, str(where), address(held)) if part))
        if held.latitude is not None and held.longitude is not None:
            event.add("geo", (held.latitude, held.longitude))
        return event

    def stamp(self) -> datetime:
        """When the version was made: the same version always gives the same file."""
        day = self.version.published_at or self.book.plan.first_day
        return datetime.combine(day, time(), tzinfo=UTC)

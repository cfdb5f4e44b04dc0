"""iCalendar files of a plan."""

from scheduler.calendars.write import candidate_calendar, examiner_calendar, write_calendars

__all__ = ["candidate_calendar", "examiner_calendar", "write_calendars"]

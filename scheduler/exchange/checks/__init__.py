"""What the tables of a folder must agree on, beyond each cell and each reference."""

from scheduler.exchange.checks.calendar import check_calendar, check_rooms
from scheduler.exchange.checks.candidates import check_extra_time, check_languages, check_relations
from scheduler.exchange.checks.examiners import check_professionals, check_qualifications
from scheduler.exchange.checks.parameters import check_parameters
from scheduler.exchange.checks.registrations import check_ccf, check_groups

CHECKS = (
    check_calendar,
    check_rooms,
    check_languages,
    check_extra_time,
    check_relations,
    check_qualifications,
    check_professionals,
    check_groups,
    check_ccf,
    check_parameters,
)
"""Each takes the folder, and notes what is wrong in it."""

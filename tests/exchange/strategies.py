"""Lawful sessions with whatever people may type in their texts."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st

from models.dossier import (
    Accommodation,
    Availability,
    AvailabilityState,
    Candidate,
    CandidateStatus,
    Centre,
    Dossier,
    Establishment,
    EstablishmentStatus,
    ExamForm,
    Examiner,
    HalfDayName,
    Incompatibility,
    Journey,
    Modality,
    OpenHalfDay,
    Parameter,
    Registration,
    RegistrationState,
    Role,
    Room,
    RoomType,
    SessionInfo,
    Teaching,
)

CENTRE, SCHOOL = "0450001A", "0450002B"
E4, E5 = "BTS-SAM/E4", "BTS-SAM/E5"
RISKY = (
    "=1+1",
    "+33 (0)",
    "@SOMME(A1)",
    "-2",
    "'=1",
    "''=1",
    "'quoted",
    "_x0041_",
    "#N/A",
    "1;2",
    'a"b',
    "VRAI",
    "＝1",
    "007",
    "1/3",
    "2027-06-14",
    "14:30",
    "1E5",
    "'-",
    "|",
)

typed = st.characters(exclude_categories=["Cc", "Cs", "Cf", "Zl", "Zp"], exclude_characters="\ufeff")
text = st.text(typed, min_size=1).map(str.strip).filter(lambda word: word not in {"", "-"})
label = text | st.sampled_from(RISKY)
code = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=6)
maybe = st.none() | label
yes_no = st.booleans()
small = st.none() | st.integers(0, 99)
one = st.sampled_from
some = one([(), (E4,), (E4, E5)])
degrees = st.none() | st.integers(-900_000, 900_000).map(
    lambda ten_thousandths: ten_thousandths / 10_000
)
days = st.dates(dt.date(2027, 5, 1), dt.date(2027, 7, 1))
births = st.none() | st.dates(dt.date(1950, 1, 1), dt.date(2150, 12, 31))
shares = st.none() | st.fractions(0, 1, max_denominator=99)

sessions = st.builds(
    SessionInfo, st.just("ESSAI"), label, st.just(2027), label, maybe, town=maybe, epreuves=some
)
centres = st.builds(Centre, st.just(CENTRE), label, label, maybe, latitude=degrees)
juries = st.builds(
    Room, st.just(CENTRE), st.just("B1"), st.just(RoomType.JURY), st.just(1), maybe, small, yes_no
)
waiting = st.builds(
    Room, st.just(CENTRE), st.just("P1"), st.just(RoomType.PREPARATION), st.integers(1, 99)
)
schools = st.builds(
    Establishment, st.just(SCHOOL), label, one(EstablishmentStatus), maybe, st.none() | yes_no
)
parameters = st.builds(
    Parameter, st.just("daily_cap"), st.none() | st.integers(1, 9).map(str), small, one([None, E4])
)


def half_days(day: dt.date) -> st.SearchStrategy[OpenHalfDay]:
    return st.builds(
        OpenHalfDay, st.just(CENTRE), st.just(day), st.integers(0, 700), st.integers(701, 1439), some
    )


def candidates(number: str) -> st.SearchStrategy[Candidate]:
    return st.builds(
        Candidate,
        st.just(number),
        label,
        label,
        st.just("BTS-SAM"),
        one(CandidateStatus),
        maybe,
        maybe,
        births,
        establishment=st.just(SCHOOL),
        form=one(ExamForm),
        company=maybe,
        tutor=maybe,
    )


def examiners(its_code: str) -> st.SearchStrategy[Examiner]:
    return st.builds(
        Examiner,
        st.just(its_code),
        label,
        label,
        st.just(Role.ENSEIGNANT),
        st.just(("SAM-OPA", "LV-ANGLAIS")),
        maybe,
        st.just(SCHOOL),
        maybe,
        centres=one([(), (CENTRE,)]),
        max_half_days=small,
        reserve=yes_no,
        available_by_default=yes_no,
    )


def registrations(number: str) -> st.SearchStrategy[Registration]:
    return st.builds(
        Registration,
        st.just(number),
        st.just(E4),
        one(RegistrationState),
        one([None, Modality.PONCTUEL]),
        st.none() | code,
        one([None, CENTRE]),
    )


def accommodations(number: str) -> st.SearchStrategy[Accommodation]:
    return st.builds(
        Accommodation,
        st.just(number),
        one(["*", E5]),
        one(["*", "preparation"]),
        shares,
        small,
        small,
        yes_no,
        yes_no,
        label,
    )


def teachings(its_code: str) -> st.SearchStrategy[Teaching]:
    return st.builds(
        Teaching,
        st.just(its_code),
        st.just(SCHOOL),
        st.none() | code,
        st.none() | st.integers(2000, 2100),
    )


@st.composite
def dossiers(draw: st.DrawFn) -> Dossier:
    """Draw a lawful session with one to three candidates and examiners."""
    numbers = draw(
        st.lists(st.integers(10**9, 10**10 - 1).map(str), min_size=1, max_size=3, unique=True)
    )
    codes = draw(st.lists(code, min_size=1, max_size=3, unique=True))
    day = draw(days)
    said = Availability(codes[0], day, draw(one(HalfDayName)), draw(one(AvailabilityState)))
    return Dossier(
        session=draw(sessions),
        centres=(draw(centres),),
        half_days=(draw(half_days(day)),),
        rooms=(draw(juries), draw(waiting)),
        establishments=(draw(schools),),
        journeys=(Journey(SCHOOL, CENTRE, draw(st.integers(0, 300))),),
        candidates=tuple(draw(candidates(number)) for number in numbers),
        registrations=(draw(registrations(numbers[0])),),
        accommodations=(draw(accommodations(numbers[0])),),
        examiners=tuple(draw(examiners(its_code)) for its_code in codes),
        availabilities=(said,),
        incompatibilities=(Incompatibility(codes[0], numbers[0], draw(label)),),
        teachings=(draw(teachings(codes[0])),),
        parameters=(draw(parameters),),
    )

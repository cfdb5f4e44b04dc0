"""Records of the session folder, as `formats` defines them, after reading and checking.

Codes of épreuves are always qualified here (`BTS-SAM/E4`), whatever the file wrote; hours are whole
minutes since midnight, local wall time of the centre; an absent value is `None`, never an empty string,
except free texts of which nothing is asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from models.roles import Role

NOON = 12 * 60


class EstablishmentStatus(StrEnum):
    """Legal status of a training establishment; routes of the règlement d'examen depend on it."""

    PUBLIC = "PUBLIC"
    PRIVE_SOUS_CONTRAT = "PRIVE_SOUS_CONTRAT"
    PRIVE_HORS_CONTRAT = "PRIVE_HORS_CONTRAT"
    CFA = "CFA"
    GRETA = "GRETA"
    DISTANCE = "DISTANCE"
    AUTRE = "AUTRE"


class CandidateStatus(StrEnum):
    """How the candidate was trained."""

    SCOLAIRE = "SCOLAIRE"
    APPRENTI = "APPRENTI"
    FPC = "FPC"
    DISTANCE = "DISTANCE"
    EXPERIENCE = "EXPERIENCE"


class ExamForm(StrEnum):
    """All units in one session, or units chosen by the candidate."""

    GLOBALE = "GLOBALE"
    PROGRESSIVE = "PROGRESSIVE"


class RoomType(StrEnum):
    """What a room is used for."""

    JURY = "JURY"
    PREPARATION = "PREPARATION"


class RegistrationState(StrEnum):
    """What a registration row says of one épreuve of one candidate."""

    INSCRIT = "INSCRIT"
    DISPENSE = "DISPENSE"
    BENEFICE = "BENEFICE"
    NON_INSCRIT = "NON_INSCRIT"


class Modality(StrEnum):
    """Ponctuel (one commission of the session) or contrôle en cours de formation."""

    PONCTUEL = "PONCTUEL"
    CCF = "CCF"


class HalfDayName(StrEnum):
    """Which part of a day an availability row speaks of."""

    MATIN = "MATIN"
    APRES_MIDI = "APRES_MIDI"
    JOURNEE = "JOURNEE"


class AvailabilityState(StrEnum):
    """What an examiner said of a half-day."""

    DISPONIBLE = "DISPONIBLE"
    INDISPONIBLE = "INDISPONIBLE"
    PREFERE = "PREFERE"
    A_EVITER = "A_EVITER"


@dataclass(frozen=True, slots=True)
class SessionInfo:
    """The exam session: rows of the `session` table. `epreuves` empty means every oral one.

    `marks_due` is the last day on which marks of CCF are proposed to the jury. `shared` False for a
    trial: it neither sees nor is seen by the other sessions of the installation.
    """

    code: str
    label: str
    year: int
    academie: str
    service: str | None = None
    signatory_name: str | None = None
    signatory_title: str | None = None
    contact_email: str | None = None
    contact_phone: str | None = None
    emergency_phone: str | None = None
    town: str | None = None
    epreuves: tuple[str, ...] = ()
    marks_due: date | None = None
    shared: bool | None = None


@dataclass(frozen=True, slots=True)
class Centre:
    """An exam centre. `access` tells how to come, `reception` where to report."""

    uai: str
    name: str
    town: str
    address: str | None = None
    postal_code: str | None = None
    access: str | None = None
    reception: str | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class OpenHalfDay:
    """A half-day opened at a centre (row of `calendrier`), minutes since midnight of `day`."""

    centre: str
    day: date
    start: int
    end: int
    epreuves: tuple[str, ...] = ()

    @property
    def name(self) -> HalfDayName:
        """MATIN when it starts before noon."""
        return HalfDayName.MATIN if self.start < NOON else HalfDayName.APRES_MIDI


@dataclass(frozen=True, slots=True)
class Room:
    """A room of a centre; `seats` counts preparation seats (1 for a jury room)."""

    centre: str
    code: str
    type: RoomType
    seats: int
    name: str | None = None
    computers: int | None = None
    accessible: bool = False
    building: str | None = None
    floor: str | None = None


@dataclass(frozen=True, slots=True)
class Establishment:
    """A training establishment."""

    uai: str
    name: str
    status: EstablishmentStatus
    town: str | None = None
    ccf_authorised: bool | None = None


@dataclass(frozen=True, slots=True)
class Journey:
    """Travel time between an establishment and a centre, minutes."""

    establishment: str
    centre: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A candidate of the session."""

    number: str
    family_name: str
    first_names: str
    diploma: str
    status: CandidateStatus
    civility: str | None = None
    usage_name: str | None = None
    birth_date: date | None = None
    ine: str | None = None
    establishment: str | None = None
    division: str | None = None
    form: ExamForm = ExamForm.GLOBALE
    centre: str | None = None
    email: str | None = None
    phone: str | None = None
    language_a: str | None = None
    language_b: str | None = None
    language_c: str | None = None
    company: str | None = None
    tutor: str | None = None


@dataclass(frozen=True, slots=True)
class Registration:
    """A row of `inscriptions`; what is missing is deduced (scheduler/registrations)."""

    candidate: str
    epreuve: str
    state: RegistrationState
    modality: Modality | None = None
    group: str | None = None
    centre: str | None = None


@dataclass(frozen=True, slots=True)
class Accommodation:
    """An aménagement d'épreuve; `epreuve` and `phase` are `*` for all.

    `extra_share` is the share of extra time as an exact fraction: 33, 33,3, 33.33 and 1/3 all read
    `Fraction(1, 3)`.
    """

    candidate: str
    epreuve: str = "*"
    phase: str = "*"
    extra_share: Fraction | None = None
    extra_minutes: int | None = None
    pause_minutes: int | None = None
    accessible_room: bool = False
    separate_room: bool = False
    decision: str | None = None


@dataclass(frozen=True, slots=True)
class Examiner:
    """A juror: teacher or professional. `qualifications` as written, implications not expanded."""

    code: str
    family_name: str
    first_name: str
    role: Role
    qualifications: tuple[str, ...]
    civility: str | None = None
    establishment: str | None = None
    organisation: str | None = None
    email: str | None = None
    phone: str | None = None
    centres: tuple[str, ...] = ()
    max_half_days: int | None = None
    reserve: bool = False
    habilitation_end: date | None = None
    available_by_default: bool = True


@dataclass(frozen=True, slots=True)
class Availability:
    """What an examiner said of one half-day (or one whole day)."""

    examiner: str
    day: date
    half_day: HalfDayName
    state: AvailabilityState


@dataclass(frozen=True, slots=True)
class Incompatibility:
    """An examiner who must not sit for a candidate."""

    examiner: str
    candidate: str
    reason: str


@dataclass(frozen=True, slots=True)
class Teaching:
    """Whom a teacher teaches; `division` None is the whole establishment, `year` None is this year."""

    examiner: str
    establishment: str
    division: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Parameter:
    """An override of a rule's value or weight, for one épreuve or for all."""

    rule: str
    value: str | None = None
    weight: int | None = None
    epreuve: str | None = None


@dataclass(frozen=True, slots=True)
class Waiver:
    """One case in which a rule that allows it is lifted: an « exception motivée ».

    Which of the fields below name the case is said by the rule (`Rule.exception`); the others are None.
    `given` is the day it was written, at the centre.
    """

    rule: str
    reason: str
    author: str
    given: date
    candidate: str | None = None
    epreuve: str | None = None
    examiner: str | None = None
    centre: str | None = None
    room: str | None = None
    day: date | None = None


class TakenKind(StrEnum):
    """What another session of the same installation occupies."""

    JURY = "JURY"
    SEATS = "SEATS"
    EXAMINER = "EXAMINER"
    CANDIDATE = "CANDIDATE"


@dataclass(frozen=True, slots=True)
class Taken:
    """Something shared that another session occupies, minutes of one day.

    `code` is that of the room, of the examiner or of the candidate; `places` how many seats of a
    preparation room. `published` when the other plan is in force, and not only a draft.
    """

    session: str
    label: str
    published: bool
    kind: TakenKind
    centre: str
    code: str
    day: date
    start: int
    end: int
    places: int = 1


@dataclass(frozen=True, slots=True)
class Dossier:
    """A whole session folder, read and checked; tables in the order of the file.

    `waivers` are written in the application, `taken` is what other sessions occupy: no table of the
    folder holds them.
    """

    session: SessionInfo
    centres: tuple[Centre, ...] = ()
    half_days: tuple[OpenHalfDay, ...] = ()
    rooms: tuple[Room, ...] = ()
    establishments: tuple[Establishment, ...] = ()
    journeys: tuple[Journey, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    registrations: tuple[Registration, ...] = ()
    accommodations: tuple[Accommodation, ...] = ()
    examiners: tuple[Examiner, ...] = ()
    availabilities: tuple[Availability, ...] = ()
    incompatibilities: tuple[Incompatibility, ...] = ()
    teachings: tuple[Teaching, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    taken: tuple[Taken, ...] = ()

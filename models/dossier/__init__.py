"""The session folder as typed records: one frozen dataclass per table of the exchange format."""

from models.dossier.records import (
    Accommodation,
    Availability,
    AvailabilityState,
    Candidate,
    CandidateStatus,
    Centre,
    Dossier,
    Establishment,
    EstablishmentStatus,
    Examiner,
    ExamForm,
    HalfDayName,
    Incompatibility,
    Journey,
    Modality,
    OpenHalfDay,
    Parameter,
    Registration,
    RegistrationState,
    Room,
    RoomType,
    SessionInfo,
    Teaching,
)
from models.roles import Role

__all__ = [
    "Accommodation", "Availability", "AvailabilityState", "Candidate", "CandidateStatus", "Centre",
    "Dossier", "Establishment", "EstablishmentStatus", "ExamForm", "Examiner", "HalfDayName",
    "Incompatibility", "Journey", "Modality", "OpenHalfDay", "Parameter", "Registration",
    "RegistrationState", "Role", "Room", "RoomType", "SessionInfo", "Teaching",
]

"""Typed tables of sessions, plans as versions, mail, and jobs, in SQLite or PostgreSQL."""

from models.db.accounts import AccountRole, GrantRow, KeyPurpose, OneTimeKeyRow, UserRow
from models.db.base import Base
from models.db.batches import BatchRow
from models.db.candidates import AccommodationRow, CandidateRow, RegistrationRow
from models.db.database import Database, folder_of, open_database
from models.db.diagnoses import DiagnosisRow
from models.db.examiners import AvailabilityRow, ExaminerRow, IncompatibilityRow, TeachingRow
from models.db.jobs import JobRow, JobStatus
from models.db.journal import EntryKind, EntryRecordRow, EntryRow, RecordKind
from models.db.limits import Limit, limit_in, limits_of, whole
from models.db.links import AnswerKind, AnswerRow, AttemptRow, LinkKind, LinkPurpose, LinkRow
from models.db.memory import once_a_reading
from models.db.outbox import (
    EstablishmentContactRow,
    HolderKind,
    MailServerRow,
    MailTextRow,
    MessageKind,
    MessageRow,
    MessageState,
    OutboxRow,
    Security,
)
from models.db.parameters import ParameterRow
from models.db.parts import PartState, SearchPartRow, SharedSearchRow
from models.db.places import CentreRow, EstablishmentRow, HalfDayRow, JourneyRow, RoomRow
from models.db.plans import (
    EditKind,
    EditRow,
    LevelRow,
    MemberRow,
    PassageRow,
    PhaseRow,
    PlanRow,
    PlanState,
    SittingRow,
    UnplacedRow,
    VerdictRow,
    WatchRow,
)
from models.db.publications import FrozenRow, IssueRow, StationeryRow
from models.db.session import SessionRow
from models.db.waivers import WaiverRow
from models.location import data_folder, database_url

__all__ = [
    "AccommodationRow",
    "AccountRole",
    "AnswerKind",
    "AnswerRow",
    "AttemptRow",
    "AvailabilityRow",
    "Base",
    "BatchRow",
    "CandidateRow",
    "CentreRow",
    "Database",
    "DiagnosisRow",
    "EditKind",
    "EditRow",
    "EntryKind",
    "EntryRecordRow",
    "EntryRow",
    "EstablishmentContactRow",
    "EstablishmentRow",
    "ExaminerRow",
    "FrozenRow",
    "GrantRow",
    "HalfDayRow",
    "HolderKind",
    "IncompatibilityRow",
    "IssueRow",
    "JobRow",
    "JobStatus",
    "JourneyRow",
    "KeyPurpose",
    "LevelRow",
    "Limit",
    "LinkKind",
    "LinkPurpose",
    "LinkRow",
    "MailServerRow",
    "MailTextRow",
    "MemberRow",
    "MessageKind",
    "MessageRow",
    "MessageState",
    "OneTimeKeyRow",
    "OutboxRow",
    "ParameterRow",
    "PartState",
    "PassageRow",
    "PhaseRow",
    "PlanRow",
    "PlanState",
    "RecordKind",
    "RegistrationRow",
    "RoomRow",
    "SearchPartRow",
    "Security",
    "SessionRow",
    "SharedSearchRow",
    "SittingRow",
    "StationeryRow",
    "TeachingRow",
    "UnplacedRow",
    "UserRow",
    "VerdictRow",
    "WaiverRow",
    "WatchRow",
    "data_folder",
    "database_url",
    "folder_of",
    "limit_in",
    "limits_of",
    "once_a_reading",
    "open_database",
    "whole",
]

"""What is to be planned (`Problem`) and the answer (`Plan`): frozen records, whole minutes."""

from models.planning.plan import LEVELS, Level, Member, Passage, PhaseTime, Plan, Sitting, SolveReport, Unplaced, Watch
from models.planning.problem import (
    EpreuveNeed,
    HalfDay,
    LockedPassage,
    PhaseNeed,
    PlanExaminer,
    PlanRoom,
    Preference,
    Problem,
    SeatNeed,
    Settings,
    Task,
)

__all__ = [
    "LEVELS", "EpreuveNeed", "HalfDay", "Level", "LockedPassage", "Member", "Passage", "PhaseNeed",
    "PhaseTime", "Plan", "PlanExaminer", "PlanRoom", "Preference", "Problem", "SeatNeed", "Settings",
    "Sitting", "SolveReport", "Task", "Unplaced", "Watch",
]

"""Long work in another process: asked for, followed, stopped; it survives a reload and a restart."""

from scheduler.jobs.diagnosis import (
    DiagnosisState,
    diagnosis_state,
    start_diagnosis,
    stop_diagnosis,
)
from scheduler.jobs.documents import BatchState, latest_batch, start_batch, stop_batch
from scheduler.jobs.planning import start_planning, stop_job
from scheduler.jobs.state import HistoryPoint, JobState, job_state, jobs_by_plan, latest_job
from scheduler.jobs.worker import Worker, start_worker

__all__ = [
    "BatchState",
    "DiagnosisState",
    "HistoryPoint",
    "JobState",
    "Worker",
    "diagnosis_state",
    "job_state",
    "jobs_by_plan",
    "latest_batch",
    "latest_job",
    "start_batch",
    "start_diagnosis",
    "start_planning",
    "start_worker",
    "stop_batch",
    "stop_diagnosis",
    "stop_job",
]

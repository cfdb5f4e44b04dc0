"""Long work in another process: asked for, followed, stopped; it survives a reload and a restart."""

from scheduler.jobs.planning import start_planning, stop_job
from scheduler.jobs.state import HistoryPoint, JobState, job_state, latest_job
from scheduler.jobs.worker import Worker, start_worker

__all__ = [
    "HistoryPoint",
    "JobState",
    "Worker",
    "job_state",
    "latest_job",
    "start_planning",
    "start_worker",
    "stop_job",
]

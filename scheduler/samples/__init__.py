"""Sample sessions shipped with the package: fictitious people, real texts, real sizes."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Literal

SAMPLES = ("session-2027", "session-impossible", "session-ccf")
TRAINING_CODE, TRAINING_LABEL = "SESSION-2027", "Session 2027 : oraux tertiaires"
"""Code and name of the first sample: a session that has both is for training."""


def sample_path(name: str = "session-2027", kind: Literal["csv", "xlsx"] = "csv") -> Path:
    """Where a sample session is: a folder of CSV files, or a workbook.

    Parameters
    ----------
    name
        One of `SAMPLES`: `session-2027` can be planned, `session-impossible` lacks jurors and seats,
        `session-ccf` is contrôle en cours de formation in two schools.
    kind
        `csv` for the folder, `xlsx` for the workbook.

    Raises
    ------
    KeyError
        No sample has this name.
    """
    if name not in SAMPLES:
        raise KeyError(name)
    data = Path(str(files(__name__).joinpath("data")))
    return data / (name if kind == "csv" else f"{name}.xlsx")

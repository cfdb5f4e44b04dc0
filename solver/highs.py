"""HiGHS by its own C interface, in the library that OR-Tools brings with it.

MathOpt can only stop HiGHS after a time; its C interface asks, between two steps, whether to go on, and
says how many simplex iterations were done. A search can then be bounded by work instead of time, and
stopped at once. (`highspy` cannot be loaded beside OR-Tools: both bring a `libhighs` of the same name.)
"""

from __future__ import annotations

import ctypes
import math
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cache
from pathlib import Path

import ortools
from ortools.sat.python import cp_model  # noqa: F401 - loads the libraries that HiGHS stands on

ROW_WISE = 2
MINIMIZE = 1
FEASIBLE = 2
SIMPLEX_INTERRUPT = 1
MIP_INTERRUPT = 6

_CALLBACK = ctypes.CFUNCTYPE(
    None, ctypes.c_int, ctypes.c_char_p, ctypes.c_void_p, ctypes.POINTER(ctypes.c_int), ctypes.c_void_p
)


class Status(IntEnum):
    """The ends of HiGHS that matter here, by its own numbers (`HighsModelStatus`)."""

    OPTIMAL = 7
    INFEASIBLE = 8
    UNBOUNDED_OR_INFEASIBLE = 9


@dataclass(frozen=True, slots=True)
class Programme:
    """A linear programme to be minimised, its matrix row by row; `whole` is 1 for whole variables."""

    cost: array[float]
    offset: float
    lower: array[float]
    upper: array[float]
    whole: array[int]
    row_lower: array[float]
    row_upper: array[float]
    starts: array[int]
    columns: array[int]
    coefficients: array[float]

    @property
    def is_whole(self) -> bool:
        """Whether some variable is whole."""
        return any(self.whole)


@dataclass(frozen=True, slots=True)
class Options:
    """How to solve: gaps, seed, iterations and wall seconds at most, and whether to reduce first."""

    relative_gap: float
    absolute_gap: float
    seed: int
    iterations: int
    seconds: float
    presolve: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What HiGHS found: `values` None without a feasible answer; `bound` is below every answer.

    `reduced` and `duals` are what a unit more of a variable and of a row's side costs, of a linear
    optimum; None otherwise.
    """

    status: int
    values: Sequence[float] | None
    objective: float
    bound: float
    iterations: int
    reduced: Sequence[float] | None = None
    duals: Sequence[float] | None = None


@cache
def _library() -> ctypes.CDLL:
    folder = Path(ortools.__file__).parent / ".libs"
    found = next(path for path in sorted(folder.iterdir()) if "highs" in path.name)
    library = ctypes.CDLL(str(found))
    library.Highs_create.restype = ctypes.c_void_p
    library.Highs_getCallbackDataOutItem.restype = ctypes.c_void_p
    return library


def solve(
    programme: Programme,
    options: Options,
    *,
    stop: Callable[[], bool],
    start: array[float] | None = None,
) -> Outcome:
    """Minimise; `stop` is asked between steps, `start` is a feasible answer to begin from."""
    library = _library()
    model = ctypes.c_void_p(library.Highs_create())
    try:
        _set_options(library, model, options, programme)
        _pass(library, model, programme)
        if start is not None:
            library.Highs_setSolution(model, _doubles(start), None, None, None)
        asked = _CALLBACK(_asking(library, options.iterations, stop))
        library.Highs_setCallback(model, asked, None)
        kind = MIP_INTERRUPT if programme.is_whole else SIMPLEX_INTERRUPT
        library.Highs_startCallback(model, kind)
        library.Highs_run(model)
        return _outcome(library, model, programme)
    finally:
        library.Highs_destroy(model)


class Standing:
    """A linear programme kept from one solve to the next, which begins where the last one ended.

    Variables that must be whole need not be here. To be closed after use.
    """

    def __init__(self, programme: Programme, options: Options) -> None:
        self.programme = replace(programme, whole=array("i", bytes(4 * len(programme.whole))))
        self._library = _library()
        self._model = ctypes.c_void_p(self._library.Highs_create())
        _set_options(self._library, self._model, options, self.programme)
        _pass(self._library, self._model, self.programme)

    def solved(self, columns: Sequence[int], values: Sequence[float]) -> Outcome:
        """Minimise, each of these columns having one value."""
        for column, value in zip(columns, values, strict=True):
            fixed = ctypes.c_double(value)
            self._library.Highs_changeColBounds(self._model, column, fixed, fixed)
        self._library.Highs_run(self._model)
        return _outcome(self._library, self._model, self.programme)

    def close(self) -> None:
        """Give the memory back."""
        self._library.Highs_destroy(self._model)


def _asking(
    library: ctypes.CDLL, most: int, stop: Callable[[], bool]
) -> Callable[[int, bytes, int, ctypes.Array[ctypes.c_int], int], None]:
    """Return what HiGHS calls between steps: it goes on while iterations are left, unless stopped."""

    def asked(
        kind: int, _text: bytes, said: int, answer: ctypes.Array[ctypes.c_int], _data: int
    ) -> None:
        whole = kind == MIP_INTERRUPT
        name = b"mip_total_lp_iterations" if whole else b"simplex_iteration_count"
        item = library.Highs_getCallbackDataOutItem(ctypes.c_void_p(said), name)
        held = (ctypes.c_int64 if whole else ctypes.c_int).from_address(item) if item else None
        answer[0] = int(stop() or (held is not None and held.value >= most))

    return asked


def _set_options(
    library: ctypes.CDLL, model: ctypes.c_void_p, options: Options, programme: Programme
) -> None:
    library.Highs_setBoolOptionValue(model, b"output_flag", 0)
    library.Highs_setIntOptionValue(model, b"threads", 1)
    library.Highs_setStringOptionValue(model, b"parallel", b"off")
    library.Highs_setIntOptionValue(model, b"random_seed", options.seed % 2**31)
    library.Highs_setStringOptionValue(model, b"presolve", b"choose" if options.presolve else b"off")
    if not programme.is_whole:
        library.Highs_setIntOptionValue(model, b"simplex_iteration_limit", options.iterations)
    for name, value in (
        (b"mip_rel_gap", options.relative_gap),
        (b"mip_abs_gap", options.absolute_gap),
        (b"time_limit", options.seconds),
    ):
        library.Highs_setDoubleOptionValue(model, name, ctypes.c_double(value))


def _pass(library: ctypes.CDLL, model: ctypes.c_void_p, programme: Programme) -> None:
    library.Highs_passMip(
        model,
        len(programme.cost),
        len(programme.row_lower),
        len(programme.columns),
        ROW_WISE,
        MINIMIZE,
        ctypes.c_double(programme.offset),
        *(_doubles(one) for one in (programme.cost, programme.lower, programme.upper)),
        *(_doubles(one) for one in (programme.row_lower, programme.row_upper)),
        _ints(programme.starts),
        _ints(programme.columns),
        _doubles(programme.coefficients),
        _ints(programme.whole),
    )


def _doubles(values: array[float]) -> ctypes.Array[ctypes.c_double]:
    return (ctypes.c_double * len(values)).from_buffer(values)


def _ints(values: array[int]) -> ctypes.Array[ctypes.c_int]:
    return (ctypes.c_int * len(values)).from_buffer(values)


def _outcome(library: ctypes.CDLL, model: ctypes.c_void_p, programme: Programme) -> Outcome:
    status = int(library.Highs_getModelStatus(model))
    held, iterations = ctypes.c_int(0), ctypes.c_int(0)
    library.Highs_getIntInfoValue(model, b"primal_solution_status", ctypes.byref(held))
    library.Highs_getIntInfoValue(model, b"simplex_iteration_count", ctypes.byref(iterations))
    values = reduced = duals = None
    if held.value == FEASIBLE:
        values = array("d", bytes(8 * len(programme.cost)))
        library.Highs_getSolution(model, _doubles(values), None, None, None)
    if status == Status.OPTIMAL and not programme.is_whole:
        reduced = array("d", bytes(8 * len(programme.cost)))
        duals = array("d", bytes(8 * len(programme.row_lower)))
        library.Highs_getSolution(model, None, _doubles(reduced), None, _doubles(duals))
    objective = _info(library, model, b"objective_function_value")
    if programme.is_whole:
        bound = _info(library, model, b"mip_dual_bound")
    else:
        bound = objective if status == Status.OPTIMAL else -math.inf
    return Outcome(status, values, objective, bound, iterations.value, reduced, duals)


def _info(library: ctypes.CDLL, model: ctypes.c_void_p, name: bytes) -> float:
    found = ctypes.c_double(0)
    library.Highs_getDoubleInfoValue(model, name, ctypes.byref(found))
    return found.value

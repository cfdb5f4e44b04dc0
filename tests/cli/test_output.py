"""What a library writes by itself never comes in the middle of an answer."""

from __future__ import annotations

import subprocess
import sys

SCRIPT = """
import ctypes
from scheduler.cli.output import apart_from_libraries

apart_from_libraries()
library = ctypes.CDLL(None)
library.puts(b"noise of a library")
library.fflush(None)
print("{}", flush=True)
"""


def test_output_holds_the_answer_and_nothing_of_the_libraries():
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)

    assert done.stdout == "{}\n"
    assert "noise of a library" in done.stderr

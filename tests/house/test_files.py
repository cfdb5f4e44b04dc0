"""What no file of the project may hold, and how long it may be."""

from __future__ import annotations

import ast
import re
import statistics
from collections.abc import Iterator
from pathlib import Path

MOST_LINES = 400
MOST_FUNCTION_LINES = 50
MEDIAN_FUNCTION_LINES = 10

# Written in pieces, so that this file is not found by its own search.
HOSTS = re.compile("|".join(("py" + r"pi\.org", "python" + r"hosted\.org", "npm" + r"js\.(org|com)")))
MACHINE_PATHS = re.compile(r"(?<![\w.])/(?:ho" + r"me|wo" + r"rk|Us" + r"ers|ro" + r"ot|op" + r"t)/\w")
FICTION_PHONE = re.compile(r"^0(1 99 00|2 61 91|3 53 01|4 65 71|5 36 49|6 39 98)")
PHONE = re.compile(r"(?<!\d)0[1-79](?: \d\d){4}(?!\d)")
MAIL = re.compile(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)*\.[a-z]{2,})(?!\w)")
FICTION_MAIL = re.compile(
    r"(^|\.)(example\.(org|com|net|fr)|[\w-]+\.(example|invalid|test|localhost))$|^example\."
)


def functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{path}:{node.lineno} {node.name}", _body_lines(node)


def _body_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function from its `def`, its docstring left out."""
    first = node.body[0]
    is_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    docstring = (first.end_lineno or 0) - first.lineno + 1 if is_docstring else 0
    return (node.end_lineno or node.lineno) - node.lineno + 1 - docstring


def found(pattern: re.Pattern[str], files: list[Path]) -> list[str]:
    return [
        f"{path.name}: {match.group()}"
        for path in files
        for match in pattern.finditer(path.read_text(encoding="utf-8"))
    ]


def test_files_name_no_registry(text_files: list[Path]) -> None:
    assert found(HOSTS, text_files) == []


def test_files_name_no_path_of_a_machine(text_files: list[Path]) -> None:
    assert found(MACHINE_PATHS, text_files) == []


def test_phone_numbers_belong_to_nobody(text_files: list[Path]) -> None:
    real = [hit for hit in found(PHONE, text_files) if not FICTION_PHONE.match(hit.split(": ")[1])]

    assert real == []


def test_mail_addresses_belong_to_nobody(text_files: list[Path]) -> None:
    real = [hit for hit in found(MAIL, text_files) if not FICTION_MAIL.search(hit.rsplit("@", 1)[1])]

    assert real == []


def test_python_files_are_short(modules: list[Path]) -> None:
    lengths = {str(path): len(path.read_text(encoding="utf-8").splitlines()) for path in modules}

    assert {name: length for name, length in lengths.items() if length > MOST_LINES} == {}


def test_functions_are_short(modules: list[Path]) -> None:
    lengths = dict(pair for path in modules for pair in functions(path))

    assert {name: length for name, length in lengths.items() if length > MOST_FUNCTION_LINES} == {}


def test_functions_are_short_as_a_rule(modules: list[Path]) -> None:
    ours = [path for path in modules if "tests" not in path.parts]

    lengths = [length for path in ours for _, length in functions(path)]

    assert statistics.median(lengths) <= MEDIAN_FUNCTION_LINES

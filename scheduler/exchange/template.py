"""The empty workbook to fill in: drop-down lists, formats, and a help sheet in French."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from models.regulation import Regulation, load
from scheduler.exchange.atomic import replaced_files
from scheduler.exchange.help_text import HELP_HEADER, HelpLine, help_lines
from scheduler.exchange.raw import MAX_ROWS
from scheduler.exchange.resolve import EVERY
from scheduler.exchange.session_table import SESSION_KEYS
from scheduler.exchange.sheet_layout import lay_out, title_cells
from scheduler.exchange.tables import TABLES

LISTS = "Listes"
HELP = "Aide"
_BOLD = Font(bold=True)
_BIG = Font(bold=True, size=14)
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_INTRODUCTION = (
    (
        "Une feuille par table ; la première ligne porte les noms des colonnes et ne change pas. Les "
        "colonnes foncées sont obligatoires. Dates JJ/MM/AAAA, heures 14:30 ou 14 h 30, OUI ou NON."
    ),
    (
        "Les feuilles que vous n’utilisez pas restent vides. Chaque erreur sera signalée à sa cellule, "
        "et rien n’est enregistré tant qu’il en reste une."
    ),
)
_HELP_WIDTHS = (20, 22, 13, 52, 46, 30, 60)


def write_template(path: Path, *, year: int | None = None) -> None:
    """Write an empty workbook to fill in.

    Parameters
    ----------
    path
        The .xlsx file to write.
    year
        Session whose diplomas, phases and rules the lists offer; this year's when None.

    Raises
    ------
    NotWrittenError
        The disk refused; no file was changed.

    """
    regulation = load(year or date.today().year)  # noqa: DTZ011 (only which texts the lists offer)
    path = Path(path)
    with replaced_files(path.parent, [path.name]) as paths:
        _filled(regulation).save(paths[path.name])


def _filled(regulation: Regulation) -> Workbook:
    book = Workbook(write_only=True)
    _write_help(book.create_sheet(HELP), regulation)
    lists = _lists(regulation)
    for table in TABLES:
        sheet = book.create_sheet(table.name)
        lay_out(sheet, table)
        for number, column in enumerate(table.columns, start=1):
            if (table.name, column.name) in lists:
                place = list(lists).index((table.name, column.name)) + 1
                _offer(sheet, get_column_letter(number), place, len(lists[table.name, column.name]))
        sheet.append(title_cells(sheet, table))
        if table.name == "session":
            for key in SESSION_KEYS:
                sheet.append([key.name])
    _write_lists(book.create_sheet(LISTS), lists)
    return book


def _lists(regulation: Regulation) -> dict[tuple[str, str], list[str]]:
    """Values offered in columns whose codes come from the texts."""
    phases = {
        phase.id
        for diploma in regulation.diplomas.values()
        for one in diploma.epreuves
        for phase in one.phases
    }
    languages = [
        code.removeprefix("LV-") for code in sorted(regulation.qualifications) if code.startswith("LV-")
    ]
    return {
        ("session", "cle"): [key.name for key in SESSION_KEYS],
        ("candidats", "diplome"): sorted(regulation.diplomas),
        ("candidats", "langue_a"): languages,
        ("candidats", "langue_b"): languages,
        ("candidats", "langue_c"): languages,
        ("amenagements", "phase"): [EVERY, *sorted(phases)],
        ("parametres", "regle"): sorted(regulation.rules),
    }


def _offer(sheet: Any, letter: str, place: int, count: int) -> None:
    """Offer the list at column `place` of the sheet of lists; other values may still be typed."""
    source = get_column_letter(place)
    validation = DataValidation(
        type="list", formula1=f"{LISTS}!${source}$2:${source}${count + 1}", allow_blank=True
    )
    validation.showErrorMessage = False
    validation.add(f"{letter}2:{letter}{MAX_ROWS + 1}")
    sheet.data_validations.append(validation)


def _write_lists(sheet: Any, lists: dict[tuple[str, str], list[str]]) -> None:
    sheet.sheet_state = "hidden"
    sheet.append([f"{table}.{column}" for table, column in lists])
    for number in range(max(map(len, lists.values()))):
        sheet.append([values[number] if number < len(values) else None for values in lists.values()])


def _write_help(sheet: Any, regulation: Regulation) -> None:
    sheet.freeze_panes = "A5"
    for number, width in enumerate(_HELP_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.append([_cell(sheet, "Comment remplir ce classeur", _BIG)])
    for sentence in _INTRODUCTION:
        sheet.append([sentence])
    sheet.append([_cell(sheet, title, _BOLD) for title in HELP_HEADER])
    for line in help_lines():
        sheet.append([_cell(sheet, text, _BOLD if line.is_title else None) for text in _columns(line)])
    _append_codes(sheet, regulation)


def _columns(line: HelpLine) -> tuple[str, ...]:
    return (line.table, line.column, line.needed, line.meaning, line.values, line.example, line.aliases)


def _append_codes(sheet: Any, regulation: Regulation) -> None:
    sheet.append([])
    sheet.append([_cell(sheet, "Codes des épreuves", _BOLD)])
    for diploma in regulation.diplomas.values():
        for epreuve in diploma.epreuves:
            sheet.append(
                [epreuve.qualified, epreuve.code, epreuve.modality, _cell(sheet, epreuve.title, None)]
            )
    sheet.append([])
    sheet.append([_cell(sheet, "Qualifications des examinateurs", _BOLD)])
    for one in regulation.qualifications.values():
        sheet.append([one.code, one.role, None, _cell(sheet, one.title, None)])


def _cell(sheet: Any, text: str, font: Font | None) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    cell.alignment = _WRAPPED
    if font is not None:
        cell.font = font
    return cell

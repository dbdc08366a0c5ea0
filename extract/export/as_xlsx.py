"""Tables as an Excel workbook: texts as texts, dates as dates, ready to filter and to print."""

from __future__ import annotations

import datetime
import io

from extract.export.sheet import FORMULA, Sheet, ToolMissingError
from extract.values.language import say

_WIDEST, _NARROWEST = 60, 8
_MOST_TEXT = 32767  # what a cell of Excel holds


def as_xlsx(sheet: Sheet) -> bytes:
    """The table as the bytes of a workbook of one sheet.

    No text is ever a formula, whatever it begins with. `ToolMissingError` where openpyxl is not installed.
    """
    try:
        from openpyxl import Workbook
        from openpyxl.styles import Alignment, Font
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.properties import PageSetupProperties
        from openpyxl.worksheet.worksheet import Worksheet
    except ImportError as error:
        raise ToolMissingError(
            say(
                "thiếu openpyxl để ghi Excel; cài bằng: pip install 'cchc[browse]'",
                "openpyxl, which writes Excel, is missing; install it with: pip install 'cchc[browse]'",
            )
        ) from error
    book = Workbook()
    page = book.active
    assert isinstance(page, Worksheet)
    page.title = "".join(c for c in sheet.title if c not in r"[]:*?/\\")[:31] or "1"
    for x, name in enumerate(sheet.columns, 1):
        page.cell(1, x, _clean(name)).font = Font(bold=True)
    wrap, top = Alignment(wrap_text=True, vertical="top"), Alignment(vertical="top")
    for y, row in enumerate(sheet.rows, 2):
        for x, value in enumerate(row, 1):
            cell = page.cell(y, x)
            if isinstance(value, str):
                cell.value = _clean(value)
                # openpyxl takes a text that begins with "=" for a formula; nothing here is one.
                cell.data_type = "s"
                cell.alignment = wrap
                if value.startswith(FORMULA):
                    cell.quotePrefix = True
            elif value is not None:
                cell.value = value
                cell.alignment = top
                if isinstance(value, datetime.date):
                    cell.number_format = "dd/mm/yyyy"
    for x, name in enumerate(sheet.columns):
        longest = max((len(str(row[x])) for row in sheet.rows if row[x] is not None), default=0)
        width = min(_WIDEST, max(_NARROWEST, len(name) + 3, longest + 2))
        page.column_dimensions[get_column_letter(x + 1)].width = width
    page.freeze_panes = "A2"
    if sheet.columns:
        page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{len(sheet.rows) + 1}"
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = "1:1"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _clean(text: str) -> str:
    """The text without control characters, which a workbook can't hold."""
    return "".join(c for c in text if c >= " " or c in "\n\t")[:_MOST_TEXT]

"""The report as a table for other programs: `report.csv`.

A name that a spreadsheet would take for a formula has an apostrophe before it.
"""

import csv
import io
from collections.abc import Iterable

from anonymizer_gui.core.files import NAME_ERRORS, text_with_names
from anonymizer_gui.core.report.rows import COLUMNS, JOB, SUM, Row, chained, texts_of
from anonymizer_gui.core.settings import Language

CHAIN = "chain"

HEADER = (*COLUMNS, CHAIN)

DELIMITERS = {Language.ENGLISH: ",", Language.DUTCH: ";"}
"""What spreadsheets expect between columns, where the comma is in numbers."""

_BYTE_ORDER_MARK = "\ufeff"
"""Spreadsheets take a file without it for one in the code page of the system."""

_FORMULA_STARTS = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20'")
"""Source: "CSV Injection", OWASP; and the apostrophe itself, so that it can be taken away again."""


def csv_bytes(rows: Iterable[Row], language: Language) -> bytes:
    """A report as a file: UTF-8, names that are no Unicode as they are on disk."""
    text = io.StringIO()
    text.write(_BYTE_ORDER_MARK)
    writer = csv.writer(text, delimiter=DELIMITERS[language])
    writer.writerow(HEADER)
    for row, link in chained(rows):
        writer.writerow([*map(_harmless, texts_of(row)), link])
    return text.getvalue().encode("utf-8", NAME_ERRORS)


def is_csv_report(start: bytes) -> bool:
    """Whether a file that begins so is a report."""
    text = text_with_names(start)
    return any(text.startswith(_first_line(delimiter)) for delimiter in DELIMITERS.values())


def rows_in_csv(data: bytes) -> tuple[list[Row], int | None]:
    """The rows of a report, and where it is not as it was written.

    Returns:
        The rows; the index of the first that the chain does not hold with, None if it holds.

    Raises:
        ValueError: It is no report of this program.
    """
    text = text_with_names(data)
    for delimiter in DELIMITERS.values():
        if text.startswith(_first_line(delimiter)):
            break
    else:
        raise ValueError("the first line is another one")
    try:
        _, *lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    except csv.Error as error:
        raise ValueError(str(error)) from error
    if not all(len(line) == len(HEADER) for line in lines):
        raise ValueError("a line has another number of columns")
    rows = [Row(*map(_as_it_was, line[:-1])) for line in lines]
    broken = (
        index
        for index, ((row, link), line) in enumerate(zip(chained(rows), lines, strict=True))
        if [*map(_harmless, texts_of(row)), link] != line
    )
    return rows, next(broken, None if _is_whole(rows) else len(rows))


def _is_whole(rows: list[Row]) -> bool:
    return len(rows) >= 2 and (rows[0].row, rows[-1].row) == (JOB, SUM)


def _first_line(delimiter: str) -> str:
    return _BYTE_ORDER_MARK + delimiter.join(HEADER) + "\r\n"


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _as_it_was(text: str) -> str:
    return text.removeprefix("'")

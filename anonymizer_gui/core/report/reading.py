"""Reading a report, whoever has had it in hands since it was written."""

import os
from dataclasses import dataclass
from errno import ENOENT
from html.parser import HTMLParser
from pathlib import Path

from typing_extensions import override

from anonymizer_gui.core.errors import QT_TRANSLATE_NOOP, ReportError
from anonymizer_gui.core.files import start_of, text_with_names
from anonymizer_gui.core.report.csv_file import is_csv_report, rows_in_csv
from anonymizer_gui.core.report.html_page import is_html_report, seal_in, seal_of
from anonymizer_gui.core.report.rows import chained

LARGEST_REPORT = 2**30
"""Bytes; a report on a million photos is half of it."""

UNREADABLE = QT_TRANSLATE_NOOP("errors", "{0} cannot be read: {1}.")
_NO_REPORT = QT_TRANSLATE_NOOP("errors", "{0} is not a report of this program.")
_CHANGED_AT = QT_TRANSLATE_NOOP(
    "errors", "{0} was changed after it was written, from row {1} on, or is cut short."
)
_CHANGED = QT_TRANSLATE_NOOP("errors", "{0} was changed after it was written, or is cut short.")

ENOUGH_TO_TELL = 1000
"""First bytes of a file by which a report is told."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What a report says of one photo.

    Attributes:
        photo: Below the folder of the photos, with /.
        photo_sha256: In hexadecimal; empty if it was not looked at.
        result: Below the folder of the results; empty if none was written.
        result_sha256: In hexadecimal.
    """

    photo: str = ""
    photo_sha256: str = ""
    result: str = ""
    result_sha256: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A report as it was read.

    Attributes:
        photos: What it says of each photo.
        seal: What belongs to what is in it, in hexadecimal.
        changed: What shows that it is not as it was written; None if nothing does.
    """

    photos: tuple[Saved, ...]
    seal: str
    changed: ReportError | None


def report_in(path: Path) -> Report:
    """Read a report, `report.csv` or `report.html`.

    Raises:
        ReportError: It cannot be read, or is something else.
    """
    try:
        data = start_of(path, ENOUGH_TO_TELL)
        if data is not None and (is_csv_report(data) or is_html_report(data)):
            data = start_of(path, LARGEST_REPORT)
        if data is None:
            raise FileNotFoundError(ENOENT, os.strerror(ENOENT))
    except OSError as error:
        raise ReportError(UNREADABLE, path.name, error.strerror or str(error)) from error
    if is_html_report(data[:ENOUGH_TO_TELL]):
        return _from_page(data, path.name)
    try:
        rows, broken = rows_in_csv(data)
    except ValueError as error:
        raise ReportError(_NO_REPORT, path.name) from error
    seal = [link for _, link in chained(rows)][-1] if rows else ""
    photos = tuple(
        Saved(row.photo, row.photo_sha256, row.result, row.result_sha256) for row in rows[1:-1]
    )
    # The first line has the headings, and people count from 1
    changed = None if broken is None else ReportError(_CHANGED_AT, path.name, broken + 2)
    return Report(photos, seal, changed)


def _from_page(page: bytes, name: str) -> Report:
    reader = _PageReader()
    reader.feed(text_with_names(page))
    reader.close()
    seal = seal_of(page)
    changed = None if seal_in(page) == seal else ReportError(_CHANGED, name)
    return Report(tuple(Saved(**fields) for fields in reader.photos), seal, changed)


class _PageReader(HTMLParser):
    """Remembers the photos so far, and which of their fields is being read."""

    _FIELDS = frozenset(Saved.__dataclass_fields__)

    def __init__(self) -> None:
        super().__init__()
        self.photos: list[dict[str, str]] = []
        self._field = ""

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name = dict(attrs).get("class") or ""
        self._field = name if name in self._FIELDS else ""
        if self._field == "photo":
            self.photos.append({})

    @override
    def handle_endtag(self, tag: str) -> None:
        self._field = ""

    @override
    def handle_data(self, data: str) -> None:
        if self._field and self.photos:
            fields = self.photos[-1]
            fields[self._field] = fields.get(self._field, "") + data

"""Writing the report on a job beside its results."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from anonymizer_gui.core.errors import QT_TRANSLATE_NOOP, ReportError
from anonymizer_gui.core.files import start_of, write_whole
from anonymizer_gui.core.report.csv_file import csv_bytes, is_csv_report
from anonymizer_gui.core.report.html_page import html_bytes, is_html_report, seal_of
from anonymizer_gui.core.report.reading import ENOUGH_TO_TELL, UNREADABLE
from anonymizer_gui.core.report.rows import chained, rows_of
from anonymizer_gui.core.settings import Language
from anonymizer_gui.core.store.job_store import JobStore
from anonymizer_gui.engine.folders import is_there

PAGE, TABLE = "report.html", "report.csv"

_OTHER_FILE = QT_TRANSLATE_NOOP(
    "errors", "{0} is there already and is no report; give it another name."
)
_NO_FOLDER = QT_TRANSLATE_NOOP(
    "errors", "{0} cannot be written: the folder of the results is gone."
)


@dataclass(frozen=True, slots=True)
class Written:
    """A report that was written.

    Attributes:
        page: `report.html`.
        page_seal: What to note elsewhere, in hexadecimal; `anonymizer verify` says it too.
        table: `report.csv`.
        table_seal: The same of it.
    """

    page: Path
    page_seal: str
    table: Path
    table_seal: str


def write_report(store: JobStore, language: Language) -> Written:
    """Write what was done so far into the folder of the results; an earlier report is replaced.

    Args:
        store: Of the job. It may be written to meanwhile.
        language: Of the page, and of sentences about failures.

    Raises:
        ReportError: There is another file of that name, or the folder is gone.
        ImageError: The files cannot be written.
        StoreError: The job cannot be read.
    """
    settings = store.settings()
    page, table = (settings.output / name for name in (PAGE, TABLE))
    if not is_there(settings.output):
        raise ReportError(_NO_FOLDER, PAGE)
    _check_replaceable(page, is_html_report)
    _check_replaceable(table, is_csv_report)
    rows = rows_of(settings, store.ledger.entries(), language)
    content = html_bytes(rows, language)
    write_whole(table, csv_bytes(rows, language))
    write_whole(page, content)
    *_, (_, table_seal) = chained(rows)
    return Written(page, seal_of(content), table, table_seal)


def _check_replaceable(path: Path, is_report: Callable[[bytes], bool]) -> None:
    try:
        start = start_of(path, ENOUGH_TO_TELL)
    except OSError as error:
        raise ReportError(UNREADABLE, path.name, error.strerror or str(error)) from error
    if start is not None and not is_report(start):
        raise ReportError(_OTHER_FILE, path.name)

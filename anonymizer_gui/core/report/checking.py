"""Comparing files with what a report says of them.

A report comes from anywhere: only files below the folders that the user named are opened, never one
to which the report leads.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from anonymizer_gui.core.errors import QT_TRANSLATE_NOOP, ReportError
from anonymizer_gui.core.files import long_path, path_below
from anonymizer_gui.core.report.reading import UNREADABLE, report_in

_MISSING = QT_TRANSLATE_NOOP("errors", "{0} is not there.")
_OTHER_RESULT = QT_TRANSLATE_NOOP("errors", "{0} is not the result that was written.")
_OTHER_PHOTO = QT_TRANSLATE_NOOP("errors", "{0} is not the photo that was looked at.")
_OUTSIDE = QT_TRANSLATE_NOOP(
    "errors", "The report speaks of {0}, which is outside the folder: it is not opened."
)


@dataclass(frozen=True, slots=True)
class Check:
    """What came of comparing a report with files.

    Attributes:
        seal: Of the report as it is, in hexadecimal: to be compared with what was noted.
        results: How many results were compared.
        photos: How many photos were compared.
        differences: What is not as the report says, a sentence each; empty if all is.
    """

    seal: str
    results: int
    photos: int
    differences: tuple[ReportError, ...]


def checked(report: Path, *, photos: Path | None = None) -> Check:
    """Compare a report with the results beside it.

    Args:
        report: `report.csv` or `report.html`, in the folder of the results.
        photos: The folder of the photos, to compare these too; None to leave them.

    Raises:
        ReportError: It cannot be read, or is no report.
    """
    read = report_in(report)
    results = [(one.result, one.result_sha256) for one in read.photos if one.result]
    originals = [(one.photo, one.photo_sha256) for one in read.photos if one.photo_sha256]
    differences = [*_differences(report.absolute().parent, results, _OTHER_RESULT)]
    if photos is not None:
        differences += _differences(photos, originals, _OTHER_PHOTO)
    return Check(
        read.seal,
        results=len(results),
        photos=0 if photos is None else len(originals),
        differences=tuple([read.changed, *differences] if read.changed else differences),
    )


def _differences(folder: Path, files: list[tuple[str, str]], other: str) -> Iterator[ReportError]:
    for name, sha256 in files:
        path = path_below(folder, name)
        if path is None:
            yield ReportError(_OUTSIDE, name)
            continue
        place = long_path(path.absolute())
        try:
            if not place.is_file():  # nor a pipe, which would never end
                yield ReportError(_MISSING, name)
                continue
            with place.open("rb") as file:
                same = hashlib.file_digest(file, "sha256").hexdigest() == sha256
        except OSError as error:
            yield ReportError(UNREADABLE, name, error.strerror or str(error))
            continue
        if not same:
            yield ReportError(other, name)

"""The rows of a report: the job, each photo, the sums; and the chain that ties them together.

Each row ends with a hash of itself and of the row before it, so a row that is changed, moved, left
out or put in breaks the chain. The hash of the last row seals the report: whoever has it from
elsewhere can tell whether the whole report was made anew.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from operator import attrgetter

from anonymizer_gui import __version__
from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.report.wording import sentence_in
from anonymizer_gui.core.settings import Language, Settings, Style
from anonymizer_gui.core.store.ledger import Entry
from anonymizer_gui.core.store.values import State

JOB, SUM = "job", "sum"
"""In the first column of the first and the last row; between them the photos are numbered."""

_START = b"anonymizer report 1"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a report, all of it text.

    Attributes:
        row: `JOB`, `SUM`, or the number of the photo.
        photo: Below the input folder; of the job, that folder.
        result: Below the output folder; of the job, that folder.
        state: How far the photo is; of the job, the program that wrote the report.
        photo_sha256: Of the photo as it was looked at.
        result_sha256: Of the result as it was written.
        saved: When that was, UTC; of the job, when the report was written.
        reviewed: When a person was done with the photo; of the sum, how many were reviewed.
        networks: Name, version and sha256 of each, joined by `; `.
        thresholds: The scores from which faces and plates are hidden.
        style: How they are hidden.
        faces_found: How many faces reached the threshold.
        plates_found: The same of plates.
        faces_hidden: How many faces are hidden in the result.
        plates_hidden: The same of plates.
        added: Boxes that a person has added.
        removed: Those that a person has removed.
        moved: Those that a person has moved.
        failure: Why the photo could not be done; of the sum, how many could not.
    """

    row: str
    photo: str = ""
    result: str = ""
    state: str = ""
    photo_sha256: str = ""
    result_sha256: str = ""
    saved: str = ""
    reviewed: str = ""
    networks: str = ""
    thresholds: str = ""
    style: str = ""
    faces_found: str = ""
    plates_found: str = ""
    faces_hidden: str = ""
    plates_hidden: str = ""
    added: str = ""
    removed: str = ""
    moved: str = ""
    failure: str = ""


COLUMNS = tuple(field.name for field in fields(Row))

texts_of: Callable[["Row"], tuple[str, ...]] = attrgetter(*COLUMNS)
"""All of a row, in the order of the columns. `astuple` takes seventy times as long."""

COUNTED = COLUMNS[COLUMNS.index("faces_found") : COLUMNS.index("failure")]
"""The columns of which the last row has the sums."""


def rows_of(settings: Settings, entries: Iterable[Entry], language: Language) -> list[Row]:
    """All rows of a report.

    Args:
        settings: Of the job.
        entries: Its photos.
        language: Of the sentences about failures.
    """
    style = style_text(settings)
    photos = [
        _photo(str(number), entry, style, language) for number, entry in enumerate(entries, start=1)
    ]
    job = Row(
        JOB,
        photo=str(settings.input),
        result=str(settings.output),
        state=f"Anonymizer {__version__}",
        saved=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    return [job, *photos, _sum(photos)]


def chained(rows: Iterable[Row]) -> Iterator[tuple[Row, str]]:
    """Each row with its link of the chain, in hexadecimal; the last one is the seal."""
    link = hashlib.sha256(_START)
    for row in rows:
        text = json.dumps(texts_of(row), ensure_ascii=True, separators=(",", ":"))
        link = hashlib.sha256(link.digest() + text.encode("ascii"))
        yield row, link.hexdigest()


def style_text(settings: Settings) -> str:
    """How faces and plates are hidden: the style, what belongs to it, and the box scale."""
    extra = {
        Style.GAUSSIAN: f" {settings.kernel.size},{settings.kernel.sigma:g},"
        f"{settings.kernel.mask_size}",
        Style.SOLID: " #" + "".join(f"{part:02x}" for part in settings.colour),
    }
    return f"{settings.style}{extra.get(settings.style, '')}, x{settings.box_scale:g}"


def _photo(number: str, entry: Entry, style: str, language: Language) -> Row:
    seen, saved = bool(entry.networks), entry.state is State.SAVED
    hidden = entry.hidden if saved else Counter[Kind]()
    networks = sorted((one.name, one.version, one.sha256) for one in entry.networks)
    thresholds = ", ".join(f"{kind} {value:g}" for kind, value in entry.thresholds.items())
    return Row(
        number,
        photo=entry.path,
        result=entry.target if saved else "",
        state=entry.state,
        photo_sha256=entry.sha256,
        result_sha256=entry.result_sha256,
        saved=entry.saved_at,
        reviewed=entry.reviewed_at,
        networks="; ".join(" ".join(filter(None, parts)) for parts in networks),
        thresholds=thresholds if seen else "",
        style=style if saved else "",
        faces_found=str(entry.found[Kind.FACE]),
        plates_found=str(entry.found[Kind.PLATE]),
        faces_hidden=str(hidden[Kind.FACE]),
        plates_hidden=str(hidden[Kind.PLATE]),
        added=str(entry.by_hand.added),
        removed=str(entry.by_hand.removed),
        moved=str(entry.by_hand.moved),
        failure="" if entry.error is None else sentence_in(language, entry.error),
    )


def _sum(photos: Sequence[Row]) -> Row:
    states = Counter(photo.state for photo in photos)
    counted = {name: sum(int(getattr(photo, name)) for photo in photos) for name in COUNTED}
    return Row(
        SUM,
        photo=str(len(photos)),
        state=", ".join(f"{state} {states[state]}" for state in State if states[state]),
        reviewed=str(sum(bool(photo.reviewed) for photo in photos)),
        failure=str(sum(bool(photo.failure) for photo in photos)),
        **{name: str(value) for name, value in counted.items()},
    )

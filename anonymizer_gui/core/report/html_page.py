"""The report as a page to read and print: `report.html`. It holds no script and loads nothing."""

import hashlib
from collections.abc import Iterator, Sequence
from html import escape
from string import ascii_uppercase

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.errors import QT_TRANSLATE_NOOP
from anonymizer_gui.core.files import NAME_ERRORS
from anonymizer_gui.core.report.rows import Row
from anonymizer_gui.core.report.wording import Say, number_in, said_in
from anonymizer_gui.core.settings import Language, Style
from anonymizer_gui.core.store.values import State

_STATES = {
    State.WAITING: QT_TRANSLATE_NOOP("report", "Not looked at yet"),
    State.FOUND: QT_TRANSLATE_NOOP("report", "Looked at, not saved"),
    State.REVIEWED: QT_TRANSLATE_NOOP("report", "Reviewed, not saved"),
    State.SAVED: QT_TRANSLATE_NOOP("report", "Saved"),
    State.FAILED: QT_TRANSLATE_NOOP("report", "Failed"),
}

_HEADINGS = (
    QT_TRANSLATE_NOOP("report", "No."),
    QT_TRANSLATE_NOOP("report", "Photo"),
    QT_TRANSLATE_NOOP("report", "State"),
    QT_TRANSLATE_NOOP("report", "By"),
    QT_TRANSLATE_NOOP("report", "Found"),
    QT_TRANSLATE_NOOP("report", "Hidden"),
    QT_TRANSLATE_NOOP("report", "By hand"),
    QT_TRANSLATE_NOOP("report", "SHA-256 of photo and result"),
)

# lupdate does not look into f-strings
_TOTALS = QT_TRANSLATE_NOOP("report", "Sums")
_PHOTOS = QT_TRANSLATE_NOOP("report", "Photos")
_LOOKED = QT_TRANSLATE_NOOP("report", "Networks and thresholds")
_SEAL = QT_TRANSLATE_NOOP("report", "Seal")
_TITLE = QT_TRANSLATE_NOOP("report", "Report on hidden faces and number plates")
_ABOUT = QT_TRANSLATE_NOOP(
    "report",
    "This report tells what was done with each photo. Nothing of a photo is in it. The SHA-256 of "
    "a file is a number that changes with every change of the file, so it tells later whether a "
    "photo or a result is still the same one.",
)
_SEALED = QT_TRANSLATE_NOOP(
    "report",
    "Keep this seal somewhere else too, for instance in an e-mail: whoever has it can tell later "
    "whether the whole report was made anew. Every smaller change is found by the command",
)
_SUMS = (
    (QT_TRANSLATE_NOOP("report", "Photos"), "photo"),
    (QT_TRANSLATE_NOOP("report", "Reviewed by a person"), "reviewed"),
    (QT_TRANSLATE_NOOP("report", "Failed"), "failure"),
    (QT_TRANSLATE_NOOP("report", "Faces found"), "faces_found"),
    (QT_TRANSLATE_NOOP("report", "Number plates found"), "plates_found"),
    (QT_TRANSLATE_NOOP("report", "Faces hidden"), "faces_hidden"),
    (QT_TRANSLATE_NOOP("report", "Number plates hidden"), "plates_hidden"),
    (QT_TRANSLATE_NOOP("report", "Boxes added by hand"), "added"),
    (QT_TRANSLATE_NOOP("report", "Boxes removed by hand"), "removed"),
    (QT_TRANSLATE_NOOP("report", "Boxes moved by hand"), "moved"),
)
_THRESHOLDS = {
    Kind.FACE.value: QT_TRANSLATE_NOOP("report", "faces from a score of {score}"),
    Kind.PLATE.value: QT_TRANSLATE_NOOP("report", "number plates from a score of {score}"),
}
_STYLES = {
    Style.PIXELATE.value: QT_TRANSLATE_NOOP("report", "soft mosaic"),
    Style.GAUSSIAN.value: QT_TRANSLATE_NOOP("report", "blur, as the older tool"),
    Style.SOLID.value: QT_TRANSLATE_NOOP("report", "one colour"),
}
_SCALE = QT_TRANSLATE_NOOP("report", "{scale} times the box")
_COUNTS = QT_TRANSLATE_NOOP("report", "faces: {faces}, plates: {plates}")
_CHANGES = QT_TRANSLATE_NOOP("report", "{added} added, {removed} removed, {moved} moved")
_REVIEWED_AT = QT_TRANSLATE_NOOP("report", "Reviewed {time}")

_START = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="generator" content="Anonymizer report 1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 11pt/1.45 "Segoe UI", system-ui, sans-serif; color: #1a1a1a; max-width: 70rem;
  margin: 2rem auto; padding: 0 1rem }}
h1 {{ font-size: 1.6em; margin-bottom: .3em }}
h2 {{ font-size: 1.15em; margin: 1.6em 0 .4em }}
table {{ border-collapse: collapse; width: 100% }}
th, td {{ text-align: left; vertical-align: top; padding: .3em .6em .3em 0;
  border-bottom: 1px solid #ccc; overflow-wrap: anywhere }}
th {{ font-weight: 600 }}
h2 {{ break-after: avoid }}
.job, .sums, .looked {{ width: auto }}
.job th, .sums th, .looked td {{ padding-right: 2em }}
.photos {{ font-size: .85em }}
.photos th {{ border-bottom: 2px solid #444; overflow-wrap: normal }}
.sums td, .photos .number {{ font-variant-numeric: tabular-nums; text-align: right }}
.photos .number, .lines, time {{ white-space: nowrap; overflow-wrap: normal }}
code {{ font: .85em/1.35 Consolas, "DejaVu Sans Mono", monospace; display: block }}
.hash code {{ width: 32ch }}
code + code {{ margin-top: .3em }}
.failure {{ font-weight: 600 }}
.seal {{ border: 2px solid #444; padding: .6em 1em; margin-top: 2em }}
@page {{ size: A4 landscape; margin: 12mm }}
@media print {{
  body {{ margin: 0; max-width: none; font-size: 9pt }}
  thead {{ display: table-header-group }}
  tr, .seal {{ break-inside: avoid }}
}}
</style>
</head>
<body>
"""

SEAL = '<section class="seal">'
"""What comes before it is sealed; it occurs once."""


def html_bytes(rows: Sequence[Row], language: Language) -> bytes:
    """A report as a page: UTF-8, names that are no Unicode as they are on disk."""
    say = said_in(language)
    page = "".join(_page(rows, say, language)).encode("utf-8", NAME_ERRORS)
    return page + _sealed(page, say)


def is_html_report(start: bytes) -> bool:
    """Whether a file that begins so is a report."""
    return b'content="Anonymizer report 1"' in start


def seal_of(page: bytes) -> str:
    """The seal that belongs to a page, in hexadecimal."""
    return hashlib.sha256(page[: page.find(SEAL.encode())]).hexdigest()


def seal_in(page: bytes) -> str | None:
    """The seal that is in a page; None if it does not end as it was written."""
    _, _, end = page.partition(SEAL.encode())
    for language in Language:
        before, after = _around_seal(said_in(language))
        if end.startswith(before) and end.endswith(after):
            return end[len(before) : len(end) - len(after)].decode("ascii", "replace")
    return None


def _page(rows: Sequence[Row], say: Say, language: Language) -> Iterator[str]:
    job, *photos, total = rows
    title = escape(say(_TITLE))
    ways = _ways(photos)
    yield _START.format(language=language.value, title=title)
    yield f"<h1>{title}</h1>\n<p>{escape(say(_ABOUT))}</p>\n<table class='job'>\n"
    for heading, text in (
        (QT_TRANSLATE_NOOP("report", "Folder of the photos"), job.photo),
        (QT_TRANSLATE_NOOP("report", "Folder of the results"), job.result),
        (QT_TRANSLATE_NOOP("report", "Written by"), f"{job.state}, {_time(job.saved)}"),
        (QT_TRANSLATE_NOOP("report", "How it is hidden"), _styles(photos, say, language)),
    ):
        yield f"<tr><th>{escape(say(heading))}</th><td><bdi>{escape(text)}</bdi></td></tr>\n"
    yield f"</table>\n<h2>{escape(say(_TOTALS))}</h2>\n"
    yield "<table class='sums'>\n"
    for heading, name in _SUMS:
        yield f"<tr><th>{escape(say(heading))}</th><td>{escape(getattr(total, name))}</td></tr>\n"
    yield "</table>\n"
    yield from _looked(ways, say, language)
    yield f"<h2>{escape(say(_PHOTOS))}</h2>\n"
    yield "<table class='photos'>\n<thead><tr>"
    yield from (f"<th>{escape(say(heading))}</th>" for heading in _HEADINGS)
    yield "</tr></thead>\n<tbody>\n"
    for photo in photos:
        yield _photo(photo, ways[photo.networks, photo.thresholds], say)
    yield "</tbody>\n</table>\n"


def _looked(ways: dict[tuple[str, str], str], say: Say, language: Language) -> Iterator[str]:
    """The networks and thresholds, each with the letter that the photos have."""
    yield f"<h2>{escape(say(_LOOKED))}</h2>\n<table class='looked'>"
    for (networks, thresholds), letter in ways.items():
        if networks:
            named = "".join(f"<code>{escape(one)}</code>" for one in networks.split("; "))
            scores = _in_lines(_thresholds(thresholds, say, language))
            yield f"<tr><th>{letter}</th><td>{named}</td><td>{scores}</td></tr>\n"
    yield "</table>\n"


def _photo(photo: Row, way: str, say: Say) -> str:
    names = f"<bdi class='photo'>{escape(photo.photo)}</bdi>"
    if photo.result:
        hidden = " hidden" if photo.result == photo.photo else ""
        names += f"<br><bdi class='result'{hidden}>{escape(photo.result)}</bdi>"
    if photo.failure:
        names += f"<div class='failure'>{escape(photo.failure)}</div>"
    state = f"{escape(say(_STATES[State(photo.state)]))} {_marked_time(photo.saved)}".strip()
    if photo.reviewed:
        reviewed = escape(say(_REVIEWED_AT)).format(time=_marked_time(photo.reviewed))
        state += f"<br>{reviewed}"
    changed = any(part != "0" for part in (photo.added, photo.removed, photo.moved))
    by_hand = say(_CHANGES).format(added=photo.added, removed=photo.removed, moved=photo.moved)
    counts = (
        _in_lines(say(_COUNTS).format(faces=faces, plates=plates))
        for faces, plates in (
            (photo.faces_found, photo.plates_found),
            (photo.faces_hidden, photo.plates_hidden),
        )
    )
    cells = (
        names,
        state,
        _in_lines(way),
        *counts,
        _in_lines(by_hand) if changed else "",
    )
    hashes = (
        f"<code class='photo_sha256'>{escape(photo.photo_sha256)}</code>"
        f"<code class='result_sha256'>{escape(photo.result_sha256)}</code>"
    )
    written = "".join(f"<td>{cell}</td>" for cell in cells)
    number = f"<td class='number'>{escape(photo.row)}</td>"
    return f"<tr>{number}{written}<td class='hash'>{hashes}</td></tr>\n"


def _sealed(page: bytes, say: Say) -> bytes:
    seal = hashlib.sha256(page).hexdigest().encode("ascii")
    before, after = _around_seal(say)
    return SEAL.encode() + before + seal + after


def _around_seal(say: Say) -> tuple[bytes, bytes]:
    before = f"<b>{escape(say(_SEAL))}</b> <code>"
    after = (
        f"</code><p>{escape(say(_SEALED))} <code>anonymizer verify report.html</code></p>"
        "</section>\n</body>\n</html>\n"
    )
    return before.encode("utf-8"), after.encode("utf-8")


def _ways(photos: Sequence[Row]) -> dict[tuple[str, str], str]:
    """A letter for each pair of networks and thresholds; none for photos not looked at."""
    pairs = dict.fromkeys((photo.networks, photo.thresholds) for photo in photos)
    letters = (
        letter if number == 0 else f"{letter}{number}"
        for number in range(len(pairs) + 1)
        for letter in ascii_uppercase
    )
    return {pair: next(letters) if pair[0] else "" for pair in pairs}


def _styles(photos: Sequence[Row], say: Say, language: Language) -> str:
    styles = sorted({one.style for one in photos if one.style})
    return "; ".join(_style(one, say, language) for one in styles)


def _style(text: str, say: Say, language: Language) -> str:
    """What `style_text` gave, in words."""
    named, _, scale = text.rpartition(", x")
    style, _, more = named.partition(" ")
    words = (say(_STYLES[style]), more, say(_SCALE).format(scale=number_in(language, scale)))
    return ", ".join(filter(None, words))


def _thresholds(text: str, say: Say, language: Language) -> str:
    """The thresholds of a row, in words."""
    pairs = (one.rpartition(" ") for one in text.split(", ") if one)
    return ", ".join(
        say(_THRESHOLDS[kind]).format(score=number_in(language, score)) for kind, _, score in pairs
    )


def _in_lines(text: str) -> str:
    return f"<div class='lines'>{escape(text).replace(', ', '<br>')}</div>"


def _marked_time(text: str) -> str:
    return f"<time>{escape(_time(text))}</time>" if text else ""


def _time(text: str) -> str:
    """A time of ISO 8601 in UTC as people write it; anything else as it is."""
    return text.replace("T", " ").replace("+00:00", " UTC")

"""The report tells what was done, and shows when it or a file was changed since."""

import csv
import io
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from anonymizer_gui.core import files
from anonymizer_gui.core.boxes import Box, Kind
from anonymizer_gui.core.errors import ImageError, ReportError
from anonymizer_gui.core.report import csv_file, html_page
from anonymizer_gui.core.report.checking import checked
from anonymizer_gui.core.report.csv_file import csv_bytes
from anonymizer_gui.core.report.html_page import html_bytes
from anonymizer_gui.core.report.reading import report_in
from anonymizer_gui.core.report.rows import JOB, SUM, Row, rows_of
from anonymizer_gui.core.settings import Language
from anonymizer_gui.core.store import opening
from anonymizer_gui.core.store.job_store import JobStore
from anonymizer_gui.core.store.values import EditedBox, Review
from anonymizer_gui.engine.report import PAGE, TABLE, Written, write_report
from tests.core.jobs import store_in
from tests.core.reports import reported_store

NAMES = ["a.jpg", "b.jpg", "sub/c.jpg"]
DRAWN = EditedBox(Box(1, 2, 3, 4, kind=Kind.PLATE))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[JobStore]:
    with reported_store(tmp_path, NAMES) as store:
        yield store


@pytest.fixture
def written(store: JobStore) -> Written:
    return write_report(store, Language.ENGLISH)


def table_of(written: Written, delimiter: str = ",") -> list[dict[str, str]]:
    text = written.table.read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=delimiter))


def sentences(report: Path, photos: Path | None = None) -> list[str]:
    return [str(one) for one in checked(report, photos=photos).differences]


def test_the_table_has_what_was_done(store: JobStore) -> None:
    store.photos.put_review(2, Review((DRAWN,), done=True))
    store.photos.put_failed(3, ImageError("{0} is damaged.", "c.jpg"))

    job, saved, reviewed, failed, total = table_of(write_report(store, Language.ENGLISH))

    assert (job["row"], job["photo"]) == ("job", str(store.settings().input))
    assert (saved["photo"], saved["result"], saved["state"]) == ("a.jpg", "a.jpg", "saved")
    assert saved["networks"] == f"Faces {'f' * 64}; Plates {'a' * 64}"
    assert saved["thresholds"] == "face 0.4, plate 0.5"
    assert saved["style"] == "pixelate, x1.2"
    assert (saved["faces_found"], saved["faces_hidden"]) == ("1", "1")
    assert (reviewed["added"], reviewed["removed"], reviewed["result"]) == ("1", "1", "")
    assert reviewed["reviewed"].endswith("+00:00")
    assert failed["failure"] == "c.jpg is damaged."
    assert (total["photo"], total["faces_found"], total["faces_hidden"]) == ("3", "3", "1")
    assert (total["added"], total["failure"]) == ("1", "1")


def test_the_page_says_it_in_words(store: JobStore) -> None:
    store.photos.put_review(2, Review((DRAWN,), done=True))

    text = write_report(store, Language.ENGLISH).page.read_text(encoding="utf-8")

    assert "1 added<br>1 removed<br>0 moved" in text
    assert "Reviewed, not saved" in text
    assert text.count("f" * 64) == 1  # each network once, however many photos


def test_it_is_dutch_if_wished(store: JobStore) -> None:
    store.photos.put_failed(3, ImageError("{0} is empty (0 bytes). Copy it again.", "c.jpg"))

    written = write_report(store, Language.DUTCH)

    text = written.page.read_text(encoding="utf-8")
    assert "<title>Verslag van verborgen gezichten en kentekens</title>" in text
    assert "c.jpg is leeg (0 bytes). Kopieer het opnieuw." in text
    assert table_of(written, ";")[3]["failure"] == "c.jpg is leeg (0 bytes). Kopieer het opnieuw."


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (Language.ENGLISH, ["faces from a score of 0.4", "1.2 times the box"]),
        (Language.DUTCH, ["gezichten vanaf een score van 0,4", "1,2 keer het kader"]),
    ],
)
def test_the_page_has_numbers_as_its_language_writes_them(
    store: JobStore, language: Language, said: list[str]
) -> None:
    text = write_report(store, language).page.read_text(encoding="utf-8")

    assert [one for one in said if one not in text] == []


def test_the_page_says_of_times_that_they_are_utc(store: JobStore) -> None:
    text = write_report(store, Language.DUTCH).page.read_text(encoding="utf-8")

    times = re.findall("<time>(.*?)</time>", text)
    assert len(times) == len(NAMES)
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC", time) for time in times)


@pytest.mark.parametrize("report", [PAGE, TABLE])
def test_files_that_are_as_they_were_written_are_confirmed(written: Written, report: str) -> None:
    folder = written.page.parent

    check = checked(folder / report, photos=folder.parent / "photos")

    assert (check.results, check.photos, check.differences) == (3, 3, ())
    assert check.seal == {PAGE: written.page_seal, TABLE: written.table_seal}[report]


@pytest.mark.parametrize("report", [PAGE, TABLE])
def test_files_that_were_changed_or_are_gone_are_said(written: Written, report: str) -> None:
    folder = written.page.parent
    (folder / "a.jpg").write_bytes(b"other")
    (folder / "b.jpg").unlink()
    (folder.parent / "photos" / "sub" / "c.jpg").write_bytes(b"other")

    said = sentences(folder / report, folder.parent / "photos")

    assert said == [
        "a.jpg is not the result that was written.",
        "b.jpg is not there.",
        "sub/c.jpg is not the photo that was looked at.",
    ]


def test_every_change_of_the_table_shows(written: Written) -> None:
    whole = written.table.read_bytes()
    lines = whole.splitlines(keepends=True)
    changed = [
        b"".join(lines[:3] + lines[4:]),
        b"".join([*lines[:2], lines[3], lines[2], *lines[4:]]),
        b"".join(lines[:-1]),
        b"".join(lines[:2]),
        lines[0],
        b"".join([*lines, lines[-1]]),
        *(b"".join([*lines[:at], lines[at].replace(b"a", b"o", 1), *lines[at + 1 :]])
          for at in range(1, len(lines))),
    ]  # fmt: skip

    for content in changed:
        written.table.write_bytes(content)
        assert any("was changed after it was written" in one for one in sentences(written.table))


def test_every_change_of_the_page_shows(written: Written) -> None:
    whole = written.page.read_bytes()
    for at in range(1000, len(whole), 97):
        written.page.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert any("was changed after it was written" in one for one in sentences(written.page))
    for content in (whole[:-1], whole + b"<p>more</p>", whole[: len(whole) // 2]):
        written.page.write_bytes(content)
        assert any("was changed after it was written" in one for one in sentences(written.page))


def test_the_first_changed_row_is_named(written: Written) -> None:
    text = written.table.read_bytes().replace(b"sub/c.jpg,sub/c.jpg,saved", b"sub/c.jpg,,found")
    written.table.write_bytes(text)

    assert (
        "report.csv was changed after it was written, from row 5 on" in sentences(written.table)[0]
    )


NASTY = [
    "=cmd|'/C calc'!A0.jpg",
    "+1.jpg",
    "-2+3.jpg",
    "@SUM(1).jpg",
    "'quoted.jpg",
    "<script>alert(1)<script>.jpg",
    "<img src=x onerror=alert(1)>.jpg",
    'a,b;c"d.jpg',
    "‮gpj.exe.jpg",
    '"><b class=photo>.jpg',
]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
def test_names_that_could_run_cannot(tmp_path: Path) -> None:
    names = sorted([*NASTY, "line\nbreak.jpg", "\ttab.jpg", "no\udcffunicode.jpg"])
    with reported_store(tmp_path, names) as store:
        written = write_report(store, Language.ENGLISH)

    table = written.table.read_bytes().decode("utf-8-sig", "surrogateescape")
    cells = [cell for line in csv.reader(io.StringIO(table, newline="")) for cell in line]
    assert not [cell for cell in cells if cell.startswith(tuple("=+-@\t\r\n"))]
    tags = Tags()
    tags.feed(written.page.read_bytes().decode("utf-8", "surrogateescape"))
    assert not tags.seen & {"script", "img", "iframe", "object", "link", "a", "form"}
    assert not [
        name for name in tags.attributes if name.startswith("on") or name in ("src", "href")
    ]
    for report in (written.table, written.page):
        check = checked(report, photos=tmp_path / "photos")
        assert (check.results, check.differences) == (len(names), ())


@pytest.mark.skipif(sys.platform == "win32", reason="the reports are written under such names")
def test_a_job_and_its_report_know_the_halves_of_pairs_that_windows_allows_in_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (files, opening, csv_file, html_page):
        monkeypatch.setattr(module, "NAME_ERRORS", "surrogatepass")
    names = ["a.jpg", "half \ud83d.jpg", "other half \ude00.jpg", "z.jpg"]
    (tmp_path / "out").mkdir()
    with store_in(tmp_path, names) as store:
        written = write_report(store, Language.ENGLISH)

        assert [known.file.path for known in store.files.known()] == names
    for report in (written.table, written.page):
        assert [photo.photo for photo in report_in(report).photos] == names


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.attributes |= {name for name, _ in attrs}


def test_a_formula_that_was_let_loose_in_the_table_shows(tmp_path: Path) -> None:
    with reported_store(tmp_path, ["=1.jpg"]) as store:
        written = write_report(store, Language.ENGLISH)
    written.table.write_bytes(written.table.read_bytes().replace(b"'=1.jpg", b"=1.jpg"))

    assert "was changed after it was written" in sentences(written.table)[0]


@pytest.mark.parametrize("report", [PAGE, TABLE])
def test_a_report_cannot_make_the_program_open_other_files(
    tmp_path: Path, written: Written, report: str
) -> None:
    (tmp_path / "secret").write_bytes(b"secret")
    folder = written.page.parent
    (folder / "link").symlink_to(tmp_path)
    path = folder / report
    text = path.read_bytes()
    for name in (b"../secret", str(tmp_path / "secret").encode(), b"link/secret"):
        path.write_bytes(text.replace(b"a.jpg", name))

        said = sentences(path, folder)

        assert f"The report speaks of {name.decode()}, which is outside the folder" in str(said)


def test_something_else_is_no_report(tmp_path: Path) -> None:
    for content in (b"", b"row,photo\n1,2\n", b"<html></html>", b"\xff\xfe\x00"):
        (tmp_path / "report.csv").write_bytes(content)

        with pytest.raises(ReportError, match=r"report\.csv is not a report of this program"):
            checked(tmp_path / "report.csv")
    with pytest.raises(ReportError, match=r"gone\.html cannot be read"):
        checked(tmp_path / "gone.html")


def test_another_file_of_that_name_is_left_alone(store: JobStore) -> None:
    for name in (PAGE, TABLE):
        other = store.settings().output / name
        other.write_text("somebody's own")

        with pytest.raises(ReportError, match=f"{name} is there already and is no report"):
            write_report(store, Language.ENGLISH)

        assert other.read_text() == "somebody's own"
        other.unlink()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")
def test_a_pipe_does_not_hold_a_report_up(store: JobStore) -> None:
    page = store.settings().output / PAGE
    os.mkfifo(page)  # whoever opens it waits for the other end

    with pytest.raises(ReportError, match="cannot be read"):
        write_report(store, Language.ENGLISH)
    with pytest.raises(ReportError, match="cannot be read"):
        checked(page)


def test_a_folder_of_results_that_is_gone_is_not_made_anew(store: JobStore) -> None:
    output = store.settings().output
    output.rename(output.with_name("unplugged"))

    with pytest.raises(ReportError, match="the folder of the results is gone"):
        write_report(store, Language.ENGLISH)

    assert not output.exists()


def test_a_later_report_replaces_an_earlier_one(store: JobStore, written: Written) -> None:
    store.put_settings(replace(store.settings(), box_scale=2.0))

    again = write_report(store, Language.DUTCH)

    assert again.page_seal != written.page_seal
    assert checked(again.page).results == 0


def test_the_seal_is_in_the_report(written: Written) -> None:
    assert written.page_seal in written.page.read_text(encoding="utf-8")
    assert table_of(written)[-1]["chain"] == written.table_seal
    assert re.fullmatch("[0-9a-f]{64}", written.page_seal)


@pytest.mark.parametrize("name", ["a" * 300, "a/" * 3000 + "b"])
def test_a_report_with_names_that_no_file_can_have_is_compared(tmp_path: Path, name: str) -> None:
    rows = [Row(JOB), Row("1", photo=name, result=name, result_sha256="0"), Row(SUM)]
    (tmp_path / TABLE).write_bytes(csv_bytes(rows, Language.ENGLISH))

    (said,) = sentences(tmp_path / TABLE)

    assert said.startswith(f"{name} cannot be read: ") or said == f"{name} is not there."


def test_what_stands_in_a_foreign_store_for_a_hash_cannot_run(store: JobStore) -> None:
    refresh = "<meta http-equiv='refresh' content='0;url=http://host'>"
    rows = rows_of(store.settings(), store.ledger.entries(), Language.ENGLISH)
    rows[1] = replace(rows[1], photo_sha256=refresh, result_sha256=refresh)

    assert b"<meta http-equiv='refresh'" not in html_bytes(rows, Language.ENGLISH)

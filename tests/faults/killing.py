"""Jobs that are killed at random moments and gone on with, and what must then be true.

A round is one kill. Whatever is lost, half written, left over or done twice is collected and not
raised, so that a long run tells all of it.
"""

import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from anonymizer_gui.core.files import TEMPORARY_PREFIX
from anonymizer_gui.core.images import read_image
from anonymizer_gui.core.settings import Settings
from anonymizer_gui.core.store.job_store import JobStore
from anonymizer_gui.core.store.opening import EmptyStoreError
from anonymizer_gui.core.store.values import State
from anonymizer_gui.engine.plan import Task
from anonymizer_gui.engine.saving import save
from tests.core.pictures import saved, waves
from tests.faults.program import fingerprint
from tests.faults.trail import Line, Trail, review_text

EXTENSIONS = ("jpg", "png", "webp", "tif")
WAYS = ("cli", "window")
OLD_S = 1.0
"""An edit that was made so long before the kill must be there."""

_FOLDER = Path(__file__).parents[2]
_LONGEST_S = 300.0


@dataclass
class Tally:
    """What has happened over all rounds.

    Attributes:
        kills: How often a program was killed.
        jobs: How many jobs were brought to their end.
        photos: How many photos these had.
        edits: How many edits were made in the window.
        checked: How many photos had old edits at the moment of a kill, which must be there.
        cut_short: How many files were being written at the moment of a kill.
        lost: What must not happen, a sentence each.
    """

    kills: int = 0
    jobs: int = 0
    photos: int = 0
    edits: int = 0
    checked: int = 0
    cut_short: int = 0
    lost: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Place:
    """The folders of one job that is to be killed.

    Attributes:
        way: `cli` or `window`.
        folder: Of everything.
    """

    way: str
    folder: Path

    @property
    def settings(self) -> Settings:
        """Of the job."""
        return Settings(self.folder / "photos", self.folder / "out", extensions=EXTENSIONS)

    @property
    def trail(self) -> Trail:
        """Where the program tells what it begins."""
        return Trail(self.folder / "trail")

    @property
    def has_store(self) -> bool:
        """Whether the program came so far as to begin one."""
        try:
            self.store().close()
        except (EmptyStoreError, FileNotFoundError):
            return False
        return True

    def store(self) -> JobStore:
        """Of the job, when no program has it open."""
        for file in (self.folder / "kept" / "jobs").glob("*.sqlite"):
            return JobStore.open(file)
        raise FileNotFoundError


def killed_jobs(way: str, folder: Path, *, rounds: int, photos: int, seed: int) -> Tally:
    """Kill jobs so often, and bring each to its end.

    Args:
        way: `cli` or `window`.
        folder: Empty; what is in it is removed as jobs end well.
        rounds: How often.
        photos: In each job.
        seed: Of the moments.
    """
    tally, chance = Tally(), random.Random(seed)
    number, longest_s = 0, _length_s(Place(way, folder / "undisturbed"), photos)
    while tally.kills < rounds:
        place = Place(way, folder / f"{way}{number}")
        make_photos(place.settings.input, count=photos, seed=seed + number)
        kills = min(chance.randint(1, 6), rounds - tally.kills)
        moments = [chance.uniform(0, longest_s) for _ in range(kills)]
        lost = len(tally.lost)
        _brought_to_its_end(place, moments, tally)
        if len(tally.lost) == lost:
            shutil.rmtree(place.folder)
        number += 1
    return tally


def make_photos(folder: Path, *, count: int, seed: int) -> None:
    """Small photos of all formats, another one each, some in a sub-folder."""
    chance = np.random.default_rng(seed)
    for number in range(count):
        name = f"{number:02}.{EXTENSIONS[number % len(EXTENSIONS)]}"
        path = folder / ("sub" if number % 5 == 4 else "") / name
        path.parent.mkdir(parents=True, exist_ok=True)
        pixels = waves(60, 80) // 2 + chance.integers(0, 100, (60, 80, 3), np.uint8)
        saved(path, pixels)


def _length_s(place: Place, photos: int) -> float:
    """How long a job takes that nobody kills, once the program is ready."""
    make_photos(place.settings.input, count=photos, seed=0)
    _run(place)
    first, *_, last = place.trail.lines()
    shutil.rmtree(place.folder)
    return last.at - first.at


def _brought_to_its_end(place: Place, moments: list[float], tally: Tally) -> None:
    """Kill a job so long after each start, and let the last start end by itself."""
    done, lines = _Done(), 0
    for moment in moments:
        killed_at = _run(place, kill_after_s=moment)
        if killed_at is None:
            break
        tally.kills += 1
        begun = place.trail.lines()[lines:]
        tally.lost += [*_lost_by_kill(place, begun, killed_at, tally), *_twice(place, done, begun)]
        done, lines = _done_by_now(place), lines + len(begun)
    _run(place)
    tally.lost += [*_twice(place, done, place.trail.lines()[lines:]), *_not_as_undisturbed(place)]
    tally.jobs += 1
    tally.photos += sum(path.is_file() for path in place.settings.input.rglob("*"))
    tally.edits += sum(line.word == "edited" for line in place.trail.lines())


def _run(place: Place, *, kill_after_s: float | None = None) -> float | None:
    """Start the program, and kill it so long after it is ready.

    Returns:
        When it was killed, seconds since the epoch; None if it had ended by itself.
    """
    begun = len(place.trail.lines())
    settings = place.settings
    command = [sys.executable, "-m", "tests.faults.program", place.way]
    command += [str(place.folder / "kept"), str(place.folder / "trail")]
    command += ["--input", str(settings.input), "--image-output", str(settings.output)]
    command += ["--image-extensions", ",".join(EXTENSIONS)]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    with (place.folder / "said").open("a", encoding="utf-8") as said:
        process = subprocess.Popen(
            command, cwd=_FOLDER, env=environment, stdout=said, stderr=subprocess.STDOUT
        )
        if kill_after_s is None:
            if process.wait(timeout=_LONGEST_S) != 0:
                raise RuntimeError((place.folder / "said").read_text(encoding="utf-8"))
            return None
        while process.poll() is None:
            if len(place.trail.lines()) > begun:
                break
            time.sleep(0.005)
        time.sleep(kill_after_s)
        at = time.time()
        process.kill()
        return at if process.wait() != 0 else None


def _lost_by_kill(place: Place, lines: list[Line], killed_at: float, tally: Tally) -> Iterator[str]:
    """What is wrong right after a kill."""
    output = place.settings.output
    for path in output.rglob("*"):
        if path.name.startswith(TEMPORARY_PREFIX):
            tally.cut_short += 1
        elif path.is_file() and not _is_whole(path):
            yield f"{path}: half a file"
    if not place.has_store:
        return
    with place.store() as store:
        ids = {known.file.path: known.id for known in store.files.known()}
        for name, allowed in _edited_before(lines, killed_at).items():
            photo = store.photos.photo(ids[name])
            tally.checked += 1
            if review_text(photo.review, photo.boxes) not in allowed:
                yield f"{place.folder} {name}: an edit is gone"


def _edited_before(lines: list[Line], killed_at: float) -> dict[str, list[str]]:
    """Per photo, what may be stored: what the last old edit has left, or a later one."""
    allowed: dict[str, list[str]] = {}
    for line in lines:
        if line.word == "edited":
            if killed_at - line.at >= OLD_S:
                allowed[line.photo] = [line.review]
            elif line.photo in allowed:
                allowed[line.photo].append(line.review)
    return allowed


def _is_whole(path: Path) -> bool:
    try:
        if path.suffix == ".json":
            json.loads(path.read_bytes())
        else:
            read_image(path)
    except Exception:  # noqa: BLE001 - whatever it is, the file is not whole
        return False
    return True


@dataclass(frozen=True, slots=True)
class _Done:
    """What the store says is done: fingerprints of photos looked at, names of those saved."""

    seen: frozenset[str] = frozenset()
    saved: frozenset[str] = frozenset()


def _done_by_now(place: Place) -> _Done:
    if not place.has_store:
        return _Done()
    with place.store() as store:
        photos = [store.photos.photo(known.id) for known in store.files.known()]
        seen = [one.path for one in photos if one.detections is not None]
        return _Done(
            frozenset(fingerprint(read_image(place.settings.input / path).rgb) for path in seen),
            frozenset(one.path.name for one in photos if one.state is State.SAVED),
        )


def _twice(place: Place, done: _Done, lines: list[Line]) -> Iterator[str]:
    for line in lines:
        if line.word == "asked" and line.photo in done.seen:
            yield f"{place.folder}: looked at again for nothing"
        if line.word == "saving" and line.photo in done.saved:
            yield f"{place.folder}: {line.photo} saved again for nothing"


def _not_as_undisturbed(place: Place) -> Iterator[str]:
    """Compare the results with those of one go, by the boxes that the store has in the end."""
    settings = replace(place.settings, output=place.folder / "undisturbed")
    with place.store() as store:
        for known in store.files.known():
            photo = store.photos.photo(known.id)
            if photo.state is not State.SAVED:
                yield f"{place.folder} {photo.path}: {photo.state} in the end"
            source, target, record = (
                settings.input / photo.path,
                settings.output / photo.target,
                settings.output / photo.record,
            )
            boxes = [edited.box for edited in photo.boxes]
            save(Task(source, target, record), read_image(source), boxes, settings)
    results, wanted = _contents(place.settings.output), _contents(settings.output)
    for name in sorted(results.keys() | wanted.keys()):
        if results.get(name) != wanted.get(name):
            yield f"{place.folder} {name}: not as in one go"


def _contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }

"""A short form of `python -m benchmarks.faults`, and that it would notice."""

from pathlib import Path

import pytest

from tests.faults import killing
from tests.faults.killing import WAYS, Place, Tally, killed_jobs


@pytest.mark.parametrize("way", WAYS)
def test_nothing_is_lost_when_the_program_is_killed(tmp_path: Path, way: str) -> None:
    tally = killed_jobs(way, tmp_path, rounds=2, photos=6, seed=3)

    assert tally.kills == 2
    assert tally.lost == []
    assert (tally.edits > 0) == (way == "window")


def test_what_is_lost_would_be_noticed(tmp_path: Path) -> None:
    place, tally = Place("cli", tmp_path), Tally()
    killing.make_photos(place.settings.input, count=4, seed=1)
    killing._run(place)
    (tmp_path / "out" / "00.jpg").write_bytes(b"half")
    (tmp_path / "out" / ".anonymizer-0.tmp").touch()
    done = killing._done_by_now(place)

    half = list(killing._lost_by_kill(place, [], 0.0, tally))
    other = list(killing._not_as_undisturbed(place))
    twice = list(killing._twice(place, done, place.trail.lines()))

    assert [sentence.rpartition(": ")[2] for sentence in half] == ["half a file"]
    assert tally.cut_short == 1
    assert len(other) == 2
    assert len(twice) == 8

"""Of a JPEG only the blocks change that changed pixels touch; the rest stays bit for bit."""

from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import simplejpeg  # type: ignore[import-untyped]
from numpy.typing import NDArray

from anonymizer_gui.core.formats import exif, jpeg, jpeg_coded, jpeg_pixels
from anonymizer_gui.core.formats.jpeg_frame import frame_of, restart_interval
from anonymizer_gui.core.formats.jpeg_library import Edit, rewritten
from anonymizer_gui.core.formats.jpeg_segments import APP1, Segment, parted
from anonymizer_gui.core.formats.orientation import as_stored
from anonymizer_gui.core.formats.picture import Encoded, Patch, Pixels
from anonymizer_gui.core.images import Photo, encoded_image, photo_from
from benchmarks.untouched import coefficients, touched
from tests.core.coefficients import sequential
from tests.core.jpegs import BOX, KINDS, hidden, street
from tests.core.pictures import jpeg_bytes, with_segments
from tests.core.writing import write_image

CODED_BETTER = ("progressive", "rgb", "ink", "grey progressive", "restart blocks", "410 restart")
"""Kinds with more scans, other Huffman tables or no restart markers afterwards."""


@cache
def made(kind: str) -> bytes:
    return KINDS[kind]()


def photo(data: bytes) -> Photo:
    return photo_from(data, path=Path("a.jpg"))


def encoded(data: bytes, after: Pixels) -> Encoded:
    return encoded_image(photo(data), after)


def changed(before: Pixels, after: Pixels) -> NDArray[np.bool_]:
    different = before != after
    return np.asarray(different if different.ndim == 2 else different.any(axis=2))


def test_there_are_enough_kinds() -> None:
    assert len(KINDS) >= 40


@pytest.mark.parametrize("kind", KINDS)
def test_no_coefficient_changes_outside_the_touched_blocks(kind: str, tmp_path: Path) -> None:
    data = made(kind)
    before = photo(data).picture.pixels
    after = hidden(before)

    result = encoded(data, after)

    assert result.untouched
    old, new = coefficients(data, tmp_path), coefficients(result.data, tmp_path)
    for one, other, mask in zip(
        old, new, touched(frame_of(parted(data)), changed(before, after)), strict=True
    ):
        assert np.array_equal(one[~mask], other[~mask])
        assert mask.any()
        assert not np.array_equal(one[mask], other[mask])


@pytest.mark.parametrize("kind", KINDS)
def test_the_new_pixels_are_there_and_the_rim_hardly_changes(kind: str) -> None:
    data = made(kind)
    before = photo(data).picture.pixels
    after = before.copy()
    after[BOX] = 90

    again = photo(encoded(data, after).data).picture.pixels

    error = np.abs(again.astype(int) - after)
    inside = np.s_[BOX[0].start + 4 : BOX[0].stop - 4, BOX[1].start + 4 : BOX[1].stop - 4]
    assert error[inside].mean() < 2
    mask = np.ones(before.shape[:2], np.bool_)
    mask[BOX[0].start - 32 : BOX[0].stop + 32, BOX[1].start - 32 : BOX[1].stop + 32] = False
    assert not error[mask].any()
    mask[:] = True
    mask[BOX] = False
    assert error[mask].mean() < 4


@pytest.mark.parametrize("kind", KINDS)
def test_how_the_picture_is_coded_stays(kind: str) -> None:
    data = made(kind)

    result = encoded(data, hidden(photo(data).picture.pixels)).data

    old, new = parted(data), parted(result)
    before, after = frame_of(old), frame_of(new)
    assert (after.components, after.coding) == (before.components, before.coding)
    assert after.marker == before.marker
    quantisation = [one for one in old.header if one.marker == 0xDB]
    assert [one for one in new.header if one.marker == 0xDB] == quantisation
    if kind.startswith(("restart rows", "grey restart")):
        assert restart_interval(new) == restart_interval(old) > 0
        assert new.scans.count(b"\xff\xd1") == old.scans.count(b"\xff\xd1") > 0
    else:
        assert restart_interval(new) == 0


@pytest.mark.parametrize("kind", KINDS)
def test_a_photo_in_which_nothing_changes_keeps_every_coefficient(
    kind: str, tmp_path: Path
) -> None:
    data = made(kind)
    result = encoded(data, photo(data).picture.pixels)
    old, new = coefficients(data, tmp_path), coefficients(result.data, tmp_path)
    assert all(map(np.array_equal, old, new))


@pytest.mark.parametrize("kind", KINDS)
def test_the_file_stays_as_large_as_it_was(kind: str) -> None:
    data = made(kind)
    after = photo(data).picture.pixels.copy()
    after[60, 60] ^= 1

    size = len(encoded(data, after).data) / len(data)

    if kind.startswith(CODED_BETTER):
        assert 0.95 < size <= 1
    else:
        assert 0.999 < size < 1.001


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_of_what_was_hidden_is_left(kind: str, tmp_path: Path) -> None:
    """Two photos that differ in the box alone; with the same pixels put there they are the same.

    The second photo is made by this program from the first, so that the blocks around are equal.
    """
    data = made(kind)
    other = encoded(data, hidden(photo(data).picture.pixels)).data
    results = []
    for one in (data, other):
        after = photo(one).picture.pixels.copy()
        after[BOX] = 90
        results.append(coefficients(encoded(one, after).data, tmp_path))

    mask = np.zeros(photo(data).picture.pixels.shape[:2], np.bool_)
    mask[BOX] = True
    in_part = touched(frame_of(parted(data)), ~mask)
    for one, two, rim in zip(*results, in_part, strict=True):
        assert np.array_equal(one[~rim], two[~rim])


@pytest.mark.parametrize("orientation", range(2, 9))
def test_turned_photos(orientation: int, tmp_path: Path) -> None:
    segment = Segment(APP1, exif.PREFIX + exif.only_orientation(orientation))
    data = with_segments(made("baseline 420"), segment)
    before = photo(data)
    after = hidden(before.pixels)

    assert write_image(before, after, tmp_path / "b.jpg")

    new = coefficients((tmp_path / "b.jpg").read_bytes(), tmp_path)
    stored = as_stored(changed(before.pixels, after).astype(np.uint8), orientation)
    masks = touched(frame_of(parted(data)), stored > 0)
    for one, other, mask in zip(coefficients(data, tmp_path), new, masks, strict=True):
        assert np.array_equal(one[~mask], other[~mask])
        assert not np.array_equal(one[mask], other[mask])


def test_the_new_coefficients_are_those_that_libjpeg_makes(tmp_path: Path) -> None:
    after = street(128, 160, seed=2)
    data = simplejpeg.encode_jpeg(street(128, 160), quality=90, colorsubsampling="420")

    ours = coefficients(encoded(data, after).data, tmp_path)

    theirs = simplejpeg.encode_jpeg(after, quality=90, colorsubsampling="420")
    for one, other in zip(ours, coefficients(theirs, tmp_path), strict=True):
        # They round pixels to whole numbers in between
        assert np.abs(one - other).max() <= 1
        assert (one != other).mean() < 0.1


@pytest.mark.parametrize("kind", ["baseline 420", "progressive 2", "ink", "arithmetic 420"])
def test_threads_do_not_disturb_each_other(kind: str) -> None:
    data = made(kind)
    pictures = [hidden(photo(data).picture.pixels, seed=seed) for seed in range(8)]
    expected = [encoded(data, one).data for one in pictures]
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda one: encoded(data, one).data, pictures * 4))
    assert results == expected * 4


def test_black_at_the_finest_quantisation(tmp_path: Path) -> None:
    """The one coefficient that is larger than all others may be."""
    black = np.zeros((64, 64, 3), np.uint8)
    data = jpeg_bytes(black, quality=100, subsampling=0)
    assert coefficients(data, tmp_path)[0].min() == -1024
    after = black.copy()
    after[:16] = 255

    result = encoded(data, after)

    assert result.untouched
    assert np.array_equal(photo(result.data).pixels, after)


def test_a_photo_that_is_too_large_is_compressed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jpeg_coded, "_MAX_COEFFICIENTS", 0)
    data = made("baseline 420")
    result = encoded(data, hidden(photo(data).picture.pixels))
    assert not result.untouched
    assert photo(result.data).pixels.shape == photo(data).pixels.shape


@pytest.mark.parametrize("kind", ["baseline 444", "baseline 422", "progressive 2", "grey", "ink"])
def test_a_huge_photo_is_compressed_strip_by_strip(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jpeg_coded, "_MAX_COEFFICIENTS", 0)
    data = made(kind)
    after = hidden(photo(data).picture.pixels)
    whole = photo(encoded(data, after).data).pixels
    monkeypatch.setattr(jpeg_pixels, "_IN_STRIPS", 0)
    monkeypatch.setattr(jpeg_pixels, "_STRIP", 32)

    result = encoded(data, after)

    assert not result.untouched
    assert np.array_equal(photo(result.data).pixels, whole)


@pytest.mark.parametrize("failure", [OSError("too many blocks"), ValueError("out of range")])
def test_what_libjpeg_cannot_do_is_compressed_again(
    failure: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise failure

    monkeypatch.setattr(jpeg_coded, "rewritten", failing)
    data = made("baseline 420")
    result = encoded(data, hidden(photo(data).picture.pixels))
    assert not result.untouched


def test_what_goes_wrong_while_blocks_are_looked_at_is_told() -> None:
    seen = []

    def edits(*place: int) -> list[Edit]:
        seen.append(place)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        rewritten(made("baseline 420"), edits)
    assert len(seen) == 1


def test_a_file_that_is_no_jpeg_is_refused() -> None:
    with pytest.raises(OSError, match="Not a JPEG"):
        rewritten(b"GIF89a", lambda *_: [])


def test_a_coefficient_out_of_range_is_kept_where_it_can_be_coded(tmp_path: Path) -> None:
    plane = np.zeros((6, 6, 8, 8), np.int16)
    plane[3, 4, 1, 2] = 1024
    data = sequential([plane], size=(48, 48), factors=[(1, 1)], arithmetic=True)
    after = photo(data).picture.pixels.copy()
    after[:8] ^= 255

    result = encoded(data, after)

    assert result.untouched
    assert np.array_equal(coefficients(result.data, tmp_path)[0][1:], plane[1:])


@pytest.mark.parametrize("others", [[], [(0, 0), (5, 5)]], ids=["one place", "two corners too"])
def test_a_step_that_cannot_be_coded_is_noticed_and_all_is_compressed_again(
    others: list[tuple[int, int]],
) -> None:
    """From black in a new block to a brightness beside it that no encoder would give it."""
    plane = np.zeros((6, 6, 8, 8), np.int16)
    plane[..., 0, 0] = [0, 2000, 4000, 4000, 2000, 0]
    data = sequential([plane], size=(48, 48), factors=[(1, 1)])
    before = photo(data).picture.pixels
    after = before.copy()
    after[8:16, 16:24] = 0
    for row, column in others:
        after[8 * row : 8 * row + 8, 8 * column : 8 * column + 8] ^= 64

    result = encoded(data, after)

    assert not result.untouched
    again = photo(result.data).picture.pixels
    assert np.abs(again.astype(int) - after).mean() < 2


def test_a_block_between_two_boxes_that_came_out_otherwise_is_noticed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = made("baseline 420")
    after = photo(data).picture.pixels.copy()
    after[:16, :16] = after[-16:, -16:] = 90
    assert encoded(data, after).untouched
    between = Patch(48, 48, np.full((16, 16, 3), 90, np.uint8), np.ones((16, 16), np.bool_))
    real = jpeg_coded.with_new_blocks
    monkeypatch.setattr(
        jpeg,
        "with_new_blocks",
        lambda parts, frame, patches: real(real(parts, frame, patches), frame, [between]),
    )

    assert not encoded(data, after).untouched

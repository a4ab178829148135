"""IPTC captions and keywords stay in a JPEG; previews beside them, and names of people, do not."""

from pathlib import Path

import pytest

from anonymizer_gui.core.formats.embedded import JPEG_START
from anonymizer_gui.core.formats.jpeg_metadata import XMP_PREFIX
from anonymizer_gui.core.formats.jpeg_segments import APP1, APP13, Segment, parted
from anonymizer_gui.core.formats.photoshop import PREFIX, kept
from anonymizer_gui.core.images import read_image
from anonymizer_gui.core.settings import MetadataPolicy
from tests.core.pictures import jpeg_bytes, waves, with_segments
from tests.core.test_xmp import FACES, packet
from tests.core.writing import copy_image

PREVIEW = jpeg_bytes(waves(12, 16))


def resource(number: int, body: bytes, name: bytes = b"") -> bytes:
    pascal = (bytes([len(name)]) + name).ljust((len(name) + 2) // 2 * 2, b"\0")
    head = b"8BIM" + number.to_bytes(2, "big") + pascal
    return head + len(body).to_bytes(4, "big") + body + bytes(len(body) % 2)


def dataset(number: int, value: bytes) -> bytes:
    return b"\x1c\x02" + bytes([number]) + len(value).to_bytes(2, "big") + value


CAPTION = dataset(120, b"The bridge of Anna Bakker")
KEYWORDS = dataset(25, b"bridge")
PEOPLE = dataset(25, b"Anna Bakker") + dataset(25, "People|José".encode())
NAMES = frozenset({"Anna Bakker", "José"})


def test_a_block_without_anything_private_stays_byte_for_byte() -> None:
    block = resource(1028, CAPTION + KEYWORDS) + resource(1061, bytes(16)) + resource(1005, b"abc")
    assert kept(block, NAMES) == block
    assert kept(resource(1028, CAPTION + PEOPLE), frozenset()) is not None
    assert kept(b"", NAMES) == b""


@pytest.mark.parametrize("number", [1033, 1036, 4000])
def test_a_preview_is_gone_and_the_caption_stays(number: int) -> None:
    block = resource(1028, CAPTION, b"odd") + resource(number, b"head" + PREVIEW)
    assert kept(block, frozenset()) == resource(1028, CAPTION, b"odd")


def test_names_of_people_are_gone_from_the_keywords() -> None:
    block = resource(1028, CAPTION + PEOPLE + KEYWORDS) + resource(1061, bytes(16))
    assert kept(block, NAMES) == resource(1028, CAPTION + KEYWORDS)


@pytest.mark.parametrize("number", [26, 27, 90, 92, 95, 100, 101])
def test_the_place_is_gone_where_it_should_be(number: int) -> None:
    block = resource(1028, CAPTION + dataset(number, b"Utrecht") + KEYWORDS)
    assert kept(block, frozenset()) == block
    placeless = kept(block, frozenset(), MetadataPolicy.DROP_GPS)
    assert placeless == resource(1028, CAPTION + KEYWORDS)


@pytest.mark.parametrize(
    "block",
    [
        b"the rest of a longer block",
        resource(1028, CAPTION)[:-3],
        resource(1028, b"\x1c\x02\x19\x00\x63Anna"),
        b"8BIM",
    ],
)
def test_what_cannot_be_searched_is_not_published(block: bytes) -> None:
    assert kept(block, NAMES) is None


def test_a_jpeg_keeps_its_caption(tmp_path: Path) -> None:
    block = resource(1028, CAPTION + PEOPLE + KEYWORDS) + resource(1036, PREVIEW)
    data = with_segments(
        jpeg_bytes(waves()),
        Segment(APP13, PREFIX + block),
        Segment(APP1, XMP_PREFIX + packet(FACES)),
    )
    (tmp_path / "a.jpg").write_bytes(data)

    copy_image(read_image(tmp_path / "a.jpg"), tmp_path / "b.jpg")

    copied = (tmp_path / "b.jpg").read_bytes()
    assert copied.count(JPEG_START) == 1
    assert CAPTION + dataset(25, "People|José".encode()) + KEYWORDS in copied


@pytest.mark.parametrize("cut", [20, 65_000])
def test_what_takes_more_than_one_segment_stays(cut: int, tmp_path: Path) -> None:
    paths = resource(2000, bytes(range(128)) * 600)
    before = resource(1028, CAPTION + PEOPLE + KEYWORDS) + paths + resource(1036, PREVIEW)
    after = resource(1028, CAPTION + dataset(25, "People|José".encode()) + KEYWORDS) + paths
    plain = jpeg_bytes(waves())
    faces = Segment(APP1, XMP_PREFIX + packet(FACES))
    for name, block in (("a", before), ("b", after)):
        pieces = (block[:cut], block[cut : cut + 65_000], block[cut + 65_000 :])
        own = (Segment(APP13, PREFIX + piece) for piece in pieces if piece)
        (tmp_path / f"{name}.jpg").write_bytes(with_segments(plain, *own, faces))

    for name in ("a", "b"):
        copy_image(read_image(tmp_path / f"{name}.jpg"), tmp_path / f"{name}_copied.jpg")

    for name in ("a", "b"):
        header = parted((tmp_path / f"{name}_copied.jpg").read_bytes()).header
        found = [one.body for one in header if one.marker == APP13]
        assert b"".join(body.removeprefix(PREFIX) for body in found) == after
        assert all(body.startswith(PREFIX) for body in found)
    header = parted((tmp_path / "b.jpg").read_bytes()).header
    assert found == [one.body for one in header if one.marker == APP13]


def test_blocks_that_are_filled_up_are_read_one_by_one(tmp_path: Path) -> None:
    blocks = (resource(1028, CAPTION) + b"\0", resource(1005, b"abcd") + b"\0")
    own = [Segment(APP13, PREFIX + block) for block in blocks]
    data = with_segments(jpeg_bytes(waves()), *own)
    (tmp_path / "a.jpg").write_bytes(data)

    copy_image(read_image(tmp_path / "a.jpg"), tmp_path / "b.jpg")

    assert (tmp_path / "b.jpg").read_bytes() == data

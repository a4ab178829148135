"""Names of people that are marked in a photo are gone from wherever a program repeats them."""

from pathlib import Path
from struct import pack
from unicodedata import normalize
from zlib import compress

import pytest
from PIL import Image

from anonymizer_gui.core.formats import exif, webp, xmp
from anonymizer_gui.core.formats.ifd import EXIF, MAKER_NOTE
from anonymizer_gui.core.formats.jpeg_metadata import XMP_PREFIX
from anonymizer_gui.core.formats.jpeg_segments import APP1, COM, Segment
from anonymizer_gui.core.formats.people import mentioned, mentions
from anonymizer_gui.core.formats.photoshop import iptc_kept
from anonymizer_gui.core.formats.png_chunks import Chunk, chunks
from anonymizer_gui.core.images import read_image
from anonymizer_gui.core.settings import MetadataPolicy
from tests.core.exif_blocks import CAMERA, MODEL
from tests.core.pictures import jpeg_bytes, png_bytes, saved, waves, with_hole, with_segments
from tests.core.test_photoshop import CAPTION, KEYWORDS, PEOPLE, dataset, resource
from tests.core.test_xmp import FACES, packet
from tests.core.writing import copy_image, write_image

NAMES = frozenset({"Anna Bakker", "José", "An", "7"})
KEYWORDS_OF_WINDOWS, DESCRIPTION, COMMENT, ARTIST = 0x9C9E, 0x010E, 0x9286, 0x013B


@pytest.mark.parametrize(
    "text",
    [
        "Anna Bakker",
        "bridge; Anna Bakker",
        "People||Anna Bakker",
        "Photo of anna  BAKKER, 2026",
        '<Category Assigned="1">Anna Bakker</Category>',
        "an",
        normalize("NFD", "José"),
    ],
)
def test_a_name_is_found_in_a_text(text: str) -> None:
    assert mentions(text, NAMES)
    assert mentioned(text.encode(), NAMES)
    assert mentioned(text.encode("utf-16-le"), NAMES)


@pytest.mark.parametrize("text", ["", "Anna Dekker", "Anna", "Jos", "panorama", "7", "Annabakker"])
def test_other_words_are_no_name(text: str) -> None:
    assert not mentions(text, NAMES)
    assert not mentions("Anna Bakker", frozenset())


TREE = """
<kw:Keywords xmlns:kw="http://www.metadataworkinggroup.com/schemas/keywords/"><kw:Hierarchy>
  <rdf:Bag><rdf:li rdf:parseType="Resource"><kw:Keyword>People</kw:Keyword><kw:Children><rdf:Bag>
    <rdf:li kw:Keyword="Anna Bakker"/><rdf:li><kw:Keyword>Cor Dekker</kw:Keyword></rdf:li>
  </rdf:Bag></kw:Children></rdf:li></rdf:Bag></kw:Hierarchy></kw:Keywords>
<acdsee:categories xmlns:acdsee="http://ns.acdsee.com/iptc/1.0/">
  &lt;Category Assigned="1"&gt;Eva Faber&lt;/Category&gt;</acdsee:categories>
<mediapro:People xmlns:mediapro="http://ns.iview-multimedia.com/mediapro/1.0/"><rdf:Bag>
  <rdf:li>Bo Gerards</rdf:li></rdf:Bag></mediapro:People>
<dc:description>Bo Gerards on the bridge</dc:description>
"""


def test_names_are_gone_from_trees_attributes_and_texts_of_xmp() -> None:
    result = xmp.kept(packet(FACES + TREE), MetadataPolicy.KEEP)

    assert result is not None
    assert not any(name in result for name in (b"Bakker", b"Dekker", b"Faber", b"Gerards"))
    assert b"<kw:Keyword>People</kw:Keyword>" in result
    assert b"Cam 3000" in result


def tagged() -> Image.Exif:
    tags = Image.Exif()
    tags[MODEL] = CAMERA
    tags[ARTIST] = "Anna Bakker"  # who took a photo is not marked in it by that
    tags[DESCRIPTION] = "Cor Dekker on the bridge"
    tags[KEYWORDS_OF_WINDOWS] = "bridge;Eva Faber".encode("utf-16-le")
    tags.get_ifd(EXIF)[COMMENT] = b"UNICODE\0" + "Eva Faber".encode("utf-16-be")
    return tags


@pytest.mark.parametrize("hidden", [True, False])
@pytest.mark.parametrize("extension", ["jpg", "png", "webp", "tif"])
def test_names_are_gone_from_texts_of_exif(extension: str, hidden: bool, tmp_path: Path) -> None:
    path, out = tmp_path / f"a.{extension}", tmp_path / f"b.{extension}"
    block = tagged()
    if extension == "tif":
        block[700], block[33723] = packet(FACES), PEOPLE + CAPTION + dataset(25, b"Eva Faber")
        saved(path, waves(), exif=block)
    elif extension == "png":
        more = (
            Chunk(b"iTXt", b"XML:com.adobe.xmp\0" + bytes(4) + packet(FACES)),
            Chunk(b"eXIf", block.tobytes().removeprefix(exif.PREFIX)),
            Chunk(b"tEXt", b"Comment\0Cor Dekker on the bridge"),
        )
        path.write_bytes(png_bytes(waves(), depth=8, colour_type=2, more=more))
    else:
        saved(path, waves(), exif=block, xmp=packet(FACES))
    photo = read_image(path)
    assert b"Dekker on" in photo.data

    if hidden:
        write_image(photo, with_hole(photo.pixels), out)
    else:
        copy_image(photo, out)

    data = out.read_bytes()
    for coding in ("utf-8", "utf-16-le", "utf-16-be"):
        assert not any(name.encode(coding) in data for name in ("Dekker", "Faber"))
    with Image.open(out) as image:
        found = image.getexif()
        assert found[MODEL] == CAMERA
        assert found[ARTIST] == "Anna Bakker"
    assert extension != "tif" or CAPTION in data


@pytest.mark.parametrize("data", [b"junk", CAPTION + b"junk", CAPTION[::-1]])
def test_what_is_no_iptc_data_is_not_searched(data: bytes) -> None:
    with pytest.raises(ValueError, match="IPTC data"):
        iptc_kept(data, NAMES)
    assert iptc_kept(data, frozenset()) == data


def test_names_are_gone_from_all_kinds_of_keywords() -> None:
    more = dataset(20, b"Anna Bakker") + dataset(15, b"An")
    assert iptc_kept(CAPTION + more + PEOPLE + KEYWORDS, NAMES) == CAPTION + KEYWORDS


def test_names_are_gone_from_remarks_and_segments_of_a_maker(tmp_path: Path) -> None:
    faces = Segment(APP1, XMP_PREFIX + packet(FACES))
    own = [
        Segment(COM, b"Anna Bakker"),
        Segment(0xE7, b"own\0Cor Dekker\0"),
        Segment(COM, b"bridge"),
    ]
    (tmp_path / "a.jpg").write_bytes(with_segments(jpeg_bytes(waves()), faces, *own))

    copy_image(read_image(tmp_path / "a.jpg"), tmp_path / "b.jpg")

    data = (tmp_path / "b.jpg").read_bytes()
    assert not any(name in data for name in (b"Bakker", b"Dekker"))
    assert own[-1].file_bytes in data


def test_of_notes_in_another_byte_order_nothing_stays_and_of_other_tags_all() -> None:
    tags = Image.Exif()
    tags[MODEL] = CAMERA
    note = b"Panasonic\0\0\0" + pack("<HHHII", 1, 0x61, 2, 4, 0x45766100)
    tags.get_ifd(EXIF)[MAKER_NOTE] = note + bytes(200)
    block = tags.tobytes().removeprefix(exif.PREFIX)

    kept = exif.kept(block, MetadataPolicy.KEEP)

    assert kept is not None
    assert b"Panasonic" not in kept
    assert CAMERA.encode() in kept


@pytest.mark.parametrize("name", [b"XMP ", b"XMP\0"])
@pytest.mark.parametrize("hidden", [True, False])
def test_names_are_gone_from_all_chunks_of_a_webp(
    name: bytes, hidden: bool, tmp_path: Path
) -> None:
    path, out = tmp_path / "a.webp", tmp_path / "b.webp"
    saved(path, waves(), xmp=packet(FACES), lossless=True)
    data = path.read_bytes().replace(b"XMP ", name)
    # Of ImageMagick 6: the XMP is not announced
    data = data[:20] + bytes([data[20] & ~4]) + data[21:] if name == b"XMP\0" else data
    more = webp.Chunk(b"OWN ", b"Cor Dekker was here").file_bytes
    path.write_bytes(data[:4] + (len(data) - 8 + len(more)).to_bytes(4, "little") + data[8:] + more)
    photo = read_image(path)

    if hidden:
        write_image(photo, with_hole(photo.pixels), out)
    else:
        copy_image(photo, out)

    written = out.read_bytes()
    assert not any(one in written for one in (b"Bakker", b"Dekker", b"Faber"))
    with Image.open(out) as image:
        assert b"GPano:ProjectionType" in image.info["xmp"]


def in_hexadecimal(kind: bytes, data: bytes) -> Chunk:
    """The chunk that ImageMagick 6 writes for metadata."""
    digits = data.hex("\n", -36).encode()
    text = b"\n%s\n%8d\n%s\n" % (kind, len(data), digits)
    return Chunk(b"zTXt", b"Raw profile type %s\0\0" % kind + compress(text))


@pytest.mark.parametrize("hidden", [True, False])
def test_names_are_gone_from_metadata_in_hexadecimal_and_all_else_stays(
    hidden: bool, tmp_path: Path
) -> None:
    place = dataset(90, b"Utrecht")
    named, plain = CAPTION + PEOPLE + dataset(25, b"Eva Faber"), CAPTION + dataset(25, b"bridge")
    more = (
        in_hexadecimal(b"xmp", packet(FACES)),
        in_hexadecimal(b"iptc", place + named),
        in_hexadecimal(b"8bim", resource(1028, named + place) + resource(1005, b"abcd")),
        in_hexadecimal(b"8bim", resource(1028, plain)),
        in_hexadecimal(b"iptc", resource(1036, jpeg_bytes(waves(12, 16)))),
        in_hexadecimal(b"iptc", plain + b"junk"),
        in_hexadecimal(b"own", plain),
    )
    path, out = tmp_path / "a.png", tmp_path / "b.png"
    path.write_bytes(png_bytes(waves(), depth=8, colour_type=2, more=more))
    photo = read_image(path)
    rest = CAPTION + dataset(25, "People|José".encode())

    for policy in (MetadataPolicy.KEEP, MetadataPolicy.DROP_GPS):
        if hidden:
            write_image(photo, with_hole(photo.pixels), out, policy=policy)
        else:
            copy_image(photo, out, policy=policy)

        where = place if policy is MetadataPolicy.KEEP else b""
        found = [one for one in chunks(out.read_bytes()) if one.name in (b"zTXt", b"iTXt")]
        assert found[0].body.startswith(b"XML:com.adobe.xmp\0\0")
        assert b"GPano:ProjectionType" in found[0].body
        assert b"Bakker" not in found[0].body
        assert found[1:] == [
            in_hexadecimal(b"iptc", where + rest),
            in_hexadecimal(b"8bim", resource(1028, rest + where) + resource(1005, b"abcd")),
            more[3],
        ]


def test_nothing_of_metadata_in_hexadecimal_is_left_where_none_may_stay(tmp_path: Path) -> None:
    more = (in_hexadecimal(b"xmp", packet()), in_hexadecimal(b"iptc", CAPTION))
    data = png_bytes(waves(), depth=8, colour_type=2, more=more)
    (tmp_path / "a.png").write_bytes(data)

    copy_image(read_image(tmp_path / "a.png"), tmp_path / "b.png", policy=MetadataPolicy.DROP)

    plain = png_bytes(waves(), depth=8, colour_type=2)
    assert (tmp_path / "b.png").read_bytes() == plain


def test_names_are_gone_from_unknown_chunks_of_a_png(tmp_path: Path) -> None:
    faces = Chunk(b"iTXt", b"XML:com.adobe.xmp\0" + bytes(4) + packet(FACES))
    own = (Chunk(b"owNa", b"Cor Dekker was here"), Chunk(b"owNb", b"bridge"))
    data = png_bytes(waves(), depth=8, colour_type=2, more=(faces, *own))
    (tmp_path / "a.png").write_bytes(data)

    copy_image(read_image(tmp_path / "a.png"), tmp_path / "b.png")

    copied = (tmp_path / "b.png").read_bytes()
    assert b"Dekker" not in copied
    assert own[1].file_bytes in copied


@pytest.mark.parametrize("start", [b"Panasonic\0\0\0", b"LEICA\0\0\0"])
def test_names_that_a_camera_recognised_are_gone_from_its_notes(start: bytes) -> None:
    tags = Image.Exif()
    tags[MODEL] = CAMERA
    tags.get_ifd(EXIF)[MAKER_NOTE] = start.ljust(200, b"\1")
    block = bytearray(tags.tobytes().removeprefix(exif.PREFIX))
    order = "<" if block.startswith(b"II") else ">"
    place = block.index(start) + len(start)
    rows = [(0x51, b"lens 35 mm"), (0x61, b"Eva Faber"), (0x66, b"Bo Gerards")]
    value = place + 2 + 12 * len(rows)
    block[place : place + 2] = pack(order + "H", len(rows))
    for index, (tag, text) in enumerate(rows):
        row = place + 2 + 12 * index
        block[row : row + 12] = pack(order + "HHII", tag, 2, len(text), value)
        block[value : value + len(text)] = text
        value += len(text)

    kept = exif.kept(bytes(block), MetadataPolicy.KEEP)

    assert kept is not None
    assert len(kept) == len(block)
    assert b"Eva" not in kept
    assert b"Bo G" not in kept
    assert b"lens 35 mm" in kept

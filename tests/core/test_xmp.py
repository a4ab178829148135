"""XMP: names of people and hidden pictures are gone, the sphere of a panorama is not."""

from pathlib import Path
from zlib import compress

import pytest

from anonymizer_gui.core.formats import xmp
from anonymizer_gui.core.formats.jpeg_metadata import XMP_PREFIX
from anonymizer_gui.core.formats.jpeg_segments import APP1, Segment
from anonymizer_gui.core.formats.png_chunks import Chunk
from anonymizer_gui.core.images import read_image
from anonymizer_gui.core.settings import MetadataPolicy
from tests.core.pictures import jpeg_bytes, png_bytes, saved, waves, with_segments
from tests.core.writing import copy_image, write_image

NAMESPACES = """
    xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:exif="http://ns.adobe.com/exif/1.0/"
    xmlns:drone="http://www.dji.com/drone-dji/1.0/"
    xmlns:tiff="http://ns.adobe.com/tiff/1.0/"
    xmlns:GPano="http://ns.google.com/photos/1.0/panorama/"
    xmlns:GCamera="http://ns.google.com/photos/1.0/camera/"
    xmlns:GImage="http://ns.google.com/photos/1.0/image/"
    xmlns:xmpNote="http://ns.adobe.com/xmp/note/"
    xmlns:mwg-rs="http://www.metadataworkinggroup.com/schemas/regions/"
    xmlns:stArea="http://ns.adobe.com/xmp/sType/Area#"
    xmlns:MP="http://ns.microsoft.com/photo/1.2/"
    xmlns:MPRI="http://ns.microsoft.com/photo/1.2/t/RegionInfo#"
    xmlns:MPReg="http://ns.microsoft.com/photo/1.2/t/Region#"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:xmpGImg="http://ns.adobe.com/xap/1.0/g/img/"
    xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
"""
PANORAMA = 'GPano:ProjectionType="equirectangular" GPano:FullPanoWidthPixels="8192"'
FACES = """
<mwg-rs:Regions rdf:parseType="Resource"><mwg-rs:RegionList><rdf:Bag>
  <rdf:li><rdf:Description mwg-rs:Name="Anna Bakker" mwg-rs:Type="Face">
    <mwg-rs:Area stArea:x="0.5" stArea:y="0.5"/></rdf:Description></rdf:li>
</rdf:Bag></mwg-rs:RegionList></mwg-rs:Regions>
<MP:RegionInfo rdf:parseType="Resource"><MPRI:Regions><rdf:Bag>
  <rdf:li MPReg:PersonDisplayName="Cor Dekker" MPReg:Rectangle="0.1, 0.1, 0.2, 0.2"/>
</rdf:Bag></MPRI:Regions></MP:RegionInfo>
<Iptc4xmpExt:PersonInImage><rdf:Bag><rdf:li>Eva Faber</rdf:li></rdf:Bag></Iptc4xmpExt:PersonInImage>
"""
KEYWORDS = """<dc:subject><rdf:Bag><rdf:li>bridge</rdf:li><rdf:li>Anna Bakker</rdf:li>
  <rdf:li>People/Cor Dekker</rdf:li><rdf:li>People|Eva Faber</rdf:li></rdf:Bag></dc:subject>"""
NAMES = (b"Bakker", b"Dekker", b"Faber")


def packet(body: str = "", attributes: str = PANORAMA) -> bytes:
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        f'<rdf:RDF {NAMESPACES}><rdf:Description rdf:about="" {attributes}>'
        f"<tiff:Model>Cam 3000</tiff:Model>{body}</rdf:Description></rdf:RDF></x:xmpmeta>"
        '<?xpacket end="w"?>'
    ).encode()


def kept(data: bytes, policy: MetadataPolicy = MetadataPolicy.KEEP) -> bytes | None:
    return xmp.kept(data, policy)


def test_a_packet_without_anything_private_stays_byte_for_byte() -> None:
    assert kept(packet()) == packet()
    assert kept(packet() + bytes(9)) == packet() + bytes(9)
    assert kept(b"") == b""


def test_names_of_people_are_gone_and_all_else_stays() -> None:
    result = kept(packet(FACES + KEYWORDS))

    assert result is not None
    assert not any(name in result for name in NAMES)
    assert b"bridge" in result
    assert b"<tiff:Model>Cam 3000</tiff:Model>" in result
    assert b'GPano:ProjectionType="equirectangular"' in result
    assert result.startswith(b"<?xpacket begin=")
    assert result.endswith(b'<?xpacket end="w"?>')
    assert kept(result) == result


@pytest.mark.parametrize(
    ("body", "attributes"),
    [
        ("", 'GImage:Data="/9j/4AAQSkZJRg" GImage:Mime="image/jpeg"'),
        ("<GImage:Data>/9j/4AAQSkZJRg</GImage:Data>", ""),
        ("<GImage:Data>&#x2f;9j/4AAQSkZJRg</GImage:Data>", ""),
        ("<dc:source>iVBORw0KGgoAAAA</dc:source>", ""),
        ("", 'dc:source="/9j/4AAQSkZJRg"'),
        (
            "<xmp:Thumbnails><rdf:Alt><rdf:li><xmpGImg:image>/9j/4AAQSkZJRg</xmpGImg:image>"
            "</rdf:li></rdf:Alt></xmp:Thumbnails>",
            "",
        ),
        ("", 'GCamera:MicroVideo="1" GCamera:MicroVideoOffset="4AAQSkZJRg"'),
        ("", 'xmpNote:HasExtendedXMP="4AAQSkZJRg"'),
    ],
)
def test_pictures_are_gone_and_the_sphere_stays(body: str, attributes: str) -> None:
    result = kept(packet(body, f"{attributes} {PANORAMA}"))
    assert result is not None
    assert b"4AAQSkZJRg" not in result
    assert b"iVBOR" not in result
    assert b'GPano:FullPanoWidthPixels="8192"' in result


@pytest.mark.parametrize(
    "data",
    [
        b"<x:xmpmeta>",
        b"no markup",
        packet()[:-30],
        b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        packet("<!-- /9j/4AAQSkZJRg -->"),
        b"<a>" * 5000 + b"</a>" * 5000,
    ],
)
def test_what_cannot_be_searched_is_not_published(data: bytes) -> None:
    assert kept(data) is None


def test_another_encoding_hides_nothing() -> None:
    text = packet(FACES).decode()
    result = kept(text.encode("utf-16"))
    assert result is not None
    assert b"Cam 3000" in result
    assert not any(name in result for name in NAMES)


PLACE = """<exif:GPSLatitude>52,5.123N</exif:GPSLatitude><Iptc4xmpExt:LocationShown><rdf:Bag>
  <rdf:li exif:GPSLongitude="5,7.456E" Iptc4xmpExt:City="Utrecht"/></rdf:Bag>
</Iptc4xmpExt:LocationShown><drone:Latitude>52.789</drone:Latitude>
<Iptc4xmpCore:Location xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
  Iptc4xmpCore:CountryCode="NLD">Kerkstraat 12</Iptc4xmpCore:Location>
<rdf:Description xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:State="Utrecht"
  photoshop:Country="Nederland"><photoshop:City>Utrecht</photoshop:City></rdf:Description>"""


@pytest.mark.parametrize("attributes", ["", 'exif:GPSAltitude="99999/1000"'])
def test_the_place_is_gone_where_it_should_be(attributes: str) -> None:
    data = packet(PLACE, f"{attributes} {PANORAMA}")

    result = kept(data, MetadataPolicy.DROP_GPS)

    assert kept(data) == data
    assert kept(data, MetadataPolicy.DROP) is None
    assert result is not None
    assert not any(one in result for one in (b"5.123", b"7.456", b"52.789", b"99999"))
    assert b"equirectangular" in result
    assert not any(one in result for one in (b"Utrecht", b"Kerkstraat", b"Nederland", b"NLD"))


def _files(folder: Path) -> list[Path]:
    data = packet(FACES + KEYWORDS)
    text = b"XML:com.adobe.xmp\0"
    files = {
        "a.jpg": with_segments(jpeg_bytes(waves()), Segment(APP1, XMP_PREFIX + data)),
        "plain.png": _png(Chunk(b"iTXt", text + bytes(4) + data)),
        "packed.png": _png(Chunk(b"iTXt", text + b"\1\0\0\0" + compress(data))),
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
    saved(folder / "a.webp", waves(), xmp=data)
    saved(folder / "a.tif", waves(), tiffinfo={700: data})
    return sorted(folder.iterdir())


def _png(chunk: Chunk) -> bytes:
    return png_bytes(waves(), depth=8, colour_type=2, more=(chunk,))


def test_names_are_gone_from_files_of_every_format(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for path in _files(tmp_path / "in"):
        photo = read_image(path)

        copy_image(photo, tmp_path / f"copied_{path.name}")
        write_image(photo, photo.pixels, tmp_path / f"written_{path.name}")

        for way in ("copied", "written"):
            data = (tmp_path / f"{way}_{path.name}").read_bytes()
            assert not any(name in data for name in NAMES), (way, path.name)
            assert b"equirectangular" in data, (way, path.name)
            assert read_image(tmp_path / f"{way}_{path.name}").pixels.shape == photo.pixels.shape

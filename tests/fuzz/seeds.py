"""Whole files of every kind that the program reads, small, to be damaged."""

import tempfile
from collections.abc import Callable, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

from anonymizer_gui.core.boxes import Box, Kind
from anonymizer_gui.core.records import record_text
from anonymizer_gui.core.store.values import EditedBox, Review
from anonymizer_gui.paths import weights_folder
from tests.core.exif_blocks import exif_with_strips
from tests.core.jobs import seen, store_in
from tests.core.pictures import waves

_XMP = b"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:mwg-rs="http://www.metadataworkinggroup.com/schemas/regions/"><mwg-rs:Regions>
<mwg-rs:RegionList><rdf:Bag><rdf:li mwg-rs:Name="Jan" mwg-rs:Type="Face"/></rdf:Bag>
</mwg-rs:RegionList></mwg-rs:Regions></rdf:Description></rdf:RDF></x:xmpmeta>"""

_ENV = b"""# the folders
INPUT_FOLDER=foto's
OUTPUT_FOLDER = "/data/uit gang"
IMAGE_EXTENSIONS="jpg,png,jpeg"
FACE_THRESHOLD=0.25
LICENCE_PLATE_THRESHOLD = 0.4
WRITE_EXIF=False
OBFUSCATION_KERNEL_SIZE=21
SUFFIX=_anon
BLUR_SCALE=1.5
"""


def _picture(kind: str, mode: str = "RGB", **options: Any) -> bytes:
    pixels = waves(40, 56)
    image = Image.fromarray(pixels)
    image = image.quantize(16) if mode == "P" else image.convert(mode)
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def _exif() -> bytes:
    exif = Image.Exif()
    exif[0x010F], exif[0x0112], exif[0x0132] = "Maker", 6, "2026:01:02 03:04:05"
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 5.0, 1.5), 3: "E", 4: (4.0, 3.0, 2.0)})
    exif.get_ifd(0x8769).update({0x927C: b"maker's note" * 4, 0x9286: b"ASCII\0\0\0said"})
    return exif.tobytes()


def _jpegs() -> list[bytes]:
    tagged: dict[str, Any] = {
        "exif": _exif(),
        "xmp": _XMP,
        "icc_profile": b"p" * 200,
        "comment": b"said",
    }
    return [
        _picture("JPEG"),
        _picture("JPEG", "L", quality=40),
        _picture("JPEG", "CMYK"),
        _picture("JPEG", progressive=True, **tagged),
        _picture("JPEG", subsampling=0, restart_marker_rows=1, **tagged),
        _picture("JPEG", subsampling=2, optimize=True, exif=_exif()),
    ]


def _pngs() -> list[bytes]:
    deep = BytesIO()
    Image.fromarray(waves(20, 30, 1, depth=16)).save(deep, "PNG")
    return [
        _picture("PNG", exif=_exif(), icc_profile=b"p" * 200),
        *(_picture("PNG", mode) for mode in ("L", "P", "RGBA", "LA", "1")),
        deep.getvalue(),
    ]


def _webps() -> list[bytes]:
    tagged: dict[str, Any] = {"exif": _exif(), "xmp": _XMP}
    return [
        _picture("WEBP"),
        _picture("WEBP", lossless=True, **tagged),
        _picture("WEBP", "RGBA", lossless=True),
        _picture("WEBP", **tagged),
    ]


def _tiffs() -> list[bytes]:
    ways = ("raw", "tiff_lzw", "tiff_adobe_deflate", "packbits", "jpeg")
    return [
        *(_picture("TIFF", compression=way) for way in ways),
        *(_picture("TIFF", mode) for mode in ("L", "P", "CMYK", "RGBA")),
    ]


def _heics() -> list[bytes]:
    folder = Path(__file__).parents[1] / "core" / "data"
    return [path.read_bytes() for path in sorted(folder.glob("*.heic"))]


def _exifs() -> list[bytes]:
    """Metadata alone is damaged: `_carried` puts it into a photo."""
    return [_exif(), _XMP, *map(exif_with_strips, ("first", "exif", "subfile"))]


def _records() -> list[bytes]:
    boxes = [Box(1, 2, 3, 4, kind=Kind.FACE), Box(0, 0, 9.5, 9, kind=Kind.PLATE, score=0.5)]
    return [record_text(boxes).encode(), b"[]"]


def _cards() -> list[bytes]:
    return [(weights_folder() / name).read_bytes() for name in ("faces.json", "plates.json")]


def _stores() -> list[bytes]:
    with tempfile.TemporaryDirectory() as name:
        drawn = EditedBox(Box(1, 2, 3, 4, kind=Kind.PLATE))
        with store_in(Path(name), ["a.jpg", "b/c.jpg"]) as store:
            store.photos.put_sight(1, seen((Kind.FACE, 0.9), (Kind.PLATE, 0.3)))
            store.photos.put_review(1, Review((drawn,), done=True))
        return [(Path(name) / "job.sqlite").read_bytes()]


def _graphs() -> list[bytes]:
    from tests.detection.graphs import white_cell_graph, with_op_in_function

    return [
        white_cell_graph().SerializeToString(),
        white_cell_graph(classes=True).SerializeToString(),
        with_op_in_function(white_cell_graph(), "Add"),
    ]


def _tflites() -> list[bytes]:
    from tests.detection.tflites import tflite

    return [tflite()]


def _reports() -> list[bytes]:
    from anonymizer_gui.core.report.csv_file import csv_bytes
    from anonymizer_gui.core.report.html_page import html_bytes
    from anonymizer_gui.core.report.rows import rows_of
    from anonymizer_gui.core.settings import Language

    with tempfile.TemporaryDirectory() as name, store_in(Path(name), ["a.jpg"]) as store:
        rows = rows_of(store.settings(), store.ledger.entries(), Language.ENGLISH)
    return [csv_bytes(rows, Language.ENGLISH), html_bytes(rows, Language.DUTCH)]


SEEDS: Mapping[str, Callable[[], list[bytes]]] = {
    "jpeg": _jpegs,
    "png": _pngs,
    "webp": _webps,
    "tiff": _tiffs,
    "bmp": lambda: [_picture("BMP"), _picture("BMP", "L"), _picture("BMP", "P")],
    "heic": _heics,
    "metadata": _exifs,
    "record": _records,
    "card": _cards,
    "env": lambda: [_ENV],
    "store": _stores,
    "report": _reports,
    "graph": _graphs,
    "tflite": _tflites,
}
"""By kind. Graphs and TensorFlow Lite networks are made by TensorFlow."""


@cache
def seeds_of(kind: str) -> tuple[bytes, ...]:
    """Whole files of a kind; made once."""
    return tuple(SEEDS[kind]())


def carried(metadata: bytes) -> bytes:
    """A photo with this EXIF or XMP, as it is: a JPEG whose segment says how long it is."""
    start = b"http://ns.adobe.com/xap/1.0/\0" if b"xmp" in metadata[:64] else b"Exif\0\0"
    body = start + metadata.removeprefix(b"Exif\0\0")[: 65533 - len(start)]
    whole = _picture("JPEG")
    return whole[:2] + b"\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body + whole[2:]

"""What exiftool, which reads more metadata than any other program, finds in the results."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from anonymizer_gui.core.images import read_image
from anonymizer_gui.core.settings import MetadataPolicy
from tests.core.jpegs import hidden, street
from tests.core.pictures import saved
from tests.core.writing import copy_image, write_image

pytestmark = pytest.mark.skipif(shutil.which("exiftool") is None, reason="needs exiftool")

TAGS = {
    "IFD0:Model": "Cam 3000",
    "IFD0:Copyright": "Road authority",
    "ExifIFD:DateTimeOriginal": "2026:05:01 12:00:00",
    "ExifIFD:LensModel": "35 mm",
    "IPTC:Caption-Abstract": "the bridge",
    "IPTC:Keywords": "bridge",
    "XMP-dc:Title": "Bridge",
    "XMP-GPano:ProjectionType": "equirectangular",
}
PLACE = {"GPS:GPSLatitude": "52.5", "GPS:GPSLatitudeRef": "N", "XMP-exif:GPSLongitude": "5.25"}
NAMES = {"XMP-mwg-rs:RegionName": "Anna Bakker", "XMP-mwg-rs:RegionType": "Face"}
PREVIEWS = ("IFD1:ThumbnailImage", "Photoshop:PhotoshopThumbnail")
ABOUT_THE_FILE = ("System", "File", "ExifTool", "Composite", "JFIF")


def exiftool(*arguments: str | Path) -> str:
    done = subprocess.run(
        ["exiftool", *map(str, arguments)], capture_output=True, check=True, timeout=60
    )
    return done.stdout.decode()


def found(path: Path) -> dict[str, object]:
    """The tags of a file by group and name."""
    tags = json.loads(exiftool("-json", "-G1", "-a", "-n", "-struct", path))[0]
    return {name: value for name, value in tags.items() if ":" in name}


def complaints(path: Path) -> set[str]:
    """What exiftool holds against the way a file is made."""
    lines = exiftool("-validate", "-warning", "-error", "-a", path).splitlines()
    return {line for line in lines if not line.startswith("Validate")}


@pytest.fixture(scope="module")
def camera_photo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exiftool")
    path = saved(folder / "a.jpg", street(), quality=90)
    preview = saved(folder / "preview.jpg", street(60, 80))
    options = [f"-{name}={value}" for name, value in (TAGS | PLACE | NAMES).items()]
    options += [f"-{name}<={preview}" for name in PREVIEWS]
    exiftool("-q", "-overwrite_original", "-n", *options, path)
    assert {*TAGS, *PLACE, *PREVIEWS, "XMP-mwg-rs:RegionInfo"} <= found(path).keys()
    return path


@pytest.mark.parametrize("way", ["copied", "written"])
@pytest.mark.parametrize("policy", MetadataPolicy)
def test_exactly_what_may_be_published_is(
    camera_photo: Path, way: str, policy: MetadataPolicy, tmp_path: Path
) -> None:
    photo, out = read_image(camera_photo), tmp_path / "b.jpg"

    if way == "copied":
        copy_image(photo, out, policy=policy)
    else:
        write_image(photo, hidden(photo.pixels), out, policy=policy)

    old, new = found(camera_photo), found(out)
    lost = {name for name in old if name not in new and not name.startswith(ABOUT_THE_FILE)}
    other = {name for name in lost if not name.startswith(("IFD1:", "XMP-mwg-rs:", "Photoshop:"))}
    assert not any(name.startswith(("IFD1:", "XMP-mwg-rs:", "Photoshop:")) for name in new)
    match policy:
        case MetadataPolicy.KEEP:
            assert not other
        case MetadataPolicy.DROP_GPS:
            assert other == {name for name in old if "GPS" in name and "Composite" not in name}
        case MetadataPolicy.DROP:
            assert other >= {*TAGS, *PLACE}
    assert all(new[name] == old[name] for name in new if name in old and name in TAGS)
    assert complaints(out) <= complaints(camera_photo)

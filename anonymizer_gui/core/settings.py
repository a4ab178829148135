"""What a user can set, with defaults and ranges: the one place where a setting is defined."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePath
from typing import Self

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.errors import QT_TRANSLATE_NOOP, SettingsError
from anonymizer_gui.core.files import parted

SUPPORTED_EXTENSIONS = (
    "bmp",
    "heic",
    "heif",
    "jfif",
    "jpe",
    "jpeg",
    "jpg",
    "png",
    "tif",
    "tiff",
    "webp",
)
OTHER_PHOTOS = (
    "arw",
    "avif",
    "cr2",
    "cr3",
    "dng",
    "gif",
    "mpo",
    "nef",
    "orf",
    "raf",
    "rw2",
)
"""Extensions of photos that cannot be read; somebody who has some is told so."""

EXTENSION_ALIASES = {"heif": "heic", "jfif": "jpg", "jpe": "jpg", "jpeg": "jpg", "tiff": "tif"}
"""Other spellings of a format: asking for one of them means all."""

RESULT_EXTENSIONS = {"heic": "jpg", "heif": "jpg"}
"""What becomes of photos in a format that can be read but not written."""

THRESHOLD_RANGE = (0.001, 1.0)
BOX_SCALE_RANGE = (0.1, 5.0)
DEFAULT_BOX_SCALE = 1.2


class Detail(StrEnum):
    """How small the faces and plates are that are looked for; the smaller, the longer it takes."""

    FAST = "fast"
    NORMAL = "normal"
    THOROUGH = "thorough"


class Language(StrEnum):
    """What a report is written in."""

    ENGLISH = "en"
    DUTCH = "nl"


class Style(StrEnum):
    """What is done inside a box."""

    PIXELATE = "pixelate"
    GAUSSIAN = "gaussian"
    SOLID = "solid"


class MetadataPolicy(StrEnum):
    """What happens to EXIF, XMP and the like.

    Previews of the photo and names of people in the regions of faces go in any case; orientation
    and colour profile stay in any case.
    """

    KEEP = "keep"
    DROP_GPS = "drop_gps"
    """Where the photo was taken goes, and with it all data in which only its maker can read."""
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class Kernel:
    """The blur of the older tool.

    Attributes:
        size: Width of the Gaussian kernel in pixels, odd.
        sigma: Half the range of the normal distribution that is sampled: larger is LESS blur.
        mask_size: Width in pixels of the kernel that softens the edge of the mask, odd.
    """

    size: int = 21
    sigma: float = 2.0
    mask_size: int = 9

    def __post_init__(self) -> None:
        for width in (self.size, self.mask_size):
            if width < 1 or width % 2 == 0:
                raise SettingsError(
                    QT_TRANSLATE_NOOP(
                        "errors",
                        "The obfuscation kernel has the size {0}; it must be an odd number, "
                        "such as {1}.",
                    ),
                    width,
                    max(width + 1, 1),
                )
        if not 0 < self.sigma < float("inf"):
            raise SettingsError(
                QT_TRANSLATE_NOOP(
                    "errors", "The obfuscation kernel has the sigma {0}; it must be above 0."
                ),
                self.sigma,
            )

    @classmethod
    def parsed(cls, text: str) -> Self:
        """The kernel that `size,sigma,mask_size` describes, e.g. `21,2,9`.

        Raises:
            SettingsError: It is not three numbers, or one is out of range.
        """
        try:
            size, sigma, mask_size = text.split(",")
            numbers = int(size), float(sigma), int(mask_size)
        except ValueError as error:
            raise SettingsError(
                QT_TRANSLATE_NOOP(
                    "errors",
                    "The obfuscation kernel “{0}” is not three numbers with commas between "
                    "them, such as 21,2,9.",
                ),
                text,
            ) from error
        return cls(*numbers)


def parsed_extensions(text: str) -> tuple[str, ...]:
    """The extensions in a comma-separated list, without dots, in lower case.

    Raises:
        SettingsError: The list is empty, or holds one that cannot be read.
    """
    extensions = tuple(
        dict.fromkeys(part.strip().lstrip(".").lower() for part in text.split(",") if part.strip())
    )
    unknown = [one for one in extensions if one not in SUPPORTED_EXTENSIONS]
    if unknown or not extensions:
        raise SettingsError(
            QT_TRANSLATE_NOOP(
                "errors", "“{0}” is not a kind of photo that can be read; choose from {1}."
            ),
            unknown[0] if unknown else text,
            ", ".join(SUPPORTED_EXTENSIONS),
        )
    return extensions


@dataclass(frozen=True, slots=True)
class Settings:
    """One job: which photos, where to, and how.

    Attributes:
        input: Folder that is searched with its sub-folders.
        output: Folder that gets the results; the sub-folders are mirrored in it.
        weights: A person's own network file, or a folder with some; None for the built-in ones.
        extensions: Which files are photos, in lower case without dots.
        subfolders: Whether photos in sub-folders are taken too.
        only: Photos and sub-folders below the input folder, with /, if not all in it is taken.
        kinds: What is hidden.
        face_threshold: Score from which a face is hidden, in [0.001, 1]; None for the default
            of the network.
        plate_threshold: The same for plates.
        detail: How small the things are that are looked for.
        style: What is done inside a box.
        kernel: The blur for `Style.GAUSSIAN`.
        colour: The colour for `Style.SOLID`: red, green, blue, 0 to 255.
        box_scale: A box is grown about its centre to this many times its width and height.
        write_detections: Whether a JSON record is written beside each output.
        keep_metadata: Whether EXIF, XMP and the like are kept.
        keep_gps: Whether where the photo was taken is kept with it.
        suffix: `photo.jpg` becomes `photo_SUFFIX.jpg`; empty for the same name.
        skip_existing: Whether photos whose output is there already are left alone.
        dry_run: Whether to look only, and write nothing.
        check_results: Whether each result is read again before the photo counts as saved.
        report: The language of the report on the job that is written beside the results; None
            for no report.
    """

    input: Path
    output: Path
    weights: Path | None = None
    extensions: tuple[str, ...] = ("jpg", "png")
    subfolders: bool = True
    only: tuple[str, ...] = ()
    kinds: frozenset[Kind] = frozenset(Kind)
    face_threshold: float | None = None
    plate_threshold: float | None = None
    detail: Detail = Detail.NORMAL
    style: Style = Style.PIXELATE
    kernel: Kernel = Kernel()
    colour: tuple[int, int, int] = (107, 114, 128)
    box_scale: float = DEFAULT_BOX_SCALE
    write_detections: bool = True
    keep_metadata: bool = True
    keep_gps: bool = True
    suffix: str = ""
    skip_existing: bool = False
    dry_run: bool = False
    check_results: bool = True
    report: Language | None = None

    def __post_init__(self) -> None:
        for threshold, template in (
            (
                self.face_threshold,
                QT_TRANSLATE_NOOP("errors", "The face threshold is {0}; it must be {1} to {2}."),
            ),
            (
                self.plate_threshold,
                QT_TRANSLATE_NOOP("errors", "The plate threshold is {0}; it must be {1} to {2}."),
            ),
        ):
            if threshold is not None:
                _check_range(threshold, THRESHOLD_RANGE, template)
        _check_range(
            self.box_scale,
            BOX_SCALE_RANGE,
            QT_TRANSLATE_NOOP("errors", "The box scale is {0}; it must be {1} to {2}."),
        )
        if any(character in self.suffix for character in '<>:"/\\|?*\0'):
            raise SettingsError(
                QT_TRANSLATE_NOOP(
                    "errors", "The suffix “{0}” holds a character that a file name cannot have."
                ),
                self.suffix,
            )
        for name in self.only:
            place = PurePath(name)
            if place.anchor or ".." in place.parts or not place.parts:
                raise SettingsError(
                    QT_TRANSLATE_NOOP("errors", "{0} is not in the folder of the photos."), name
                )
        if not self.kinds:
            raise SettingsError(
                QT_TRANSLATE_NOOP("errors", "Neither faces nor plates are to be hidden.")
            )

    @property
    def metadata_policy(self) -> MetadataPolicy:
        """What happens to EXIF, XMP and the like."""
        if not self.keep_metadata:
            return MetadataPolicy.DROP
        return MetadataPolicy.KEEP if self.keep_gps else MetadataPolicy.DROP_GPS

    def thresholds(self, defaults: Mapping[Kind, float]) -> dict[Kind, float]:
        """The score from which each wanted kind is hidden.

        Args:
            defaults: Per kind, the default of its network.
        """
        own = {Kind.FACE: self.face_threshold, Kind.PLATE: self.plate_threshold}
        return {
            kind: defaults[kind] if (threshold := own[kind]) is None else threshold
            for kind in Kind
            if kind in self.kinds
        }

    def takes(self, path: str) -> bool:
        """Whether the file is a photo of this job, by its extension."""
        return _spelled(parted(path)[1].lower()) in map(_spelled, self.extensions)


def _spelled(extension: str) -> str:
    """One spelling for all of a format."""
    return EXTENSION_ALIASES.get(extension, extension)


def _check_range(value: float, limits: tuple[float, float], template: str) -> None:
    low, high = limits
    if not low <= value <= high:
        raise SettingsError(template, f"{value:g}", f"{low:g}", f"{high:g}")

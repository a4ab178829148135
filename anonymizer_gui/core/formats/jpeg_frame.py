"""The frame of a JPEG file: its size, its components, and how both are coded."""

from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from anonymizer_gui.core.formats.jpeg_segments import APP0, APP14, Parts, Segment
from anonymizer_gui.core.formats.picture import DAMAGED, UNSUPPORTED, FormatError

BASELINE, EXTENDED, PROGRESSIVE = 0xC0, 0xC1, 0xC2
ARITHMETIC, PROGRESSIVE_ARITHMETIC = 0xC9, 0xCA
FRAMES = frozenset({BASELINE, EXTENDED, PROGRESSIVE, ARITHMETIC, PROGRESSIVE_ARITHMETIC})
"""Start-of-frame markers of the kinds that are handled."""
_OTHER_FRAMES = {0xC3, 0xC5, 0xC6, 0xC7, 0xCB, 0xCD, 0xCE, 0xCF}
RESTART_INTERVAL = 0xDD
_BLOCK = 8


class Coding(Enum):
    """What the components of a file mean."""

    GREY = "grey"
    YCC = "luma and two colour differences"
    RGB = "red, green, blue"
    CMYK = "ink, the wrong way round"
    YCCK = "luma and colour differences of ink, and black"


@dataclass(frozen=True, slots=True)
class Component:
    """One component.

    Attributes:
        id: By which scans name it.
        across: Horizontal sampling factor, 1 to 4.
        down: Vertical sampling factor, 1 to 4.
        table: Number of its quantisation table.
    """

    id: int
    across: int
    down: int
    table: int


@dataclass(frozen=True)
class Frame:
    """What a start-of-frame segment says (T.81, B.2.2).

    Attributes:
        marker: Of the segment: the kind of coding.
        height: In pixels.
        width: In pixels.
        components: In the order of the file.
        coding: What they mean.
    """

    marker: int
    height: int
    width: int
    components: tuple[Component, ...]
    coding: Coding

    @property
    def is_progressive(self) -> bool:
        """Whether the picture comes in several scans, each finer than the last."""
        return self.marker in (PROGRESSIVE, PROGRESSIVE_ARITHMETIC)

    @property
    def is_arithmetic(self) -> bool:
        """Whether coefficients are coded arithmetically, not by Huffman's method."""
        return self.marker in (ARITHMETIC, PROGRESSIVE_ARITHMETIC)

    @cached_property
    def across(self) -> int:
        """Largest horizontal sampling factor."""
        return max(one.across for one in self.components)

    @cached_property
    def down(self) -> int:
        """Largest vertical sampling factor."""
        return max(one.down for one in self.components)

    @property
    def patch(self) -> tuple[int, int]:
        """Height and width in pixels of the smallest patch of whole blocks of all components."""
        if len(self.components) == 1:
            return _BLOCK, _BLOCK
        return _BLOCK * self.down, _BLOCK * self.across

    def sample_size(self, one: Component) -> tuple[int, int]:
        """Height and width in pixels of a component.

        Source: T.81, A.1.1.
        """
        return -(-self.height * one.down // self.down), -(-self.width * one.across // self.across)

    def block_size(self, one: Component) -> tuple[int, int]:
        """Height and width of a component in blocks of 8x8."""
        height, width = self.sample_size(one)
        return -(-height // _BLOCK), -(-width // _BLOCK)


def frame_of(parts: Parts) -> Frame:
    """The frame of a file.

    Raises:
        FormatError: There is none, or it is of a kind that cannot be handled.
    """
    segment = next((one for one in parts.header if one.marker in FRAMES | _OTHER_FRAMES), None)
    if segment is None or len(segment.body) < 6:
        raise FormatError(DAMAGED)
    body, count = segment.body, segment.body[5]
    if segment.marker in _OTHER_FRAMES or body[0] != 8 or count not in (1, 3, 4):
        raise FormatError(UNSUPPORTED, f"JPEG SOF{segment.marker & 15}, {body[0]} bit x {count}")
    rows = [body[start : start + 3] for start in range(6, 6 + 3 * count, 3)]
    if any(len(row) < 3 or not row[1] >> 4 or not row[1] & 15 for row in rows):
        raise FormatError(DAMAGED)
    return Frame(
        marker=segment.marker,
        height=int.from_bytes(body[1:3], "big"),
        width=int.from_bytes(body[3:5], "big"),
        components=tuple(Component(row[0], row[1] >> 4, row[1] & 15, row[2]) for row in rows),
        coding=_coding(parts.header, count, body[6::3]),
    )


def restart_interval(parts: Parts) -> int:
    """Blocks between restart markers, 0 for none."""
    intervals = [one.body for one in parts.header if one.marker == RESTART_INTERVAL]
    return int.from_bytes(intervals[-1][:2], "big") if intervals else 0


def _coding(header: tuple[Segment, ...], count: int, ids: bytes) -> Coding:
    """What the components mean, by the same signs as in libjpeg."""
    adobe = next(
        (one for one in header if one.marker == APP14 and one.body.startswith(b"Adobe")), None
    )
    transform = adobe.body[11:12] if adobe else None
    if count == 1:
        return Coding.GREY
    if count == 4:
        return Coding.YCCK if transform == b"\2" else Coding.CMYK
    if any(one.marker == APP0 and one.body.startswith(b"JFIF\0") for one in header):
        return Coding.YCC
    is_rgb = ids[:3] == b"RGB" if transform is None else transform == b"\0"
    return Coding.RGB if is_rgb else Coding.YCC

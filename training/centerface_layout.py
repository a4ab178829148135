"""The shape of the network for those who must know it without loading TensorFlow."""

from dataclasses import dataclass

STRIDE = 4
"""Input pixels per cell of the heads."""

CANVAS_MULTIPLE = 32
"""Height and width of the input must be multiples of this: the trunk halves it five times."""

HEADS = ("heatmap", "size", "offset")
"""Outputs, in order."""

SHARED_BLOCKS = 6
"""Stem and blocks 0 to 5 (down to stride 8) of the plate network are the face network's."""

STEM_CHANNELS = 32


@dataclass(frozen=True, slots=True)
class Block:
    """One inverted residual block of the trunk."""

    expansion: int
    channels: int
    stride: int


BLOCKS = (
    Block(1, 16, 1),
    *(Block(6, 24, stride) for stride in (2, 1)),
    *(Block(6, 32, stride) for stride in (2, 1, 1)),
    *(Block(6, 64, stride) for stride in (2, 1, 1, 1)),
    *(Block(6, 96, stride) for stride in (1, 1, 1)),
    *(Block(6, 160, stride) for stride in (2, 1, 1)),
    Block(6, 320, 1),
)
"""The trunk after its stem. Blocks 2, 5, 12 and 16 end the levels of stride 4, 8, 16 and 32."""

SKIPS = (12, 5, 2)
"""Blocks whose output is added in the neck, in the order of the way up."""

FINE = "fine"
"""What the names of the further blocks begin with; each is like the last shared one."""


def block_name(index: int) -> str:
    """What the names of the layers of a block begin with."""
    return f"block{index:02}"


def inner_channels(name: str) -> int:
    """Channels inside a block of CenterFace, or a further one: what its expansion makes."""
    index = SHARED_BLOCKS - 1 if name.startswith(FINE) else int(name.removeprefix("block"))
    inputs = BLOCKS[index - 1].channels if index else STEM_CHANNELS
    return BLOCKS[index].expansion * inputs

"""Blocks computed in parts, so that the many channels inside them stay in the processor's cache.

A block expands its input to 3 to 6 times the channels, filters each, and projects them to few
again. Of the fine levels the expanded ones take tens of megabytes, which go to memory and back. A
part of the channels after the other, with the projections added up, gives the same answer but for
the rounding, in 0.86 of the time (both networks in one, 640x480 and 1024x960), and takes less
memory. The network files are made so; the weights that are learnt and kept are not in parts.
"""

import numpy as np
from numpy.typing import NDArray

from training.centerface_layout import BLOCKS, FINE, SHARED_BLOCKS
from training.weights import Weights

MOST = {2: 16, 4: 48, 8: 96, 16: 192}
"""Channels of a part, by the stride of what the block reads; those of stride 32 fit as they are.

Of stride 2, 16 take 0.95 of the time of 32 (832x1344, two at once of a thread each), 8 take 1.07.
Of the others half as many are no faster, and twice as many take more memory. The stem is slower in
parts.
"""


def parts(block: str, channels: int) -> list[tuple[str, slice]]:
    """Which channels inside a block are computed together.

    Args:
        block: Its name.
        channels: How many are inside.

    Returns:
        What the names of the layers of each part end with, and its channels; nothing to add to the
        names of a block that is computed whole.
    """
    most = MOST.get(_stride(block), channels)
    if block == "block00" or channels <= most:
        return [("", slice(0, channels))]
    return [
        (f"_{start // most}", slice(start, min(start + most, channels)))
        for start in range(0, channels, most)
    ]


def _stride(block: str) -> int:
    """Of what a block reads."""
    index = SHARED_BLOCKS if block.startswith(FINE) else int(block.removeprefix("block"))
    return int(2 * np.prod([one.stride for one in BLOCKS[:index]]))


def in_parts(network: Weights) -> dict[str, NDArray[np.floating]]:
    """The weights of a network for a model whose blocks are computed in parts.

    Args:
        network: All weights of a `centerface()`.
    """
    blocks = {
        block: parts(block, len(network[f"{block}_depthwise/bias"]))
        for block in {name.partition("_depthwise/")[0] for name in network if "_depthwise/" in name}
    }
    divided = {}
    for name, array in network.items():
        layer, _, kind = name.partition("/")
        block, _, step = layer.rpartition("_")
        for suffix, channels in blocks.get(block, [("", slice(0, None))]):
            divided[f"{layer}{suffix}/{kind}"] = _part(array, f"{step}/{kind}", channels)
    return divided


def _part(array: NDArray[np.floating], what: str, channels: slice) -> NDArray[np.floating]:
    if what in _AXES:
        return array[(*[slice(None)] * _AXES[what], channels)]
    # The bias of a projection counts once, since the projections are added up
    return array if channels.start == 0 else np.zeros_like(array)


_AXES = {
    "expand/kernel": 3,
    "expand/bias": 0,
    "depthwise/kernel": 2,
    "depthwise/bias": 0,
    "project/kernel": 2,
}
"""Along which axis of an array the channels inside a block are."""

"""The weights of two networks that share their lower trunk, as those of one that is both."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from anonymizer_gui.core.boxes import Kind
from training.centerface_layout import SHARED_BLOCKS, block_name
from training.weights import Weights

BRANCHES = {kind: f"{kind}_" for kind in Kind}
"""What the names of the layers begin with that only one of the networks has."""


def is_shared(name: str) -> bool:
    """Whether the weight belongs to the part that both networks share."""
    return name.startswith("stem") or any(
        name.startswith(f"{block_name(index)}_") for index in range(SHARED_BLOCKS)
    )


def joined(networks: Mapping[Kind, Weights]) -> dict[str, NDArray[np.floating]]:
    """The weights of the `branched_centerface` of these networks.

    Args:
        networks: Per kind, all weights of a `centerface()`.

    Raises:
        ValueError: They do not share their lower trunk.
    """
    both: dict[str, NDArray[np.floating]] = {}
    for kind, network in networks.items():
        for name, array in network.items():
            if not is_shared(name):
                both[BRANCHES[kind] + name] = array
            elif not np.array_equal(both.setdefault(name, array), array):
                raise ValueError(f"the networks differ in {name}, which they should share")
    return both

"""The mean of several networks' weights: `python -m training.average OUT.npz ONE.npz OTHER.npz`.

Networks that went on learning from the same weights, each at a rate of its own, are better together
than each alone.

Source: Wortsman et al. 2022, "Model soups", arXiv:2203.05482.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training import weights
from training.weights import Weights


def averaged(networks: Sequence[Weights]) -> dict[str, NDArray[np.float32]]:
    """The mean of each weight.

    Args:
        networks: At least one; all of one form.

    Raises:
        ValueError: They have other weights than each other.
    """
    names = set(networks[0])
    if any(set(network) != names for network in networks):
        raise ValueError("the networks are of different forms")
    return {
        name: np.stack([network[name] for network in networks]).mean(axis=0, dtype=np.float32)
        for name in networks[0]
    }


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("networks", type=Path, nargs="+")
    options = parser.parse_args()
    weights.save(options.out, averaged([weights.load(path) for path in options.networks]))


if __name__ == "__main__":
    main()

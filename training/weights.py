"""The weights of a network as a NumPy file: float16, one array per kernel and bias.

The file is what the exports are made from, so that both of them hold the very same numbers.
"""

from collections.abc import Mapping
from pathlib import Path

import keras
import numpy as np
from numpy.typing import NDArray

Weights = Mapping[str, NDArray[np.floating]]
"""`<layer>/kernel` to [h, w, in, out] (depthwise: [h, w, channels, 1]), `<layer>/bias` to [out]."""

CHECKPOINTS = Path(__file__).parent / "checkpoints"


def checkpoint(name: str) -> Path:
    """Where the float16 weights of the network `name` are kept, with all channels."""
    return CHECKPOINTS / f"{name}.npz"


def slim_checkpoint(name: str) -> Path:
    """Where those are kept that `slimming` has made of them: the built-in network."""
    return CHECKPOINTS / f"{name}_slim.npz"


def float16_rounded(weights: Weights) -> dict[str, NDArray[np.float16]]:
    """Round to what the exports hold.

    Raises:
        ValueError: A value is not finite or does not fit.
    """
    rounded = {name: np.asarray(array).astype(np.float16) for name, array in weights.items()}
    for name, array in rounded.items():
        if not np.isfinite(array).all():
            raise ValueError(f"{name} does not fit into float16")
    return rounded


def save(path: Path, weights: Weights) -> None:
    """Write `weights`, rounded to float16; the same weights give the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        np.savez(file, allow_pickle=False, **float16_rounded(weights))


def load(path: Path) -> dict[str, NDArray[np.float16]]:
    """Read what `save` wrote."""
    with np.load(path, allow_pickle=False) as arrays:
        return {name: arrays[name] for name in arrays.files}


def of_model(model: keras.Model) -> dict[str, NDArray[np.float32]]:
    """Copy the weights out of a model, in the order of its layers."""
    return {_name(variable): np.asarray(variable) for variable in model.weights}


def put_into(model: keras.Model, weights: Weights) -> None:
    """Overwrite every weight of a model.

    Raises:
        ValueError: A weight is missing, left over or of another shape.
    """
    names = [_name(variable) for variable in model.weights]
    if set(names) != set(weights):
        raise ValueError(f"other weights than the model's: {sorted(set(names) ^ set(weights))}")
    for name, variable in zip(names, model.weights, strict=True):
        variable.assign(np.asarray(weights[name], np.float32))


def _name(variable: keras.Variable) -> str:
    return str(variable.path)

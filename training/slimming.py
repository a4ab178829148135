"""Networks that answer as larger ones do, without the channels that say little.

`python -m training.slimming --data DIR --run RUN --minutes 90` makes `checkpoints/faces_slim.npz`
of `faces.npz`, and of `plates.npz` a smaller network that learns in RUN to answer as it does.

A channel is left out where the layers that read it can be refitted, by least squares, so that their
answers change by less than a tolerance: many are 0 on every photo, others repeat each other. Which
go, and how the rest makes up for them, is Optimal Brain Surgeon on each linear layer.

Sources: Hassibi and Stork 1993, "Second order derivatives for network pruning"; with the second
moments of a layer's inputs, Frantar and Alistarh 2022, "Optimal Brain Compression",
arXiv:2208.11580.
"""

import argparse
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
from numpy.typing import NDArray

from training.batches import BatchPlan, BatchWorkers
from training.centerface_layout import (
    BLOCKS,
    CANVAS_MULTIPLE,
    FINE,
    HEADS,
    SHARED_BLOCKS,
    SKIPS,
    block_name,
)
from training.data import photos
from training.forms import Form, form_of
from training.mosaics import GENTLE

if TYPE_CHECKING:
    from training.weights import Weights

Moments = NDArray[np.float64]
"""[N + 1, N + 1]: mean products of the inputs of a layer, the last of which is always 1."""

Wanted = Callable[[str, Sequence[float]], int]
"""How many channels are to be left at a site, by its name and, for each number of channels that go,
how much the answers of its readers change: a share of their variance.
"""

SAME = 1e-5
"""Share of its variance by which no layer's answer may change in the face network, and in the part
that the plate network shares with it: what is left is the same network for all purposes."""

LIKE = 3e-2
"""The same inside the other blocks of the plate network, which learns on from there."""

NECK_CHANNELS, OUT_CHANNELS = 24, 16
"""How wide the neck of the plate network is then, and what its heads read, instead of 40."""

FINE_BLOCKS = 1
"""What is left of two."""

MULTIPLE = 8
"""Kernels compute so many channels at once."""

PACE = 0.5
"""Learning rates, compared with those at which a network learns from nothing."""

BELOW = "below "
"""What the names of the sites of neck and heads begin with."""

SHARED = frozenset(block_name(index) for index in range(SHARED_BLOCKS))

CALIBRATION = {
    "coco_faces": 31,
    "us_eu_roboflow.train": 100,
    "shop_signs_neg.train": 60,
    "rear_views": 60,
    "eu_dashcam_train": 40,
}
"""Photos that are looked at, by set: each as it is and at another size."""

CANVAS = 640
RESIZED = (0.3, 1.6)
CELLS_PER_PHOTO = 400
RIDGE = 1e-9
"""Share of the mean square that is added to each: dead inputs are 0 everywhere."""


@dataclass(frozen=True, slots=True)
class Site:
    """Channels between the layers that make them and those that read them.

    Attributes:
        makers: Layers whose outputs they are; depthwise ones, which pass them on, too.
        readers: Linear layers that read them and nothing else, all with the same kernel size.
    """

    makers: tuple[str, ...]
    readers: tuple[str, ...]


def sites(form: Form) -> dict[str, Site]:
    """All sites of a network, by name: those inside its blocks first."""
    fine = [f"{FINE}{index}" for index in range(form.fine_blocks)]
    found = {}
    for name in [*(block_name(index) for index in range(len(BLOCKS))), *fine]:
        first = "stem" if name == block_name(0) else f"{name}_expand"
        found[name] = Site((first, f"{name}_depthwise"), (f"{name}_project",))
    makers: tuple[str, ...] = (form.top,)
    for index in SKIPS:
        up = f"neck_up_{index:02}"
        found[BELOW + up] = Site(makers, (up,))
        makers = (up, f"neck_skip_{index:02}")
    found[BELOW + "neck_out"] = Site(makers, ("neck_out",))
    found[BELOW + "heads"] = Site(("neck_out",), HEADS)
    return found


def moments(network: "Weights", images: Iterable[NDArray[np.uint8]]) -> dict[str, Moments]:
    """Look at photos, and at what the readers of each site read.

    Args:
        network: All weights of a `centerface()`.
        images: uint8 [H, W, 3], RGB, H and W multiples of 32.

    Returns:
        Per site, the moments of the patches that its readers see, row by row.
    """
    import keras
    import tensorflow as tf

    from training import weights
    from training.centerface import centerface

    model = centerface(form_of(network))
    weights.put_into(model, network)
    found = sites(form_of(network))
    layers = {name: model.get_layer(site.readers[0]) for name, site in found.items()}
    inputs = keras.Model(model.input, {name: layer.input for name, layer in layers.items()})
    look = tf.function(inputs, reduce_retracing=True)
    rng = np.random.default_rng(0)
    sums: dict[str, Any] = dict.fromkeys(found, 0.0)
    count = dict.fromkeys(found, 0)
    for image in images:
        for name, features in look(image[None].astype(np.float32)).items():
            rows = _patches(np.asarray(features[0]), side=layers[name].kernel_size[0])
            rows = rows[rng.permutation(len(rows))[:CELLS_PER_PHOTO]].astype(np.float64)
            rows = np.concatenate([rows, np.ones([len(rows), 1])], axis=1)
            sums[name] = sums[name] + rows.T @ rows
            count[name] += len(rows)
    return {name: total / count[name] for name, total in sums.items()}


def _patches(features: NDArray[np.float32], *, side: int) -> NDArray[np.float32]:
    """What a layer of that kernel size sees at each place: [H * W, side * side * C]."""
    height, width, channels = features.shape
    margin = side // 2
    padded = np.pad(features, [(margin, margin), (margin, margin), (0, 0)])
    seen = [
        padded[top : top + height, left : left + width]
        for top in range(side)
        for left in range(side)
    ]
    return np.concatenate(seen, axis=2).reshape(-1, side * side * channels)


def slimmed(
    network: "Weights", seen: Mapping[str, Moments], wanted: Wanted
) -> dict[str, NDArray[np.float32]]:
    """Leave out channels of a network.

    Args:
        network: All weights of a `centerface()`.
        seen: Of `moments`.
        wanted: How many channels are to be left.

    Returns:
        Weights of a smaller `centerface()`.
    """
    slim = {name: array.astype(np.float64) for name, array in network.items()}
    for name, site in sites(form_of(network)).items():
        kernels = [slim[f"{reader}/kernel"] for reader in site.readers]
        biases = [slim[f"{reader}/bias"] for reader in site.readers]
        side, channels = kernels[0].shape[0], kernels[0].shape[2]
        rows = [kernel.reshape(-1, kernel.shape[3]) for kernel in kernels]
        layer = np.concatenate([np.concatenate(rows, axis=1), np.concatenate(biases)[None]], axis=0)
        order, changes = _removals(seen[name], layer, channels)
        left = wanted(name, changes)
        if left == channels:
            continue
        kept = np.sort(order[channels - left :])
        refitted = _refitted(seen[name], layer, _inputs(kept, channels, side * side))
        ends = np.cumsum([len(bias) for bias in biases])[:-1]
        for reader, part in zip(site.readers, np.split(refitted, ends, axis=1), strict=True):
            slim[f"{reader}/kernel"] = part[:-1].reshape(side, side, left, -1)
            slim[f"{reader}/bias"] = part[-1]
        for maker in site.makers:
            _keep_outputs(slim, maker, kept, channels)
    return {name: array.astype(np.float32) for name, array in slim.items()}


def _removals(
    seen: Moments, layer: NDArray[np.float64], channels: int
) -> tuple[NDArray[np.intp], list[float]]:
    """In which order channels go, and how much has changed after none, one, two and so on."""
    patch = (len(seen) - 1) // channels
    mean = seen[-1] @ layer
    variance = float(np.trace(layer.T @ seen @ layer) - mean @ mean)
    left = layer.copy()
    inverse: Moments = np.asarray(np.linalg.inv(_with_ridge(seen)), np.float64)
    order: list[int] = []
    changes = [0.0]
    rest = np.arange(channels)
    while len(rest):
        costs = _costs(
            left, inverse, np.array([_inputs(one, channels, patch) for one in rest[:, None]])
        )
        index = int(np.argmin(costs))
        gone = _inputs(rest[index : index + 1], channels, patch)
        gain = np.linalg.solve(inverse[np.ix_(gone, gone)], inverse[gone])
        left -= gain.T @ left[gone]
        inverse -= inverse[:, gone] @ gain
        order.append(int(rest[index]))
        changes.append(changes[-1] + float(costs[index]) / variance)
        rest = np.delete(rest, index)
    return np.array(order), changes


def _costs(
    layer: NDArray[np.float64], inverse: Moments, groups: NDArray[np.intp]
) -> NDArray[np.float64]:
    """How much the squares of the answers change if one of these groups of inputs goes."""
    rows = layer[groups]
    own = inverse[groups[:, :, None], groups[:, None, :]]
    return np.asarray((rows * np.linalg.solve(own, rows)).sum(axis=(1, 2)), np.float64)


def _refitted(
    seen: Moments, layer: NDArray[np.float64], kept: NDArray[np.intp]
) -> NDArray[np.float64]:
    """The layer that answers most nearly the same from these inputs and the one that is 1."""
    inputs = np.append(kept, len(seen) - 1)
    fitted = np.linalg.solve(_with_ridge(seen[np.ix_(inputs, inputs)]), seen[inputs] @ layer)
    return np.asarray(fitted, np.float64)


def _with_ridge(seen: Moments) -> Moments:
    return np.asarray(seen + RIDGE * np.trace(seen) / len(seen) * np.eye(len(seen)), np.float64)


def _inputs(channels: NDArray[np.intp], count: int, patch: int) -> NDArray[np.intp]:
    """Where channels are among the inputs of a layer that sees `patch` cells of `count` each."""
    return np.asarray((np.arange(patch)[:, None] * count + channels).ravel(), np.intp)


def _keep_outputs(
    slim: dict[str, NDArray[np.float64]], layer: str, kept: NDArray[np.intp], channels: int
) -> None:
    kernel, bias = slim[f"{layer}/kernel"], slim[f"{layer}/bias"]
    if layer.endswith("_depthwise"):
        slim[f"{layer}/kernel"] = kernel[:, :, kept]
        slim[f"{layer}/bias"] = bias[kept]
        return
    groups = len(bias) // channels  # of `neck_up_*`: they become 2 x 2 cells
    outputs = _inputs(kept, channels, groups)
    slim[f"{layer}/kernel"] = kernel[..., outputs]
    slim[f"{layer}/bias"] = bias[outputs]


def calibration(data: Path) -> Iterator[NDArray[np.uint8]]:
    """The photos of `CALIBRATION`, cut to multiples of 32 pixels.

    Args:
        data: The folder that holds all sets.
    """
    rng = np.random.default_rng(0)
    for name, count in CALIBRATION.items():
        every = photos(data, name)
        for photo in every[:: max(len(every) // count, 1)][:count]:
            pixels = photo.pixels()
            for scale in (1.0, rng.uniform(*RESIZED)):
                other = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
                height, width = (
                    min(side, CANVAS) // CANVAS_MULTIPLE * CANVAS_MULTIPLE
                    for side in other.shape[:2]
                )
                yield np.asarray(other[:height, :width], np.uint8)


def within(tolerance: float, changes: Sequence[float]) -> int:
    """Channels that are left if as many go as a tolerance allows, in steps of `MULTIPLE`.

    Args:
        tolerance: The change must be less.
        changes: As `Wanted` gets them.
    """
    needed = len(changes) - int(np.searchsorted(changes, tolerance))
    return min(-(-needed // MULTIPLE) * MULTIPLE, len(changes) - 1)


def of_faces(site: str, changes: Sequence[float]) -> int:
    """What is left of the face network: its neck and heads are needed whole."""
    return len(changes) - 1 if site.startswith(BELOW) else within(SAME, changes)


def of_plates(site: str, changes: Sequence[float]) -> int:
    """What is left of the plate network."""
    if site in SHARED:
        return within(SAME, changes)
    if site == BELOW + "heads":
        return OUT_CHANNELS
    return NECK_CHANNELS if site.startswith(BELOW) else within(LIKE, changes)


def write_slim(data: Path, plates: Path) -> None:
    """Make both networks smaller: `checkpoints/faces_slim.npz`, and plates that are to learn.

    Args:
        data: The folder that holds all sets.
        plates: Where the plate network goes.
    """
    from training import weights

    both = {name: weights.load(weights.checkpoint(name)) for name in ("faces", "plates")}
    seen = {name: moments(network, calibration(data)) for name, network in both.items()}
    # So that what both share stays the same, bit for bit
    seen["plates"] |= {site: seen["faces"][site] for site in SHARED}
    weights.save(weights.slim_checkpoint("faces"), slimmed(both["faces"], seen["faces"], of_faces))
    smaller = slimmed(both["plates"], seen["plates"], of_plates)
    left_out = f"{FINE}{FINE_BLOCKS}_"  # what it adds is little, and is learnt
    weights.save(
        plates, {name: one for name, one in smaller.items() if not name.startswith(left_out)}
    )


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds the sets")
    parser.add_argument("--run", type=Path, required=True, help="as of training.train")
    parser.add_argument("--minutes", type=float, default=90, help="training time, over all resumes")
    options = parser.parse_args()
    options.run.mkdir(parents=True, exist_ok=True)
    start = options.run / "start.npz"
    if not start.exists():
        write_slim(options.data, start)
    seed = 1 + len(list(options.run.glob("snapshot_*.npz")))
    plan = BatchPlan(options.data, side=384, size=8, mix=GENTLE)
    with BatchWorkers(plan, seed=seed, processes=1) as workers:
        from training import weights
        from training.loop import Start, run

        run(
            workers,
            options.run,
            minutes=options.minutes,
            precision="float32",
            start=Start(
                weights.load(start), PACE, teacher=weights.load(weights.checkpoint("plates"))
            ),
        )


if __name__ == "__main__":
    main()

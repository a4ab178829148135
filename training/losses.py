"""How wrong the heads are.

Sources: focal loss (powers 2 and 4) of Zhou et al. 2019, arXiv:1904.07850; generalized IoU of
Rezatofighi et al. 2019, arXiv:1902.09630.
"""

from typing import Any

import tensorflow as tf

SIZE_SHARE = 0.5
OVERLAP_SHARE = 1.5
PROBABILITY_MARGIN = 1e-5
HEAT_SHARE = 5.0
BACKGROUND = 1e-3
"""How much a cell counts for which both networks are sure that nothing is there."""


def losses(heads: dict[str, Any], wanted: Any) -> dict[str, Any]:
    """Compute all parts of the loss.

    Args:
        heads: What the network answered, float32: `heatmap` [B, H, W, 1], `size` and `offset`
            [B, H, W, 2].
        wanted: float32 [B, H, W, 7], as `targets` makes it.

    Returns:
        Scalars: `heat`, `size`, `overlap`, each a mean over the plates of the batch, and their
        weighted sum `total`.
    """
    heat, counts, weight = wanted[..., 0], wanted[..., 1], wanted[..., 6]
    plates = tf.maximum(tf.reduce_sum(weight), 1.0)
    size_error = tf.reduce_sum(tf.abs(heads["size"] - wanted[..., 2:4]), axis=-1)
    overlap = generalized_iou(
        size=heads["size"], offset=heads["offset"],
        wanted_size=wanted[..., 2:4], wanted_offset=wanted[..., 4:6],
    )  # fmt: skip
    parts = {
        "heat": focal(heads["heatmap"][..., 0], heat, counts) / plates,
        "size": tf.reduce_sum(size_error * weight) / plates,
        "overlap": tf.reduce_sum((1 - overlap) * weight) / plates,
    }
    parts["total"] = parts["heat"] + SIZE_SHARE * parts["size"] + OVERLAP_SHARE * parts["overlap"]
    return parts


def disagreement(heads: dict[str, Any], taught: dict[str, Any]) -> dict[str, Any]:
    """Compute how far the answers are from those of another network.

    Each cell counts as much as the surer of the two networks is that something is there, since only
    such cells become boxes.

    Args:
        heads: What the network answered, as `losses` takes it.
        taught: What the other one answered.

    Returns:
        Scalars with the names of those of `losses`: `heat`, the mean square of the difference of
        the logits; `size`, the mean difference of the sizes; `overlap`, the mean of 1 - generalized
        IoU; and the weighted sum of the first and the last, `total`.
    """
    sure = tf.stop_gradient(tf.maximum(heads["heatmap"], taught["heatmap"]))[..., 0] + BACKGROUND
    there = taught["heatmap"][..., 0] ** 2
    heat = (_logit(heads["heatmap"]) - _logit(taught["heatmap"]))[..., 0] ** 2
    size = tf.reduce_sum(tf.abs(heads["size"] - taught["size"]), axis=-1)
    overlap = generalized_iou(
        size=heads["size"], offset=heads["offset"],
        wanted_size=taught["size"], wanted_offset=taught["offset"],
    )  # fmt: skip
    parts = {
        "heat": tf.reduce_sum(heat * sure) / tf.reduce_sum(sure),
        "size": tf.reduce_sum(size * there) / (tf.reduce_sum(there) + 1),
        "overlap": tf.reduce_sum((1 - overlap) * there) / (tf.reduce_sum(there) + 1),
    }
    parts["total"] = HEAT_SHARE * parts["heat"] + parts["overlap"]
    return parts


def _logit(probability: Any) -> Any:
    likely = tf.clip_by_value(probability, PROBABILITY_MARGIN, 1 - PROBABILITY_MARGIN)
    return tf.math.log(likely) - tf.math.log(1 - likely)


def focal(probability: Any, heat: Any, counts: Any) -> Any:
    """Sum of the penalty-reduced focal loss.

    Args:
        probability: float32 [B, H, W], in (0, 1).
        heat: float32 [B, H, W], 1 in the middle of a plate.
        counts: float32 [B, H, W], 0 where the answer "nothing" may be right or wrong.
    """
    likely = tf.clip_by_value(probability, PROBABILITY_MARGIN, 1 - PROBABILITY_MARGIN)
    middle = tf.cast(heat > 0.999, tf.float32)
    hit = -((1 - likely) ** 2) * tf.math.log(likely)
    quiet = -((1 - heat) ** 4) * likely**2 * tf.math.log(1 - likely) * counts
    return tf.reduce_sum(middle * hit + (1 - middle) * quiet)


def generalized_iou(*, size: Any, offset: Any, wanted_size: Any, wanted_offset: Any) -> Any:
    """Compare the box of each cell with the wanted one.

    Args:
        size: float32 [..., 2], log of height and width, cells.
        offset: float32 [..., 2], y and x of the middle from the middle of the cell, cells.
        wanted_size: As `size`.
        wanted_offset: As `offset`.

    Returns:
        float32 [...], in (-1, 1].
    """
    half, wanted_half = tf.exp(tf.minimum(size, 6.0)) / 2, tf.exp(wanted_size) / 2
    low, high = offset - half, offset + half
    wanted_low, wanted_high = wanted_offset - wanted_half, wanted_offset + wanted_half
    shared = tf.maximum(tf.minimum(high, wanted_high) - tf.maximum(low, wanted_low), 0.0)
    hull = tf.maximum(high, wanted_high) - tf.minimum(low, wanted_low)
    intersection, hull_area = tf.reduce_prod(shared, axis=-1), tf.reduce_prod(hull, axis=-1)
    union = (
        tf.reduce_prod(2 * half, axis=-1) + tf.reduce_prod(2 * wanted_half, axis=-1) - intersection
    )
    return intersection / union - (hull_area - union) / hull_area

"""A network as a frozen GraphDef with the interface of the TF Object Detection API.

The older tools run such files. In: `image_tensor` uint8 [1, H, W, 3], RGB, any H and W. Out,
float32: `num_detections` [1]; `detection_scores` [1, N], highest first; `detection_boxes`
[1, N, 4], y_min x_min y_max x_max in [0, 1]; `detection_classes` [1, N], all 1. Padding, peak
picking and suppression happen in the graph, at the scale of the image that is given, by the rules
of `anonymizer_gui.detection`.
"""

from typing import Any

import keras
import numpy as np
import tensorflow as tf

from anonymizer_gui.core.detections import SCORE_FLOOR
from anonymizer_gui.detection.suppression import MAX_INSIDE, MAX_IOU
from training import weights
from training.centerface import centerface
from training.centerface_layout import CANVAS_MULTIPLE, STRIDE
from training.forms import form_of

OUTPUTS = ("num_detections", "detection_scores", "detection_boxes", "detection_classes")
MOST_PEAKS = 1000
"""Only so many of the highest peaks are looked at."""


def frozen_graph(network: weights.Weights) -> bytes:
    """Make the GraphDef.

    Args:
        network: All weights of `centerface()`; rounded to float16 here if they are not yet, so
            that the graph computes with the numbers of the `.tflite`.
    """
    keras.utils.clear_session()  # the names of the layers are in the file
    model = centerface(form_of(network))
    weights.put_into(model, weights.float16_rounded(network))
    arrays = [np.asarray(variable) for variable in model.trainable_variables]

    def detect(image_tensor: Any) -> Any:
        constants = [tf.constant(array) for array in arrays]
        heads = model.stateless_call(constants, [], tf.cast(_padded(image_tensor), tf.float32))[0]
        extent = tf.cast(tf.shape(image_tensor)[1:3], tf.float32)
        boxes, scores = _suppressed(*_decoded(heads, extent))
        count = tf.cast(tf.shape(scores), tf.float32)
        return (
            tf.identity(count, name="num_detections"),
            tf.identity(scores[None], name="detection_scores"),
            tf.identity((boxes / tf.tile(extent, [2]))[None], name="detection_boxes"),
            tf.identity(tf.ones_like(scores)[None], name="detection_classes"),
        )

    image = tf.TensorSpec([1, None, None, 3], tf.uint8, name="image_tensor")
    graph = tf.function(detect, input_signature=[image]).get_concrete_function().graph
    pruned = tf.compat.v1.graph_util.extract_sub_graph(graph.as_graph_def(), list(OUTPUTS))
    return bytes(pruned.SerializeToString(deterministic=True))


def _padded(image: Any) -> Any:
    """Black on the right and below, up to multiples of 32."""
    missing = -tf.shape(image)[1:3] % CANVAS_MULTIPLE
    return tf.pad(image, [[0, 0], [0, missing[0]], [0, missing[1]], [0, 0]])


def _decoded(heads: dict[str, Any], extent: Any) -> tuple[Any, Any]:
    """The peaks, highest first.

    Returns:
        Boxes float32 [N, 4], y_min x_min y_max x_max, pixels, clipped; scores float32 [N].
    """
    heatmap = heads["heatmap"]
    is_peak = (heatmap == tf.nn.max_pool2d(heatmap, 3, 1, "SAME")) & (heatmap >= SCORE_FLOOR)
    cells = tf.where(is_peak[0, ..., 0])
    found = tf.gather_nd(heatmap[0, ..., 0], cells)
    scores, order = tf.math.top_k(found, tf.minimum(MOST_PEAKS, tf.shape(found)[0]))
    cells = tf.gather(cells, order)
    half = STRIDE * tf.exp(tf.gather_nd(heads["size"][0], cells)) / 2
    offset = tf.gather_nd(heads["offset"][0], cells)
    middle = STRIDE * (tf.cast(cells, tf.float32) + offset + 0.5)
    low, high = tf.maximum(middle - half, 0.0), tf.minimum(middle + half, extent)
    # the rest of the canvas is padding
    inside = tf.reduce_all((middle >= 0) & (middle < extent) & (high > low), axis=1)
    return (
        tf.boolean_mask(tf.concat([low, high], axis=1), inside),
        tf.boolean_mask(scores, inside),
    )


def _suppressed(boxes: Any, scores: Any) -> tuple[Any, Any]:
    """Drop what overlaps a surer box too much, or lies nearly inside it."""
    sides = tf.maximum(
        tf.minimum(boxes[:, None, 2:], boxes[None, :, 2:])
        - tf.maximum(boxes[:, None, :2], boxes[None, :, :2]),
        0.0,
    )
    shared = tf.reduce_prod(sides, axis=-1)
    area = tf.reduce_prod(boxes[:, 2:] - boxes[:, :2], axis=-1)
    union = area[:, None] + area[None, :] - shared
    # rows are candidates, columns the boxes that are kept already
    excluded = (shared > MAX_IOU * union) | (shared > MAX_INSIDE * area[:, None])
    kept = tf.raw_ops.NonMaxSuppressionWithOverlaps(
        overlaps=tf.cast(excluded, tf.float32),
        scores=scores,
        max_output_size=tf.shape(scores)[0],
        overlap_threshold=0.5,
        score_threshold=0.0,
    )
    return tf.gather(boxes, kept), tf.gather(scores, kept)

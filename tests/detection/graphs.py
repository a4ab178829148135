"""Frozen TensorFlow graphs with the older tools' interface, and what can be wrong with them."""

from typing import Any

import tensorflow as tf  # noqa: TID253 - only imported by tests that need it

GRID = 4
"""The photo is divided into so many columns and rows; the graph finds the white ones of them."""


def white_cell_graph(**changes: Any) -> Any:
    """A GraphDef that finds white cells, with TF1's loops, arrays, crops and suppression.

    Args:
        changes: `classes`: whether there is an output with them, cells of the left half being of
            class 1 and the others of class 2. `dtype`: of the input. `float64`: whether the scores
            are of that type. `flat`: whether the boxes have no batch dimension.
    """
    v1 = tf.compat.v1
    v1.disable_control_flow_v2()
    try:
        with v1.Graph().as_default() as graph:
            _build(v1, changes)
    finally:
        v1.enable_control_flow_v2()
    definition = graph.as_graph_def()
    assert {"Enter", "LoopCond", "Switch", "TensorArrayV3"} <= {node.op for node in definition.node}
    return definition


def _build(v1: Any, changes: dict[str, Any]) -> None:
    image = v1.placeholder(changes.get("dtype", tf.uint8), [1, None, None, 3], "image_tensor")
    lows = tf.stack(tf.meshgrid(*[tf.range(GRID) / GRID] * 2, indexing="ij"), axis=-1)
    lows = tf.cast(tf.reshape(lows, [-1, 2]), tf.float32)
    boxes = tf.concat([lows, lows + 1 / GRID], axis=1)
    pixels = tf.cast(image, tf.float32) / 255

    def brightness(index: Any, array: Any) -> Any:
        crop = tf.image.crop_and_resize(pixels, boxes[index : index + 1], [0], [5, 5])
        return index + 1, array.write(index, tf.reduce_min(crop))

    count = GRID * GRID
    array = tf.TensorArray(tf.float32, count)
    _, array = v1.while_loop(lambda index, _: index < count, brightness, [tf.constant(0), array])
    scores = array.stack()
    chosen = tf.image.non_max_suppression(boxes, scores, count, score_threshold=0.01)
    scores, boxes = tf.gather(scores, chosen), tf.gather(boxes, chosen)
    missing = count - tf.size(chosen)
    padded = tf.pad(scores, [[0, missing]])[None]
    tf.identity(tf.cast(tf.size(chosen), tf.float32)[None], name="num_detections")
    if changes.get("float64"):
        padded = tf.cast(padded, tf.float64)
    tf.identity(padded, name="detection_scores")
    padded_boxes = tf.pad(boxes, [[0, missing], [0, 0]])
    tf.identity(padded_boxes if changes.get("flat") else padded_boxes[None], name="detection_boxes")
    if changes.get("classes"):
        classes = tf.where(boxes[:, 1] < 0.5, tf.ones_like(scores), 2 * tf.ones_like(scores))
        tf.identity(tf.pad(classes, [[0, missing]])[None], name="detection_classes")


def without(definition: Any, name: str) -> bytes:
    """The graph with one node taken out."""
    left = type(definition)()
    left.CopyFrom(definition)
    del left.node[:]
    left.node.extend(node for node in definition.node if node.name != name)
    return bytes(left.SerializeToString())


def with_op(definition: Any, op: str) -> bytes:
    """The graph with a node of that operation added, which nothing needs."""
    changed = type(definition)()
    changed.CopyFrom(definition)
    changed.node.add(name="added", op=op)
    return bytes(changed.SerializeToString())


def with_op_in_function(definition: Any, op: str) -> bytes:
    """The graph with a function that calls a function that holds that operation."""
    changed = type(definition)()
    changed.CopyFrom(definition)
    inner, outer = changed.library.function.add(), changed.library.function.add()
    inner.signature.name, outer.signature.name = "inner", "outer"
    inner.node_def.add(name="hidden", op=op)
    call = outer.node_def.add(name="call", op="PartitionedCall")
    call.attr["f"].func.name = "inner"
    added = changed.node.add(name="added", op="StatefulPartitionedCall")
    added.attr["f"].func.name = "outer"
    return bytes(changed.SerializeToString())

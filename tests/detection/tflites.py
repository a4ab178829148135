"""Small `.tflite` networks, and with what can be wrong with them."""

import tempfile
from typing import Any

import tensorflow as tf  # noqa: TID253 - only imported by tests that need it


def tflite(*, change: Any = None, dtype: Any = tf.uint8, foreign_ops: str = "") -> bytes:
    """A network whose heatmap is the brightness of the red channel.

    Args:
        change: A function from the outputs by name to other ones.
        dtype: Of the input.
        foreign_ops: How an operation that LiteRT does not have is written: `flex`, `custom`, or
            empty for none.
    """

    def serve(image: Any) -> Any:
        red = tf.cast(image, tf.float32)[..., :1] / 255
        heatmap = tf.nn.avg_pool2d(red, 4, 4, "VALID")
        if foreign_ops:
            colours = tf.repeat(heatmap, 3, axis=-1)
            heatmap = tf.raw_ops.AdjustHue(images=colours, delta=0.1)[..., :1]
        pair = tf.concat([heatmap, heatmap], axis=-1)
        outputs = {"heatmap": heatmap, "size": pair, "offset": pair}
        return outputs if change is None else change(outputs)

    module = tf.Module()
    image = tf.TensorSpec([1, None, None, 3], dtype, name="image")
    module.serve = tf.function(serve, input_signature=[image], autograph=False)
    with tempfile.TemporaryDirectory() as folder:
        tf.saved_model.save(module, folder, signatures=module.serve)
        converter = tf.lite.TFLiteConverter.from_saved_model(folder)
        converter.allow_custom_ops = foreign_ops == "custom"
        if foreign_ops == "flex":
            sets = tf.lite.OpsSet
            converter.target_spec.supported_ops = [sets.TFLITE_BUILTINS, sets.SELECT_TF_OPS]
        return bytes(converter.convert())

"""CenterFace in Keras: a MobileNetV2 trunk, a neck with additive skips, three heads at stride 4.

Every BatchNorm is folded into the convolution before it and the landmark head is left out.

Source: Xu et al. 2019, "CenterFace: Joint Face Detection and Alignment Using Face as Point",
arXiv:1911.03599; weights of github.com/Star-Clouds/CenterFace (MIT).
"""

from collections.abc import Mapping, Sequence
from typing import Any

import keras
import tensorflow as tf

from training.centerface_layout import (
    BLOCKS,
    FINE,
    HEADS,
    SHARED_BLOCKS,
    SKIPS,
    Block,
    block_name,
)
from training.forms import CENTERFACE, Form
from training.parts import parts


def convolution_names() -> list[str]:
    """Names of all convolutions of CenterFace, in the order of the network's definition."""
    names = ["stem"]
    for index, block in enumerate(BLOCKS):
        steps = (
            ("expand", "depthwise", "project") if block.expansion > 1 else ("depthwise", "project")
        )
        names += [f"{block_name(index)}_{step}" for step in steps]
    names.append(CENTERFACE.top)
    for index in SKIPS:
        names += [f"neck_up_{index:02}", f"neck_skip_{index:02}"]
    return [*names, "neck_out", *HEADS]


class DepthToSpace(keras.layers.Layer):  # type: ignore[misc]
    """Turn 4·C channels into twice the height and width: the end of a 2x2 deconvolution."""

    def call(self, features: Any) -> Any:
        """Rearrange [B, H, W, 4·C] into [B, 2·H, 2·W, C]."""
        return tf.nn.depth_to_space(features, 2)

    def compute_output_shape(self, shape: tuple[int | None, ...]) -> tuple[int | None, ...]:
        """Shape of the result of `call`."""
        batch, height, width, channels = shape
        assert channels is not None
        return batch, height and 2 * height, width and 2 * width, channels // 4


def centerface(
    form: Form = CENTERFACE, *, precision: str = "float32", in_parts: bool = False
) -> keras.Model:
    """Build the network with untrained weights.

    Args:
        form: Of the network.
        precision: Keras dtype policy of trunk and neck, `float32` or `mixed_bfloat16`; the heads
            are float32.
        in_parts: Whether blocks are computed as `parts` says.

    Returns:
        A functional model. In: float32 [B, H, W, 3], RGB, 0..255, H and W multiples of 32. Out, by
        name, all float32 at stride 4: `heatmap` [B, H/4, W/4, 1] in (0, 1); `size`
        [B, H/4, W/4, 2], log of height and width in cells; `offset` [B, H/4, W/4, 2], y and x of
        the centre from the middle of the cell, in cells.
    """
    image = keras.Input([None, None, 3], name="image", dtype="float32")
    build = _Builder(precision, in_parts=in_parts)
    outputs = build.upper(build.lower(image, form), form)
    return keras.Model(image, outputs, name="centerface")


def branched_centerface(branches: Mapping[str, Form], *, in_parts: bool = False) -> keras.Model:
    """Build several networks that share their lower trunk, as one.

    Args:
        branches: What the names of the layers and outputs of each network begin with, from block
            `SHARED_BLOCKS` on, and the form of each; the first one's lower trunk is that of all.
        in_parts: Whether blocks are computed as `parts` says.

    Returns:
        A functional model with the input of `centerface()`, and its outputs once per branch.
    """
    image = keras.Input([None, None, 3], name="image", dtype="float32")
    build = _Builder("float32", in_parts=in_parts)
    levels = build.lower(image, next(iter(branches.values())))
    outputs: dict[str, Any] = {}
    for prefix, form in branches.items():
        outputs |= build.upper(levels, form, prefix=prefix)
    return keras.Model(image, outputs, name="branched_centerface")


class _Builder:
    """Makes the layers of networks of one dtype policy."""

    def __init__(self, precision: str, *, in_parts: bool) -> None:
        self._precision, self._in_parts = precision, in_parts
        self._layer = _LayerFactory(precision)

    def lower(self, image: Any, form: Form) -> list[Any]:
        """Stem and the blocks that networks may share: the output of each block."""
        channels = form.inner_channels(block_name(0))
        stem = self._layer.conv(
            self._layer.padded(image), channels, name="stem", kernel=3, stride=2
        )
        features = self._layer.relu(stem)
        levels = []
        for index, block in enumerate(BLOCKS[:SHARED_BLOCKS]):
            features = self._inverted_residual(features, block, block_name(index), form)
            levels.append(features)
        return levels

    def upper(self, lower: Sequence[Any], form: Form, *, prefix: str = "") -> dict[str, Any]:
        """The further and the other blocks, the neck and the heads: the outputs by name."""
        layer = self._layer
        levels = list(lower)
        for index in range(form.fine_blocks):
            levels[-1] = self._inverted_residual(
                levels[-1], BLOCKS[SHARED_BLOCKS - 1], f"{FINE}{index}", form, prefix=prefix
            )
        for index, block in enumerate(BLOCKS[SHARED_BLOCKS:], start=SHARED_BLOCKS):
            levels.append(
                self._inverted_residual(levels[-1], block, block_name(index), form, prefix=prefix)
            )
        features = layer.conv(levels[-1], form.neck_channels, name=f"{prefix}{form.top}")
        if not form.linear_top:
            features = layer.relu(features)
        for index in SKIPS:
            up = layer.conv(features, 4 * form.neck_channels, name=f"{prefix}neck_up_{index:02}")
            up = layer.relu(DepthToSpace(dtype=self._precision)(up))
            name = f"{prefix}neck_skip_{index:02}"
            skip = layer.relu(layer.conv(levels[index], form.neck_channels, name=name))
            features = layer.sum([up, skip])
        out = layer.conv(features, form.out_channels, name=f"{prefix}neck_out", kernel=3)
        features = layer.relu(out)
        head = _LayerFactory("float32")
        sigmoid = keras.layers.Activation("sigmoid", dtype="float32")
        return {
            f"{prefix}heatmap": sigmoid(head.conv(features, 1, name=f"{prefix}heatmap")),
            f"{prefix}size": head.conv(features, 2, name=f"{prefix}size"),
            f"{prefix}offset": head.conv(features, 2, name=f"{prefix}offset"),
        }

    def _inverted_residual(
        self, features: Any, block: Block, name: str, form: Form, *, prefix: str = ""
    ) -> Any:
        layer, inner = self._layer, form.inner_channels(name)
        found = []
        for suffix, channels in parts(name, inner) if self._in_parts else [("", slice(0, inner))]:
            wide = features
            if block.expansion > 1:
                count = channels.stop - channels.start
                wide = layer.relu(layer.conv(wide, count, name=f"{prefix}{name}_expand{suffix}"))
            if block.stride == 2:
                wide = layer.padded(wide)
            depthwise = f"{prefix}{name}_depthwise{suffix}"
            wide = layer.relu(layer.depthwise(wide, name=depthwise, stride=block.stride))
            project = f"{prefix}{name}_project{suffix}"
            found.append(layer.conv(wide, block.channels, name=project))
        if block.stride == 1 and features.shape[-1] == block.channels:
            found.insert(0, features)
        return layer.sum(found)


class _LayerFactory:
    """Makes layers of one dtype policy."""

    def __init__(self, precision: str) -> None:
        self._precision = precision

    def padded(self, features: Any) -> Any:
        # the stride-2 convolutions learnt with padding on top and left, unlike "same"
        return keras.layers.ZeroPadding2D(((1, 0), (1, 0)), dtype=self._precision)(features)

    def relu(self, features: Any) -> Any:
        return keras.layers.ReLU(dtype=self._precision)(features)

    def sum(self, features: Sequence[Any]) -> Any:
        if len(features) == 1:
            return features[0]
        return keras.layers.Add(dtype=self._precision)(list(features))

    def conv(
        self, features: Any, channels: int, *, name: str, kernel: int = 1, stride: int = 1
    ) -> Any:
        padding = "same" if stride == 1 else "valid"
        layer = keras.layers.Conv2D(
            channels, kernel, strides=stride, padding=padding, name=name, dtype=self._precision
        )
        return layer(features)

    def depthwise(self, features: Any, *, name: str, stride: int) -> Any:
        padding = "same" if stride == 1 else "valid"
        layer = keras.layers.DepthwiseConv2D(
            3, strides=stride, padding=padding, name=name, dtype=self._precision
        )
        return layer(features)

"""What the networks differ in above the part that they share, and how one is made of another."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from training.centerface_layout import FINE, HEADS, SHARED_BLOCKS, block_name, inner_channels
from training.weights import Weights

STEPS = ("expand", "depthwise", "project")
DECONVOLVED = 4
"""Outputs of `neck_up_*` per channel: they become 2 x 2 cells."""


@dataclass(frozen=True, slots=True)
class Form:
    """Of one network.

    Attributes:
        neck_channels: Width of the neck.
        out_channels: Of `neck_out`, which the heads read.
        fine_blocks: Further blocks at stride 8, after the shared ones; at most 2.
        linear_top: Whether the neck begins without a ReLU. CenterFace has one; while plates were
            learnt, all of its channels died, and with them the widest level.
        inner: Channels inside the blocks that have not as many as CenterFace's, by name.
    """

    neck_channels: int = 24
    out_channels: int = 24
    fine_blocks: int = 0
    linear_top: bool = False
    inner: Mapping[str, int] = field(default_factory=dict)

    @property
    def top(self) -> str:
        """Name of the layer that the neck begins with: it says whether a ReLU follows."""
        return "neck_top_linear" if self.linear_top else "neck_top"

    def inner_channels(self, block: str) -> int:
        """Channels inside the block of that name."""
        return self.inner.get(block, inner_channels(block))


CENTERFACE = Form()

PLATES = Form(neck_channels=40, out_channels=40, fine_blocks=2, linear_top=True)
"""Number plates are lettering: they need more of the fine levels than faces do."""


def form_of(weights: Weights) -> Form:
    """Read off the form that a network of these weights has."""
    inner = {
        name.removesuffix("_depthwise/bias"): len(array)
        for name, array in weights.items()
        if name.endswith("_depthwise/bias")
    }
    return Form(
        neck_channels=weights["neck_out/kernel"].shape[2],
        out_channels=len(weights["neck_out/bias"]),
        fine_blocks=sum(name.startswith(FINE) and "project/bias" in name for name in weights),
        linear_top=f"{Form(linear_top=True).top}/bias" in weights,
        inner={name: count for name, count in inner.items() if count != inner_channels(name)},
    )


def grown(weights: Weights, form: Form) -> dict[str, NDArray[np.float32]]:
    """Make a larger network that answers as the given one does, until it learns.

    New channels of the neck look at everything, but nothing old looks at them. New blocks are
    copies of the last shared ones, with a projection to zero. Where the ReLU at the top of the
    neck goes, the answers are other ones.

    Args:
        weights: Of a network with a neck that is not wider, and without further blocks.
        form: Of the result.
    """
    rng = np.random.default_rng(0)
    larger = {
        name.replace(f"{form_of(weights).top}/", f"{form.top}/"): array.astype(np.float32)
        for name, array in weights.items()
    }
    neck = {name.split("/")[0] for name in larger if name.startswith("neck")}
    for layer in [*sorted(neck), *HEADS]:
        kernel, bias = larger[f"{layer}/kernel"], larger[f"{layer}/bias"]
        groups = DECONVOLVED if layer.startswith("neck_up") else 1
        if layer in HEADS:
            inputs, outputs = form.out_channels, len(bias)
        else:
            reads_trunk = layer.startswith(("neck_top", "neck_skip"))
            inputs = kernel.shape[2] if reads_trunk else form.neck_channels
            outputs = form.out_channels if layer == "neck_out" else form.neck_channels
        larger[f"{layer}/kernel"] = _wider(kernel, rng, inputs, groups=groups, outputs=outputs)
        missing = outputs - len(bias) // groups
        larger[f"{layer}/bias"] = np.pad(bias.reshape(groups, -1), [(0, 0), (0, missing)]).ravel()
    for index in range(form.fine_blocks):
        copied = SHARED_BLOCKS - form.fine_blocks + index
        for part in (f"{step}/{array}" for step in STEPS for array in ("kernel", "bias")):
            share = 0 if part.startswith("project") else 1
            larger[f"{FINE}{index}_{part}"] = share * larger[f"{block_name(copied)}_{part}"]
    return larger


def _wider(
    kernel: NDArray[np.float32],
    rng: np.random.Generator,
    inputs: int,
    *,
    groups: int,
    outputs: int,
) -> NDArray[np.float32]:
    """Put [h, w, I, groups * O] into [h, w, inputs, groups * outputs]."""
    height, width, old_inputs = kernel.shape[:3]
    own = kernel.reshape(height, width, old_inputs, groups, -1)
    shape = [height, width, inputs, groups, outputs]
    wider = rng.normal(0, kernel.std(), shape).astype(np.float32)
    wider[..., : own.shape[-1]] = 0
    wider[:, :, :old_inputs, :, : own.shape[-1]] = own
    return wider.reshape(height, width, inputs, groups * outputs)

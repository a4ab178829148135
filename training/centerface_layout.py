"""Numbers of the network that those must know who feed or read it, without loading TensorFlow."""

STRIDE = 4
"""Input pixels per cell of the heads."""

CANVAS_MULTIPLE = 32
"""Height and width of the input must be multiples of this: the trunk halves it five times."""

HEADS = ("heatmap", "size", "offset")
"""Outputs, in order."""

SHARED_BLOCKS = 6
"""Stem and blocks 0 to 5 (down to stride 8) of the plate network are the face network's."""

"""Labels as boxes that can be hidden."""

from anonymizer_gui.core.boxes import Box, Kind
from benchmarks.coco import Labels


def boxes_of(labels: Labels, kind: Kind) -> list[Box]:
    """The labels of one kind in one photo, not grown."""
    corners = labels.boxes.tolist()
    return [Box(left, top, right, bottom, kind) for left, top, right, bottom in corners]

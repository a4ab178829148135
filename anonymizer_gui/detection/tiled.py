"""A detector that shows a photo to a network view by view, and again where that found something."""

from collections import deque
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor, wait

import numpy as np
from numpy.typing import NDArray

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.detections import KINDS, SCORE_FLOOR, Detections
from anonymizer_gui.core.settings import Detail
from anonymizer_gui.detection.cards import ModelCard
from anonymizer_gui.detection.decoding import STRIDE, Heads, Network, decoded
from anonymizer_gui.detection.detector import check_image
from anonymizer_gui.detection.second_look import rescored
from anonymizer_gui.detection.suppression import Seen, united
from anonymizer_gui.detection.tiling import View, drawn, views


class TiledDetector:
    """Finds things with a network that looks at canvases.

    Remembers the networks, the card, the detail setting, and the threads that show canvases: as
    many as the network looks at at once, so that it waits neither for the next one nor, at the end
    of a photo, for those of the next photo.
    """

    def __init__(
        self,
        network: Network,
        card: ModelCard,
        *,
        detail: Detail,
        closer: Mapping[Kind, Network] | None = None,
    ) -> None:
        """Nothing is looked at yet.

        Args:
            network: Looks at whole photos.
            card: Of it.
            detail: How small the things are that are looked for.
            closer: Per kind, what takes the second look; the network itself if none are named,
                but LiteRT would have to get memory for another size of canvas each time.
        """
        self._network = network
        self._closer = closer or dict.fromkeys(card.kinds, network)
        self._detail = detail
        self._showing = ThreadPoolExecutor(network.at_once, thread_name_prefix="canvas")
        self.card = card

    def detect(self, image: NDArray[np.uint8]) -> Detections:
        """Find things.

        Args:
            image: uint8 [H, W, 3], RGB, upright.

        Returns:
            Boxes inside the image, scores down to `SCORE_FLOOR`, each thing once.

        Raises:
            ImageError: The network fails on this image, e.g. for want of memory.
            ValueError: It is not uint8 [H, W, 3] with H and W at least 1.
        """
        check_image(image)
        height, width = image.shape[:2]
        needed = views(
            width=width,
            height=height,
            detail=self._detail,
            min_size=max(self.card.min_size.values()),
        )
        waiting = deque(self._showing.submit(self._seen, image, view) for view in needed)
        every: list[Seen] = []
        try:
            while waiting:
                # No name for it: one that failed would keep the image alive in a circle
                every += waiting.popleft().result()
        finally:
            wait([one for one in waiting if not one.cancel()])
        return rescored(self._closer, image, united(every))

    def _seen(self, image: NDArray[np.uint8], view: View) -> list[Seen]:
        """What the network found in one view, per kind."""
        height, width = image.shape[:2]
        return [
            seen(heads, view=view, kind=kind, width=width, height=height)
            for kind, heads in self._network.answers(drawn(image, view)).items()
        ]


def seen(heads: Heads, *, view: View, kind: Kind, width: int, height: int) -> Seen:
    """What a network found in one view, of the sizes that count in it.

    Boxes are in pixels of the photo and clipped to it.

    Args:
        heads: Its answer for the canvas of the view.
        view: The part of the photo.
        kind: What the network finds.
        width: Width of the photo.
        height: Height of the photo.
    """
    boxes, scores = decoded(heads, floor=SCORE_FLOOR)
    centres = (boxes[:, :2] + boxes[:, 2:]) / 2
    # the rest of the canvas is padding
    inside = (centres < [view.columns, view.rows]).all(axis=1) & (centres >= 0).all(axis=1)
    long_sides = (boxes[:, 2:] - boxes[:, :2]).max(axis=1)
    chosen = inside & (view.smallest <= long_sides) & (long_sides <= view.largest)
    boxes, scores = boxes[chosen], scores[chosen]
    cut = _cut(boxes, view=view, width=width, height=height)
    per_pixel = np.array([view.width / view.columns, view.height / view.rows] * 2)
    in_photo = boxes * per_pixel + np.array([view.left, view.top] * 2)
    clipped = np.clip(in_photo, 0, [width, height] * 2).astype(np.float32)
    sound = (clipped[:, 2:] > clipped[:, :2]).all(axis=1)
    kinds = np.full(len(boxes), KINDS.index(kind), np.uint8)
    return Seen(Detections(clipped, np.minimum(scores, 1), kinds).of(sound), cut[sound])


def _cut(boxes: NDArray[np.float32], *, view: View, width: int, height: int) -> NDArray[np.bool_]:
    """Whether boxes [N, 4] on the canvas come within a cell of an edge that is not the photo's."""
    low, high = boxes[:, :2], boxes[:, 2:]
    goes_on_low = np.array([view.left > 0, view.top > 0])
    goes_on_high = np.array([view.left + view.width < width, view.top + view.height < height])
    low_cut = (low < STRIDE) & goes_on_low
    high_cut = (high > np.array([view.columns, view.rows]) - STRIDE) & goes_on_high
    return np.asarray((low_cut | high_cut).any(axis=1))

"""A second photo of the same people, made from the first: no free set of photos has two of each."""

from dataclasses import replace

import cv2
import numpy as np

from benchmarks.privacy.faces import FacePhoto
from benchmarks.privacy.jpeg import from_jpeg, to_jpeg
from benchmarks.privacy.scenes import with_noise

_MOST_DEGREES = 12.0
_NOISE = 4.0
_QUALITY = 70


def second_view(photo: FacePhoto, random: np.random.Generator) -> FacePhoto:
    """The photo as another camera may have taken it from the other side.

    It is mirrored, turned by up to 12 degrees, lit and coloured otherwise, less sharp, noisier
    and compressed more. Faces keep their size and order.

    Args:
        photo: The first one.
        random: Decides everything.
    """
    height, width = photo.pixels.shape[:2]
    degrees = float(random.uniform(-_MOST_DEGREES, _MOST_DEGREES))
    move = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    mirrored = np.array([[-1.0, 0, width - 1], [0, 1, 0], [0, 0, 1]])
    move = np.asarray(move) @ mirrored
    turned = cv2.warpAffine(photo.pixels, move, (width, height), borderMode=cv2.BORDER_REFLECT)
    light = (turned / 255.0) ** float(random.uniform(0.7, 1.4)) * random.uniform(0.85, 1.1, 3)
    seen = np.rint(255 * light).clip(0, 255).astype(np.uint8)
    soft = np.asarray(cv2.GaussianBlur(seen, (0, 0), float(random.uniform(0.3, 0.8))), np.uint8)
    grains = with_noise(soft, _NOISE, random)
    corners = photo.labels.boxes
    centres = (corners[:, :2] + corners[:, 2:]) / 2
    halves = (corners[:, 2:] - corners[:, :2]) / 2
    moved = centres @ move[:, :2].T + move[:, 2]
    boxes = np.concatenate([moved - halves, moved + halves], axis=1).astype(np.float32)
    return FacePhoto(from_jpeg(to_jpeg(grains, _QUALITY)), replace(photo.labels, boxes=boxes))

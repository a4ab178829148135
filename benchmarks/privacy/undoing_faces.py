"""A network that is trained to undo a style on faces, and what it makes of other people's."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from anonymizer_gui.core.boxes import Box
from benchmarks.privacy.faces import FacePhoto
from benchmarks.privacy.styles import Hide
from benchmarks.privacy.undoing import BATCH, network

SIDE = 96
"""Pixels of the square that the network sees."""

_AROUND = 1.6
"""How much larger than the longer side of a face that square is."""

_FOLDS = 2


def faces_undone(photos: Sequence[FacePhoto], hide: Hide, *, steps: int) -> list[FacePhoto]:
    """Photos whose faces are what a network makes of the hidden ones.

    It is trained on the faces of every other photo and asked for those of the rest, then the other
    way round: so it has never seen the people that it is asked for.

    Args:
        photos: With nothing hidden.
        hide: The style.
        steps: Of training, per half.
    """
    hidden = [photo.hidden(hide) for photo in photos]
    result = list(hidden)
    for fold in range(_FOLDS):
        learned = [index for index in range(len(photos)) if index % _FOLDS != fold]
        undo = _trained([photos[one] for one in learned], [hidden[one] for one in learned], steps)
        for index in range(fold, len(photos), _FOLDS):
            result[index] = _undone(hidden[index], undo)
    return result


def _trained(clear: Sequence[FacePhoto], hidden: Sequence[FacePhoto], steps: int) -> Any:
    import keras

    keras.utils.set_random_seed(4)
    model = network(keras, height=SIDE, width=SIDE)
    model.compile(keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(2e-3, steps)), "mae")
    pairs = _pairs(clear, hidden)
    for _ in range(steps):
        seen, wanted = zip(*(next(pairs) for _ in range(BATCH)), strict=True)
        model.train_on_batch(np.stack(seen), np.stack(wanted) / 255)
    return model


def _pairs(
    clear: Sequence[FacePhoto], hidden: Sequence[FacePhoto]
) -> Iterator[tuple[NDArray[np.uint8], NDArray[np.uint8]]]:
    """Without end what the network sees and should say: moved, mirrored and lit at random."""
    random = np.random.default_rng(4)
    faces = [(one, other, face) for one, other in zip(clear, hidden, strict=True)
             for face in one.asked]  # fmt: skip
    while True:
        one, other, face = faces[int(random.integers(len(faces)))]
        dx, dy = random.uniform(-0.08, 0.08, 2) * face.height
        moved = replace(
            face,
            x_min=face.x_min + dx,
            x_max=face.x_max + dx,
            y_min=face.y_min + dy,
            y_max=face.y_max + dy,
        )
        gain = random.uniform(0.8, 1.2, 3)
        mirrored = random.random() < 0.5
        parts = [_cut(photo.pixels, moved) for photo in (other, one)]
        lit = [np.clip(part * gain, 0, 255).astype(np.uint8) for part in parts]
        seen, wanted = (part[:, ::-1] if mirrored else part for part in lit)
        yield seen, wanted


def _undone(photo: FacePhoto, model: Any) -> FacePhoto:
    """The photo with the faces that the network makes of those that are asked for."""
    pixels = photo.pixels.copy()
    height, width = pixels.shape[:2]
    for face in photo.asked:
        answer = np.asarray(model(_cut(photo.pixels, face)[None], training=False))[0]
        face_again = np.rint(255 * answer).clip(0, 255).astype(np.uint8)
        whole = cv2.warpAffine(face_again, _move(face), (width, height), flags=cv2.INTER_LINEAR)
        inside = face.scaled(1.2).pixels(width=width, height=height)
        pixels[inside] = whole[inside]
    return replace(photo, pixels=pixels)


def _cut(pixels: NDArray[np.uint8], face: Box) -> NDArray[np.uint8]:
    """The square around a face, uint8 [SIDE, SIDE, 3]."""
    flags = cv2.INTER_AREA | cv2.WARP_INVERSE_MAP
    edges = cv2.BORDER_REPLICATE
    cut = cv2.warpAffine(pixels, _move(face), (SIDE, SIDE), flags=flags, borderMode=edges)
    return np.asarray(cut, np.uint8)


def _move(face: Box) -> NDArray[np.float64]:
    """From pixels of the square to those of the photo."""
    side = _AROUND * max(face.width, face.height)
    scale = side / SIDE
    x, y = (face.x_min + face.x_max - side) / 2, (face.y_min + face.y_max - side) / 2
    return np.array([[scale, 0, x], [0, scale, y]])

"""JPEG files as a camera writes them."""

import cv2
import numpy as np
from numpy.typing import NDArray

CAMERA_QUALITY = 92


def to_jpeg(pixels: NDArray[np.uint8], quality: int = CAMERA_QUALITY) -> bytes:
    """A JPEG file of uint8 [H, W, 3], RGB; colour at half the size, as cameras have it."""
    done, data = cv2.imencode(".jpg", pixels[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
    assert done
    return data.tobytes()


def from_jpeg(data: bytes) -> NDArray[np.uint8]:
    """The pixels of a JPEG file, uint8 [H, W, 3], RGB."""
    decoded = np.asarray(cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR), np.uint8)
    return np.ascontiguousarray(decoded[..., ::-1])

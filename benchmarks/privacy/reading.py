"""Reading plates with a text reader made for photos (RapidOCR, from the extra `privacy`)."""

from collections.abc import Callable
from difflib import SequenceMatcher
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Read = Callable[[NDArray[np.uint8]], str]
"""uint8 [H, W, 3], RGB, of one plate, to its letters and digits."""

_HEIGHT = 64
"""Pixels to which crops are enlarged: the reader works at 48."""


def plate_reader() -> Read:
    """A reader of single lines.

    Source: PP-OCR, Du et al. 2020, arXiv:2009.09941, as packed in the wheel of RapidOCR.
    """
    from rapidocr import RapidOCR

    engine = RapidOCR(params={"Global.log_level": "warning"})

    def read(crop: NDArray[np.uint8]) -> str:
        factor = _HEIGHT / crop.shape[0]
        enlarged = cv2.resize(crop, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)
        answer: Any = engine(enlarged[..., ::-1], use_det=False, use_cls=False, use_rec=True)
        return characters("".join(answer.txts or ()))

    return read


def characters(text: str) -> str:
    """Its letters and digits, in capitals."""
    return "".join(sign for sign in text.upper() if sign.isascii() and sign.isalnum())


def share_read(true: str, read: str) -> float:
    """The share of the characters that were read in the right order.

    Source: Ratcliff and Metzener, "Pattern Matching: The Gestalt Approach", 1988.
    """
    true, read = characters(true), characters(read)
    blocks = SequenceMatcher(None, true, read, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / max(len(true), 1)

"""The table of the privacy benchmark, and the pictures beside it."""

import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

WIDEST = 18
TILE_WIDTH, TILE_HEIGHT = 200, 100
_PAPER = 40

Table = dict[str, dict[str, str]]
"""What was measured, by row and style."""


def printed(table: Table, styles: Sequence[str]) -> str:
    """The table as text: a row per measure, a column per style."""
    first = max(map(len, table), default=0)
    heads = [textwrap.wrap(style, WIDEST) or [""] for style in styles]
    lines = []
    for line in range(max(map(len, heads))):
        cells = [head[line] if line < len(head) else "" for head in heads]
        lines.append(" " * first + "".join(f" | {cell:<{WIDEST}}" for cell in cells))
    lines.append("-" * len(lines[0]))
    for name, row in table.items():
        cells = [row.get(style, "") for style in styles]
        lines.append(f"{name:<{first}}" + "".join(f" | {cell:<{WIDEST}}" for cell in cells))
    return "\n".join(line.rstrip() for line in lines)


def write_sheet(
    path: Path, rows: Sequence[Mapping[str, NDArray[np.uint8]]], styles: Sequence[str]
) -> None:
    """Write a PNG with a column per style and a row per picture.

    Args:
        path: Of the PNG.
        rows: Per style a picture, uint8 [H, W, 3], RGB; missing ones stay empty.
        styles: In the order of the columns; their names stand above.
    """
    height = 20 + TILE_HEIGHT * len(rows)
    sheet = np.full((height, TILE_WIDTH * len(styles), 3), _PAPER, np.uint8)
    for column, style in enumerate(styles):
        corner = (TILE_WIDTH * column + 4, 14)
        font, white = cv2.FONT_HERSHEY_SIMPLEX, (255, 255, 255)
        cv2.putText(sheet, style, corner, font, 0.42, white, 1, cv2.LINE_AA)
        for row, pictures in enumerate(rows):
            if style in pictures:
                tile = _fitted(pictures[style])
                top, left = 20 + TILE_HEIGHT * row, TILE_WIDTH * column
                sheet[top : top + tile.shape[0], left : left + tile.shape[1]] = tile
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(cv2.imencode(".png", sheet[..., ::-1])[1].tobytes())


def _fitted(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    factor = min(TILE_WIDTH / picture.shape[1], TILE_HEIGHT / picture.shape[0])
    size = max(int(factor * picture.shape[1]), 1), max(int(factor * picture.shape[0]), 1)
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)

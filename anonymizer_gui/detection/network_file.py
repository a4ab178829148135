"""Reading a network file, with the checks that need no runtime."""

import hashlib
from pathlib import Path

from anonymizer_gui.core.errors import QT_TRANSLATE_NOOP, NetworkError
from anonymizer_gui.detection.cards import ModelCard

LARGEST_FILE = 2**30
"""Bytes. A GraphDef cannot have 2 GB; the largest known one of a detector has a tenth of that."""

HTML_STARTS = (b"<!doctype html", b"<html", b"<head", b"<?xml")


def content_of(path: Path) -> bytes:
    """The bytes of a network file.

    Raises:
        NetworkError: It cannot be read, is empty, far too large, or a web page.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise NetworkError(
                QT_TRANSLATE_NOOP(
                    "errors", "{0} is too large for a network: {1:.1f} GB; {2:.0f} GB is the most."
                ),
                path.name,
                size / 2**30,
                LARGEST_FILE / 2**30,
            )
        content = path.read_bytes()
    except OSError as error:
        raise NetworkError(
            QT_TRANSLATE_NOOP("errors", "The network {0} cannot be read: {1}."),
            path.name,
            error.strerror or str(error),
        ) from error
    if not content:
        raise NetworkError(
            QT_TRANSLATE_NOOP("errors", "{0} is empty. Download or copy it again."), path.name
        )
    if content[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(HTML_STARTS):
        raise NetworkError(
            QT_TRANSLATE_NOOP(
                "errors",
                "{0} is a web page and not a network: its download failed. Download it again.",
            ),
            path.name,
        )
    return content


def check_hash(path: Path, content: bytes, card: ModelCard) -> None:
    """Compare a network file with its card.

    Args:
        path: The network file.
        content: Its bytes.
        card: Its card; one without a hash, or about another file, fits everything.

    Raises:
        NetworkError: The file is another one.
    """
    if card.file not in ("", path.name) or not card.sha256:
        return
    if hashlib.sha256(content).hexdigest() != card.sha256.lower():
        raise NetworkError(
            QT_TRANSLATE_NOOP(
                "errors", "{0} is not the file that {1} describes. Download or copy both again."
            ),
            path.name,
            path.with_suffix(".json").name,
        )

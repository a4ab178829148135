"""A file that is no TensorFlow graph is recognised without TensorFlow."""

import pytest

from anonymizer_gui.core.errors import NetworkError
from anonymizer_gui.detection.graph_check import check_bytes

NODE = b"\x0a\x03abc"
VERSIONS = b"\x22\x02\x08\x15"


def test_a_row_of_nodes_with_versions_passes() -> None:
    check_bytes(NODE * 3 + VERSIONS, name="own.pb")


@pytest.mark.parametrize(
    "content", [NODE[:-1], NODE[:1], NODE * 5 + b"\x0a\x80", NODE + b"\x22\x7f"]
)
def test_a_graph_that_ends_too_early_is_said_to_be_cut_short(content: bytes) -> None:
    with pytest.raises(NetworkError, match=r"^own\.pb is cut short\. Download or copy it again\.$"):
        check_bytes(content, name="own.pb")


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04 a zip file",
        b"\x08\x01\x12\x03abc",  # a SavedModel
        b"node { name: 'image_tensor' }",
        b"\x89HDF\r\n\x1a\n",
        VERSIONS,
        NODE + b"\x3a\x03abc",
        NODE + b"\x0b",
        bytes(100),
    ],
)
def test_what_is_no_graph_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(NetworkError, match=r"^own\.pb is not a TensorFlow graph\.$"):
        check_bytes(content, name="own.pb")

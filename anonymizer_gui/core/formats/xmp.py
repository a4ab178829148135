"""XMP packets: whether one may be published."""

_BASE64_JPEG, _BASE64_PNG = b"/9j/", b"iVBORw0KGgo"


def holds_picture(packet: bytes) -> bool:
    """Whether an XMP packet has a preview, depth or original picture in it."""
    return _BASE64_JPEG in packet or _BASE64_PNG in packet

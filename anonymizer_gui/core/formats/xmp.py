"""XMP packets: what may be published of one.

Gone are names of people in the regions of faces, texts that mention them, and every other picture:
previews, depth maps, originals, and what points to pictures and films behind the end of a file. All
else stays, such as the projection of a panorama, without which viewers would not show a sphere.
"""

from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from typing import Final
from xml.dom import XMLNS_NAMESPACE, minidom
from xml.parsers.expat import ExpatError

from anonymizer_gui.core.formats.embedded import holds_picture
from anonymizer_gui.core.formats.people import mentions
from anonymizer_gui.core.settings import MetadataPolicy

_MWG: Final = "http://www.metadataworkinggroup.com/schemas/regions/"
_MICROSOFT: Final = "http://ns.microsoft.com/photo/1.2/"
_ACDSEE: Final = "http://ns.acdsee.com/regions/"
_IPTC: Final = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
_GOOGLE: Final = "http://ns.google.com/photos/"
_MEDIAPRO: Final = "http://ns.iview-multimedia.com/mediapro/1.0/"

_GONE = (
    _MWG,
    _MICROSOFT,
    _ACDSEE,
    "http://ns.apple.com/faceinfo/",
    f"{_GOOGLE}1.0/depthmap/",
    f"{_GOOGLE}1.0/image/",
    f"{_GOOGLE}1.0/audio/",
    f"{_GOOGLE}1.0/container/",
    f"{_GOOGLE}dd/",
    "http://ns.adobe.com/hdr-gain-map/",
    "http://ns.adobe.com/xmp/note/",
)
"""Starts of namespaces that are about faces, or about pictures that are gone from the file."""
_GONE_NAMES = (
    (_IPTC, ("PersonInImage", "ImageRegion")),
    (f"{_GOOGLE}1.0/camera/", ("MicroVideo", "MotionPhoto")),
    ("http://ns.adobe.com/xap/1.0/", ("Thumbnails",)),
    (_MEDIAPRO, ("People",)),
)
"""Starts of names that are, in namespaces that hold other things too."""
_PEOPLE = (
    (_MWG, "Name"),
    (f"{_MICROSOFT}t/Region#", "PersonDisplayName"),
    (_ACDSEE, "Name"),
    (_IPTC, "PersonInImage"),
    (_IPTC, "PersonName"),
    (_MEDIAPRO, "People"),
)
_PLACE_NAMES = (
    ("http://ns.adobe.com/photoshop/1.0/", ("City", "State", "Country")),
    ("http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/", ("Location", "Country")),
    (_IPTC, ("Location", "Sublocation", "City", "ProvinceState", "Country", "WorldRegion")),
)
"""Starts of names that say where it was taken."""
_PLACE = ("gps", "latitude", "longitude")
"""Parts of the names of properties that say where a photo was taken, in any namespace."""
_ORIENTATION = ("http://ns.adobe.com/tiff/1.0/", "Orientation")
_LONGEST = 2_000_000
"""Bytes; a longer packet would take much memory in pieces."""

_Node = minidom.Element | minidom.Attr


def kept(packet: bytes, policy: MetadataPolicy) -> bytes | None:
    """What may be published of a packet; the very same bytes where all of it may.

    Args:
        packet: A whole one. One that cannot be read cannot be searched either, so nothing of it
            is published.
        policy: Of all metadata.
    """
    if policy is MetadataPolicy.DROP:
        return None
    if not packet.strip(b"\0 \t\r\n"):
        return packet
    try:
        document = _document(packet)
        nodes = list(_nodes(document.documentElement))
        names = _people(nodes)
        unwanted = [
            node
            for node in nodes
            if _is_unwanted(node, names)
            or (policy is MetadataPolicy.DROP_GPS and _is_about_place(node))
        ]
        for node in unwanted:
            _remove(node)
        published = _text_of(document).encode()
    except (ExpatError, ValueError, RecursionError):
        return None
    if holds_picture(published):
        return None
    return published if unwanted else packet


def people(packet: bytes) -> frozenset[str]:
    """Names of the people that a packet says are in the photo."""
    try:
        return _people(list(_nodes(_document(packet).documentElement)))
    except (ExpatError, ValueError, RecursionError):
        return frozenset()


def upright(packet: bytes) -> bytes:
    """The packet of a picture that was turned upright: it names no orientation any more."""
    try:
        document = _document(packet)
        nodes = [one for one in _nodes(document.documentElement) if _is(one, (_ORIENTATION,))]
        for node in nodes:
            _remove(node)
        return _text_of(document).encode() if nodes else packet
    except (ExpatError, ValueError, RecursionError):
        return packet


def _document(packet: bytes) -> minidom.Document:
    if len(packet) > _LONGEST:
        raise ValueError("XMP is far shorter")
    narrow = packet.replace(b"\0", b"")  # were it UTF-16
    if b"<!DOCTYPE" in narrow or b"<!ENTITY" in narrow:
        raise ValueError("XMP has no document type")
    is_wide = packet.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    return minidom.parseString(packet.decode("utf-16") if is_wide else packet.strip(b"\0"))


def _text_of(document: minidom.Document) -> str:
    return "".join(child.toxml() for child in document.childNodes)


def _people(nodes: list[_Node]) -> frozenset[str]:
    return frozenset(name for node in nodes if _is(node, _PEOPLE) for name in _texts(node))


def _nodes(element: minidom.Element | None) -> Iterator[_Node]:
    """An element with its attributes, and all elements in it with theirs."""
    if element is None:
        return
    yield element
    yield from list(element.attributes.values())
    for child in element.childNodes:
        if isinstance(child, minidom.Element):
            yield from _nodes(child)


def _is_unwanted(node: _Node, names: frozenset[str]) -> bool:
    space = node.namespaceURI or ""
    if space.startswith(_GONE) or _starts(node, _GONE_NAMES):
        return True
    own = _own_text(node)
    if holds_picture(own.encode()):
        return True
    # Programs repeat the names: among the keywords, in paths and in trees of their own
    return space != XMLNS_NAMESPACE and mentions(own, names)


def _is_about_place(node: _Node) -> bool:
    name = (node.localName or "").casefold()
    is_named = node.namespaceURI != XMLNS_NAMESPACE and any(part in name for part in _PLACE)
    return is_named or _starts(node, _PLACE_NAMES)


def _starts(node: _Node, names: tuple[tuple[str, tuple[str, ...]], ...]) -> bool:
    name = node.localName or ""
    return any(node.namespaceURI == space and name.startswith(starts) for space, starts in names)


def _is(node: _Node, names: tuple[tuple[str, str], ...]) -> bool:
    return (node.namespaceURI, node.localName) in names


def _own_text(node: _Node) -> str:
    if isinstance(node, minidom.Attr):
        return str(node.value)
    return "".join(child.data for child in node.childNodes if isinstance(child, minidom.Text))


def _texts(node: _Node) -> Iterator[str]:
    """The texts in a node and in all that it holds."""
    if text := _own_text(node).strip():
        yield text
    if isinstance(node, minidom.Element):
        for child in node.childNodes:
            if isinstance(child, minidom.Element):
                yield from _texts(child)


def _remove(node: _Node) -> None:
    """Take a node out of the tree."""
    if isinstance(node, minidom.Attr):
        owner = node.ownerElement
        if owner is not None and owner.hasAttribute(node.name):
            owner.removeAttributeNode(node)
    elif node.parentNode is not None:
        node.parentNode.removeChild(node)

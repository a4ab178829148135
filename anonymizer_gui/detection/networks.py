"""Which network files are used, and opening one whatever its kind is."""

from collections import ChainMap
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Required, TypedDict, Unpack

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.errors import QT_TRANSLATE_NOOP, NetworkError
from anonymizer_gui.core.settings import Detail
from anonymizer_gui.detection.apart import NetworkApart
from anonymizer_gui.detection.cards import ModelCard, card_of, kinds_in_name
from anonymizer_gui.detection.decoding import Network
from anonymizer_gui.detection.detector import Detector
from anonymizer_gui.detection.graph import GraphDetector
from anonymizer_gui.detection.graph_session import check_tensorflow
from anonymizer_gui.detection.graphics_card import WithGraphicsCard
from anonymizer_gui.detection.litert import LiteRTNetwork
from anonymizer_gui.detection.network_file import check_hash, content_of
from anonymizer_gui.detection.tiled import TiledDetector
from anonymizer_gui.paths import weights_folder

BUILT_IN = {Kind.FACE: "faces.tflite", Kind.PLATE: "plates.tflite"}
BOTH = "faces_and_plates.tflite"
"""The two built-in networks in one, which computes what they share once: 0.7 of their time."""

OLDER_TOOL = {Kind.FACE: "weights_face_v1.0.0.pb", Kind.PLATE: "weights_plate_v1.0.0.pb"}
EXPORTED = {kind: Path(name).with_suffix(".pb").name for kind, name in BUILT_IN.items()}
"""The built-in networks as graphs, as `training.export` names them."""

SUFFIXES = (".pb", ".tflite")


def built_in(kind: Kind) -> Path:
    """The network that comes with the program.

    Raises:
        NetworkError: It or its model card is missing, so that it cannot be checked.
    """
    return _shipped(BUILT_IN[kind])


def built_in_min_size() -> dict[Kind, float]:
    """Per kind, the width in pixels of the canvas from which the built-in network finds most.

    Raises:
        NetworkError: A network or its model card is missing or damaged.
    """
    return {kind: card_of(built_in(kind)).min_size[kind] for kind in BUILT_IN}


class How(TypedDict, total=False):
    """How a network runs.

    Attributes:
        threads: How many it may use, at least 1; one of LiteRT for each canvas.
        at_once: How many canvases one of LiteRT looks at at once, at least 1 and 1 if it is not
            said.
        apart: Whether one of LiteRT runs in processes of its own; a `.pb` always does.
        graphics_card: Whether one of LiteRT uses that where it helps; for a `.pb` TensorFlow
            decides.
    """

    threads: Required[int]
    at_once: int
    apart: bool
    graphics_card: bool


def open_built_in(kinds: Collection[Kind], *, detail: Detail, **how: Unpack[How]) -> list[Detector]:
    """Open what comes with the program: at most one network, whether for one kind or for both.

    Both together answer as the two would, bit for bit, in the views of the one that finds less.

    Args:
        kinds: What is looked for; none needs no network.
        detail: How small the things are that are looked for.
        how: As `How` says.

    Raises:
        NetworkError: A file is missing, or not the one that was made for this version.
    """
    files = [built_in(kind) for kind in Kind if kind in kinds]
    if len(files) < 2:
        return [open_network(file, detail=detail, **how) for file in files]
    path = _shipped(BOTH)
    parts = [card_of(file) for file in files]
    own = card_of(path)
    if own.more.get("parts") != {card.file: card.sha256 for card in parts}:
        raise NetworkError(
            QT_TRANSLATE_NOOP(
                "errors", "{0} is of another version than {1}. Install the program again."
            ),
            path.name,
            " and ".join(file.name for file in files),
        )
    network = _loaded(path, own, **how)
    closer = {
        kind: _loaded(file, card, **_closely(how))
        for file, card in zip(files, parts, strict=True)
        for kind in card.kinds
    }
    return [TiledDetector(network, _joint(parts), detail=detail, closer=closer)]


def _closely(how: How) -> How:
    """For second looks: a graphics card gains nothing on canvases that small."""
    return {**how, "at_once": 1, "graphics_card": False}


def _loaded(path: Path, card: ModelCard, **how: Unpack[How]) -> Network:
    """A network of LiteRT, after checking that its file is what its card describes."""
    content = content_of(path)
    check_hash(path, content, card)
    load = NetworkApart if how.get("apart") else LiteRTNetwork
    network = load(
        content,
        kinds=card.kinds,
        name=path.name,
        threads=how["threads"],
        at_once=how.get("at_once", 1),
    )
    if how.get("graphics_card"):
        return WithGraphicsCard(network, content, kinds=card.kinds)
    return network


def _shipped(name: str) -> Path:
    """A network file that comes with the program.

    Raises:
        NetworkError: It or its model card is missing, so that it cannot be checked.
    """
    path = weights_folder() / name
    for needed in (path, path.with_suffix(".json")):
        if not needed.is_file():
            raise NetworkError(
                QT_TRANSLATE_NOOP(
                    "errors", "{0}, which comes with the program, is missing. Install it again."
                ),
                needed.name,
            )
    return path


def _joint(cards: Sequence[ModelCard]) -> ModelCard:
    """The card of a network that is several in one, each of other kinds."""
    return ModelCard(
        name=", ".join(card.name for card in cards),
        kinds=tuple(kind for card in cards for kind in card.kinds),
        default_thresholds=dict(ChainMap(*(dict(card.default_thresholds) for card in cards))),
        min_size=dict(ChainMap(*(dict(card.min_size) for card in cards))),
    )


def weights_in(path: Path) -> tuple[Path, ...]:
    """The network files that somebody means who names a folder or file.

    In a folder these are the older tool's two files or one of them, else those that are named like
    the built-in ones, else its only network file.

    Args:
        path: A folder, or a `.pb` or `.tflite` file.

    Raises:
        NetworkError: There is no such file or folder, no network in it, or too many; or it cannot
            be read, or needs TensorFlow where there is none.
    """
    try:
        files = _named(path)
    except OSError as error:
        raise NetworkError(
            QT_TRANSLATE_NOOP("errors", "The network {0} cannot be read: {1}."),
            str(path),
            error.strerror or str(error),
        ) from error
    for file in files:
        if file.suffix.lower() == ".pb":
            check_tensorflow(file.name)
    return files


def _named(path: Path) -> tuple[Path, ...]:
    if path.is_file():
        if path.suffix.lower() not in SUFFIXES:
            raise NetworkError(
                QT_TRANSLATE_NOOP(
                    "errors", "{0} is not a network: its name must end in {1} or {2}."
                ),
                path.name,
                *SUFFIXES,
            )
        return (path,)
    if not path.is_dir():
        raise NetworkError(
            QT_TRANSLATE_NOOP("errors", "There is no folder or network file {0}."), str(path)
        )
    for names in (OLDER_TOOL, BUILT_IN, EXPORTED):
        named = tuple(path / name for name in names.values() if (path / name).is_file())
        if named:
            return named
    others = sorted(one for one in path.iterdir() if one.suffix.lower() in SUFFIXES)
    if not others:
        raise NetworkError(
            QT_TRANSLATE_NOOP(
                "errors", "The folder {0} holds neither {1} and {2} nor another network."
            ),
            str(path),
            *OLDER_TOOL.values(),
        )
    if len(others) > 1:
        raise NetworkError(
            QT_TRANSLATE_NOOP("errors", "The folder {0} holds {1} networks: name the file itself."),
            str(path),
            len(others),
        )
    return (others[0],)


def open_network(path: Path, *, detail: Detail, **how: Unpack[How]) -> Detector:
    """Open a network file, after checking it.

    Args:
        path: A `.tflite` or `.pb` file; its model card lies beside it, if it has one.
        detail: How small the things are that a `.tflite` network looks for; a `.pb` sees photos as
            they are.
        how: As `How` says.

    Raises:
        NetworkError: It cannot be read, is not what its card describes, unsuitable or unsafe.
    """
    if path.suffix.lower() == ".pb":
        content, card = content_of(path), _graph_card(path)
        check_hash(path, content, card)
        return GraphDetector(content, card, name=path.name, threads=how["threads"])
    card = card_of(path)
    closer = dict.fromkeys(card.kinds, _loaded(path, card, **_closely(how)))
    return TiledDetector(_loaded(path, card, **how), card, detail=detail, closer=closer)


def _graph_card(path: Path) -> ModelCard:
    """The card of a graph; without one, and with a name that tells nothing, it finds both kinds."""
    if path.with_suffix(".json").is_file() or kinds_in_name(path.name):
        return card_of(path)
    return ModelCard(name=path.stem, kinds=(Kind.FACE, Kind.PLATE))

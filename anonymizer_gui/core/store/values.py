"""What goes into a job store and comes out of it."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

from anonymizer_gui.core.boxes import Box, Kind
from anonymizer_gui.core.detections import Detections
from anonymizer_gui.core.errors import AnonymizerError


class State(StrEnum):
    """How far a photo is. It follows from what is stored; nobody sets it."""

    WAITING = "waiting"
    FOUND = "found"
    REVIEWED = "reviewed"
    SAVED = "saved"
    FAILED = "failed"


class Filter(StrEnum):
    """Which photos of a job are listed."""

    ALL = "all"
    TO_REVIEW = "to_review"
    WITH_BOXES = "with_boxes"
    DOUBTFUL = "doubtful"
    FAILED = "failed"


class Order(StrEnum):
    """How they are sorted: by path, or most doubtful first."""

    NAME = "name"
    DOUBT = "doubt"


@dataclass(frozen=True, slots=True)
class View:
    """A list of photos.

    Attributes:
        filter: Which.
        order: In which order.
        search: Only those that have this in their path, in capitals or not.
    """

    filter: Filter = Filter.ALL
    order: Order = Order.NAME
    search: str = ""


@dataclass(frozen=True, slots=True)
class ImageRow:
    """One line of a list.

    Attributes:
        id: Of the photo in its store.
        path: Below the input folder.
        state: How far it is.
        faces: How many are hidden, by the thresholds of now.
        plates: The same.
        doubt: 1 where a score is at a threshold, 0 where none is near one or a person decided.
        edited: Whether its boxes are those a person has left.
        untouched: Whether all else in its result is as it was; True while there is no result.
        error: Why it failed.
    """

    id: int
    path: PurePosixPath
    state: State
    faces: int
    plates: int
    doubt: float
    edited: bool
    untouched: bool
    error: AnonymizerError | None


@dataclass(frozen=True, slots=True)
class EditedBox:
    """A box of a photo, and where it comes from.

    Attributes:
        box: As it is now.
        source: Index of the detection that it was; None if it was drawn.
    """

    box: Box
    source: int | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """What a person has said about a photo.

    Attributes:
        boxes: All boxes to hide; None while thresholds decide.
        done: Whether it was looked at to the end.
        searched: Whether what was found was known; else it comes to the boxes.
    """

    boxes: tuple[EditedBox, ...] | None = None
    done: bool = False
    searched: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class StoredPhoto:
    """All that is known of one photo.

    Attributes:
        id: Of the photo in its store.
        path: Below the input folder.
        target: Its result, below the output folder.
        record: The JSON file about it, below the output folder.
        state: How far it is.
        width: Of the upright photo in pixels; 0 before it was read.
        height: The same.
        sha256: Of the file in which the detections were found, in hexadecimal; empty before.
        detections: Down to the score floor; None while it is to be looked at.
        review: What a person has said.
        decided: Of which kinds the boxes of the review are all that there are; what is found of
            others comes to them.
        boxes: What is hidden: those of the review, else the detections above the thresholds.
        error: Why it failed.
    """

    id: int
    path: PurePosixPath
    target: PurePosixPath
    record: PurePosixPath
    state: State
    width: int
    height: int
    sha256: str
    detections: Detections | None
    review: Review
    decided: frozenset[Kind]
    boxes: tuple[EditedBox, ...]
    error: AnonymizerError | None

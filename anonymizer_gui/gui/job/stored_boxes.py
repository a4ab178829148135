"""Boxes between the store, which keeps a list, and the window, which keeps decisions."""

from collections.abc import Mapping

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.detections import SCORE_FLOOR, Detections
from anonymizer_gui.core.store.boxes import derived
from anonymizer_gui.core.store.values import EditedBox, Review, StoredPhoto
from anonymizer_gui.gui.editing.box_list import FIRST_BY_HAND, BoxList, Decision, Item
from anonymizer_gui.gui.editing.geometry import Size


def box_list_of(photo: StoredPhoto, thresholds: Mapping[Kind, float], size: Size) -> BoxList:
    """The boxes of a photo as they can be edited.

    Args:
        photo: From the store.
        thresholds: Of the job.
        size: Of the upright photo.
    """
    decided = {
        _number(edited, place): Item(edited.box, Decision.HIDE)
        for place, edited in enumerate(photo.review.boxes or ())
    }
    if photo.detections is None:
        boxes = BoxList(size, thresholds=thresholds, searched=False)
        boxes.put(decided)
        return boxes
    items = found_items(photo.detections, thresholds)
    if photo.review.boxes is None:
        return BoxList(size, items, thresholds)
    for place, edited in enumerate(derived(photo.detections, thresholds)):
        items[_number(edited, place)] = Item(edited.box, Decision.LEAVE)
    return BoxList(size, items | decided, thresholds, fixed=True)


def found_items(found: Detections, thresholds: Mapping[Kind, float]) -> dict[int, Item]:
    """What was found of the wanted kinds; detection `n` has the number `n + 1`."""
    everything = derived(found, dict.fromkeys(thresholds, SCORE_FLOOR))
    return {_number(edited, 0): Item(edited.box) for edited in everything}


def review_of(boxes: BoxList, *, done: bool) -> Review:
    """What the store keeps of the boxes of a photo.

    Args:
        boxes: As they are now.
        done: Whether it was looked at to the end.
    """
    if not boxes.is_edited and not (done and boxes.searched):
        return Review(None, done)
    return Review(
        tuple(
            EditedBox(boxes.item(number).box, number - 1 if number < FIRST_BY_HAND else None)
            for number in boxes.hidden_ids()
        ),
        done,
        searched=boxes.searched,
    )


def _number(edited: EditedBox, place: int) -> int:
    """The number of a box in the list.

    Args:
        edited: A box.
        place: Of the box among those it is stored with.
    """
    return FIRST_BY_HAND + place if edited.source is None else edited.source + 1

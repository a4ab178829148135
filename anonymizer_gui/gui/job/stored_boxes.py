"""Boxes between the store, which keeps a list, and the window, which keeps decisions."""

from collections.abc import Mapping

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.detections import SCORE_FLOOR, Detections
from anonymizer_gui.core.store.boxes import derived
from anonymizer_gui.core.store.values import EditedBox, Review, StoredPhoto
from anonymizer_gui.gui.editing.box_list import BoxList, Decision, Item
from anonymizer_gui.gui.editing.geometry import Size


def box_list_of(photo: StoredPhoto, thresholds: Mapping[Kind, float], size: Size) -> BoxList:
    """The boxes of a photo as they can be edited. Detection `n` has the number `n + 1`.

    Args:
        photo: From the store.
        thresholds: Of the job.
        size: Of the upright photo.
    """
    found = photo.detections or Detections.none()
    everything = derived(found, dict.fromkeys(thresholds, SCORE_FLOOR))
    items = {_number(edited): Item(edited.box) for edited in everything}
    if photo.review.boxes is None:
        return BoxList(size, items, thresholds)
    for edited in derived(found, thresholds):
        items[_number(edited)] = Item(edited.box, Decision.LEAVE)
    next_number = len(found) + 1
    for edited in photo.review.boxes:
        number = next_number if edited.source is None else _number(edited)
        next_number += edited.source is None
        items[number] = Item(edited.box, Decision.HIDE)
    return BoxList(size, items, thresholds, fixed=True)


def review_of(boxes: BoxList, *, found: int, done: bool) -> Review:
    """What the store keeps of the boxes of a photo.

    Args:
        boxes: As they are now.
        found: How many detections the photo has.
        done: Whether it was looked at to the end.
    """
    if not boxes.is_edited:
        return Review(None, done)
    return Review(
        tuple(
            EditedBox(boxes.item(number).box, number - 1 if number <= found else None)
            for number in boxes.hidden_ids()
        ),
        done,
    )


def _number(edited: EditedBox) -> int:
    assert edited.source is not None
    return edited.source + 1

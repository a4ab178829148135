"""Every edit of the boxes can be undone, and gives what it says."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from anonymizer_gui.core.boxes import Box, Kind, Origin
from anonymizer_gui.gui.editing.box_list import BoxList, Decision
from anonymizer_gui.gui.editing.commands import MoveThreshold
from anonymizer_gui.gui.editing.editor import Editor
from anonymizer_gui.gui.editing.geometry import Size
from tests.gui.reviewing import numbered


def found(x: float, kind: Kind, score: float) -> Box:
    return Box(x, 10, x + 20, 30, kind, score, Origin.DETECTED)


FACE, PLATE, DOUBTFUL = 1, 2, 3
FOUND = [
    found(10, Kind.FACE, 0.9),
    found(100, Kind.PLATE, 0.8),
    found(200, Kind.FACE, 0.25),
    found(250, Kind.FACE, 0.06),
]
THRESHOLDS = {Kind.FACE: 0.3, Kind.PLATE: 0.3}


@pytest.fixture
def editor(qapp: object) -> Editor:
    return Editor(BoxList(Size(400, 300), numbered(FOUND), THRESHOLDS))


def test_the_threshold_tells_hidden_from_suggested(editor: Editor) -> None:
    assert editor.boxes.hidden_ids() == (FACE, PLATE)
    assert editor.boxes.suggested_ids() == (DOUBTFUL,)


def test_what_is_hidden_anyway_is_no_suggestion(editor: Editor) -> None:
    editor.add([Box(190, 0, 230, 40, Kind.PLATE)], "Draw")
    covered = editor.boxes.suggested_ids()
    editor.delete()

    assert covered == ()
    assert editor.boxes.suggested_ids() == (DOUBTFUL,)


def test_a_lower_threshold_hides_more_at_once(editor: Editor) -> None:
    editor.boxes.set_thresholds({Kind.FACE: 0.2, Kind.PLATE: 0.9})

    assert editor.boxes.hidden_ids() == (FACE, DOUBTFUL)


def test_what_a_person_decided_no_threshold_changes(editor: Editor) -> None:
    editor.accept()
    editor.select([PLATE])
    editor.delete()

    editor.boxes.set_thresholds({Kind.FACE: 0.99, Kind.PLATE: 0.01})

    assert editor.boxes.hidden_ids() == (FACE, DOUBTFUL)


def test_undoing_the_only_edit_lets_the_thresholds_decide_again(editor: Editor) -> None:
    editor.accept()
    editor.boxes.set_thresholds({Kind.FACE: 0.05, Kind.PLATE: 0.95})
    editor.stack.undo()

    assert editor.boxes.hidden_ids() == (FACE, DOUBTFUL, DOUBTFUL + 1)
    assert not editor.boxes.is_edited


@pytest.mark.parametrize(
    "edit",
    [
        lambda editor: editor.add([Box(1, 2, 30, 40, Kind.PLATE)], "Draw"),
        lambda editor: editor.nudge(dx=5, dy=-3),
        lambda editor: editor.grow(dx=5, dy=0),
        lambda editor: editor.set_kind(Kind.PLATE),
        lambda editor: editor.delete(),
        lambda editor: editor.accept(),
        lambda editor: editor.accept_all(),
        lambda editor: editor.paste([Box(300, 10, 900, 50, Kind.PLATE)]),
    ],
    ids=["draw", "move", "resize", "kind", "delete", "accept", "accept all", "paste"],
)
def test_every_edit_is_undone_and_done_again(editor: Editor, edit: object) -> None:
    before = dict(editor.boxes.items)
    editor.select([FACE])

    edit(editor)  # type: ignore[operator]
    after = dict(editor.boxes.items)
    editor.stack.undo()
    undone = dict(editor.boxes.items)
    editor.stack.redo()

    assert after != before
    assert undone == before
    assert dict(editor.boxes.items) == after


def test_a_row_of_nudges_is_one_step(editor: Editor) -> None:
    editor.select([FACE, PLATE])

    for _ in range(7):
        editor.nudge(dx=1, dy=0)

    assert editor.boxes.item(FACE).box.x_min == 17
    assert editor.stack.count() == 1
    editor.stack.undo()
    assert editor.boxes.item(FACE).box == FOUND[0]


def test_boxes_nudged_together_stop_together(editor: Editor) -> None:
    editor.select([FACE, PLATE])

    editor.nudge(dx=-50, dy=0)

    assert editor.boxes.item(FACE).box.x_min == 0
    assert editor.boxes.item(PLATE).box.x_min == 90


def test_a_found_face_that_is_moved_hides_the_head_as_before(editor: Editor) -> None:
    editor.select([FACE])
    before = editor.boxes.item(FACE).box.hidden(1.2)

    editor.nudge(dx=1, dy=2)

    moved = editor.boxes.item(FACE).box
    after = moved.hidden(1.2)
    assert (moved.origin, moved.score) == (Origin.MOVED, 1.0)
    assert (after.x_min, after.y_max) == (before.x_min + 1, before.y_max + 2)
    assert (after.width, after.height) == (before.width, before.height)
    assert editor.boxes.item(FACE).decision is Decision.HIDE


def test_a_found_face_that_is_resized_or_pasted_hides_more_than_its_box(editor: Editor) -> None:
    editor.select([FACE])
    editor.grow(dx=10, dy=10)
    resized = editor.boxes.item(FACE).box
    (pasted_id,) = editor.paste([replace(FOUND[0], x_min=60, x_max=100)])
    pasted = editor.boxes.item(pasted_id).box

    for box in (resized, pasted):
        assert box.hidden(1.0).width == pytest.approx(1.2 * box.width)
        assert box.hidden(1.0).y_min == pytest.approx(box.y_min - 0.2 * box.height)


def test_a_face_drawn_by_hand_hides_what_was_drawn(editor: Editor) -> None:
    (drawn_id,) = editor.add([Box(1, 2, 30, 40, Kind.FACE)], "Draw")

    assert editor.boxes.item(drawn_id).box.hidden(1.0) == Box(1, 2, 30, 40, Kind.FACE)


def test_the_same_boxes_are_not_pasted_twice(editor: Editor) -> None:
    boxes = editor.boxes.hidden()

    editor.paste(boxes)

    assert editor.stack.count() == 0


def test_a_threshold_moved_in_steps_is_undone_at_once(editor: Editor) -> None:
    set_to: list[float] = []
    for before, after in ((0.3, 0.31), (0.31, 0.4)):
        editor.stack.push(
            MoveThreshold(
                lambda _kind, value: set_to.append(value),
                kind=Kind.FACE,
                before=before,
                after=after,
                text="",
            )
        )

    editor.stack.undo()

    assert set_to == [0.31, 0.4, 0.3]


def test_deleting_what_is_selected_leaves_no_selection(editor: Editor, qtbot: QtBot) -> None:
    editor.select([PLATE])

    with qtbot.waitSignal(editor.selection_changed):
        editor.delete()

    assert editor.selected == frozenset()

"""What the after view shows is what is saved."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as how_tested
from hypothesis import strategies as st
from PySide6.QtCore import QObject, QRectF
from pytestqt.qtbot import QtBot

from anonymizer_gui.core.boxes import Box, Kind, Origin
from anonymizer_gui.core.formats import exif
from anonymizer_gui.core.formats.jpeg_segments import APP1, Segment
from anonymizer_gui.core.images import read_image
from anonymizer_gui.core.obfuscation import hidden_boxes, obfuscated
from anonymizer_gui.core.settings import Settings, Style
from anonymizer_gui.engine.plan import Task
from anonymizer_gui.engine.saving import save
from anonymizer_gui.gui.editing.box_list import BoxList, Decision, Item
from anonymizer_gui.gui.editing.geometry import Size
from anonymizer_gui.gui.preview import painting
from anonymizer_gui.gui.preview.after import AfterPicture
from anonymizer_gui.gui.preview.pyramid import Patched, pyramid_of
from anonymizer_gui.gui.preview.rendering import Rendering, loaded, rendered
from tests.core.pictures import with_segments
from tests.gui.reviewing import rgb

FACE = Box(20.5, 10.25, 60, 70, Kind.FACE)


def photo(folder: Path, name: str = "photo.png", *, orientation: int = 1) -> Path:
    noise = np.random.default_rng(7).integers(0, 255, (90, 120, 3), np.uint8)
    path = folder / name
    data = cv2.imencode(path.suffix, noise)[1].tobytes()
    if orientation > 1:
        turned = Segment(APP1, exif.PREFIX + exif.only_orientation(orientation))
        data = with_segments(data, turned)
    path.write_bytes(data)
    return path


def settings(folder: Path, style: Style = Style.PIXELATE) -> Settings:
    return Settings(folder, folder / "out", style=style)


def test_the_after_picture_hides_the_head_of_a_found_face_that_was_moved(tmp_path: Path) -> None:
    shown, top, left = loaded(photo(tmp_path)), 30, 40
    how = Settings(tmp_path, tmp_path / "out", style=Style.SOLID, box_scale=1.0)

    changed = {
        origin: rgb(
            rendered(Rendering(shown, (Box(left, top, 60, 50, Kind.FACE, origin=origin),), how))
        )
        != shown.photo.rgb
        for origin in (Origin.MANUAL, Origin.MOVED)
    }

    assert changed[Origin.MOVED][top - 3, left + 5].any()
    assert not changed[Origin.MANUAL][top - 3, left + 5].any()


def test_the_after_picture_is_the_saved_file(tmp_path: Path) -> None:
    for style in Style:
        shown = loaded(photo(tmp_path))
        how = settings(tmp_path, style)
        target = tmp_path / f"{style}.png"

        picture = rendered(Rendering(shown, (FACE,), how))
        save(Task(shown.photo.path, target, tmp_path / "r.json"), shown.photo, [FACE], how)

        np.testing.assert_array_equal(rgb(picture), read_image(target).rgb)
        assert (rgb(picture) != shown.photo.rgb).any()


sides = st.floats(-30, 150)


@how_tested(deadline=None)
@given(
    st.sampled_from([("photo.png", 1), *(("photo.jpg", turned) for turned in (1, 3, 6, 8))]),
    st.sampled_from(Style),
    st.lists(st.tuples(sides, sides, st.floats(0, 60), st.floats(0, 60)), max_size=6),
    st.floats(0.5, 2),
)
def test_rendered_in_parts_it_is_what_is_saved_whole(
    tmp_path_factory: pytest.TempPathFactory,
    file: tuple[str, int],
    style: Style,
    places: list[tuple[float, float, float, float]],
    scale: float,
) -> None:
    name, orientation = file
    shown = loaded(photo(tmp_path_factory.mktemp("photo"), name, orientation=orientation))
    how = Settings(Path(), Path("out"), style=style, box_scale=scale)
    boxes = tuple(Box(x, y, x + width, y + height, Kind.PLATE) for x, y, width, height in places)
    whole = obfuscated(shown.photo, hidden_boxes(shown.photo, boxes, how), how)

    np.testing.assert_array_equal(rgb(rendered(Rendering(shown, boxes, how))), whole)


def test_a_changed_box_is_rendered_anew(qtbot: QtBot, tmp_path: Path) -> None:
    owner = QObject()
    after = AfterPicture(owner)
    boxes = BoxList(Size(120, 90))
    shown = loaded(photo(tmp_path))
    with qtbot.waitSignal(after.ready) as first:
        after.follow(shown, boxes, settings(tmp_path))

    with qtbot.waitSignal(after.ready) as second:
        boxes.put({1: Item(FACE, Decision.HIDE)})

    after.close()
    np.testing.assert_array_equal(rgb(first.args[0]), shown.photo.rgb)
    assert (rgb(second.args[0]) != shown.photo.rgb).any()


def test_of_many_changes_the_last_one_is_shown(qtbot: QtBot, tmp_path: Path) -> None:
    owner = QObject()
    after = AfterPicture(owner)
    boxes = BoxList(Size(120, 90))
    shown = loaded(photo(tmp_path))
    after.follow(shown, boxes, settings(tmp_path))
    last = Box(50, 20, 80, 60, Kind.PLATE)
    wanted = rgb(rendered(Rendering(shown, (last,), settings(tmp_path))))
    pictures: list[Patched] = []
    after.ready.connect(pictures.append)

    for x in range(40):
        boxes.put({1: Item(Box(x, 20, x + 30, 60, Kind.PLATE), Decision.HIDE)})
    boxes.put({1: Item(last, Decision.HIDE)})

    qtbot.waitUntil(lambda: bool(pictures) and np.array_equal(rgb(pictures[-1]), wanted))
    after.close()
    assert len(pictures) < 20


def test_a_pyramid_ends_small() -> None:
    picture = pyramid_of(np.zeros((1500, 2001, 3), np.uint8))

    assert (picture.width, picture.height) == (2001, 1500)
    assert max(picture.levels[-1].width(), picture.levels[-1].height()) <= 400


rects = st.builds(QRectF, *[st.floats(0, 500)] * 2, *[st.floats(5, 200)] * 2)


@given(rects, st.lists(rects, max_size=5))
def test_a_tag_is_always_readable(box: QRectF, others: list[QRectF]) -> None:
    inside = QRectF(0, 0, 700, 700)

    tag = painting.tag_place(box, width=70, height=16, taken=[box, *others], inside=inside)

    assert inside.contains(tag)

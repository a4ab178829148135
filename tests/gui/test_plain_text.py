"""What comes from files is shown as it is written: a page could load a picture over a network.

Windows fetches `//host/share/a.png` from another computer, and tells it who the user is.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from anonymizer_gui.gui.notice import Notice
from anonymizer_gui.gui.setup.folder_field import FolderField
from anonymizer_gui.gui.setup.new_job_page import NewJobPage


def test_no_sentence_about_a_file_is_taken_for_a_page(qtbot: QtBot) -> None:
    notice, page = Notice("notice"), NewJobPage()
    qtbot.addWidget(notice)
    qtbot.addWidget(page)

    labels = [label for label in page.findChildren(QLabel) if label.property("role") == "error"]
    labels += [field.note for field in page.findChildren(FolderField)]
    formats = {label.textFormat() for label in (notice.text, *labels)}
    page.close_threads()

    assert len(labels) > 4
    assert formats == {Qt.TextFormat.PlainText}

"""Sentences and numbers in the language and form of the user."""

from PySide6.QtCore import QCoreApplication, QLocale

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.errors import AnonymizerError
from anonymizer_gui.core.settings import Style
from anonymizer_gui.core.store.values import State


def sentence_of(error: object) -> str:
    """What an error says, translated."""
    if not isinstance(error, AnonymizerError):
        return str(error)
    template, *values = error.args
    return QCoreApplication.translate("errors", str(template)).format(*values)


def number(value: int) -> str:
    """A whole number with the marks of the language between thousands."""
    return QLocale().toString(value)


def decimal(value: float, digits: int = 2) -> str:
    """A number with a decimal comma or point."""
    return QLocale().toString(value, "f", digits)


def kind_name(kind: Kind) -> str:
    """What a box holds."""
    if kind is Kind.FACE:
        return QCoreApplication.translate("wording", "Face")
    return QCoreApplication.translate("wording", "Plate")


def state_name(state: State) -> str:
    """How far a photo is."""
    translate = QCoreApplication.translate
    return {
        State.WAITING: translate("wording", "Waiting"),
        State.FOUND: translate("wording", "To review"),
        State.REVIEWED: translate("wording", "Reviewed"),
        State.SAVED: translate("wording", "Saved"),
        State.FAILED: translate("wording", "Failed"),
    }[state]


def boxes_said(faces: int, plates: int) -> str:
    """How many faces and plates there are."""
    translate = QCoreApplication.translate
    return ", ".join(
        (
            counted(faces, translate("wording", "{n} face"), translate("wording", "{n} faces")),
            counted(plates, translate("wording", "{n} plate"), translate("wording", "{n} plates")),
        )
    )


def style_names() -> list[tuple[Style, str]]:
    """What each way of hiding is called."""
    translate = QCoreApplication.translate
    return [
        (Style.PIXELATE, translate("wording", "Soft mosaic")),
        (Style.GAUSSIAN, translate("wording", "Blur, as the older tool")),
        (Style.SOLID, translate("wording", "Solid")),
    ]


def older_blur_note() -> str:
    """What the style of the older tool is worth."""
    return QCoreApplication.translate(
        "wording", "Repeats the older tool. Large faces can still be recognised, and plates read."
    )


def counted(count: int, one: str, many: str) -> str:
    """A number with its noun.

    Args:
        count: How many.
        one: Translated, with `{n}`, for a single one.
        many: Translated, with `{n}`, for any other number.
    """
    return (one if count == 1 else many).format(n=number(count))


def duration(seconds: float) -> str:
    """A length of time, as rough as people say it."""
    translate = QCoreApplication.translate
    if seconds < 60:
        return translate("wording", "{n} s").format(n=round(seconds))
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:
        return translate("wording", "{n} min {s} s").format(n=minutes, s=rest)
    hours, minutes = divmod(minutes, 60)
    return translate("wording", "{n} h {m} min").format(n=number(hours), m=minutes)


def roughly(seconds: float) -> str:
    """A length of time that is only estimated."""
    translate = QCoreApplication.translate
    minutes = round(seconds / 60)
    if minutes < 1:
        return translate("wording", "a minute")
    if minutes < 90:
        return counted(
            minutes, translate("wording", "{n} minute"), translate("wording", "{n} minutes")
        )
    return translate("wording", "{n} hours").format(n=decimal(minutes / 60, 1))

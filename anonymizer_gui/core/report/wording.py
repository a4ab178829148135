"""The words of a report, in the translations of the window."""

from collections.abc import Callable
from functools import cache
from xml.etree import ElementTree

from anonymizer_gui.core.errors import AnonymizerError
from anonymizer_gui.core.settings import Language
from anonymizer_gui.paths import resources_folder

CONTEXT = "report"

_DECIMAL_MARKS = {Language.ENGLISH: ".", Language.DUTCH: ","}

Say = Callable[[str], str]
"""From an English text to that in another language; what is not translated stays as it is."""


def said_in(language: Language) -> Say:
    """How the texts of reports are said."""
    known = _translations(language, CONTEXT)
    return lambda text: known.get(text, text)


def number_in(language: Language, number: str) -> str:
    """A number such as "1.2" in a language."""
    return number.replace(".", _DECIMAL_MARKS[language])


def sentence_in(language: Language, error: AnonymizerError) -> str:
    """An error in a language."""
    template, *values = error.args
    return str(_translations(language, "errors").get(template, template)).format(*values)


@cache
def _translations(language: Language, context: str) -> dict[str, str]:
    """From English texts to those of a language; nothing where there is no file of it."""
    file = resources_folder() / "translations" / f"anonymizer_{language}.ts"
    if not file.is_file():
        return {}
    return {
        message.findtext("source", ""): message.findtext("translation", "")
        for part in ElementTree.parse(file).getroot().iter("context")
        if part.findtext("name") == context
        for message in part.iter("message")
        if message.findtext("translation")
    }

"""What may be printed on a terminal of texts from elsewhere."""

from unicodedata import category

_OBEYED = frozenset({"Cc", "Zl", "Zp"})
"""Categories of the characters that move the cursor, or begin what a terminal obeys."""


def printable(text: object) -> str:
    """One line, as names of files and texts from networks and reports are to be printed.

    Otherwise a photo could clear the screen, or seem to be another one that was done.
    """
    return "".join("?" if category(one) in _OBEYED else one for one in str(text))

"""Names of the people that are marked in a photo, and the texts that mention them."""

import re
from functools import lru_cache
from unicodedata import normalize

_WORD = re.compile(r"\w+")
_MOST_WORDS = 8
"""Of a name; a longer one is known by so many."""
_CODINGS = ("utf-8", "latin-1", "utf-16-le", "utf-16-be")


def mentions(text: str, people: frozenset[str]) -> bool:
    """Whether a text has one of these names in it, as words of their own in any case of letters."""
    if not people:
        return False
    names, words = _plain(people), _words(text)
    firsts = {name.partition(" ")[0] for name in names}
    return any(
        " ".join(words[start : start + count]) in names
        for start, word in enumerate(words)
        if word in firsts
        for count in range(1, 1 + _MOST_WORDS)
    )


def mentioned(data: bytes, people: frozenset[str]) -> bool:
    """Whether there is one of these names in bytes that may be a text in any coding."""
    return any(mentions(data.decode(one, "replace"), people) for one in _CODINGS if people)


@lru_cache(maxsize=1)
def _plain(people: frozenset[str]) -> frozenset[str]:
    """The names as they are compared. Those without letters are of no people."""
    names = (" ".join(_words(name)[:_MOST_WORDS]) for name in people)
    return frozenset(name for name in names if any(map(str.isalpha, name)))


def _words(text: str) -> list[str]:
    return _WORD.findall(normalize("NFKC", text).casefold())

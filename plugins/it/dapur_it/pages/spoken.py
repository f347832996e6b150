"""Lengths and choices in words."""

from collections.abc import Sequence

from dapur.contract import Choice, Words, _
from dapur.language.catalogue import translate
from dapur.queries.reader import Reader

HOUR = 60


def length_of(reader: Reader, minutes: int) -> str:
    """Working minutes as people say them: 45 minutes, 3 hours 20 minutes, 41 hours."""
    hours, rest = divmod(minutes, HOUR)
    if not hours:
        words = _("{minutes} min").fill(minutes=rest)
    elif hours >= 10 or not rest:
        words = _("{hours} h").fill(hours=hours)
    else:
        words = _("{hours} h {minutes} min").fill(hours=hours, minutes=rest)
    return translate(words, reader.scope.language)


def word_of(reader: Reader, choices: Sequence[Choice], value: str) -> str:
    """The words of a choice."""
    return next((translate(choice.title, reader.scope.language) for choice in choices if choice.value == value), value)


def said(reader: Reader, words: Words) -> str:
    """Words in the reader's language."""
    return translate(words, reader.scope.language)

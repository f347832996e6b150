"""Whom a text mentions: "@" and somebody's name, as it is written."""

from collections.abc import Mapping


def mentioned(text: str, names: Mapping[int, str]) -> set[int]:
    """Users whose name stands behind an @ in the text. The longest name counts: "@Budi Santoso" is not "@Budi".

    Everybody of that name is meant where several have it.
    """
    rest = text.casefold()
    found: set[int] = set()
    for name in sorted({n.casefold() for n in names.values() if n}, key=len, reverse=True):
        marked = _without(rest, f"@{name}")
        if marked != rest:
            rest = marked
            found |= {user for user, own in names.items() if own.casefold() == name}
    return found


def _without(text: str, mark: str) -> str:
    """The text with this mark blanked out wherever it stands for itself: no letter or digit before or behind it."""
    at = text.find(mark)
    while at >= 0:
        end = at + len(mark)
        if not text[at - 1 : at].isalnum() and not text[end : end + 1].isalnum():
            text = text[:at] + "\n" * len(mark) + text[end:]
        at = text.find(mark, at + 1)
    return text

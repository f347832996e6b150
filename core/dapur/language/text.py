"""Text at the edge: one Unicode form in, no invisible tricks out, a stored key for sorting names."""

import re
import unicodedata

_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SPACES = re.compile(r"\s+")


def clean(text: str) -> str:
    """Text as it is stored: NFC, without control characters (but line breaks and tabs) and surrogates."""
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFC", _UNSAFE.sub("", text))


def mark_bidi(text: str) -> str:
    """Direction controls made visible as [U+202E]: no name is shown in another order than it is stored."""
    if text.isascii():
        return text
    return _BIDI.sub(lambda found: f"[U+{ord(found.group()):04X}]", text)


def sort_key(name: str, language: str) -> str:
    """The key that a name is sorted by, to be stored and compared byte by byte.

    Case, accents and repeated spaces do not count. Both languages sort by the plain Latin alphabet,
    so the language changes nothing yet; it is taken so that stored keys can follow a new language.
    """
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", clean(name)).casefold())
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return _SPACES.sub(" ", plain).strip()

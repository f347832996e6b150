"""The words of a file, for the search: text files, and the text of word-processor files."""

import re
import zipfile
from io import BytesIO

LONGEST = 200_000
"""So many characters of a file are searched; the index of one row has a limit."""
PLAIN = (".txt", ".md", ".csv", ".eml")
PARTS = {".docx": "word/document.xml", ".odt": "content.xml"}
READ_HERE = (*PLAIN, *PARTS)
"""Endings of the files that `searchable` reads; the content of any other file need not be fetched for it."""
_TAG = re.compile(r"<[^>]*>")
_SPACE = re.compile(r"\s+")


def searchable(name: str, content: bytes | None) -> str:
    """What can be searched in a file; "" for pictures, scans and what cannot be read."""
    if not content:
        return ""
    name = name.lower()
    if name.endswith(PLAIN):
        return _SPACE.sub(" ", content[: LONGEST * 4].decode("utf-8", "replace"))[:LONGEST].replace("\x00", "")
    part = next((inside for ending, inside in PARTS.items() if name.endswith(ending)), "")
    return _from_archive(content, part) if part else ""


def _from_archive(content: bytes, part: str) -> str:
    """The text of one part, read only so far: no archive unpacks without end, and markup is cut out, never interpreted."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive, archive.open(part) as stream:
            text = stream.read(LONGEST * 20).decode("utf-8", "replace")
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, OSError, EOFError):
        return ""
    return _SPACE.sub(" ", _TAG.sub(" ", text))[:LONGEST].replace("\x00", "")

"""What a file is, by its content; its name only chooses between kinds that look alike."""

import zipfile
from io import BytesIO

_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"{\\rtf", "application/rtf"),
)
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xfe\xed\xfa", b"\xcf\xfa\xed\xfe")
_OFFICE = {
    "xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "ppt/presentation.xml": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
_TEXTS = {"csv": "text/csv", "vtt": "text/vtt", "json": "application/json", "xml": "application/xml", "eml": "message/rfc822"}
ANYTHING = "application/octet-stream"

_CLAIMS = {
    "pdf": {"application/pdf"},
    "png": {"image/png"},
    "jpg": {"image/jpeg"},
    "jpeg": {"image/jpeg"},
    "gif": {"image/gif"},
    "xlsx": {_OFFICE["xl/workbook.xml"]},
    "docx": {_OFFICE["word/document.xml"]},
}


def is_program(content: bytes) -> bool:
    """Something that a computer would run."""
    return content.startswith(_PROGRAMS)


def media_type_of(content: bytes, name: str) -> str:
    """The media type that the content shows. Text that a browser would run (HTML, SVG) is plain text to us."""
    for start, kind in _STARTS:
        if content.startswith(start):
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content[4:8] == b"ftyp":
        return "video/mp4"
    if content.startswith(b"\x1a\x45\xdf\xa3"):
        return "video/webm"
    if content.startswith(b"PK\x03\x04"):
        return _packed(content)
    return _text(content, name)


def contradicts_its_name(kind: str, name: str) -> bool:
    """The ending promises something that the content is not."""
    promised = _CLAIMS.get(name.rpartition(".")[2].casefold())
    return promised is not None and kind not in promised


def _packed(content: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            names = set(packed.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return ANYTHING
    return next((kind for part, kind in _OFFICE.items() if part in names), "application/zip")


def _text(content: bytes, name: str) -> str:
    sample = content[:65536]
    if b"\0" in sample:
        return ANYTHING
    try:
        # A letter may be cut in two at the end of the sample.
        sample.decode("utf-8", errors="strict" if len(content) <= 65536 else "ignore")
    except UnicodeDecodeError:
        return ANYTHING if any(byte < 9 for byte in sample) else "text/plain"
    return _TEXTS.get(name.rpartition(".")[2].casefold(), "text/plain")

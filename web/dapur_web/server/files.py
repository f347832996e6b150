"""Files that go to the browser: always as an attachment, under a clean name."""

import re
from typing import Any
from urllib.parse import quote

from litestar import Request, Response
from litestar.response import Stream

from dapur.files.store import KeptFile, pieces_of
from dapur.queries.reader import Reader
from dapur_web.server.ranges import NotSatisfiable, Span, asked_span


def attachment(name: str) -> str:
    """A Content-Disposition header value for a file name (RFC 6266)."""
    clean = re.sub(r'[\x00-\x1f\x7f/\\"<>|:*?]+', " ", name).strip() or "file"
    plain = clean.encode("ascii", "ignore").decode().strip() or "file"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(clean, safe='')}"


def kept_file(request: Request[Any, Any, Any], reader: Reader, file: KeptFile) -> Response[Any]:
    """A kept file, or the part of it that is asked for, sent as it is read: a film can be sought, a download goes on."""
    tag = f'"{file.sha256.hex()}"'
    headers = {"content-disposition": attachment(file.name), "etag": tag, "accept-ranges": "bytes"}
    try:
        span = asked_span(request.headers.get("range", ""), request.headers.get("if-range", ""), tag, file.size)
    except NotSatisfiable:
        return Response(b"", status_code=416, headers={**headers, "content-range": f"bytes */{file.size}"})
    whole = Span(0, file.size - 1)
    if span is not None:
        headers["content-range"] = f"bytes {span.first}-{span.last}/{file.size}"
    sent = span or whole
    headers["content-length"] = str(sent.last + 1 - sent.first)
    return Stream(
        pieces_of(reader, file, sent.first, sent.last),
        status_code=200 if span is None else 206,
        media_type=file.media_type,
        headers=headers,
    )

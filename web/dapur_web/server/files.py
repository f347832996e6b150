"""Files that go to the browser: always as an attachment, under a clean name."""

import re
from urllib.parse import quote


def attachment(name: str) -> str:
    """A Content-Disposition header value for a file name (RFC 6266)."""
    clean = re.sub(r'[\x00-\x1f\x7f/\\"<>|:*?]+', " ", name).strip() or "file"
    plain = clean.encode("ascii", "ignore").decode().strip() or "file"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(clean, safe='')}"

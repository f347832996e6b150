"""The text of a PDF file, read in a process of its own: bounded in pages, letters, memory and time."""

import tempfile
from pathlib import Path

from dapur.documents.worker_process import started

WORKER = Path(__file__).with_name("pdf_text_worker.py")
LIMITS = {"pages": 500, "letters": 200_000, "seconds": 20, "memory": 1_000_000_000}


def pdf_text(content: bytes) -> str:
    """What its pages say; what was read so far where that takes too long. Blocks: call it in a thread."""
    with tempfile.TemporaryDirectory(prefix="dapur-pdf-") as folder:
        path = Path(folder) / "file.pdf"
        path.write_bytes(content)
        with started(WORKER, path, LIMITS) as worker:
            assert worker.stdout is not None
            said = worker.stdout.read()
    return " ".join(said.decode("utf-8", "replace").replace("\x00", "").split())[: LIMITS["letters"]]

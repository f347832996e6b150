"""The text of a PDF file, read in a process of its own: bounded in pages, letters, memory and time."""

import json
import os
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

WORKER = Path(__file__).with_name("pdf_text_worker.py")
LIMITS = {"pages": 500, "letters": 200_000, "seconds": 20, "memory": 1_000_000_000}


def pdf_text(content: bytes) -> str:
    """What its pages say; what was read so far where that takes too long. Blocks: call it in a thread."""
    with tempfile.TemporaryDirectory(prefix="dapur-pdf-") as folder:
        path = Path(folder) / "file.pdf"
        path.write_bytes(content)
        said = _run(path)
    return " ".join(said.decode("utf-8", "replace").replace("\x00", "").split())[: LIMITS["letters"]]


def _run(path: Path) -> bytes:
    # Without our environment: secrets have no business near a stranger's file.
    environment = {key: os.environ[key] for key in ("SYSTEMROOT", "LD_LIBRARY_PATH") if key in os.environ}
    command = [sys.executable, "-I", str(WORKER), str(path), json.dumps(LIMITS)]
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    ) as worker:
        try:
            return worker.communicate(timeout=LIMITS["seconds"])[0]
        except subprocess.TimeoutExpired:
            with suppress(OSError):
                worker.kill()
            return worker.communicate()[0]

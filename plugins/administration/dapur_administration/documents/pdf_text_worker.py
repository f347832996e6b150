"""Runs alone in a process of its own: prints the text of one PDF file, so many letters and pages of it.

Called as `python -I pdf_text_worker.py FILE LIMITS`, with no environment and bounded memory and time, because the file is
a stranger's. It imports nothing of Dapur.
"""

import json
import sys


def main(path: str, limits: dict[str, int]) -> None:
    """Print the text of its pages; nothing for a file that is locked or broken."""
    _bound(limits)
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    left = limits["letters"]
    try:
        for page in PdfReader(path).pages[: limits["pages"]]:
            text = page.extract_text()[:left]
            sys.stdout.write(text + "\n")
            left -= len(text)
            if left <= 0:
                return
    except (PyPdfError, ValueError, KeyError, TypeError, OSError, RecursionError):
        return  # what was read until here is found


def _bound(limits: dict[str, int]) -> None:
    try:
        import resource
    except ImportError:  # Windows: the reader's clock is the bound
        return
    resource.setrlimit(resource.RLIMIT_AS, (limits["memory"], limits["memory"]))
    resource.setrlimit(resource.RLIMIT_CPU, (limits["seconds"], limits["seconds"] + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    main(sys.argv[1], json.loads(sys.argv[2]))

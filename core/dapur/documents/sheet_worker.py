"""Runs alone in a process of its own: reads one XLSX file and prints its rows as JSON lines.

Called as `python -I sheet_worker.py FILE LIMITS`, with no environment and bounded memory and time,
because the file is a stranger's. It imports nothing of Dapur. A cell is null, or a letter and its
text: s text, n number, d date. The last line is {"end": rows}; a refusal is {"refused": reason, …}.
"""

import datetime
import json
import sys
from itertools import islice
from typing import Any

_ROWS_A_LINE = 200


def main(path: str, limits: dict[str, int]) -> None:
    """Print the rows of the first visible sheet that holds any."""
    _bound(limits)
    import python_calamine as calamine

    try:
        book = calamine.load_workbook(path)
        rows = _first_filled(book, limits)
    except calamine.PasswordError:
        _say({"refused": "password"})
        return
    except (calamine.CalamineError, OSError, ValueError):
        _say({"refused": "broken"})
        return
    count = 0
    while block := list(islice(rows, _ROWS_A_LINE)):
        count += len(block)
        if count > limits["rows"]:
            _say({"refused": "rows"})
            return
        _say([[_plain(cell) for cell in row] for row in block])
    _say({"end": count})


def _first_filled(book: Any, limits: dict[str, int]) -> Any:
    names = [sheet.name for sheet in book.sheets_metadata if str(sheet.visible).endswith("Visible")]
    for name in names or book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        if sheet.height:
            if sheet.width > limits["columns"]:
                _say({"refused": "columns"})
                raise SystemExit(0)
            return sheet.iter_rows()
    return iter(())


def _plain(cell: Any) -> str | None:
    if cell is None or cell == "":
        return None
    if isinstance(cell, bool):
        return "sTRUE" if cell else "sFALSE"
    if isinstance(cell, (int, float)):
        return "n" + repr(cell)
    if isinstance(cell, datetime.datetime):
        midnight = cell.time() == datetime.time()
        return "d" + cell.date().isoformat() if midnight else "s" + cell.isoformat(" ", "seconds")
    if isinstance(cell, datetime.date):
        return "d" + cell.isoformat()
    return "s" + str(cell)


def _bound(limits: dict[str, int]) -> None:
    try:
        import resource
    except ImportError:  # Windows: the reader's clock and the unpacked size are the bounds
        return
    resource.setrlimit(resource.RLIMIT_AS, (limits["memory"], limits["memory"]))
    resource.setrlimit(resource.RLIMIT_CPU, (limits["seconds"], limits["seconds"] + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _say(line: Any) -> None:
    sys.stdout.write(json.dumps(line, ensure_ascii=True) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], json.loads(sys.argv[2]))

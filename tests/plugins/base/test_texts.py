"""Every sentence that base's SQL says is in both languages."""

import re
from importlib.resources import files
from pathlib import Path

from dapur.language.pofile import read_entries


def test_every_sentence_of_the_sql_is_translated() -> None:
    folder = Path(str(files("dapur_base")))
    known = {**read_entries(folder / "locale" / "id.po"), **read_entries(Path(str(files("dapur"))) / "locale" / "id.po")}
    said = re.compile(r"core\.refuse\(\s*'[A-Z_]+'\s*,\s*'((?:[^']|'')+)'")
    found = {
        m.replace("''", "'") for path in (folder / "migrations").glob("*.sql") for m in said.findall(path.read_text("utf-8"))
    }

    assert found - known.keys() - {"Another company."} == set()

"""Every sentence that the SQL of base says is translated like all others."""

import re
from importlib.resources import files
from pathlib import Path

from dapur.language.pofile import read_entries


def test_every_sentence_of_the_sql_is_translated() -> None:
    folder = Path(str(files("dapur_base")))
    known = read_entries(folder / "locale" / "id.po")
    said = re.compile(r"core\.refuse\(\s*'[A-Z_]+'\s*,\s*'((?:[^']|'')+)'")
    found = {
        m.replace("''", "'") for path in (folder / "migrations").glob("*.sql") for m in said.findall(path.read_text("utf-8"))
    }

    assert found and found - known.keys() == set()

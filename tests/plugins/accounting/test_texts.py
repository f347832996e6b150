"""Every sentence of the plugins is in both languages, those that SQL says too."""

import re
from importlib.resources import files
from pathlib import Path

import pytest

from dapur.language.check import missing
from dapur.language.pofile import read_entries


@pytest.mark.parametrize("package", ["dapur_base", "dapur_accounting"])
def test_every_text_has_its_indonesian(package: str) -> None:
    assert [f"{p.field}: {p.message}" for p in missing(package)] == []


def test_every_sentence_of_the_sql_is_translated() -> None:
    folder = Path(str(files("dapur_accounting")))
    known = {**read_entries(folder / "locale" / "id.po"), **read_entries(Path(str(files("dapur"))) / "locale" / "id.po")}
    said = re.compile(r"core\.refuse\(\s*'[A-Z_]+'\s*,\s*'((?:[^']|'')+)'")
    found = {
        m.replace("''", "'") for path in (folder / "migrations").glob("*.sql") for m in said.findall(path.read_text("utf-8"))
    }

    assert found - known.keys() == set()

from pathlib import Path

import pytest

from dapur.language.check import clashes, extract_in, missing, missing_in
from dapur.language.extract import texts_of
from dapur.language.pofile import Entry, read_entries, write_entries

PYTHON = 'from dapur.contract import _\nTITLE = _("Post entry")\nMANY = _("{count} entries " "posted")\nBAD = _(TITLE)\n'
TEMPLATE = '<p>{{ _("Due date") }}</p>{% trans %}Paid{% endtrans %}'
SCRIPT = '// t("not this")\nnotify(t("Connection \\"lost\\"")); at("nor this"); t(`Saving`)'


@pytest.fixture
def package(tmp_path: Path) -> Path:
    folder = tmp_path / "dapur_sample"
    (folder / "templates").mkdir(parents=True)
    (folder / "operations.py").write_text(PYTHON)
    (folder / "templates" / "page.html").write_text(TEMPLATE)
    (folder / "grid.js").write_text(SCRIPT)
    (folder / "static").mkdir()
    (folder / "static" / "built.js").write_text('t("Built")')
    return folder


def codes(folder: Path) -> list[str]:
    return sorted({problem.code for problem in missing_in(folder)})


def test_texts_are_found_in_code_templates_and_scripts(package: Path) -> None:
    found = {(item.file.partition("/")[2], item.text) for item in texts_of(package)}
    assert found == {
        ("operations.py", "Post entry"),
        ("operations.py", "{count} entries posted"),
        ("operations.py", None),
        ("templates/page.html", "Due date"),
        ("templates/page.html", "Paid"),
        ("grid.js", 'Connection "lost"'),
        ("grid.js", "Saving"),
    }


def test_extract_adds_keeps_and_drops(package: Path) -> None:
    file = package / "locale" / "id.po"
    file.parent.mkdir()
    write_entries(file, [Entry("Post entry", ("Bukukan",)), Entry("Gone", ("Hilang",))])
    changes = extract_in(package)
    assert changes.dropped == ("Gone",)
    assert "Due date" in changes.added
    assert "Post entry" not in changes.added
    assert read_entries(file)["Post entry"].forms == ("Bukukan",)
    before = file.read_bytes()
    assert extract_in(package).added == ()
    assert file.read_bytes() == before


def test_what_is_wrong_is_named(package: Path) -> None:
    extract_in(package)
    assert codes(package) == ["SINGULAR_MISSING", "TEXT_NOT_PLAIN", "TRANSLATION_MISSING"]
    (package / "operations.py").write_text('A = _("Invalid {name}!")\nB = _("{broken")\nC = _("Old {day}")\n')
    (package / "grid.js").unlink()
    (package / "templates" / "page.html").unlink()
    write_entries(
        package / "locale" / "id.po",
        [
            Entry("Invalid {name}!", ("Mohon isi {nama}",)),
            Entry("{broken", ("x",)),
            Entry("Old {day}", ("Lama {day}",), fuzzy=True),
            Entry("Nowhere", ("Tidak ada",)),
        ],
    )
    assert codes(package) == ["PLACEHOLDERS_DIFFER", "TEXT_BROKEN", "TRANSLATION_MISSING", "TRANSLATION_OBSOLETE", "WORD_BANNED"]


def test_core_is_complete() -> None:
    assert [f"{problem.field}: {problem.message}" for problem in missing("dapur")] == []
    assert clashes(["dapur"]) == []

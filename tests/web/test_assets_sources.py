"""What holds for the sources of styles and scripts, without a browser."""

import json
import re
from pathlib import Path

import pytest

from dapur_web.script_texts import TEXTS
from web.assets.build import HERE, ROOT, STATIC, build, is_current, logical_name, stamp
from web.assets.sprite import icons_in_use

SCRIPTS = sorted((HERE / "js").glob("*.js"))


def test_scripts_say_only_words_that_the_server_writes() -> None:
    said = {key for path in SCRIPTS for key in re.findall(r'\btext\("(\w+)"', path.read_text())}
    assert said <= set(TEXTS)


def test_every_word_for_scripts_is_said() -> None:
    everything = "".join(path.read_text() for path in SCRIPTS)
    groups = ("keys_", "palette_")
    assert [key for key in TEXTS if f'"{key}"' not in everything and not key.startswith(groups)] == []


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda p: p.name)
def test_no_script_writes_markup_or_code(path: Path) -> None:
    """A strict content policy forbids both, and markup from strings is how foreign text becomes markup."""
    assert not re.search(
        r"\beval\(|new Function|innerHTML|outerHTML|insertAdjacentHTML|document\.write|setAttribute\(.style", path.read_text()
    )


def test_every_attribute_that_scripts_find_in_pages_is_documented() -> None:
    """A stranger's template has no other way to know it. What a script only sets for itself is its own matter."""
    said = "".join(path.read_text() for path in SCRIPTS)
    places = [ROOT / "web" / "dapur_web", *(ROOT / "plugins").glob("*/*/templates")]
    pages = "".join(path.read_text() for place in places for path in place.rglob("*.html"))
    documented = (ROOT / "docs" / "markup.md").read_text()

    def is_read(name: str) -> bool:
        camel = re.sub("-(.)", lambda m: m[1].upper(), name.removeprefix("data-"))
        return bool(re.search(rf'{name}\b(?!-)|dataset\.{camel}\b|"{camel}" in', said))

    found = {name for name in re.findall(r"\bdata-[a-z-]*[a-z]", pages) if is_read(name)}
    assert "data-scan-fresh" in found
    assert sorted(name for name in found if not re.search(rf"{name}\b(?!-)", documented)) == []


def test_every_script_is_part_of_the_page() -> None:
    imported = {name for path in SCRIPTS for name in re.findall(r'"\./([\w-]+\.js)"', path.read_text())}
    assert {path.name for path in SCRIPTS} - imported == {"app.js", "pdf.js"}  # pdf.js is asked for where a PDF is shown


def test_the_lock_names_no_host() -> None:
    lock = (HERE / "package-lock.json").read_text()
    assert "://" not in lock
    assert "resolved" not in lock
    wanted = json.loads((HERE / "package.json").read_text())
    pinned = {**wanted["dependencies"], **wanted["devDependencies"]}.values()
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in pinned)


def test_a_second_build_does_nothing() -> None:
    if not (STATIC / "manifest.json").is_file():
        pytest.skip("not built: make assets")
    build()
    assert build() is False


def test_every_icon_in_use_is_drawn() -> None:
    if not is_current(stamp(icons_in_use(ROOT, HERE / "icons.txt"))):
        pytest.skip("not built: make assets")
    manifest = json.loads((STATIC / "manifest.json").read_text())
    drawn = set(re.findall(r'<symbol id="([a-z0-9-]+)"', (STATIC / manifest["icons.svg"]).read_text()))
    assert set(icons_in_use(ROOT, HERE / "icons.txt")) <= drawn


def test_files_have_short_names_for_templates() -> None:
    assert logical_name("node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2") == "inter.woff2"
    assert logical_name("css/app.css") == "app.css"

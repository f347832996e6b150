"""What a plugin's template may build on is documented, and the documentation is true."""

import re

import pytest
from jinja2 import UndefinedError

from dapur.house import House
from dapur_web.render.assets import Manifest
from dapur_web.render.pages import PageEnvironment, Renderer
from tests.web.conftest import ROOT

DOCUMENT = (ROOT / "docs" / "templates.md").read_text("utf-8")


def environment() -> PageEnvironment:
    """Our templates in Indonesian."""
    return Renderer(Manifest()).environments["id"]


def test_the_documented_blocks_are_those_of_the_page() -> None:
    documented = set(re.findall(r"^\| `(\w+)` \|", DOCUMENT, re.MULTILINE))

    assert documented == set(environment().get_template("page.html").blocks) - {"body"}


def test_each_documented_macro_is_there_under_the_plugins_name() -> None:
    for room, name in re.findall(r"^\| `(parts|fields)\.(\w+)\(", DOCUMENT, re.MULTILINE):
        assert hasattr(environment().get_template(f"web/{room}.html").module, name), f"{room}.{name}"


def test_a_name_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        environment().from_string("{{ nothing }}").render()


def test_words_are_translated_when_a_template_is_compiled_and_escaped_when_it_is_shown(house: House) -> None:
    made = environment().from_string('{{ _("Skip to content") }} {{ _("Company: {name}").format(name=name) }}').render(name="<b>")

    assert made == "Lewati ke isi Perusahaan: &lt;b&gt;"


def test_without_built_assets_pages_say_how_to_build_them() -> None:
    assert "make assets" in Manifest().missing and Manifest().url("app.css") == ""
    with pytest.raises(KeyError):
        Manifest({"app.css": "/static/x.css"}).url("other.css")

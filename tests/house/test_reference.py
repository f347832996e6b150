"""The reference pages are what the code says today."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from dapur.contract import hookspecs
from dapur.plugins.registry import Registry

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_page_of_the_reference_is_current(registry: Registry, generate: ModuleType) -> None:
    assert generate.stale(registry) == [], "run: python docs/generate.py"


def test_every_hook_has_its_place_in_the_reference() -> None:
    page = (ROOT / "docs" / "reference" / "hooks.md").read_text("utf-8")
    hooks = [n for n, v in vars(hookspecs).items() if hasattr(v, "dapur_spec")]
    assert [h for h in hooks if f"\n## {h}\n" not in page] == []

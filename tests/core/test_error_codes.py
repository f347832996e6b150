"""Every code that a refusal carries is registered by somebody, with its meaning, for the documentation."""

import ast
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

from dapur.plugins.registry import Registry, discover

PACKAGES = discover().packages
CODE = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)+|[A-Z]{4,}")
RAISES = {"Refused", "Conflict", "Problem", "PydanticCustomError", "Unclear"}
IN_SQL = re.compile(r"(?:core\.refuse\s*\(\s*|'code',\s*)'([A-Z][A-Z_0-9]+)'")


def codes_in_python(path: Path) -> Iterator[tuple[str, str]]:
    """(code, where) for each literal first argument of a refusal, and each code in a table of sentences or conflicts."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and node.args and _name(node.func) in RAISES:
            yield from _literal(node.args[0], path)
        elif isinstance(node, ast.Tuple) and len(node.elts) >= 2 and any(_is_text(e) for e in node.elts):
            for element in node.elts[:2]:
                yield from _literal(element, path)


def _name(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else function.attr if isinstance(function, ast.Attribute) else ""


def _is_text(element: ast.expr) -> bool:
    return isinstance(element, ast.Call) and _name(element.func) == "_"


def _literal(element: ast.expr, path: Path) -> Iterator[tuple[str, str]]:
    if isinstance(element, ast.Constant) and isinstance(element.value, str) and CODE.fullmatch(element.value):
        yield element.value, f"{path.name}:{element.lineno}"


def codes_of(package: str) -> dict[str, str]:
    """code -> one place where it is raised."""
    folder = Path(str(files(package)))
    found: dict[str, str] = {}
    for path in sorted(folder.rglob("*.py")):
        if path.parent.name != "testing" and path.name != "check.py":
            found |= dict(codes_in_python(path))
    for path in sorted(folder.rglob("*.sql")):
        found |= dict.fromkeys(IN_SQL.findall(path.read_text("utf-8")), path.name)
    return found


@pytest.mark.parametrize("package", PACKAGES)
def test_every_code_that_is_raised_is_registered(package: str, registry: Registry) -> None:
    unknown = {code: where for code, where in codes_of(package).items() if code not in registry.errors}

    assert unknown == {}


def test_the_core_registers_no_code_that_nobody_raises(registry: Registry) -> None:
    raised = set().union(*(codes_of(package) for package in PACKAGES))
    registered = {code for code in registry.errors if code.isupper()}

    from dapur import core_plugin

    assert {e.code for e in core_plugin.register_errors()} - raised == set()
    assert raised & registered, "the search finds codes at all"

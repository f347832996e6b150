"""Finds a package's texts: `_("…")` in Python and templates, `{% trans %}`, `t("…")` in scripts."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError
from jinja2.ext import extract_from_ast

MARKS = ("_", "Text")
TEMPLATE_ENDINGS = (".html", ".jinja", ".j2", ".txt")
_SCRIPT_CALL = re.compile(r"""(?<![\w.$])t\(\s*(?P<quote>["'`])(?P<text>(?:\\.|(?!(?P=quote))[^\\\n])*)(?P=quote)""")
_SCRIPT_COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'`\w])//[^\n]*", re.DOTALL)
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)")
_SKIPPED = {"node_modules", "__pycache__", "dist", "built", "static"}


@dataclass(frozen=True, order=True)
class Found:
    """A text in the code; None where the argument is no plain string, which nothing can translate."""

    file: str
    line: int
    text: str | None


def texts_of(folder: Path) -> list[Found]:
    """Every marked text of a package's folder, by file and line; file names are relative to its parent."""
    found: list[Found] = []
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or _SKIPPED.intersection(path.relative_to(folder).parts):
            continue
        name = path.relative_to(folder.parent).as_posix()
        if path.suffix == ".py":
            found += _in_python(path.read_text("utf-8"), name)
        elif path.suffix in TEMPLATE_ENDINGS and "templates" in path.parts:
            found += _in_template(path.read_text("utf-8"), name)
        elif path.suffix in (".js", ".mjs") and ".min." not in path.name:
            found += _in_script(path.read_text("utf-8"), name)
    return found


def _in_python(source: str, name: str) -> Iterator[Found]:
    for node in ast.walk(ast.parse(source, name)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id not in MARKS:
            continue
        if not node.args:
            continue
        first = node.args[0]
        if isinstance(first, ast.Constant) and isinstance(first.value, str):
            yield Found(name, node.lineno, first.value)
        elif node.func.id == "_":  # Text(variable) passes words on; _(variable) is a mistake
            yield Found(name, node.lineno, None)


def _in_template(source: str, name: str) -> Iterator[Found]:
    environment = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"])
    try:
        tree = environment.parse(source, name)
    except TemplateSyntaxError as error:
        yield Found(name, error.lineno, None)
        return
    for line, _function, message in extract_from_ast(tree, ("_", "gettext", "ngettext"), babel_style=True):
        text = message if isinstance(message, str) or message is None else message[-1]
        yield Found(name, line, text)


def _in_script(source: str, name: str) -> Iterator[Found]:
    source = _SCRIPT_COMMENT.sub(lambda comment: "\n" * comment.group().count("\n"), source)
    for call in _SCRIPT_CALL.finditer(source):
        line = source.count("\n", 0, call.start()) + 1
        text = _ESCAPE.sub(_unescaped, call["text"])
        yield Found(name, line, None if call["quote"] == "`" and "${" in text else text)


def _unescaped(found: re.Match[str]) -> str:
    code = found[1]
    if len(code) > 1:
        return chr(int(code[1:], 16))
    return {"n": "\n", "t": "\t", "r": "\r"}.get(code, code)

"""The reference pages, made from what is installed: `python docs/generate.py` writes them, `--check` compares.

Each page is a function from the registry to Markdown; the suite fails while a page is not what it would be made to.
"""

import argparse
import inspect
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from dapur.contract import Form, hookspecs, shown
from dapur.plugins.registry import Registry, discover

FOLDER = Path(__file__).parent / "reference"
MADE = "<!-- Made by docs/generate.py from the code; edit the code. -->"
HOOK_LINES = {
    "describe_plugin": "Called first, for every installed plugin. The name must be the entry point's name.",
    "register_schema": "Called when migrations run. One PostgreSQL schema a plugin; a plugin never alters another's table.",
    "register_permissions": "Every operation, query, report and page names one of these, or `public`.",
    "register_settings": "Read in operations with `work.setting(name)`; shown on the company's settings page.",
    "register_operations": "The only way to a write, open at every door that the operation allows.",
    "register_queries": "The only way to a listing: from it come the page, the exports, the API connection and `dapur show`.",
    "register_pages": "Called only where a user interface is installed, so that the command line never imports a web library.",
    "register_panels": "Shown in a named slot of another's page, for those who hold the panel's permission.",
    "register_reports": "Opened as a page, PDF, XLSX and CSV, over the API, and by `dapur report`.",
    "register_measures": "Shown on the page of key figures to those who may read the rows; each figure opens the rows that make it.",
    "register_documents": "Made on request: at a page, over the API, by `dapur document`; papers from typst templates (`dapur.documents.paper`).",
    "register_imports": "Offered beside the listing, and as `dapur import`.",
    "register_jobs": "Run for each company in which the plugin is on, in that company's time zone.",
    "register_event_handlers": "`before` runs inside the transaction, reads only, and may refuse; `after` runs once it is committed.",
    "register_services": "Found by others with `work.find(Protocol)`, which gives None while the plugin is off.",
    "register_graphql_types": "Part of a company's API schema while the plugin is on there.",
    "register_setup": "Asked once, when a company switches the plugin on; `demo` fills trial companies.",
    "register_errors": "Codes are UPPER_SNAKE; messages say what to do.",
    "register_user_interface": "For a replacement of `dapur-web` only.",
}


def hooks_page(registry: Registry) -> Iterator[str]:
    """Every hook: what it returns, when it is called, the fields of what it returns, who uses it."""
    yield "# Hooks"
    yield "A plugin is a module with some of these functions, each marked `@hookimpl`, named by an entry point of the group"
    yield "`dapur.plugins`. A hook takes no arguments, does nothing but return declarations, and is left out where it is not needed."
    for name, spec in _hookspecs():
        returned = str(inspect.signature(spec).return_annotation).replace("dapur.contract.", "")
        yield f"\n## {name}\n\n`{name}() -> {_short(returned)}`\n\n{inspect.getdoc(spec)} {HOOK_LINES[name]}"
        for kind in _kinds(spec):
            yield f"\n### {kind.__name__}\n\n{inspect.getdoc(kind)}\n\n```python\n{_signature(kind)}\n```"
        users = [p.info.name for p in registry.plugins if hasattr(p.module, name)]
        yield f"\nUsed by: {', '.join(users) or 'no plugin of this repository but the example'}."


def operations_page(registry: Registry) -> Iterator[str]:
    """Every operation with its fields."""
    yield "# Operations"
    yield "What can be done. Each is open at the doors named, needs the permission named, and takes these fields."
    for operation in registry.operations.values():
        yield f"\n## {operation.name}\n\n{operation.title}. {operation.description}\n"
        yield f"Permission `{operation.permission}` · doors {', '.join(sorted(operation.doors))}"
        if operation.undo:
            yield f" · undone by `{operation.undo}`"
        yield from _fields(operation.input)
        yield f"\nAnswers: {', '.join(f'`{n}`' for n in operation.output.model_fields) or 'nothing'}."


def queries_page(registry: Registry) -> Iterator[str]:
    """Every query with its columns and filters."""
    yield "# Queries"
    yield "What can be read as a list: a page, an export, an API connection, `dapur show`."
    for query in registry.queries.values():
        yield f"\n## {query.name}\n\n{query.title}. {query.description}\n\nPermission `{query.permission}`\n"
        yield "| column | title | kind | sort | sum |\n|---|---|---|---|---|"
        for c in query.columns:
            yield f"| `{c.name}` | {c.title} | {c.kind} | {'yes' if c.sort else ''} | {'yes' if c.total else ''} |"
        if query.filters:
            yield "\nFilters: " + ", ".join(f"`{f.name}` ({f.kind})" for f in query.filters) + "."
        if query.parameters is not None:
            yield from _fields(query.parameters)


def reports_page(registry: Registry) -> Iterator[str]:
    """Every report with its fields."""
    yield "# Reports"
    yield "Each opens as a page, and as PDF, XLSX and CSV."
    for report in registry.reports.values():
        yield f"\n## {report.name}\n\n{report.title}. {report.description}\n\nPermission `{report.permission}`\n"
        yield from _fields(report.input)


def documents_page(registry: Registry) -> Iterator[str]:
    """Every document with its fields."""
    yield "# Documents"
    yield "Files made on request: at a page, in the API (base64) and by `dapur document`."
    for document in registry.documents.values():
        yield f"\n## {document.name}\n\n{document.title}. {document.description}\n\nPermission `{document.permission}`\n"
        yield from _fields(document.input)


def permissions_page(registry: Registry) -> Iterator[str]:
    """Every right, and the suggested roles that hold it."""
    yield "# Permissions"
    yield "| permission | right | suggested roles | may be narrowed to |\n|---|---|---|---|"
    for p in registry.permissions.values():
        yield f"| `{p.name}` | {p.title} | {', '.join(p.roles)} | {', '.join(p.rows)} |"
    yield "\n## Suggested roles\n\n| role | title | |\n|---|---|---|"
    for role in registry.roles.values():
        yield f"| `{role.code}` | {role.title} | {role.description} |"


def settings_page(registry: Registry) -> Iterator[str]:
    """Every setting of a company."""
    yield "# Settings"
    yield "Kept per company.\n\n| setting | title | default | who may change it |\n|---|---|---|---|"
    for s in registry.settings.values():
        yield f"| `{s.name}` | {s.shown.title} | `{s.default!r}` | `{s.permission}` |"


def errors_page(registry: Registry) -> Iterator[str]:
    """Every code that a refusal may carry."""
    yield "# Codes of refusals"
    yield "A refusal carries problems: a code, a sentence, and the field it is about.\n\n| code | meaning |\n|---|---|"
    for error in registry.errors.values():
        yield f"| `{error.code}` | {error.meaning} |"


def imports_page(registry: Registry) -> Iterator[str]:
    """Every import with its columns."""
    yield "# Imports"
    yield "Files (CSV, XLSX) that fill a listing; each row or group of rows is one operation."
    for item in registry.imports.values():
        yield f"\n## {item.name}\n\n{item.title}. Operation `{item.operation.name}` · permission `{item.permission}`\n"
        yield "| column | title | needed | also matched | example |\n|---|---|---|---|---|"
        for c in item.columns:
            needed = "yes" if c.required else ""
            yield f"| `{c.name}` | {c.shown.title} | {needed} | {', '.join(c.aliases)} | {c.example} |"


def cli_page(registry: Registry) -> Iterator[str]:
    """Every command."""
    from dapur.cli.main import make_parser

    yield "# Commands"
    yield from _commands(make_parser(), "dapur")


PAGES: dict[str, Callable[[Registry], Iterator[str]]] = {
    "hooks": hooks_page,
    "operations": operations_page,
    "queries": queries_page,
    "reports": reports_page,
    "documents": documents_page,
    "imports": imports_page,
    "permissions": permissions_page,
    "settings": settings_page,
    "errors": errors_page,
    "cli": cli_page,
}


def made(name: str, registry: Registry) -> str:
    """The text of a page."""
    title, *rest = PAGES[name](registry)
    return "\n".join([title, "", MADE, "", *rest]).replace("\n\n\n", "\n\n").rstrip() + "\n"


def stale(registry: Registry) -> list[str]:
    """Pages that are not what they would be made to."""
    wrong = []
    for name in PAGES:
        path = FOLDER / f"{name}.md"
        if not path.exists() or path.read_text("utf-8") != made(name, registry):
            wrong.append(f"docs/reference/{name}.md")
    return wrong


def _hookspecs() -> list[tuple[str, Any]]:
    return [(n, v) for n, v in vars(hookspecs).items() if hasattr(v, "dapur_spec")]


def _kinds(spec: Any) -> list[type]:
    found: list[type] = []

    def visit(kind: Any) -> None:
        parts = getattr(kind, "__args__", ())
        if not parts and isinstance(kind, type) and kind not in found:
            found.append(kind)
        for part in parts:
            visit(part)

    visit(inspect.signature(spec).return_annotation)
    return found


def _short(annotation: str) -> str:
    text = annotation.removeprefix("<class '").removesuffix("'>")
    words = text.replace("[", " [ ").replace("]", " ] ").replace("|", " | ").split(" ")
    return "".join(f" {w} " if w == "|" else w.rpartition(".")[2] for w in words).replace("  ", " ")


def _signature(kind: type) -> str:
    fields = [f"    {p}," for p in inspect.signature(kind).parameters.values()]
    return "\n".join([f"{kind.__name__}(", *(_plain_types(f) for f in fields), ")"])


def _plain_types(line: str) -> str:
    import re

    # Sets come in any order, functions with their address.
    line = re.sub(r"<function [\w.<>]+ at 0x[0-9a-f]+>|<factory>|frozenset\(\{[^}]*\}\)", "…", line)
    return re.sub(r"\b(?:[a-z_]+\.)+(?=[A-Za-z])", "", line.replace("~", ""))


def _fields(form: type[Form]) -> Iterator[str]:
    if not form.model_fields:
        return
    yield "\n| field | title | needed |\n|---|---|---|"
    yield from _rows_of(form, "")


def _rows_of(form: type[Form], path: str) -> Iterator[str]:
    for name, info in form.model_fields.items():
        look = shown(info)
        yield f"| `{path}{name}` | {look.title if look else ''} | {'yes' if info.is_required() else ''} |"
        for inner in _inner(info.annotation):
            yield from _rows_of(inner, f"{path}{name}.")


def _inner(annotation: Any) -> Iterator[type[Form]]:
    if isinstance(annotation, type) and issubclass(annotation, Form):
        yield annotation
    for part in getattr(annotation, "__args__", ()):
        yield from _inner(part)


def _commands(parser: argparse.ArgumentParser, name: str) -> Iterator[str]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            helps = {c.dest: c.help or "" for c in action._choices_actions}
            for verb, sub in action.choices.items():
                yield f"\n## {name} {verb}\n\n{helps.get(verb, '').capitalize()}." if helps.get(verb) else f"\n## {name} {verb}\n"
                yield from _options(sub)
                yield from _commands(sub, f"{name} {verb}")


def _options(parser: argparse.ArgumentParser) -> Iterator[str]:
    rows = [a for a in parser._actions if not isinstance(a, (argparse._HelpAction, argparse._SubParsersAction))]
    if rows:
        yield "\n| argument | |\n|---|---|"
    for action in rows:
        yield f"| `{', '.join(action.option_strings) or action.dest}` | {action.help or ''} |"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the pages, or say which are out of date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="fail when a page is out of date")
    given = parser.parse_args(arguments)
    registry = discover()
    if given.check:
        found = stale(registry)
        print("\n".join(found) or "All pages are current.")
        return 1 if found else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in PAGES:
        (FOLDER / f"{name}.md").write_text(made(name, registry), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

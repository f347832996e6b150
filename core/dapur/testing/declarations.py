"""What is wrong with what a plugin declares: sentences for its author, empty when all is well."""

from collections.abc import Iterator
from typing import Any

from dapur.contract import Form, FormPage, ListPage, RecordPage, ReportPage, TemplatePage, shown
from dapur.language.catalogue import LANGUAGES, catalogue, use_packages
from dapur.plugins.registry import Plugin, Registry

TITLED = ("operations", "queries", "reports", "documents", "imports", "settings", "jobs", "permissions")
"""Kinds of declarations with a title, and titles of their columns, filters and fields."""


def declared_by(registry: Registry, plugin: str, kind: str) -> list[Any]:
    """The operations, queries, … of one plugin ("" = of all)."""
    found = getattr(registry, kind)
    return [item for name, item in found.items() if plugin in ("", name.partition(".")[0])]


def plugins_of(registry: Registry, plugin: str) -> list[Plugin]:
    """The one plugin, or all of them for ""."""
    return [p for p in registry.plugins if plugin in ("", p.info.name)]


def texts_without_translation(registry: Registry, plugin: str = "") -> list[str]:
    """Titles, hints, sentences of declarations that are bare strings or lack one of the languages."""
    use_packages(registry.packages)
    return [f"{place}: {fault}" for place, words in _all_words(registry, plugin) if (fault := _fault(words))]


def declarations_without_purpose(registry: Registry, plugin: str = "") -> list[str]:
    """Operations, queries and reports that do not say what they do, and fields that do not say what they are."""
    wrong = []
    for kind in ("operations", "queries", "reports", "documents"):
        wrong += [f"{i.name}: has no description" for i in declared_by(registry, plugin, kind) if not i.description.strip()]
    for operation in declared_by(registry, plugin, "operations"):
        wrong += [f"{operation.name}: the field {path} is not Shown" for path in _unshown(operation.input)]
    for read in declared_by(registry, plugin, "reports") + declared_by(registry, plugin, "documents"):
        wrong += [f"{read.name}: the field {path} is not Shown" for path in _unshown(read.input)]
    for found in plugins_of(registry, plugin):
        hooks = [h for h in vars(found.module) if h.startswith("register_") or h == "describe_plugin"]
        wrong += [f"{found.info.name}: {h} has no docstring" for h in hooks if not getattr(found.module, h).__doc__]
    return wrong


def dangling_references(registry: Registry, plugin: str = "") -> list[str]:
    """Names in pages, fields and actions that lead nowhere."""
    wrong = []
    for kind in ("operations", "reports", "documents"):
        for item in declared_by(registry, plugin, kind):
            wrong += [
                f"{item.name}: {path} refers to the query {name}, which is not registered"
                for path, name in _references(item.input)
                if name not in registry.queries
            ]
    for operation in declared_by(registry, plugin, "operations"):
        if operation.undo and operation.undo not in registry.operations:
            wrong.append(f"{operation.name}: its undo {operation.undo} is not registered")
    for found in plugins_of(registry, plugin):
        for page in registry.pages[found.info.name]:
            wrong += [f"{found.info.name}/{page.path}: {fault}" for fault in _page_faults(registry, page)]
    for owner, panel in registry.panels:
        if plugin in ("", owner) and panel.permission != "public" and panel.permission not in registry.permissions:
            wrong.append(f"{panel.name}: asks for the permission {panel.permission}, which nobody registers")
    return wrong


def _page_faults(registry: Registry, page: Any) -> Iterator[str]:
    for operation in _operations_of(page):
        if operation.name not in registry.operations:
            yield f"its operation {operation.name} is not registered"
    for query in _queries_of(page):
        if query.name not in registry.queries:
            yield f"its query {query.name} is not registered"
    if isinstance(page, ReportPage) and page.report.name not in registry.reports:
        yield f"its report {page.report.name} is not registered"
    if isinstance(page, ListPage) and page.importer and page.importer not in registry.imports:
        yield f"its import {page.importer} is not registered"
    if isinstance(page, RecordPage):
        known = {c.name for c in page.query.columns}
        for link in page.documents:
            if link.document.name not in registry.documents:
                yield f"its document {link.document.name} is not registered"
        for name in [page.title, *page.facts, *page.aside, *(c for link in page.documents for c in link.prefill.values())]:
            if name not in known:
                yield f"shows {name}, which is no column of {page.query.name}"
    if isinstance(page, TemplatePage) and page.permission != "public" and page.permission not in registry.permissions:
        yield f"asks for the permission {page.permission}, which nobody registers"


def _operations_of(page: Any) -> list[Any]:
    if isinstance(page, FormPage):
        return [o for o in (page.operation, page.draft) if o is not None]
    if isinstance(page, RecordPage):
        return [a.operation for a in page.actions]
    return []


def _queries_of(page: Any) -> list[Any]:
    if isinstance(page, ListPage):
        return [page.query]
    if isinstance(page, RecordPage):
        return [page.query, *(r.query for r in page.related)]
    return []


def forms_in(form: type[Form], path: str = "") -> Iterator[tuple[str, Any]]:
    """(dotted path, pydantic field) of a form, those of its lines too."""
    for name, info in form.model_fields.items():
        here = f"{path}{name}"
        yield here, info
        for inner in _inner_forms(info.annotation):
            yield from forms_in(inner, f"{here}.")


def _inner_forms(annotation: Any) -> Iterator[type[Form]]:
    if isinstance(annotation, type) and issubclass(annotation, Form):
        yield annotation
    for part in getattr(annotation, "__args__", ()):
        yield from _inner_forms(part)


def _unshown(form: type[Form]) -> list[str]:
    # A version and an id travel hidden in every form; they are never read by a person.
    return [path for path, info in forms_in(form) if shown(info) is None and path not in ("id", "version")]


def _references(form: type[Form]) -> list[tuple[str, str]]:
    return [(path, s.reference) for path, info in forms_in(form) if (s := shown(info)) is not None and s.reference]


def _fault(words: Any) -> str:
    if isinstance(words, str):
        return f"{words!r} is not wrapped in _()" if words.strip() else "is empty"
    for language in LANGUAGES:
        known = catalogue(language)
        if language != "en" and words.message not in known.texts and words.message not in known.plurals:
            return f"{words.message!r} has no translation into {language}"
    return ""


def _all_words(registry: Registry, plugin: str) -> Iterator[tuple[str, Any]]:
    for found in plugins_of(registry, plugin):
        yield f"{found.info.name}: title", found.info.title
        yield f"{found.info.name}: description", found.info.description
        for error in getattr(found.module, "register_errors", tuple)():
            yield f"{error.code}: meaning", error.meaning
        for setup in registry.setups[found.info.name]:
            yield f"{setup.name}: title", setup.title
        for page in registry.pages[found.info.name]:
            yield from _words_of_page(f"{found.info.name}/{page.path}", page)
    for kind in TITLED:
        for item in declared_by(registry, plugin, kind):
            yield from _words_of(item.name, item)
    for measure in declared_by(registry, plugin, "measures"):
        words = (measure.title, measure.definition, *([measure.unit] if measure.unit else []))
        yield from ((f"{measure.name}: definition", said) for said in words)
    for owner, panel in registry.panels:
        if plugin in ("", owner):
            yield f"{panel.name}: title", panel.title


def _words_of(place: str, item: Any) -> Iterator[tuple[str, Any]]:
    title = getattr(item, "title", None)
    if title is not None:
        yield f"{place}: title", title
    setting = getattr(item, "shown", None)
    if setting is not None:
        yield f"{place}: title", setting.title
    for column in getattr(item, "columns", ()):
        look = getattr(column, "shown", column)
        if not getattr(column, "hidden", False):
            yield f"{place}: column {column.name}", look.title
    for declared in getattr(item, "filters", ()):
        yield f"{place}: filter {declared.name}", declared.title
    form = getattr(item, "input", None)
    if isinstance(form, type):
        for path, info in forms_in(form):
            look = shown(info)
            if look is not None and look.kind != "hidden":
                yield f"{place}: field {path}", look.title
                if look.hint:
                    yield f"{place}: hint of {path}", look.hint


def _words_of_page(place: str, page: Any) -> Iterator[tuple[str, Any]]:
    if not isinstance(page, (RecordPage, ReportPage)):
        yield f"{place}: title", page.title
    menu = getattr(page, "menu", None)
    if menu is not None:
        yield f"{place}: menu", menu.title
        if menu.group:
            yield f"{place}: menu group", menu.group
    for part in [*getattr(page, "views", ()), *getattr(page, "related", ())]:
        yield f"{place}: {type(part).__name__.lower()}", part.title
    for name in ("empty", "new_title", "confirm"):
        if words := getattr(page, name, ""):
            yield f"{place}: {name}", words

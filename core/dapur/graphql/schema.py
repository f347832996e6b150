"""The schema of a set of departments: every query, report, document and operation that the API's door is open for."""

from collections.abc import Iterable

from graphql import GraphQLField, GraphQLObjectType, GraphQLSchema, print_schema

from dapur.contract.operation import Operation
from dapur.graphql.deeds import deed_field
from dapur.graphql.figures import document_field, figure_field, report_field
from dapur.graphql.lists import list_field
from dapur.graphql.models import ModelTypes
from dapur.graphql.naming import field_of
from dapur.plugins.registry import PluginError, Registry

RESERVED = {"Query", "Mutation"}


def build(registry: Registry, plugins: Iterable[str]) -> GraphQLSchema:
    """The schema for companies where these plugins are on (the core always is). Raises PluginError."""
    on = {*plugins, "core"}
    packages = {p.module.__name__.partition(".")[0]: p.info.name for p in registry.plugins if hasattr(p.module, "__name__")}
    models = ModelTypes(packages, set(RESERVED))
    reads: dict[str, GraphQLField] = {}
    columns = [c for plugin in registry.names if plugin in on for t in registry.graphql_types[plugin] for c in t.columns]
    for query in registry.queries.values():
        if query.plugin in on:
            added = [c for c in columns if c.query == query.name]
            _add(reads, field_of(query.name), list_field(query, models, added), query.plugin)
    for report in registry.reports.values():
        if report.plugin in on:
            _add(reads, report_name(report.name), report_field(report, models), report.plugin)
    for document in registry.documents.values():
        if document.plugin in on:
            _add(reads, document_name(document.name), document_field(document, models), document.plugin)
    for figure in (f for plugin in registry.names if plugin in on for t in registry.graphql_types[plugin] for f in t.figures):
        _add(reads, field_of(figure.name), figure_field(figure, models), figure.name.partition(".")[0])
    deeds: dict[str, GraphQLField] = {}
    for operation in registry.operations.values():
        if operation.plugin in on and offered(operation):
            _add(deeds, field_of(operation.name), deed_field(operation, models), operation.plugin)
    try:
        return GraphQLSchema(GraphQLObjectType("Query", reads), GraphQLObjectType("Mutation", deeds))
    except TypeError as error:
        raise PluginError(f"The API cannot be made: {error}") from error


def offered(operation: Operation) -> bool:
    """Whether an operation is part of the API at all."""
    return "graphql" in operation.doors


def report_name(name: str) -> str:
    """The field of a report: it ends in Report, so that a list may have the same name."""
    return f"{field_of(name)}Report"


def document_name(name: str) -> str:
    """The field of a document: it ends in Document, so that a report or list may have the same name."""
    return f"{field_of(name)}Document"


def _add(fields: dict[str, GraphQLField], name: str, field: GraphQLField, plugin: str) -> None:
    if name in fields:
        raise PluginError(f"{plugin}: two of its declarations are called {name} in the API; rename one.")
    fields[name] = field


def sdl(registry: Registry, plugins: Iterable[str]) -> str:
    """The schema as text, for code generators and for keeping beside a client."""
    return print_schema(build(registry, plugins)) + "\n"
